"""What one learner reached on all items together, and on all but one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from quizapp.core.analytics.record import Score, by_learner


@dataclass(frozen=True, kw_only=True)
class Total:
    """``points`` is the sum of fractions on ``items`` items, so it is 0–``items``."""

    points: float
    items: int

    @property
    def mean(self) -> float:
        """The mean fraction, 0–1: comparable between learners who were asked different items."""
        return self.points / self.items

    def rest(self, score: Score) -> float | None:
        """The mean fraction on the other items, 0–1; None where there is no other item."""
        return (self.points - score.fraction) / (self.items - 1) if self.items > 1 else None


def totals(scores: Iterable[Score]) -> dict[str, Total]:
    """The total of each learner."""
    return {learner: _total(own) for learner, own in by_learner(scores).items()}


def _total(scores: Sequence[Score]) -> Total:
    return Total(points=fsum(score.fraction for score in scores), items=len(scores))
