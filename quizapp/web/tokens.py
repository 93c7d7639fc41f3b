"""The tokens of an account, and the page and the file that say what programs do with them."""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Response, flash, make_response, request, url_for
from flask_babel import gettext as _

from quizapp.core.teaching.account import Account
from quizapp.errors import InputError, NotFound
from quizapp.exchange.formats import FORMATS
from quizapp.services import tokens
from quizapp.web import sessions
from quizapp.web.addresses import from_outside
from quizapp.web.bearer import LIMIT
from quizapp.web.clock import now
from quizapp.web.forms import whole_number
from quizapp.web.headers import forget
from quizapp.web.htmx import render, see_other
from quizapp.web.translations import said

pages = Blueprint("tokens", __name__)


@pages.get("/account/tokens")
def listed() -> Response:
    """What there is, when it was used, and a form for a new one."""
    return _page()


@pages.post("/account/tokens")
def create() -> Response:
    """A new token, shown on this page and never again."""
    try:
        days = whole_number("days", default=0, smallest=0, largest=10_000)
        made = tokens.create(_known().id, name=request.form.get("name", ""), days=days, now=now())
    except InputError as error:
        return _page(problem=said(error), status=422)
    return _page(made=made)


@pages.post("/account/tokens/<int:number>/revoke")
def revoke(number: int) -> Response:
    """End it at once."""
    tokens.revoke(_known().id, number)
    flash(_("The token is revoked: nobody gets in by it any more."))
    return see_other(url_for("tokens.listed"))


@pages.get("/api")
def guide() -> Response:
    """What programs can read, with examples to copy."""
    return render("api.html", formats=FORMATS, burst=LIMIT.times, root=from_outside("decks.home").rstrip("/"))


@pages.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The same for programs."""
    response = make_response((files("quizapp.web") / "openapi.json").read_bytes())
    response.mimetype = "application/json"
    return response


def _page(*, made: str = "", problem: str = "", status: int = 200) -> Response:
    response = render(
        "tokens.html", status=status, listed=tokens.list_tokens(_known().id), made=made, problem=problem,
        name="" if made else request.form.get("name", ""), days=tokens.DAYS, chosen=request.form.get("days", "90"),
        now=now(),
    )  # fmt: skip
    return forget(response)


def _known() -> Account:
    found = sessions.account()
    if found is None:
        raise NotFound("account", "")
    return found
