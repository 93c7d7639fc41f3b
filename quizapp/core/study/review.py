"""The review log: all that ever happened to a card, from which its state is made again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from quizapp.core.study.card import CardState
from quizapp.core.study.scheduling import Rating, rate

Deed = Literal["rated", "answered", "suspended", "unsuspended", "buried", "undone"]
"""``answered``: a quiz counted as a review. ``undone`` takes back the last deed that is not taken back yet."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the log, with everything that its effect depends on: settings may change later.

    ``rating`` belongs to reviews; ``until`` to a burial.
    """

    deed: Deed
    at: datetime
    rating: Rating | None = None
    retention: float = 0.9
    offset: int = 0
    until: datetime | None = None


def apply(state: CardState, entry: Entry) -> CardState:
    """The card after a deed that is not an undoing."""
    if entry.deed == "suspended":
        return replace(state, suspended=True)
    if entry.deed == "unsuspended":
        return replace(state, suspended=False)
    if entry.deed == "buried":
        return replace(state, buried_until=entry.until)
    if entry.rating is None:
        raise ValueError("a review has a rating")
    return rate(state, entry.rating, now=entry.at, retention=entry.retention, offset=entry.offset)


def standing(log: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that nobody took back, in their order."""
    kept: list[Entry] = []
    for entry in log:
        if entry.deed != "undone":
            kept.append(entry)
        elif kept:
            kept.pop()
    return tuple(kept)


def replay(log: Iterable[Entry]) -> CardState:
    """The state that a log in its order leads to."""
    state = CardState()
    for entry in standing(log):
        state = apply(state, entry)
    return state
