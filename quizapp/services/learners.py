"""Learners: a browser becomes one when there is something to keep."""

from __future__ import annotations

from datetime import datetime

from quizapp.core.study.learner import Learner
from quizapp.core.study.preferences import Preferences
from quizapp.store import learners
from quizapp.store.database import reading, transaction


def new_learner(*, now: datetime) -> Learner:
    """A learner whom nobody knows yet."""
    with transaction() as connection:
        return learners.add(connection, now=now)


def get_learner(id: str) -> Learner:
    """Raises `NotFound`."""
    with reading() as connection:
        return learners.get(connection, id)


def get_visitor(id: str) -> Learner:
    """A learner without an account. Raises `NotFound`, also where an account has what this one did."""
    with reading() as connection:
        return learners.visitor(connection, id)


def change_preferences(id: str, preferences: Preferences) -> None:
    """Keep what a learner chose. Raises `NotFound`."""
    with transaction() as connection:
        learners.get(connection, id)
        learners.prefer(connection, id, preferences)
