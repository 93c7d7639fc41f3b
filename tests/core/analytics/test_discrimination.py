"""An item that tells learners apart is told from one that does not."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.analytics.discrimination import (
    FEWEST,
    band,
    discrimination,
    standard_error,
    upper_lower,
)
from quizapp.core.analytics.groups import groups
from quizapp.core.analytics.record import Score, by_item
from quizapp.core.analytics.total import totals
from tests.core.analytics.sample import LADDER, classes, klass, lsat6


def of(scores: Sequence[Score]) -> dict[str, float | None]:
    reached = totals(scores)
    return {item: discrimination(own, reached) for item, own in by_item(scores).items()}


def test_an_item_is_compared_with_the_rest_and_not_with_itself() -> None:
    # thrice the ladder; i1 is 1 1 1 0, its rest 2 1 0 0: products ¾, squares ¾ and 2¾, so ¾ / √(¾ · 2¾) = √(3/11)
    # i2 is 1 1 0 0, its rest 2 1 1 0: products 1, squares 1 and 2, so 1 / √2
    found = of(klass(*LADDER * 3))
    assert found == {
        "i1": pytest.approx(sqrt(3 / 11)),
        "i2": pytest.approx(sqrt(1 / 2)),
        "i3": pytest.approx(sqrt(3 / 11)),
    }


def test_the_law_school_test_has_its_published_item_rest_correlations() -> None:
    # “total.r_if_rm” on the LSAT6 page of the reference of the R package mirt (Chalmers 2012)
    published = {"i1": 0.113, "i2": 0.153, "i3": 0.173, "i4": 0.144, "i5": 0.122}
    assert {item: round(value or 0, 3) for item, value in of(lsat6()).items()} == published


def test_a_wrong_key_makes_an_item_negative() -> None:
    # i4 is right for those who miss all others
    found = of(klass("1110", "1100", "1001", "0001", *["1110", "0001"] * 3))
    assert found["i4"] is not None
    assert found["i4"] < -0.5


def test_fewer_than_ten_learners_say_nothing() -> None:
    rows = LADDER * 3
    assert set(of(klass(*rows[: FEWEST - 1])).values()) == {None}
    assert None not in of(klass(*rows[:FEWEST])).values()


@pytest.mark.parametrize(
    "rows", [["11", "10"] * 6, ["11", "01"] * 6, ["11"] * 12], ids=["item", "rest", "both"]
)
def test_what_does_not_vary_tells_nobody_apart(rows: list[str]) -> None:
    # in turn all know i1, its rest i2 is known by all, and both
    assert of(klass(*rows))["i1"] is None


def test_an_item_alone_has_no_rest() -> None:
    assert of(klass(*"1100" * 3)) == {"i1": None}


def test_learners_with_more_items_are_not_better_for_it() -> None:
    # the rest of all who know i1 is perfect, on one item or on three, and of all others nothing; by sums it would vary
    rows = ["11--", "1111", "00--", "0000"] * 3
    assert of(klass(*rows))["i1"] == pytest.approx(1)


def test_who_was_asked_nothing_else_does_not_count() -> None:
    rows = LADDER * 3
    assert of(klass(*rows, "1--", "0--"))["i1"] == pytest.approx(sqrt(3 / 11))


def test_the_upper_group_is_compared_with_the_lower() -> None:
    # totals 3 3 3 2 2 2 1 1 1 0: 27 % of 10 is 3, so on top the three with 3; with 1 or less are four.
    # i3 is known by all on top and by one at the bottom: 1 − ¼
    scores = klass("111", "111", "111", "110", "110", "110", "001", "100", "100", "000")
    own = by_item(scores)["i3"]
    assert upper_lower(own, groups(totals(scores))) == 0.75


def test_without_two_groups_there_is_nothing_to_compare() -> None:
    scores = klass("11", "11")
    assert upper_lower(by_item(scores)["i1"], groups(totals(scores))) is None


@pytest.mark.parametrize(
    ("value", "judged"),
    [
        (1.0, "very good"),
        (0.40, "very good"),
        (0.39, "reasonably good"),
        (0.30, "reasonably good"),
        (0.29, "marginal"),
        (0.20, "marginal"),
        (0.19, "poor"),
        (0.0, "poor"),
        (-0.01, "negative"),
    ],
)
def test_a_discrimination_is_judged_as_ebel_and_frisbie_do(value: float, judged: str) -> None:
    assert band(value) == judged


def test_more_learners_make_a_correlation_surer() -> None:
    assert standard_error(10) == pytest.approx(1 / 3)  # 1 / √9
    assert standard_error(101) == pytest.approx(1 / 10)
    assert standard_error(0) == standard_error(1) == 1


@given(classes())
def test_a_discrimination_is_within_minus_one_and_one(scores: tuple[Score, ...]) -> None:
    assert all(-1 <= value <= 1 for value in of(scores).values() if value is not None)


@given(classes(), st.randoms(use_true_random=False))
def test_the_order_of_scores_does_not_matter(scores: tuple[Score, ...], rng: Random) -> None:
    mixed = list(scores)
    rng.shuffle(mixed)
    assert of(mixed) == of(scores)
