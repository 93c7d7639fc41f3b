"""What a learner may choose about learning."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.errors import InputError

MOST_NEW = 999
RETENTION = (0.70, 0.97)
"""What Anki's manual advises against going beyond."""


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """``desired_retention`` is the share of cards to be remembered when they are due.

    Raises `InputError` for values nobody can study by.
    """

    new_per_day: int = 20
    desired_retention: float = 0.9
    quiz_counts_as_review: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.new_per_day <= MOST_NEW:
            raise InputError("New cards per day: from 0 to %(most)s.", most=MOST_NEW)
        lowest, highest = RETENTION
        if not lowest <= self.desired_retention <= highest:
            raise InputError(
                "Desired retention: from %(lowest)s to %(highest)s.",
                lowest=f"{lowest:.0%}",
                highest=f"{highest:.0%}",
            )
