"""Decks as files for other programs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file to hand out."""

    filename: str
    media_type: str
    content: bytes


def export_apkg(deck_id: str) -> Export:
    """An Anki package of a deck: accepted items as notes, retired ones as tombstones. Raises `NotFound`."""
    raise NotImplementedError
