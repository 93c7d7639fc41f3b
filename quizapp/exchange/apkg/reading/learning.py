"""What a file of Anki's says of its learner: the state of cards and the log of reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quizapp.exchange.apkg.reading.note import Path

State = Literal["new", "learning", "review", "relearning"]
Kind = Literal["learning", "review", "relearning", "cram"]


@dataclass(frozen=True, slots=True)
class LearnedCard:
    """A card's state: ``due`` in UTC (to the day for reviews), ``ease`` as a factor (2.5), none where FSRS set none.

    ``ordinal`` is the number of the template from 0; of a cloze note the number of the gap less one. Of a card that
    is away in a filtered deck, ``deck`` and ``due`` are those of its home.
    """

    note_guid: str
    ordinal: int
    deck: Path
    state: State
    due: datetime | None
    interval_days: float
    ease: float
    reps: int
    lapses: int
    stability: float | None
    difficulty: float | None
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class LoggedReview:
    """One look at a card: ``rating`` 1–4 (Again, Hard, Good, Easy); what was set by hand is not among them."""

    note_guid: str
    ordinal: int
    at: datetime
    rating: int
    kind: Kind
    interval_days: float
    taken_ms: int
