"""A whole database is carried over to another one, row by row equal, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from quizapp.core.teaching.account import Account
from quizapp.core.teaching.classroom import Classroom
from quizapp.errors import Conflict, InputError
from quizapp.services import accounts, assignments, moving, quizzes
from quizapp.services.decks import get_deck
from quizapp.services.learners import new_learner
from quizapp.store import moving as carrying
from quizapp.store.database import Connection, db, init_store, reading, transaction
from quizapp.store.rows import DeckRow, LearnerRow
from tests.services.school import given, joined, taken
from tests.store.databases import Server, opened
from tests.store.northern import NOW


@pytest.fixture
def other(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty database of the kind that the first one is not."""
    if dialect == "postgresql":
        url = f"sqlite:///{tmp_path / 'other.db'}"
    else:
        running: Server = request.getfixturevalue("postgresql")
        url = running.create()
    app = Flask("other")
    init_store(app, url)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def taught(north: str, room: Classroom, ada: Account) -> Classroom:
    """A class whose learners took an exam."""
    exam = given(room)
    for name, share in (("Ben", 1.0), ("Чжоу 周 👩‍🏫", 0.5)):
        taken(exam, joined(room, name), share=share)
    return room


def moved(app: Flask, other: Flask) -> dict[str, int]:
    return {one.table: one.rows for one in moving.move(app, other, told=lambda *_: None)}


def test_everything_stands_in_the_other_database_and_goes_on_there(
    app: Flask, other: Flask, taught: Classroom, ada: Account
) -> None:
    north = get_deck("north")
    book = assignments.book(taught.id, now=NOW)
    rows = moved(app, other)
    assert (rows["deck"], rows["member"], rows["response"] > 10) == (1, 3, True)
    with other.app_context():
        assert get_deck("north") == north
        assert assignments.book(taught.id, now=NOW) == book
        assert accounts.sign_in("ada@example.org", "correct horse", now=NOW) == ada
        joined(taught, "Cleo")
        assert quizzes.start_quiz("north", now=NOW, seed=1, learner=new_learner(now=NOW).id).items


def test_numbers_of_deleted_rows_are_not_given_again(app: Flask, other: Flask) -> None:
    for _ in range(3):
        last = new_learner(now=NOW).id
    with transaction() as connection:
        number = connection.execute(select(LearnerRow.id).where(LearnerRow.public_id == last)).scalar_one()
        connection.execute(text("DELETE FROM learner"))
    moved(app, other)
    with other.app_context():
        new = new_learner(now=NOW).id
        with reading() as connection:
            found = connection.execute(select(LearnerRow.id).where(LearnerRow.public_id == new)).scalar_one()
    assert found > number


def test_a_database_that_holds_data_is_left_alone(app: Flask, other: Flask, north: str) -> None:
    moved(app, other)
    with pytest.raises(Conflict, match="holds data already"):
        moved(app, other)
    with pytest.raises(Conflict, match="uses already"):
        moved(app, app)


def test_what_fails_half_way_leaves_nothing_behind(
    app: Flask, other: Flask, north: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: Connection, table: object) -> str:
        if getattr(table, "name", "") == "item":
            raise RuntimeError("the line was cut")
        return ""

    with monkeypatch.context() as cut:
        cut.setattr(carrying, "_digest", fail)
        with pytest.raises(RuntimeError):
            moved(app, other)
    assert moved(app, other)["deck"] == 1


def test_a_row_that_reads_differently_is_noticed(
    app: Flask, other: Flask, north: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = carrying._copied

    def changing(source: Connection, target: Connection, table: object) -> tuple[str, int]:
        done = whole(source, target, table)  # type: ignore[arg-type]
        target.execute(update(DeckRow).values(title="Another"))
        return done

    monkeypatch.setattr(carrying, "_copied", changing)
    with pytest.raises(Exception, match="read differently afterwards: deck"):
        moved(app, other)


def test_a_sign_that_the_other_database_cannot_hold_is_told_with_its_place(
    sqlite_url: str, postgresql: Server
) -> None:
    with opened(sqlite_url) as app, opened(postgresql.create()) as other:
        with app.app_context():
            new_learner(now=NOW)
            with transaction() as connection:
                connection.execute(update(LearnerRow).values(public_id="a\x00b"))
        with pytest.raises(InputError, match="“learner” has a NUL character in “public_id”"):
            moved(app, other)
