"""The export page of a deck: every format, what it is for, and what it cannot carry, before anything is taken."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from quizapp.core.items.item import Item
from quizapp.errors import NotFound
from quizapp.services import decks, exports
from quizapp.services.carriers import FORMATS
from quizapp.web.downloads import download
from quizapp.web.htmx import render

pages = Blueprint("exporting", __name__)
NAMES: dict[str, tuple[LazyString, LazyString, LazyString]] = {
    "csv": (
        _l("Table (CSV)"),
        _l("To read, sort and change in a spreadsheet, one row for each item."),
        _l("Left out: where each quote stands in the text, images and sounds."),
    ),
    "gift": (
        _l("GIFT"),
        _l("For the question bank of Moodle."),
        _l("Left out: quotes, tags, images, sounds, and the rationale of recall items."),
    ),
    "json": (
        _l("JSON"),
        _l("For programs: the text and every item with its proof."),
        _l("Nothing of an item is left out."),
    ),
}
"""Name, purpose and what is left out of every item, in the order of the page."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A format on the page; ``refused`` are the items that it cannot carry at all, ``bare`` those that go without
    their images and sounds."""

    format: str
    name: LazyString
    purpose: LazyString
    lost: LazyString
    carried: int
    refused: tuple[Item, ...]
    bare: tuple[Item, ...]


@pages.get("/decks/<id>/export")
def page(id: str) -> Response:
    """What there is to take, and what would be missing."""
    deck = decks.get_deck(id)
    items = [entry.item for entry in deck.accepted]
    return render("export.html", deck=deck, offers=[_offer(name, items) for name in NAMES])


@pages.get("/decks/<id>/export/<form>")
def file(id: str, form: str) -> Response:
    """The deck in a format. Raises `NotFound` for one that is not offered."""
    if form not in FORMATS:
        raise NotFound("format", form)
    return download(exports.export_items(id, form))


def _offer(form: str, items: list[Item]) -> Offer:
    refused = tuple(item for item in items if FORMATS[form].refuses(item))
    bare = tuple(item for item in items if FORMATS[form].bares(item))
    name, purpose, lost = NAMES[form]
    return Offer(
        format=form, name=name, purpose=purpose, lost=lost, carried=len(items) - len(refused), refused=refused,
        bare=bare,
    )  # fmt: skip
