"""A quiz is told by what its learners reached."""

from __future__ import annotations

import math
from math import sqrt

import pytest
from hypothesis import given

from quizapp.core.analytics.quiz_statistics import QuizStatistics, quiz_statistics
from quizapp.core.analytics.record import Score
from tests.core.analytics.sample import LADDER, classes, klass, lsat6, numbers


def test_mean_and_median_are_in_percent() -> None:
    # 100, 66⅔, 33⅓ and 0
    found = quiz_statistics(klass(*LADDER))
    assert (found.learners, found.items) == (4, 3)
    assert found.mean == pytest.approx(50)
    assert found.median == pytest.approx(50)


def test_the_median_is_the_middle_and_not_the_mean() -> None:
    found = quiz_statistics(klass("11", "00", "00"))
    assert found.median == 0
    assert found.mean == pytest.approx(100 / 3)


def test_deviation_and_standard_error_are_in_percent() -> None:
    # of 3 points √(5/3) and √(5/12)
    found = quiz_statistics(klass(*LADDER))
    assert found.deviation == pytest.approx(100 / 3 * sqrt(5 / 3))
    assert found.alpha == pytest.approx(3 / 4)
    assert found.error == pytest.approx(100 / 3 * sqrt(5 / 12))


def test_learners_stand_in_ten_bins() -> None:
    # 0, 33⅓, 66⅔, 100
    assert quiz_statistics(klass(*LADDER)).histogram == (1, 0, 0, 1, 0, 0, 1, 0, 0, 1)


def test_each_tenth_begins_its_own_bin() -> None:
    rows = [("1" * right).ljust(10, "0") for right in range(11)]
    assert quiz_statistics(klass(*rows)).histogram == (1, 1, 1, 1, 1, 1, 1, 1, 1, 2)


def test_nine_tenths_of_nine_items_are_ninety_percent() -> None:
    # in binary 8.1 / 9 is 0.8999…
    scores = [Score(learner="ben", item=f"i{n}", fraction=0.9) for n in range(9)]
    assert quiz_statistics(scores).histogram == (0,) * 9 + (1,)


def test_learners_with_different_items_are_compared_by_percent() -> None:
    found = quiz_statistics(klass("11--", "-111"))
    assert (found.mean, found.items, found.alpha) == (100, 4, None)


def test_the_law_school_test_has_its_published_mean_and_deviation() -> None:
    # “mean_total.score” 3.819 and “sd_total.score” 1.035 of 5, on the LSAT6 page of the reference of the R package mirt
    found = quiz_statistics(lsat6())
    assert found.mean == pytest.approx(3.819 / 5 * 100)
    assert found.deviation == pytest.approx(1.035 / 5 * 100, abs=0.01)
    assert found.error == pytest.approx(0.869 / 5 * 100, abs=0.01)


def test_a_quiz_nobody_took_has_no_statistics() -> None:
    assert quiz_statistics([]) == QuizStatistics(
        learners=0,
        items=0,
        mean=None,
        median=None,
        deviation=None,
        histogram=(0,) * 10,
        alpha=None,
        error=None,
    )


def test_one_learner_has_a_mean_but_no_deviation() -> None:
    found = quiz_statistics(klass("10"))
    assert (found.mean, found.median, found.deviation) == (50, 50, None)


@given(classes())
def test_every_learner_is_in_one_bin(scores: tuple[Score, ...]) -> None:
    found = quiz_statistics(scores)
    assert sum(found.histogram) == found.learners
    assert not any(math.isnan(number) for number in numbers(found))
    assert found.mean is None or 0 <= found.mean <= 100
