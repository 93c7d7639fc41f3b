"""Variance and correlation that are None where they are undefined, and never NaN."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt

_NOISE = 1e-12
"""Of equal fractions, rounding leaves squares of about 1e-32 in place of 0; real ones differ by 1e-3 and more."""


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean; None without values."""
    return fsum(values) / len(values) if values else None


def variance(values: Sequence[float]) -> float | None:
    """The sample variance, with n − 1 (Moodle, Quiz statistics calculations); None with fewer than two values."""
    return _products(values, values) / (len(values) - 1) if len(values) > 1 else None


def deviation(values: Sequence[float]) -> float | None:
    """The sample standard deviation, in the unit of the values; None with fewer than two."""
    found = variance(values)
    return None if found is None else sqrt(found)


def correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Pearson's product-moment correlation, −1 to 1 (Crocker & Algina 1986, chapter 2); where one side is 0 or 1 it
    is the point-biserial. None where a side does not vary. Raises `ValueError` for sides of different length."""
    if len(left) != len(right):
        raise ValueError("both sides must be of the same length")
    spreads = _products(left, left), _products(right, right)
    if min(spreads) <= 0:
        return None
    found = _products(left, right) / (sqrt(spreads[0]) * sqrt(spreads[1]))
    return max(-1.0, min(1.0, found))


def _products(left: Sequence[float], right: Sequence[float]) -> float:
    """The sum of products of deviations from the means; of one side with itself, 0 where it hardly varies."""
    if not left:
        return 0.0
    middle, other = fsum(left) / len(left), fsum(right) / len(right)
    found = fsum((x - middle) * (y - other) for x, y in zip(left, right, strict=True))
    return 0.0 if left is right and found < _NOISE else found
