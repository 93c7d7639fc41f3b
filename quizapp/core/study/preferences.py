"""What a learner may choose about learning."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.core.study.card import LEECH_LAPSES
from quizapp.errors import InputError

MOST_NEW = 999
MOST_LAPSES = 99
RETENTION = (0.70, 0.97)
"""What Anki's manual advises against going beyond."""


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """``desired_retention`` is the share of cards to be remembered when they are due; after ``leech_after``
    lapses a card's learner is told to look at it.

    Raises `InputError` for values nobody can study by.
    """

    new_per_day: int = 20
    desired_retention: float = 0.9
    quiz_counts_as_review: bool = True
    leech_after: int = LEECH_LAPSES

    def __post_init__(self) -> None:
        if not 0 <= self.new_per_day <= MOST_NEW:
            raise InputError("New cards per day: from 0 to %(most)s.", most=MOST_NEW)
        if not 1 <= self.leech_after <= MOST_LAPSES:
            raise InputError("Lapses before a notice: from 1 to %(most)s.", most=MOST_LAPSES)
        lowest, highest = RETENTION
        if not lowest <= self.desired_retention <= highest:
            raise InputError(
                "Desired retention: from %(lowest)s to %(highest)s.",
                lowest=f"{lowest:.0%}",
                highest=f"{highest:.0%}",
            )
