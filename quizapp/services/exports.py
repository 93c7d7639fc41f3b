"""Decks as files for other programs."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.exchange.apkg import write_apkg
from quizapp.services.decks import get_deck


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file to hand out."""

    filename: str
    media_type: str
    content: bytes


def export_apkg(deck_id: str) -> Export:
    """An Anki package of a deck: accepted items as notes, retired ones as tombstones. Raises `NotFound`."""
    deck = get_deck(deck_id)
    return Export(filename=f"{deck.id}.apkg", media_type="application/apkg", content=write_apkg(deck))
