"""What a learner may ask of a quiz."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.study.confidence import LEVELS, confidence_in
from quizapp.core.study.quiz import Quiz, behaviour_named
from quizapp.errors import InputError, ResponseInvalid


@pytest.mark.parametrize("count", [0, -1, 501])
def test_a_quiz_of_no_size_is_refused(count: int) -> None:
    with pytest.raises(InputError):
        Quiz(count=count)


@pytest.mark.parametrize("minutes", [0, -5, 601])
def test_a_limit_of_no_length_is_refused(minutes: int) -> None:
    with pytest.raises(InputError):
        Quiz(limit=timedelta(minutes=minutes))


def test_a_behaviour_is_known_by_its_name() -> None:
    assert behaviour_named("deferred") is DEFERRED


def test_a_behaviour_that_there_is_not_is_named() -> None:
    with pytest.raises(InputError, match="“cheating”"):
        behaviour_named("cheating")


@pytest.mark.parametrize("level", LEVELS)
def test_confidence_is_one_of_its_levels(level: str) -> None:
    assert confidence_in({"confidence": [level]}) == level


@pytest.mark.parametrize("form", [{}, {"confidence": []}, {"confidence": [""]}])
def test_nobody_has_to_say_how_sure_they_are(form: dict[str, list[str]]) -> None:
    assert confidence_in(form) is None


@pytest.mark.parametrize("said", [["certain"], ["sure", "guess"]])
def test_another_word_is_no_level(said: list[str]) -> None:
    with pytest.raises(ResponseInvalid):
        confidence_in({"confidence": said})
