"""How much of the differences between learners is more than chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from quizapp.core.analytics.record import Score, by_learner
from quizapp.core.analytics.spread import variance


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """``alpha`` is at most 1, and below 0 where items contradict one another; ``error`` is the standard error of
    measurement in points, one an item, 0 and more; ``without`` holds by item the alpha of all others. What is
    undefined is None."""

    alpha: float | None
    error: float | None
    without: Mapping[str, float | None]


UNKNOWN = Reliability(alpha=None, error=None, without={})


def reliability(scores: Iterable[Score]) -> Reliability:
    """Cronbach's alpha of all items, k / (k − 1) · (1 − Σ s²ᵢ / s²ₓ) (Cronbach 1951, “Coefficient alpha and the
    internal structure of tests”, Psychometrika 16, 297–334, equation 2; Moodle's coefficient of internal consistency).

    The standard error is sₓ · √(1 − alpha) (Crocker & Algina 1986, chapter 6). All is None with fewer than two items
    or learners, where totals do not vary, and where not all learners have the same items.
    """
    columns = _columns(scores)
    if not columns:
        return UNKNOWN
    wholes = [fsum(row) for row in zip(*columns.values(), strict=True)]
    own = {item: variance(column) or 0.0 for item, column in columns.items()}
    spread = variance(wholes) or 0.0
    alpha = _alpha(own.values(), spread)
    return Reliability(
        alpha=alpha,
        error=None if alpha is None else sqrt(spread * (1 - alpha)),
        without={item: _without(item, own, column, wholes) for item, column in columns.items()},
    )


def _columns(scores: Iterable[Score]) -> dict[str, list[float]]:
    """The fractions of each item, learners always in one order; empty where their items differ."""
    rows = [{score.item: score.fraction for score in own} for own in by_learner(scores).values()]
    if len(rows) < 2 or any(row.keys() != rows[0].keys() for row in rows):
        return {}
    return {item: [row[item] for row in rows] for item in rows[0]}


def _alpha(own: Iterable[float], whole: float) -> float | None:
    parts = list(own)
    if len(parts) < 2 or whole <= 0:
        return None
    return min(1.0, len(parts) / (len(parts) - 1) * (1 - fsum(parts) / whole))


def _without(
    item: str, own: Mapping[str, float], column: Sequence[float], wholes: Sequence[float]
) -> float | None:
    """Alpha if the item were deleted."""
    others = [spread for name, spread in own.items() if name != item]
    rests = [whole - fraction for whole, fraction in zip(wholes, column, strict=True)]
    return _alpha(others, variance(rests) or 0.0)
