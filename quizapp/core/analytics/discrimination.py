"""Whether an item tells those who know from those who do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Literal

from quizapp.core.analytics.groups import Group
from quizapp.core.analytics.record import Score
from quizapp.core.analytics.spread import correlation, mean
from quizapp.core.analytics.total import Total

FEWEST = 10
"""Ours: with fewer learners the standard error of a correlation is above a third."""

Band = Literal["very good", "reasonably good", "marginal", "poor", "negative"]


def discrimination(scores: Sequence[Score], totals: Mapping[str, Total]) -> float | None:
    """The corrected item–rest correlation of one item, −1 to 1.

    Pearson's correlation of the item's fractions with the score on the other items, so that an item does not speak
    for itself (Moodle's discrimination index, Quiz statistics calculations; Crocker & Algina 1986, chapter 14,
    correct for the same). The rest is the mean fraction on the learner's other items: where all have the same items,
    that gives the same as their sum, and where items were drawn at random, it keeps learners comparable. Learners
    without other items do not count. None with fewer than `FEWEST` learners, or where item or rest does not vary.
    """
    pairs = [(score.fraction, totals[score.learner].rest(score)) for score in scores]
    known = [(fraction, rest) for fraction, rest in pairs if rest is not None]
    if len(known) < FEWEST:
        return None
    return correlation([fraction for fraction, _ in known], [rest for _, rest in known])


def standard_error(learners: int) -> float:
    """The standard error of a correlation that is 0: 1 / √(n − 1), at most 1 (Crocker & Algina 1986, chapter 14)."""
    return 1 / sqrt(max(1, learners - 1))


def upper_lower(scores: Sequence[Score], groups: Mapping[str, Group]) -> float | None:
    """Mean fraction of the top less that of the bottom group, −1 to 1: the index D of Ebel & Frisbie (1991), with the
    groups of Kelley (1939). None where a group has nobody who was asked the item."""
    top = mean([score.fraction for score in scores if groups[score.learner] == "top"])
    bottom = mean([score.fraction for score in scores if groups[score.learner] == "bottom"])
    return None if top is None or bottom is None else top - bottom


def band(value: float) -> Band:
    """What a discrimination means, as Ebel & Frisbie (1991, Essentials of Educational Measurement, 5th ed., p. 232)
    judge D: from .40 very good, from .30 reasonably good, from .20 marginal, below poor. They are often
    used for correlations too, as we do."""
    if value < 0:
        return "negative"
    bounds: tuple[tuple[float, Band], ...] = ((0.4, "very good"), (0.3, "reasonably good"), (0.2, "marginal"))
    return next((name for bound, name in bounds if value >= bound), "poor")
