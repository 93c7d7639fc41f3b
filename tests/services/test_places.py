"""Places of attempts are kept by what their rows say, so they are never older than these."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import update

from quizapp.core.study.attempt import Attempt
from quizapp.core.study.behaviours import BEHAVIOURS, Behaviour
from quizapp.errors import Conflict
from quizapp.services import quizzes
from quizapp.store import attempts
from quizapp.store.database import reading, transaction
from quizapp.store.rows import ItemRow, ResponseRow
from tests.services.cast import quiz
from tests.store.northern import NOW, right, wrong

DEEDS = 25


def _deed(attempt: Attempt, chance: random.Random) -> Callable[[], object]:
    place = chance.choice(attempt.items)
    id, at, form = attempt.id, place.position, chance.choice([right, wrong])(place)
    deeds: list[Callable[[], object]] = [
        partial(quizzes.answer, id, at, form, now=NOW, flagged=chance.choice([None, True, False])),
        partial(quizzes.flag, id, at, flagged=chance.random() < 0.5),
        partial(quizzes.hint, id, at, now=NOW),
        partial(quizzes.clear, id, at, now=NOW),
        partial(_graded_again, id, at),
        partial(_judged, id, at, chance.choice(["accepted", "retired", "rejected"])),
    ]
    return chance.choice(deeds)


def _graded_again(id: str, position: int) -> None:
    with transaction() as connection:
        row = attempts.place(connection, id, position).row
        grade = update(ResponseRow).where(ResponseRow.attempt_item_id == row)
        connection.execute(grade.values(fraction=1 - ResponseRow.fraction))


def _judged(id: str, position: int, status: str) -> None:
    with transaction() as connection:
        row = attempts.place(connection, id, position).version.item_row
        connection.execute(update(ItemRow).where(ItemRow.id == row).values(status=status))


def _as_kept(attempt: Attempt) -> Attempt:
    """Each place as an answer reads it."""
    with reading() as connection:
        read = [attempts.get_at(connection, attempt.id, n)[1].place for n in range(1, len(attempt.items) + 1)]
        whole, _ = attempts.get_at(connection, attempt.id, 1)
    assert [replace(place, dated=None) for place in whole.items[1:]] == [
        replace(place, dated=None) for place in read[1:]
    ]
    return replace(whole, items=tuple(read))


@pytest.mark.parametrize("behaviour", BEHAVIOURS.values(), ids=BEHAVIOURS)
def test_a_place_is_what_its_row_says_after_every_deed(north: str, behaviour: Behaviour) -> None:
    chance = random.Random(7)
    attempt = quiz(count=5, behaviour=behaviour)
    for _ in range(DEEDS):
        with suppress(Conflict):
            _deed(attempt, chance)()
        attempt = quizzes.get_attempt(attempt.id)
        assert _as_kept(attempt) == attempt
        for place in attempt.items:
            assert attempt.comes_again(place) == (place not in attempt.firsts)
