"""Alpha says how far a quiz can be relied on, and keeps silent where it cannot."""

from __future__ import annotations

import math
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.analytics.record import Score
from quizapp.core.analytics.reliability import UNKNOWN, reliability
from tests.core.analytics.sample import LADDER, classes, klass, lsat6


def test_alpha_of_four_learners_on_a_ladder() -> None:
    # variances ¼, ⅓, ¼, together 5/6; totals 3 2 1 0 have 5/3; so 3/2 · (1 − ½)
    assert reliability(klass(*LADDER)).alpha == pytest.approx(3 / 4)


def test_the_standard_error_is_what_alpha_leaves_of_the_deviation() -> None:
    # √(5/3) · √(1 − ¾)
    assert reliability(klass(*LADDER)).error == pytest.approx(sqrt(5 / 12))


def test_alpha_without_an_item_is_that_of_the_others() -> None:
    # without i1: variances ⅓ + ¼ = 7/12, totals 2 1 0 0 have 11/12, so 2 · (1 − 7/11)
    # without i2: variances ½, totals 2 1 1 0 have ⅔, so 2 · (1 − ¾)
    assert reliability(klass(*LADDER)).without == {
        "i1": pytest.approx(8 / 11),
        "i2": pytest.approx(1 / 2),
        "i3": pytest.approx(8 / 11),
    }


def test_the_law_school_test_has_its_published_alpha() -> None:
    # the LSAT6 page of the reference of the R package mirt (Chalmers 2012): “alpha” 0.295, “SEM.alpha” 0.869;
    # Rizopoulos' R package ltm analyses the same table
    found = reliability(lsat6())
    assert found.alpha == pytest.approx(0.295, abs=5e-4)
    assert found.error == pytest.approx(0.869, abs=5e-4)


def test_the_law_school_test_has_its_published_alpha_without_each_item() -> None:
    # “alpha_if_rm” on the same page
    published = {"i1": 0.275, "i2": 0.238, "i3": 0.217, "i4": 0.246, "i5": 0.266}
    assert {item: round(alpha or 0, 3) for item, alpha in reliability(lsat6()).without.items()} == published


def test_items_that_all_say_the_same_are_wholly_reliable() -> None:
    found = reliability(klass("111", "000", "111"))
    assert found.alpha == 1
    assert found.error == 0


def test_items_that_contradict_one_another_have_a_negative_alpha() -> None:
    # variances ⅓ and ⅓, totals 1 1 2 have ⅓, so 2 · (1 − 2)
    assert reliability(klass("10", "01", "11")).alpha == pytest.approx(-2)


@pytest.mark.parametrize(
    "rows",
    [(), ("11",), ("1", "0"), ("11-", "1-1"), ("111", "11-")],
    ids=["nobody", "one learner", "one item", "other items", "an item fewer"],
)
def test_alpha_is_unknown_without_two_learners_on_the_same_items(rows: tuple[str, ...]) -> None:
    found = reliability(klass(*rows))
    assert (found.alpha, found.error) == (None, None)


def test_alpha_is_unknown_where_totals_do_not_vary() -> None:
    found = reliability(klass("10", "01"))
    assert (found.alpha, found.error) == (None, None)


def test_of_two_items_one_alone_has_no_alpha() -> None:
    assert reliability(klass("11", "00")).without == {"i1": None, "i2": None}


def test_nothing_is_known_of_nothing() -> None:
    assert reliability([]) == UNKNOWN


@given(classes(whole=True))
def test_alpha_is_at_most_one(scores: tuple[Score, ...]) -> None:
    found = reliability(scores)
    for alpha in (found.alpha, *found.without.values()):
        assert alpha is None or alpha <= 1
        assert alpha is None or math.isfinite(alpha)
    assert found.error is None or found.error >= 0


@given(classes(whole=True), st.randoms(use_true_random=False))
def test_alpha_does_not_depend_on_the_order_of_scores(scores: tuple[Score, ...], rng: Random) -> None:
    mixed = list(scores)
    rng.shuffle(mixed)
    assert reliability(mixed) == reliability(scores)


@given(classes(whole=True))
def test_asking_a_class_twice_over_changes_alpha_by_nothing(scores: tuple[Score, ...]) -> None:
    twins = [
        Score(learner=f"{score.learner}-twin", item=score.item, fraction=score.fraction) for score in scores
    ]
    once, twice = reliability(scores).alpha, reliability([*scores, *twins]).alpha
    if once is not None and abs(once) < 100:  # beyond that totals hardly vary, and rounding shows
        assert twice == pytest.approx(once, abs=1e-6)
