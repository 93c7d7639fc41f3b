"""Decks on their way to Anki: what it will do with them, told before anything is taken, and several at once."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from quizapp.core.decks.outline import Outlined
from quizapp.errors import InputError
from quizapp.services import decks, editions, exports, portions
from quizapp.services.selection import Selection
from quizapp.web import access
from quizapp.web.clock import now
from quizapp.web.downloads import download
from quizapp.web.htmx import render
from quizapp.web.revisions import PARTS
from quizapp.web.translations import said

pages = Blueprint("to_anki", __name__)
MOST_CHOSEN = 100
"""So many items can be chosen one by one: their names stand in an address."""


@pages.get("/decks/<id>/to-anki")
def page(id: str) -> Response:
    """What is new, changed and retired since an edition, what stays, and which part to take under which name."""
    deck, chosen, problem = portions.outline(id), selection(), ""
    try:
        exports.checked_name(request.args.get("name", ""))
        found = editions.forecast(deck, since=_since(), selection=chosen)
    except InputError as error:
        problem, found = said(error), editions.forecast(deck, since=_since())
    return render(
        "to_anki.html", status=422 if problem else 200, deck=decks.get_deck(id, only=()),
        editions=editions.list_editions(id), told=found,
        chosen=chosen, name=request.args.get("name", ""), problem=problem,
        parts=PARTS, most=editions.MOST_NAMED, **_choices(deck, chosen),
    )  # fmt: skip


def file(id: str) -> Response:
    """The deck, or the part of it that the address asks for."""
    found = exports.export_apkg(id, selection=selection(), name=request.args.get("name", ""), now=now())
    return download(found)


@pages.get("/decks/export")
def several() -> Response:
    """Which decks to take together."""
    return _several(request.args.getlist("deck"))


@pages.get("/decks/export/anki")
def several_file() -> Response:
    """These decks in one file. Where none is chosen, the form comes back and says so."""
    chosen = request.args.getlist("deck")
    for id in chosen:
        access.require("export", id)
    try:
        return download(exports.export_decks(chosen, now=now()))
    except InputError as error:
        return _several(chosen, problem=said(error), status=422)


def _several(chosen: list[str], *, problem: str = "", status: int = 200) -> Response:
    found = [deck for deck in decks.list_decks(access.actor()) if deck.published and deck.items]
    return render("several_to_anki.html", status=status, decks=found, chosen=chosen, problem=problem)


def selection() -> Selection:
    """What the address asks for; fields left empty ask for nothing."""
    asked = {
        name: frozenset(filter(None, request.args.getlist(name)))
        for name in ("category", "tag", "kind", "item")
    }
    return Selection(
        categories=asked["category"], tags=asked["tag"], kinds=asked["kind"], items=asked["item"]
    )


def _since() -> int | None:
    """The edition asked for; 0 for none at all, None for the last."""
    text = request.args.get("since", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _choices(deck: Outlined, chosen: Selection) -> dict[str, Any]:
    """What there is to choose from: items only where the address asks for them."""
    asked, listed = deck.asked, list[str]()
    if "choose" in request.args or chosen.items:
        fitting = _fitting(
            deck, Selection(categories=chosen.categories, tags=chosen.tags, kinds=chosen.kinds)
        )
        listed = [one.id for one in asked if one.id in fitting]
    return {
        "categories": sorted({one.category for one in asked if one.category}),
        "tags": sorted({tag for one in asked for tag in one.tags}, key=str.casefold),
        "kinds": sorted({one.kind for one in asked}),
        "listed": [entry.item for entry in decks.get_deck(deck.id, only=listed[:MOST_CHOSEN]).items],
        "unlisted": max(0, len(listed) - MOST_CHOSEN),
        "whole": chosen.is_whole,
    }


def _fitting(deck: Outlined, loose: Selection) -> frozenset[str]:
    try:
        found = loose.of(deck)
    except InputError:
        return frozenset()
    return frozenset(one.id for one in deck.asked) if found is None else found
