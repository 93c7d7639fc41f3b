"""Items of a file into a deck: read and checked as a whole, and only then stored."""

from __future__ import annotations

from datetime import datetime

from quizapp.core.decks.deck import ItemStatus
from quizapp.errors import ImportRejected
from quizapp.exchange.gift import Reading, read_gift
from quizapp.exchange.sheets import read_sheet
from quizapp.services.quick import Quick, checked
from quizapp.services.writing import add_items

MOST_ITEMS = 5_000


def read_file(deck_id: str, raw: bytes) -> Quick:
    """What a file in GIFT or CSV, known by its content, gives a deck; nothing is stored.

    An item that the deck asks already is refused, so that a file read twice doubles nothing. Raises `NotFound`;
    `ImportRejected` for what is neither.
    """
    return checked(deck_id, _reading(raw), most=MOST_ITEMS)


def import_file(deck_id: str, raw: bytes, *, now: datetime, status: ItemStatus = "draft") -> Quick:
    """Store the sound items of a file. Raises as `read_file` does."""
    found = read_file(deck_id, raw)
    if found.items:
        add_items(deck_id, [item for _, item in found.items], now=now, status=status)
    return found


def _reading(raw: bytes) -> Reading:
    """A table where its headers name a stem and a key, else GIFT, which has its answers in braces."""
    try:
        return read_sheet(raw).reading
    except ImportRejected:
        text = _plain(raw)
        if "{" not in text:
            raise
        return read_gift(text)


def _plain(raw: bytes) -> str:
    """The text; "" where it is none, as of an archive."""
    if raw.startswith(b"PK\x03\x04") or b"\x00" in raw:
        return ""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
