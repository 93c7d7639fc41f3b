"""Decks on paper: a page that is the sheet, and above it, not printed, what it shall be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.core.decks.deck import Deck
from quizapp.exchange import paper
from quizapp.services import portions
from quizapp.web.card_markup import look_up_note_types
from quizapp.web.htmx import render

pages = Blueprint("printing", __name__)
SHEETS: dict[str, LazyString] = {
    "quiz": _l("Quiz sheet"),
    "key": _l("Answer key"),
    "cards": _l("Cards to cut out"),
}
MOST = 500
FEW = 20
_MOST_DIGITS = 6


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a form asks for."""

    sheet: str
    version: paper.Version
    count: int
    large: bool
    proof: bool


@pages.get("/decks/<id>/print")
def page(id: str) -> Response:
    """The sheet, its key or cards. What makes no sense in the form is told, and a sheet is there all the same."""
    deck = portions.deck_on_paper(id)
    most = min(MOST, len(deck.asked))
    whole = portions.number_accepted(id)
    wanted, problem = _wanted(most)
    return render(
        "print.html", deck=deck, wanted=wanted, most=most, whole=whole, problem=problem, sheets=SHEETS,
        versions=paper.VERSIONS,
        status=422 if problem else 200, **_content(deck, wanted),
    )  # fmt: skip


def _content(deck: Deck, wanted: Wanted) -> dict[str, Any]:
    if wanted.sheet == "cards":
        return {"cards": paper.cards(deck, count=wanted.count)}
    printed = paper.sheet(deck, version=wanted.version, count=wanted.count)
    look_up_note_types(deck.id, [one.item.id for one in printed if one.item.kind == "faces"])
    return {"printed": printed}


def _wanted(most: int) -> tuple[Wanted, str]:
    asked = request.args
    text = asked.get("count", "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and 1 <= int(text) <= most
    problem = ""
    if text and not is_number:
        problem = _("“%(text)s” is not a number from %(a)s to %(b)s.", text=text[:40], a=min(1, most), b=most)
    return Wanted(
        sheet=asked.get("sheet", "") if asked.get("sheet", "") in SHEETS else "quiz",
        version="B" if asked.get("version") == "B" else "A",
        count=int(text) if is_number else min(FEW, most),
        large="large" in asked,
        proof="proof" in asked,
    ), problem
