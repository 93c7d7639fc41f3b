"""What programs read by a token: decks, items and files. Nothing here changes anything or knows a cookie."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from quizapp.errors import InputError, NotFound
from quizapp.exchange.formats import FORMATS
from quizapp.services import api, exports
from quizapp.services.api import MOST_PER_PAGE, PER_PAGE
from quizapp.web import access
from quizapp.web.bearer import BLUEPRINT
from quizapp.web.clock import now
from quizapp.web.downloads import download
from quizapp.web.sessions import PROGRAMS

PREFIX = PROGRAMS.rstrip("/")
pages = Blueprint(BLUEPRINT, __name__, url_prefix=PREFIX)


@pages.get("/decks")
def decks() -> Response:
    """The decks of whoever has the token."""
    return _answer(api.paged(api.list_decks(access.actor()), **_page()))


@pages.get("/decks/<id>")
def deck(id: str) -> Response:
    """One deck."""
    return _answer(api.deck_of(id))


@pages.get("/decks/<id>/items")
def items(id: str) -> Response:
    """Its accepted items with their keys."""
    return _answer(api.paged(api.items_of(id), **_page()))


@pages.get("/decks/<id>/items/<item_id>")
def item(id: str, item_id: str) -> Response:
    """One of them: ids of items are those of their deck."""
    return _answer(api.item_of(id, item_id))


@pages.get("/decks/<id>/export/<form>")
def export(id: str, form: str) -> Response:
    """The deck as a file."""
    if form not in FORMATS:
        raise NotFound("format", form)
    return _known(download(exports.export_items(id, form, now=now())))


def _page() -> dict[str, int]:
    """Which page. Raises `InputError`."""
    return {"page": _number("page", 1, 1_000_000), "per_page": _number("per_page", PER_PAGE, MOST_PER_PAGE)}


def _number(name: str, default: int, largest: int) -> int:
    text = request.args.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= largest):
        raise InputError("“%(text)s” is not a number from %(a)s to %(b)s.", text=text[:40], a=1, b=largest)
    return int(text)


def _answer(plain: Any) -> Response:
    return _known(jsonify(plain))


def _known(response: Response) -> Response:
    """With a name of what it holds, by which a program that has it already is told so in a few bytes."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Authorization")
    response.add_etag()
    response.make_conditional(request)
    return response
