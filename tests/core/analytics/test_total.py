"""Totals compare learners, whatever they were asked."""

from __future__ import annotations

from quizapp.core.analytics.record import Score
from quizapp.core.analytics.total import Total, totals
from tests.core.analytics.sample import klass


def test_a_total_is_the_sum_of_fractions() -> None:
    assert totals(klass("101", "000")) == {
        "l0000": Total(points=2, items=3),
        "l0001": Total(points=0, items=3),
    }


def test_learners_with_different_items_compare_by_their_mean() -> None:
    found = totals(klass("11-", "111-"))
    assert [total.mean for total in found.values()] == [1, 1]


def test_the_rest_leaves_the_item_itself_out() -> None:
    total = Total(points=1.5, items=3)
    assert total.rest(Score(learner="ben", item="i", fraction=1)) == 0.25  # half a point on two items


def test_who_was_asked_one_item_has_no_rest() -> None:
    assert Total(points=1, items=1).rest(Score(learner="ben", item="i", fraction=1)) is None


def test_thirds_make_a_whole() -> None:
    scores = [Score(learner="ben", item=f"i{n}", fraction=1 / 3) for n in range(3)]
    assert totals(scores)["ben"].points == 1
