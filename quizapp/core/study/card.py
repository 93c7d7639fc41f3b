"""A card: one face of an item that one learner remembers, and what is known about that memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Stage = Literal["new", "learning", "review", "relearning"]

LEECH_LAPSES = 8
"""Anki's default: after so many lapses the item is at fault, not the learner."""


@dataclass(frozen=True, kw_only=True)
class Memory:
    """``stability``: days until recall falls to 90 %; ``difficulty``: from 1 to 10."""

    stability: float
    difficulty: float


@dataclass(frozen=True, kw_only=True)
class CardState:
    """What the review log makes of a card.

    ``step`` counts learning steps from 0; ``interval`` is in days, 0 while it is learned in steps; ``due`` is None for
    a new card; ``buried_until`` is when it may be shown again. ``offset`` is where its days were counted last.
    """

    stage: Stage = "new"
    step: int = 0
    memory: Memory | None = None
    interval: int = 0
    due: datetime | None = None
    reviewed: datetime | None = None
    offset: int = 0
    reviews: int = 0
    lapses: int = 0
    suspended: bool = False
    buried_until: datetime | None = None

    def is_leech(self, after: int = LEECH_LAPSES) -> bool:
        """Whether it was forgotten so often that it needs another look."""
        return self.lapses >= after

    def hidden(self, now: datetime) -> bool:
        """Whether it is put away at this moment."""
        return self.suspended or (self.buried_until is not None and now < self.buried_until)


@dataclass(frozen=True, kw_only=True)
class CardName:
    """Which card: the deck's and the item's public ids, and the index of the face, from 0."""

    deck_id: str
    item_id: str
    face: int = 0
