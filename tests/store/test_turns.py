"""Answers that wait for one another are stored together, and each is told what came of its own."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import event, exc, text

from quizapp.errors import InputError, Unavailable
from quizapp.store import turns
from quizapp.store.base import Base
from quizapp.store.connections import here
from quizapp.store.database import Connection, db, insert_once, reading, transaction
from quizapp.store.rows import TombstoneRow
from quizapp.store.turns import Turns
from tests.store.databases import opened

MANY = 5
Deed = Callable[[Connection], object]


def row(n: int) -> dict[str, object]:
    return {"public_id": f"north{n}", "anki_id": n}


def stored() -> set[str]:
    with reading() as connection:
        return set(connection.execute(text("SELECT public_id FROM tombstone")).scalars())


def turns_here() -> Turns:
    return here()[0].turns


def everybody_waits(turn: Turns, count: int) -> None:
    end = time.monotonic() + 5
    while turn._waiting < count and time.monotonic() < end:
        time.sleep(0.001)


def written_together(app: Flask, *deeds: Deed) -> list[BaseException | None]:
    """Write a row each in threads that all wait behind this one's turn, then do a deed; what each was told."""
    told: list[BaseException | None] = [None] * len(deeds)

    def write(n: int) -> None:
        with app.app_context():
            try:
                with transaction(together=True) as connection:
                    insert_once(connection, TombstoneRow, row(n))
                    deeds[n](connection)
            except Exception as error:  # noqa: BLE001 - the test looks at it
                told[n] = error

    threads = [threading.Thread(target=write, args=(n,)) for n in range(len(deeds))]
    with turns_here().alone():
        for thread in threads:
            thread.start()
        everybody_waits(turns_here(), len(deeds))
    for thread in threads:
        thread.join()
    return told


def nothing(_connection: Connection) -> None:
    pass


def refuse(_connection: Connection) -> None:
    raise InputError("no")


def undo_all(connection: Connection) -> None:
    """As SQLite does for a full disk."""
    turns.driver(connection).execute("ROLLBACK")


@pytest.fixture
def site(sqlite_url: str) -> object:
    with opened(sqlite_url) as app:
        yield app


@pytest.fixture
def commits(site: Flask) -> list[object]:
    found: list[object] = []
    event.listen(db.engine, "commit", found.append)
    return found


def test_what_waits_is_committed_once(site: Flask, commits: list[object]) -> None:
    assert written_together(site, *[nothing] * MANY) == [None] * MANY
    assert len(stored()) == MANY
    assert len(commits) == 1


def test_no_more_than_some_are_committed_at_once(
    site: Flask, commits: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "MOST_TOGETHER", 2)
    assert written_together(site, *[nothing] * 4) == [None] * 4
    assert len(commits) == 2


@pytest.mark.parametrize("place", range(3))
def test_one_that_raises_is_undone_alone(site: Flask, place: int) -> None:
    deeds: list[Deed] = [nothing, nothing, nothing]
    deeds[place] = refuse
    told = written_together(site, *deeds)
    assert [n for n, error in enumerate(told) if isinstance(error, InputError)] == [place]
    assert stored() == {f"north{n}" for n in range(3) if n != place}


def test_answers_are_written_with_one_connection_until_it_fails_or_the_pool_goes(site: Flask) -> None:
    used: list[object] = []
    deeds: list[Deed] = [nothing, undo_all, nothing, lambda _each: db.engine.dispose(), nothing]
    for n, deed in enumerate(deeds):
        with suppress(Unavailable), transaction(together=True) as connection:
            used.append(connection)
            insert_once(connection, TombstoneRow, row(n))
            deed(connection)
    first, second, third, *_ = used
    assert (first is second, second is third) == (True, False)
    db.engine.dispose()
    assert not turns_here()._writers
    assert stored() == {"north0", "north2", "north3", "north4"}


def test_one_that_is_refused_costs_no_connection(site: Flask) -> None:
    used: list[object] = []
    for n, deed in enumerate([nothing, refuse, nothing]):
        with suppress(InputError), transaction(together=True) as connection:
            used.append(connection)
            insert_once(connection, TombstoneRow, row(n))
            deed(connection)
    assert used[0] is used[1] is used[2]
    assert stored() == {"north0", "north2"}


def test_a_database_in_memory_outlives_a_refused_answer() -> None:
    with opened("sqlite:///:memory:"):
        with transaction() as connection:
            Base.metadata.create_all(connection)
        with suppress(InputError), transaction(together=True) as connection:
            insert_once(connection, TombstoneRow, row(0))
            refuse(connection)
        assert stored() == set()


def test_sqlalchemy_may_be_the_one_that_gets_the_lock(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_begun", lambda _raw: False)
    monkeypatch.setattr(turns, "BUSY_SECONDS", 0.0)
    with transaction(together=True) as connection:
        insert_once(connection, TombstoneRow, row(0))
    assert stored() == {"north0"}


def test_one_that_fails_in_the_database_is_undone_alone(site: Flask) -> None:
    told = written_together(
        site, nothing, lambda each: each.exec_driver_sql("INSERT INTO nowhere VALUES (1)")
    )
    assert isinstance(told[1], exc.OperationalError)
    assert stored() == {"north0"}


def test_where_the_commit_fails_everybody_is_told(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def commit(_connection: Connection) -> None:
        raise exc.OperationalError("COMMIT", None, sqlite3.OperationalError("disk I/O error"))

    monkeypatch.setattr(Connection, "commit", commit)
    told = written_together(site, *[nothing] * 3)
    assert all(isinstance(error, Unavailable) for error in told)
    assert stored() == set()


@pytest.mark.parametrize("place", range(3))
def test_what_sqlite_undid_is_told_to_nobody_as_stored(site: Flask, place: int) -> None:
    deeds: list[Deed] = [nothing, nothing, nothing]
    deeds[place] = undo_all
    told = written_together(site, *deeds)
    assert stored() == {f"north{n}" for n, error in enumerate(told) if error is None}
    assert isinstance(told[place], Unavailable)


def test_nobody_is_told_before_the_commit(site: Flask) -> None:
    seen: list[set[str]] = []
    event.listen(db.engine, "commit", lambda _connection: seen.append(set()))
    told_before: list[int] = []

    def look(_connection: Connection) -> None:
        told_before.append(len(seen))

    written_together(site, look, look)
    assert told_before == [0, 0]


def test_an_open_transaction_that_nobody_took_over_is_committed(site: Flask) -> None:
    turn = turns_here()
    turn._waiting += 1  # of somebody who gives up
    with transaction(together=True) as connection:
        insert_once(connection, TombstoneRow, row(1))
    assert stored() == {"north1"}


def test_another_transaction_commits_what_is_open_before_it_begins(
    site: Flask, commits: list[object]
) -> None:
    told: list[int] = []

    def alone() -> None:
        with site.app_context(), transaction() as connection:
            told.append(int(connection.execute(text("SELECT count(*) FROM tombstone")).scalar_one()))

    thread = threading.Thread(target=alone)
    with transaction(together=True) as connection:
        insert_once(connection, TombstoneRow, row(1))
        thread.start()
        everybody_waits(turns_here(), 1)
    thread.join()
    assert (told, len(commits)) == ([1], 2)


def test_a_turn_that_does_not_come_is_busy(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "BUSY_SECONDS", 0.01)
    turn = Turns()
    with turn.alone(), pytest.raises(Unavailable, match="busy"), turn.together(db.engine):
        pass
