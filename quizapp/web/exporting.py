"""The export page of a deck: every format, what it is for, and what it cannot carry, before anything is taken."""

from __future__ import annotations

from flask import Blueprint, Response, request

from quizapp.errors import NotFound
from quizapp.exchange.formats import FORMATS
from quizapp.services import decks, exports, offers
from quizapp.web.clock import now
from quizapp.web.downloads import download
from quizapp.web.htmx import render

pages = Blueprint("exporting", __name__)
MOST_NAMED = 50
"""Of the items that a format cannot carry, so many are named."""


@pages.get("/decks/<id>/export")
def page(id: str) -> Response:
    """What there is to take, and what would be missing."""
    deck, found = decks.get_deck(id, only=()), offers.offers_in(id, of=request.args.get("of", ""))
    return render("export.html", deck=deck, offers=found, most=MOST_NAMED)


@pages.get("/decks/<id>/export/<form>")
def file(id: str, form: str) -> Response:
    """The deck in a format. Raises `NotFound` for one that is not offered."""
    if form not in FORMATS:
        raise NotFound("format", form)
    return download(exports.export_items(id, form, now=now()))
