"""The best and the weakest quarter and a bit, with all who tie with them."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.analytics.groups import groups
from quizapp.core.analytics.record import Score
from quizapp.core.analytics.total import Total, totals
from tests.core.analytics.sample import classes, lsat6


def sized(*points: float) -> dict[str, Total]:
    return {f"l{n}": Total(points=reached, items=20) for n, reached in enumerate(points)}


def test_of_ten_learners_three_are_at_the_top_and_three_at_the_bottom() -> None:
    # 27 % of 10 is 2.7, so 3
    found = groups(sized(*range(10)))
    assert [name[0] for name in found.values()] == ["b"] * 3 + ["m"] * 4 + ["t"] * 3


def test_who_ties_with_the_last_of_a_group_belongs_to_it() -> None:
    found = groups(sized(0, 1, 2, 3, 4, 5, 7, 7, 7, 9))
    assert Counter(found.values()) == {"bottom": 3, "middle": 3, "top": 4}


def test_where_all_are_equal_nobody_is_better() -> None:
    assert set(groups(sized(5, 5, 5, 5)).values()) == {"middle"}


def test_two_learners_are_one_above_and_one_below() -> None:
    assert groups(sized(1, 2)) == {"l0": "bottom", "l1": "top"}


def test_one_learner_is_in_the_middle() -> None:
    assert groups(sized(3)) == {"l0": "middle"}


def test_nobody_has_no_group() -> None:
    assert groups({}) == {}


def test_a_large_class_splits_at_its_own_steps() -> None:
    # of 1000, 298 have all five right, more than 270; 345 have three or fewer (3 + 20 + 85 + 237)
    assert Counter(groups(totals(lsat6())).values()) == {"top": 298, "middle": 357, "bottom": 345}


@given(classes(), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_learners(scores: tuple[Score, ...], rng: Random) -> None:
    found = totals(scores)
    names = list(found)
    rng.shuffle(names)
    assert groups({name: found[name] for name in names}) == groups(found)
