"""How much of an item's worth its learners reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.analytics.record import Score
from quizapp.core.analytics.spread import deviation, mean


@dataclass(frozen=True, kw_only=True)
class Facility:
    """``mean`` is the facility, 0–1; ``deviation`` the standard deviation of the fractions, 0–0.71.

    ``learners`` were asked, ``answered`` of them gave an answer. None where undefined: without learners, or for the
    deviation with only one.
    """

    mean: float | None
    deviation: float | None
    learners: int
    answered: int


def facility(scores: Sequence[Score]) -> Facility:
    """The facility of one item: its mean score over its maximum, the facility index of Moodle (Quiz statistics
    calculations) and, for right or wrong, the p value of Crocker & Algina (1986, chapter 14)."""
    fractions = [score.fraction for score in scores]
    return Facility(
        mean=mean(fractions),
        deviation=deviation(fractions),
        learners=len(scores),
        answered=sum(1 for score in scores if score.bucket),
    )
