"""All that is known of a quiz from its learners' totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from quizapp.core.analytics.record import Score
from quizapp.core.analytics.reliability import reliability
from quizapp.core.analytics.spread import deviation, mean
from quizapp.core.analytics.total import totals

BINS = 10
_ROUNDING = 1e-9  # a tenth may be a hair less in binary


@dataclass(frozen=True, kw_only=True)
class QuizStatistics:
    """``mean``, ``median``, ``deviation`` and ``error``, the standard error of measurement, are in percent of what
    could be reached; ``alpha`` is at most 1. What is undefined is None.

    ``histogram`` counts learners from 0 to below 10 percent, from 10 to below 20 … and from 90 to 100.
    """

    learners: int
    items: int
    mean: float | None
    median: float | None
    deviation: float | None
    histogram: tuple[int, ...]
    alpha: float | None
    error: float | None


def quiz_statistics(scores: Iterable[Score]) -> QuizStatistics:
    """The statistics of a quiz, as Moodle's (Quiz statistics calculations); each learner in percent of own items."""
    scores = tuple(scores)
    items = len({score.item for score in scores})
    percents = [100 * total.mean for total in totals(scores).values()]
    found = reliability(scores)
    return QuizStatistics(
        learners=len(percents),
        items=items,
        mean=mean(percents),
        median=median(percents) if percents else None,
        deviation=deviation(percents),
        histogram=_histogram(percents),
        alpha=found.alpha,
        error=None if found.error is None else 100 * found.error / items,
    )


def _histogram(percents: Iterable[float]) -> tuple[int, ...]:
    counts = Counter(min(BINS - 1, int(percent * BINS / 100 + _ROUNDING)) for percent in percents)
    return tuple(counts[place] for place in range(BINS))
