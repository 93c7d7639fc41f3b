"""Statements that run on the driver itself say what the same statements say by SQLAlchemy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from quizapp.core.study.attempt import Attempt
from quizapp.core.text.particulars import Particulars
from quizapp.services import quizzes
from quizapp.services.accounts import create
from quizapp.services.learners import new_learner
from quizapp.services.seeding import load_seeds
from quizapp.services.sources import describe_source
from quizapp.store import accounts, attempts, cards, standing
from quizapp.store.database import Connection, reading
from quizapp.store.prepared import Prepared
from tests.store.northern import LATER, NOW, right, write

Values = dict[str, Any]


@pytest.fixture
def begun(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Attempt:
    """An attempt of ben's, of which half is answered."""
    load_seeds(write(tmp_path_factory.mktemp("seeds")), now=NOW)
    found = quizzes.start_quiz("north", now=NOW, seed=1, learner=new_learner(now=NOW).id)
    for place in found.items[::2]:
        quizzes.answer(found.id, place.position, right(place), now=LATER, flagged=True)
    return quizzes.get_attempt(found.id)


def row_of(connection: Connection, attempt: Attempt) -> int:
    """The row of its first place."""
    return attempts.place(connection, attempt.id, 1).row


def first_answered(connection: Connection, attempt: Attempt) -> Values:
    """Its row and that of the item asked first."""
    asked = attempts.place(connection, attempt.id, 1)
    return {"attempt": asked.attempt_row, "item": asked.version.item_row}


ASKED: list[tuple[Prepared, Callable[[Connection, Attempt], Values]]] = [
    (attempts._HEAD, lambda _, attempt: {"public_id": attempt.id}),
    (attempts._HEAD_AT, lambda _, attempt: {"public_id": attempt.id, "position": 2}),
    (attempts._ALL_PLACES, lambda _, attempt: {"public_id": attempt.id}),
    (attempts._PLACES_OF, lambda each, attempt: {
        "attempt": attempts.place(each, attempt.id, 1).attempt_row
    }),
    (cards._ANSWERED, lambda each, attempt: first_answered(each, attempt)),
    (standing._ATTEMPT, lambda _, attempt: {"public_id": attempt.id}),
]  # fmt: skip


@pytest.mark.parametrize(("prepared", "values"), ASKED)
def test_a_prepared_statement_says_what_sqlalchemy_says(
    begun: Attempt, prepared: Prepared, values: Callable[[Connection, Attempt], Values]
) -> None:
    with reading() as connection:
        given = values(connection, begun)
        rows = connection.execute(prepared._statement, given).all()  # type: ignore[arg-type]
        found = prepared.all(connection, **given)
        assert rows
        assert [row._asdict() for row in found] == [row._asdict() for row in rows]
        assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in rows]


def test_an_account_is_the_same_either_way(app: Flask) -> None:
    ada = create(
        role="teacher", name="Ada", email="ada@example.org", password="a long northern word", now=NOW
    )
    with reading() as connection:
        one, other = accounts.by_id(connection, ada.id), accounts.by_email(connection, "ada@example.org")
        known = accounts.known(connection, ada.id)
    assert one == other
    assert one.account == known == ada


@pytest.mark.parametrize("dated", [None, date(2023, 9, 9)])
def test_the_place_that_is_answered_is_that_of_the_whole_attempt(begun: Attempt, dated: date | None) -> None:
    describe_source("north", Particulars(dated=dated), now=LATER)
    with reading() as connection:
        whole = attempts.get(connection, begun.id)
        for position in (1, 2):
            found, asked = attempts.get_at(connection, begun.id, position)
            alone = attempts.place(connection, begun.id, position)
            assert asked.place == whole.at(position) == found.at(position)
            assert asked.place.dated == dated
            assert replace(asked, place=replace(asked.place, dated=None)) == alone
            assert [place.response for place in found.items] == [place.response for place in whole.items]
