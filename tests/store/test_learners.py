"""A learner is found by a secret name alone, and keeps what was chosen."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.core.study.preferences import Preferences
from quizapp.core.study.quiz import Quiz
from quizapp.errors import NotFound
from quizapp.services.learners import change_preferences, get_learner, new_learner
from quizapp.services.quizzes import get_attempt, retry_missed, start_quiz
from quizapp.services.seeding import load_seeds
from quizapp.store.database import transaction
from quizapp.store.rows import LearnerRow
from tests.services.cast import finish
from tests.store.northern import NOW, write


def test_a_learner_is_found_by_name(app: Flask) -> None:
    ben = new_learner(now=NOW)
    assert get_learner(ben.id) == ben


@pytest.mark.parametrize("name", ["", "nobody", "x" * 300, "a\x00b", "本"])
def test_another_name_finds_nobody(name: str, app: Flask) -> None:
    new_learner(now=NOW)
    with pytest.raises(NotFound):
        get_learner(name)


def test_preferences_are_kept_for_one_learner(app: Flask) -> None:
    ben, cleo = new_learner(now=NOW), new_learner(now=NOW)
    change_preferences(ben.id, Preferences(new_per_day=7))
    assert get_learner(ben.id).preferences == Preferences(new_per_day=7)
    assert get_learner(cleo.id).preferences == Preferences()


def test_preferences_of_nobody_are_refused(app: Flask) -> None:
    with pytest.raises(NotFound):
        change_preferences("nobody", Preferences())


def test_a_preference_that_is_gone_or_new_does_no_harm(app: Flask) -> None:
    ben = new_learner(now=NOW)
    with transaction() as connection:
        connection.execute(update(LearnerRow).values(preferences={"streaks": True, "new_per_day": 3}))
    assert get_learner(ben.id).preferences == Preferences(new_per_day=3)


def test_an_attempt_and_its_retry_are_the_learners(
    app: Flask, tmp_path_factory: pytest.TempPathFactory
) -> None:
    load_seeds(write(tmp_path_factory.mktemp("seeds")), now=NOW)
    ben = new_learner(now=NOW)
    attempt = start_quiz("north", now=NOW, seed=1, quiz=Quiz(count=3), learner=ben.id)
    finish(attempt, missing=[1])
    again = retry_missed(attempt.id, now=NOW, seed=2)
    assert [get_attempt(one.id).learner_id for one in (attempt, again)] == [ben.id, ben.id]


def test_an_attempt_without_a_learner_is_nobodys(
    app: Flask, tmp_path_factory: pytest.TempPathFactory
) -> None:
    load_seeds(write(tmp_path_factory.mktemp("seeds")), now=NOW)
    assert start_quiz("north", now=NOW, seed=1).learner_id is None


def test_an_attempt_of_somebody_unknown_is_refused(
    app: Flask, tmp_path_factory: pytest.TempPathFactory
) -> None:
    load_seeds(write(tmp_path_factory.mktemp("seeds")), now=NOW)
    with pytest.raises(NotFound):
        start_quiz("north", now=NOW, seed=1, learner="nobody")
