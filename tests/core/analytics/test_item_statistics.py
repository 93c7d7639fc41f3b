"""What is known of an item comes together, whatever is missing."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.analytics.advice import advise
from quizapp.core.analytics.item_statistics import item_statistics
from quizapp.core.analytics.record import Score
from quizapp.core.items.item import Item
from tests.core.analytics.sample import LADDER, classes, klass, numbers
from tests.core.items.cast import basic, cloze, mcq, true_false


def named(item: Item, name: str) -> Item:
    return replace(item, id=name)


ITEMS = (
    named(mcq("a", "b", "c"), "i0"),
    named(mcq("right", "wrong", "other", "more"), "i1"),
    named(true_false("Harbin is a city."), "i2"),
    named(cloze("{{1}} is a gas.", "oxygen"), "i3"),
    named(basic("a long story"), "i4"),
)


def test_an_item_has_all_its_statistics() -> None:
    (found,) = item_statistics(klass(*LADDER * 3), [ITEMS[1]])
    assert found.item == "i1"
    assert found.facility.mean == 0.75
    assert found.guess == 0.25
    assert found.discrimination == pytest.approx(math.sqrt(3 / 11))
    assert found.alpha_without is not None
    assert found.timing is None


def test_the_upper_group_is_told_from_the_lower() -> None:
    # of 12 totals 3 3 3 2 2 2 1 1 1 0 0 0, three at each end: all on top know i1, nobody at the bottom
    (found,) = item_statistics(klass(*LADDER * 3), [ITEMS[1]])
    assert found.upper_lower == 1
    assert {one.text: (one.top, one.middle, one.bottom) for one in found.buckets} == {
        "right": (3, 6, 0),
        "wrong": (0, 0, 3),
        "more": (0, 0, 0),
        "other": (0, 0, 0),
    }


def test_items_keep_the_order_in_which_they_are_given() -> None:
    found = item_statistics(klass(*LADDER), [ITEMS[3], ITEMS[1]])
    assert [one.item for one in found] == ["i3", "i1"]


def test_items_that_are_gone_count_for_totals_all_the_same() -> None:
    scores = klass(*LADDER * 3)
    (alone,) = item_statistics(scores, [ITEMS[1]])
    assert alone == item_statistics(scores, ITEMS)[1]


def test_an_item_nobody_was_asked_has_nothing_but_its_guess() -> None:
    (found,) = item_statistics([], [ITEMS[1]])
    assert (found.facility.learners, found.facility.mean, found.guess) == (0, None, 0.25)
    assert (found.discrimination, found.upper_lower, found.alpha_without) == (None, None, None)


def test_drawn_items_have_a_discrimination_but_no_alpha() -> None:
    (found,) = item_statistics(klass(*LADDER * 3, "11-"), [ITEMS[1]])
    assert found.discrimination is not None
    assert found.alpha_without is None


def test_a_large_class_is_counted_at_once() -> None:
    rng = Random(7)
    rows = ["".join(rng.choice("01") for _ in range(40)) for _ in range(100)]
    items = [named(ITEMS[1], f"i{n}") for n in range(1, 41)]
    assert all(one.discrimination is not None for one in item_statistics(klass(*rows), items))


@given(classes())
def test_no_answers_give_a_number_that_is_none(scores: tuple[Score, ...]) -> None:
    for found in item_statistics(scores, ITEMS):
        assert not any(math.isnan(number) for number in numbers(found))
        assert all(advice.text for advice in advise(found))


@given(classes(), st.randoms(use_true_random=False))
def test_statistics_do_not_depend_on_the_order_of_scores(scores: tuple[Score, ...], rng: Random) -> None:
    mixed = list(scores)
    rng.shuffle(mixed)
    assert item_statistics(mixed, ITEMS) == item_statistics(scores, ITEMS)
