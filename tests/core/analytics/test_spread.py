"""Variance and correlation are right where they exist and None where they do not."""

from __future__ import annotations

import math
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.analytics.spread import correlation, deviation, mean, variance
from tests.core.analytics.sample import fractions


def test_variance_is_that_of_a_sample() -> None:
    # mean 2, squares 4 + 0 + 4 = 8, over n − 1 = 2
    assert variance([0, 2, 4]) == 4
    assert deviation([0, 2, 4]) == 2


@pytest.mark.parametrize("values", [[], [0.5]])
def test_less_than_two_values_have_no_variance(values: list[float]) -> None:
    assert variance(values) is None
    assert deviation(values) is None


def test_nothing_has_no_mean() -> None:
    assert mean([]) is None


def test_equal_fractions_do_not_vary_for_all_rounding() -> None:
    assert variance([0.1 + 0.2, 0.3, 0.3]) == 0


def test_correlation_is_that_of_pearson() -> None:
    # x − 0.75: ¼ ¼ ¼ −¾; y − ¾: 1¼ ¼ −¾ −¾; products ¾, squares ¾ and 2¾
    assert correlation([1, 1, 1, 0], [2, 1, 0, 0]) == pytest.approx(sqrt(3 / 11))


def test_what_runs_the_other_way_is_negative() -> None:
    assert correlation([0, 1, 2], [6, 4, 2]) == pytest.approx(-1)


@pytest.mark.parametrize(
    ("left", "right"), [([], []), ([1.0], [1.0]), ([1.0, 1.0], [0.0, 1.0]), ([0.0, 1.0], [0.3, 0.1 + 0.2])]
)
def test_what_does_not_vary_does_not_correlate(left: list[float], right: list[float]) -> None:
    assert correlation(left, right) is None


def test_sides_must_be_as_long_as_one_another() -> None:
    with pytest.raises(ValueError, match="same length"):
        correlation([1, 0], [1])


@given(st.lists(st.tuples(fractions, fractions)))
def test_a_correlation_is_within_minus_one_and_one(pairs: list[tuple[float, float]]) -> None:
    found = correlation([x for x, _ in pairs], [y for _, y in pairs])
    assert found is None or (-1 <= found <= 1 and not math.isnan(found))


@given(st.lists(st.tuples(fractions, fractions)))
def test_a_correlation_does_not_care_which_side_is_which(pairs: list[tuple[float, float]]) -> None:
    left, right = [x for x, _ in pairs], [y for _, y in pairs]
    assert correlation(left, right) == correlation(right, left)
