"""Taking a quiz."""

from __future__ import annotations

from datetime import datetime

from quizapp.core.items.kind import Form
from quizapp.core.study.attempt import Attempt, AttemptItem


def start_quiz(
    deck_id: str, *, now: datetime, seed: int, count: int = 10, category: str | None = None
) -> Attempt:
    """A new attempt at items drawn from a deck. Raises `NotFound`; `InputError` where no item fits."""
    raise NotImplementedError


def retry_missed(attempt_id: str, *, now: datetime, seed: int) -> Attempt:
    """A new attempt at what was missed in this one. Raises `NotFound`; `InputError` where nothing was missed."""
    raise NotImplementedError


def get_attempt(id: str) -> Attempt:
    """An attempt with its items and responses, each item in the version it was asked in. Raises `NotFound`."""
    raise NotImplementedError


def answer(attempt_id: str, position: int, form: Form, *, now: datetime) -> AttemptItem:
    """Grade and store a response; the place comes back with it.

    A second submission for the same place, even at the same moment, stores nothing and gets the first one's
    response. Raises `NotFound`, and `ResponseInvalid`, which uses nothing up.
    """
    raise NotImplementedError
