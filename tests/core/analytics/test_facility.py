"""The facility of an item is what its learners reach of it."""

from __future__ import annotations

from math import sqrt

import pytest

from quizapp.core.analytics.facility import Facility, facility
from quizapp.core.analytics.record import Score, by_item
from tests.core.analytics.sample import lsat6


def scored(*fractions: float, bucket: str = "a") -> list[Score]:
    return [
        Score(learner=f"l{n}", item="i", fraction=fraction, bucket=bucket)
        for n, fraction in enumerate(fractions)
    ]


def test_facility_is_the_share_of_right_answers() -> None:
    assert facility(scored(1, 1, 1, 0)).mean == 0.75


def test_partly_right_answers_count_in_part() -> None:
    assert facility(scored(1, 0.5, 0, 0.5)).mean == 0.5


def test_the_deviation_is_that_of_a_sample() -> None:
    # mean ¾, squares 3 · 1/16 + 9/16 = ¾, over 3
    assert facility(scored(1, 1, 1, 0)).deviation == pytest.approx(sqrt(1 / 4))


def test_who_left_the_item_out_was_asked_but_did_not_answer() -> None:
    found = facility([*scored(1, 1), Score(learner="z", item="i", fraction=0)])
    assert (found.learners, found.answered) == (3, 2)


def test_an_item_nobody_was_asked_has_no_facility() -> None:
    assert facility([]) == Facility(mean=None, deviation=None, learners=0, answered=0)


def test_one_learner_does_not_vary() -> None:
    assert facility(scored(1)).deviation is None


def test_the_law_school_test_has_its_published_facilities() -> None:
    # the LSAT6 page of the reference of the R package mirt (Chalmers 2012) prints means and standard deviations
    published = {"i1": (0.924, 0.265), "i2": (0.709, 0.454), "i3": (0.553, 0.497), "i4": (0.763, 0.425),
                 "i5": (0.870, 0.336)}  # fmt: skip
    found = {item: facility(scores) for item, scores in by_item(lsat6()).items()}
    assert {item: (one.mean, round(one.deviation or 0, 3)) for item, one in found.items()} == published
