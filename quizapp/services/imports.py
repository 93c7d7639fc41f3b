"""Items of a file into a deck: read and checked as a whole, and only then stored."""

from __future__ import annotations

from datetime import datetime

from quizapp.core.decks.deck import ItemStatus
from quizapp.errors import ImportRejected
from quizapp.exchange.formats import recognised
from quizapp.exchange.gift import Reading
from quizapp.phrases import phrase
from quizapp.services.quick import Quick, checked
from quizapp.services.writing import add_items

MOST_ITEMS = 5_000
UNKNOWN = phrase(
    "This is no file of items that can be read here: a table with columns “stem” and “key” in its first row, GIFT, "
    "Moodle XML, QTI 2.1 or JSON."
)


def read_file(deck_id: str, raw: bytes) -> Quick:
    """What a file in a format of `FORMATS`, known by its content, gives a deck; nothing is stored.

    An item that the deck asks already is refused, so that a file read twice doubles nothing. Raises `NotFound`;
    `ImportRejected` for what is none of them.
    """
    return checked(deck_id, _reading(raw), most=MOST_ITEMS)


def import_file(deck_id: str, raw: bytes, *, now: datetime, status: ItemStatus = "draft") -> Quick:
    """Store the sound items of a file. Raises as `read_file` does."""
    found = read_file(deck_id, raw)
    if found.items:
        add_items(deck_id, [item for _, item in found.items], now=now, status=status)
    return found


def _reading(raw: bytes) -> Reading:
    found = recognised(raw)
    if found is None or found.read is None:
        raise ImportRejected(UNKNOWN)
    return found.read(raw)
