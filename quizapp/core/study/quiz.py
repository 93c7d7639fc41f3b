"""A quiz: a selection of items with the settings that a learner chooses before it begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from quizapp.core.study.behaviours import BEHAVIOURS, IMMEDIATE, Behaviour
from quizapp.errors import InputError

MOST_ITEMS = 500
MOST_MINUTES = 600


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """``count`` items at most, of one category or of all; ``limit`` is the time for the whole quiz, None for no end.

    ``confidence``: before each answer the learner may say how sure they are. ``as_choice``: plain cards that
    have enough wrong options are asked as multiple choice. Raises `InputError`.
    """

    count: int = 10
    category: str | None = None
    behaviour: Behaviour = IMMEDIATE
    limit: timedelta | None = None
    confidence: bool = False
    as_choice: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST_ITEMS:
            raise InputError("A quiz asks from 1 to %(most)s items.", most=MOST_ITEMS)
        if self.limit is not None and not timedelta(0) < self.limit <= timedelta(minutes=MOST_MINUTES):
            raise InputError("A time limit is from 1 to %(most)s minutes.", most=MOST_MINUTES)


def behaviour_named(name: str) -> Behaviour:
    """Raises `InputError` for a behaviour that there is not."""
    found = BEHAVIOURS.get(name)
    if found is None:
        raise InputError("There is no behaviour “%(name)s” of a quiz.", name=name[:40])
    return found
