"""Times are told by their middle, and rapid guesses are found."""

from __future__ import annotations

import pytest

from quizapp.core.analytics.record import Score
from quizapp.core.analytics.timing import effort, timing, without_effort
from tests.core.analytics.sample import answers


def took(*seconds: float, item: str = "i1") -> tuple[Score, ...]:
    return answers(*["key"] * len(seconds), item=item, seconds=seconds)


def test_half_of_the_learners_are_between_the_quartiles() -> None:
    found = timing(took(50, 10, 30, 40, 20))
    assert found is not None
    assert (found.lower, found.median, found.upper) == (20, 30, 40)


def test_quartiles_lie_between_times_where_need_be() -> None:
    # of 10 20 30 40 the places 1.75, 2.5 and 3.25
    found = timing(took(10, 20, 30, 40))
    assert found is not None
    assert (found.lower, found.median, found.upper) == (17.5, 25, 32.5)


def test_one_time_is_its_own_middle() -> None:
    found = timing(took(12))
    assert found is not None
    assert (found.answers, found.lower, found.median, found.upper) == (1, 12, 12, 12)


def test_who_left_the_item_out_took_no_time() -> None:
    found = timing([*took(10, 20), Score(learner="z", item="i1", fraction=0)])
    assert found is not None
    assert found.answers == 2


def test_without_times_there_is_nothing_to_tell() -> None:
    assert timing(answers("key", "far")) is None
    assert timing([]) is None


def test_a_page_left_open_overnight_moves_the_median_little() -> None:
    found = timing(took(20, 22, 24, 40_000))
    assert found is not None
    assert found.median == 23


def test_less_than_a_tenth_of_the_usual_time_is_rapid() -> None:
    # the median is 40, so the threshold 4 seconds
    found = timing(took(3.9, 4, 40, 50, 60))
    assert found is not None
    assert found.rapid == ("l0",)


def test_ten_seconds_are_never_rapid() -> None:
    # the median is 300, a tenth would be 30
    found = timing(took(9, 10, 29, 300, 300, 300, 300))
    assert found is not None
    assert found.rapid == ("l0",)


def test_effort_is_the_share_of_answers_that_were_not_rapid() -> None:
    scores = (*took(1, 40, 50), *took(30, 30, 30, item="i2"))
    assert effort(scores) == {"l0": 0.5, "l1": 1, "l2": 1}


def test_who_guessed_rapidly_too_often_made_no_effort() -> None:
    assert without_effort((*took(1, 40, 50), *took(30, 30, 30, item="i2"))) == ("l0",)


def test_one_rapid_answer_in_ten_is_effort_enough() -> None:
    usual = [score for n in range(9) for score in took(30, 30, 30, item=f"j{n}")]
    scores = (*took(1, 40, 50), *usual)
    assert effort(scores)["l0"] == pytest.approx(0.9)
    assert without_effort(scores) == ()


def test_nothing_is_said_of_the_effort_of_who_was_not_timed() -> None:
    assert effort(answers("key", "far")) == {}
