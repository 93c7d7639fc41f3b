"""Scores are taken from attempts as a teacher would count them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.core.analytics.record import Score, by_item, by_learner, scores_of
from quizapp.core.decks.deck import DeckItem
from quizapp.core.study.attempt import Attempt, AttemptItem, Response
from quizapp.core.study.behaviours import DEFERRED
from tests.core.items.cast import mcq

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def place(position: int, choice: str = "", *, after: int = 0, name: str = "") -> AttemptItem:
    """A place; ``choice`` is the index of the option, chosen ``after`` so many seconds."""
    item = mcq("coal", "gas", "oil", name=name or f"s{position}")
    response = None
    if choice:
        moment = NOON + timedelta(seconds=after)
        response = Response(answer=(choice,), outcome=item.body.grade((choice,)), answered=moment)
    entry = DeckItem(item=item, version=1, modified=NOON)
    return AttemptItem(position=position, entry=entry, seed=position, response=response)


def attempt(*places: AttemptItem, ended: bool = True) -> Attempt:
    """Ben's attempt, which tells answers at its end."""
    found = Attempt(id="x", deck_id="d", deck_title="D", started=NOON, items=places, behaviour=DEFERRED)
    return replace(found, ended=NOON + timedelta(hours=1)) if ended else found


def test_an_answer_counts_by_its_fraction_and_bucket() -> None:
    right, wrong = scores_of(attempt(place(1, "0", after=5), place(2, "2", after=9)), learner="ben")
    assert (right.learner, right.fraction, right.bucket) == ("ben", 1.0, "coal")
    assert (wrong.learner, wrong.fraction, wrong.bucket) == ("ben", 0.0, "oil")


def test_what_was_left_out_of_a_finished_attempt_counts_nothing() -> None:
    _, left_out = scores_of(attempt(place(1, "0", after=5), place(2)), learner="ben")
    assert (left_out.fraction, left_out.bucket, left_out.seconds) == (0.0, "", None)


def test_what_is_open_yet_does_not_count() -> None:
    found = scores_of(attempt(place(1, "0", after=5), place(2), ended=False), learner="ben")
    assert [score.bucket for score in found] == ["coal"]


def test_of_an_item_that_came_again_the_first_answer_counts() -> None:
    again = attempt(place(1, "1", after=5, name="s"), place(2, "0", after=9, name="s"))
    assert [score.fraction for score in scores_of(again, learner="ben")] == [0.0]


def test_an_answer_took_the_time_since_the_one_before_it() -> None:
    found = scores_of(attempt(place(1, "0", after=5), place(2, "0", after=12)), learner="ben")
    assert [score.seconds for score in found] == [5, 7]


def test_items_answered_out_of_order_are_timed_in_the_order_of_answers() -> None:
    found = scores_of(attempt(place(1, "0", after=20), place(2, "0", after=8)), learner="ben")
    assert [score.seconds for score in found] == [12, 8]


def test_a_clock_that_went_back_takes_no_time() -> None:
    (score,) = scores_of(attempt(place(1, "0", after=-3)), learner="ben")
    assert score.seconds == 0


@pytest.mark.parametrize("fraction", [-0.1, 1.1, float("nan")])
def test_a_fraction_lies_between_nothing_and_all(fraction: float) -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        Score(learner="ben", item="i", fraction=fraction)


def test_scores_are_found_by_item_and_by_learner() -> None:
    scores = [Score(learner=who, item=what, fraction=1) for who, what in ("ba", "aa", "ab")]
    assert {item: [score.learner for score in own] for item, own in by_item(scores).items()} == {
        "a": ["a", "b"],
        "b": ["a"],
    }
    assert list(by_learner(scores)) == ["a", "b"]
