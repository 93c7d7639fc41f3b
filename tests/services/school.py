"""ada's class, with ben and cleo in it, and what she assigns."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from quizapp.core.study.attempt import Attempt
from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.study.quiz import Quiz
from quizapp.core.teaching.account import Account
from quizapp.core.teaching.assignment import Assignment
from quizapp.core.teaching.classroom import Classroom
from quizapp.services import accounts, assignments, classes, quizzes
from quizapp.services.learners import new_learner
from tests.store.northern import NOW, right, wrong

PASSWORD = "correct horse"


@pytest.fixture
def ada(app: Flask) -> Account:
    """A teacher."""
    return accounts.create(role="teacher", name="Ada", email="ada@example.org", password=PASSWORD, now=NOW)


@pytest.fixture
def room(ada: Account) -> Classroom:
    """Her class."""
    return classes.new_class(title="9b", learner=ada.learner, name=ada.name, now=NOW)


def joined(room: Classroom, name: str = "Ben") -> str:
    """The id of a new learner in the class, in a browser without an account."""
    learner = new_learner(now=NOW).id
    classes.join(room.code, learner=learner, name=name, now=NOW)
    return learner


def given(room: Classroom, **rules: Any) -> Assignment:
    """An exam of everything in the northern deck, or with other rules."""
    quiz = rules.pop("quiz", Quiz(count=500, behaviour=DEFERRED))
    plain = Assignment(
        id="", classroom=room.id, deck_id="north", deck_title="", title="The north", created=NOW, quiz=quiz
    )
    return assignments.give(replace(plain, **rules))


def taken(assignment: Assignment, learner: str, *, share: float = 1.0, hand_in: bool = True, seed: int = 1,
          at: datetime = NOW) -> Attempt:  # fmt: skip
    """An attempt whose first items are right and whose last are wrong."""
    attempt = assignments.begin(assignment.id, learner=learner, now=at, seed=seed)
    edge = round(share * len(attempt.items))
    for place in attempt.items:
        form = right(place) if place.position <= edge else wrong(place)
        quizzes.answer(attempt.id, place.position, form, now=at)
    return quizzes.finish(attempt.id, now=at) if hand_in else quizzes.get_attempt(attempt.id)
