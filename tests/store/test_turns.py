"""Answers that wait for one another are stored together, and each is told what came of its own."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import event, exc, make_url, text

from quizapp import cohort
from quizapp.cohort import Runner
from quizapp.errors import InputError, Unavailable
from quizapp.store import turns
from quizapp.store.base import Base
from quizapp.store.connections import here
from quizapp.store.database import Connection, db, insert_once, reading, transaction
from quizapp.store.faults import BUSY
from quizapp.store.rows import TombstoneRow
from quizapp.store.turns import Turns
from quizapp.waiting import given_place
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


@pytest.fixture
def runs() -> Iterator[Runner]:
    """A thread that runs what it is given, as those of a web process do."""
    yield Runner(rest=lambda _runner: time.sleep(0.001))
    del cohort._here.runner


def written_together(app: Flask, runs: Runner, *deeds: Deed, first: int = 0) -> list[BaseException | None]:
    """Tasks that each write a row and do a deed; what each was told."""
    told: list[BaseException | None] = [None] * len(deeds)

    def write(n: int) -> None:
        with app.app_context():
            try:
                with transaction(together=True) as connection:
                    insert_once(connection, TombstoneRow, row(first + n))
                    deeds[n](connection)
            except Exception as error:  # noqa: BLE001 - the test looks at it
                told[n] = error

    for n in range(len(deeds)):
        runs.run(partial(write, n))
    while not runs.resume():
        time.sleep(0.001)
    return told


@contextmanager
def written_elsewhere(url: str) -> Iterator[None]:
    """For a moment another process has the lock."""
    file = make_url(url).database or ""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.05, partial(other.execute, "ROLLBACK")).start()
        yield


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


def test_what_waits_is_committed_once(site: Flask, runs: Runner, commits: list[object]) -> None:
    assert written_together(site, runs, *[nothing] * MANY) == [None] * MANY
    assert len(stored()) == MANY
    assert len(commits) == 1


@pytest.mark.parametrize("place", range(3))
def test_one_that_raises_is_undone_alone(site: Flask, runs: Runner, place: int) -> None:
    deeds: list[Deed] = [nothing, nothing, nothing]
    deeds[place] = refuse
    told = written_together(site, runs, *deeds)
    assert [n for n, error in enumerate(told) if isinstance(error, InputError)] == [place]
    assert stored() == {f"north{n}" for n in range(3) if n != place}


def test_answers_are_written_with_one_connection_until_it_fails_or_the_pool_goes(
    site: Flask, runs: Runner
) -> None:
    used: list[Connection] = []
    deeds: list[Deed] = [nothing, undo_all, nothing, lambda _each: db.engine.dispose(), nothing]
    for n, deed in enumerate(deeds):
        written_together(site, runs, used.append, deed, first=n * 2)
    first, second, third, *_ = used
    assert (first is second, second is third) == (True, False)
    db.engine.dispose()
    assert turns_here()._writer is None
    assert stored() == {f"north{n}" for n in range(10) if n not in {2, 3}}


def test_one_that_is_refused_costs_no_connection(site: Flask, runs: Runner) -> None:
    used: list[Connection] = []
    for n, deed in enumerate([nothing, refuse, nothing]):
        written_together(site, runs, used.append, first=n * 2)
        written_together(site, runs, deed, first=n * 2 + 1)
    assert used[0] is used[1] is used[2]
    assert stored() == {f"north{n}" for n in range(6) if n != 3}


def test_a_database_in_memory_outlives_a_refused_answer(runs: Runner) -> None:
    with opened("sqlite:///:memory:") as app:
        with transaction() as connection:
            Base.metadata.create_all(connection)
        written_together(app, runs, refuse)
        assert stored() == set()


def test_who_is_in_no_company_writes_alone(site: Flask, commits: list[object]) -> None:
    for n, deed in enumerate([nothing, refuse]):
        with suppress(InputError), transaction(together=True) as connection:
            insert_once(connection, TombstoneRow, row(n))
            deed(connection)
    assert (stored(), len(commits)) == ({"north0"}, 1)


def test_sqlalchemy_may_be_the_one_that_gets_the_lock(
    site: Flask, runs: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_begun", lambda _raw: True)
    assert written_together(site, runs, nothing) == [None]
    assert stored() == {"north0"}


def test_one_that_fails_in_the_database_is_undone_alone(site: Flask, runs: Runner) -> None:
    told = written_together(
        site, runs, nothing, lambda each: each.exec_driver_sql("INSERT INTO nowhere VALUES (1)")
    )
    assert isinstance(told[1], exc.OperationalError)
    assert stored() == {"north0"}


def test_where_the_commit_fails_everybody_is_told(
    site: Flask, runs: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def commit(_connection: Connection) -> None:
        raise exc.OperationalError("COMMIT", None, sqlite3.OperationalError("disk I/O error"))

    monkeypatch.setattr(Connection, "commit", commit)
    told = written_together(site, runs, *[nothing] * 3)
    assert all(isinstance(error, Unavailable) for error in told)
    assert stored() == set()


@pytest.mark.parametrize("place", range(3))
def test_where_sqlite_undid_all_everybody_is_told(site: Flask, runs: Runner, place: int) -> None:
    deeds: list[Deed] = [nothing, nothing, nothing]
    deeds[place] = undo_all
    told = written_together(site, runs, *deeds)
    assert (stored(), [type(error) for error in told]) == (set(), [Unavailable] * 3)


def test_after_a_fault_answers_are_stored_again(site: Flask, runs: Runner) -> None:
    written_together(site, runs, undo_all)
    assert written_together(site, runs, nothing) == [None]
    assert stored() == {"north0"}


def test_nobody_is_told_before_the_commit(site: Flask, runs: Runner, commits: list[object]) -> None:
    told: list[int] = []

    def write(n: int) -> None:
        with site.app_context():
            with transaction(together=True) as connection:
                insert_once(connection, TombstoneRow, row(n))
            told.append(len(commits))

    for n in range(MANY):
        runs.run(partial(write, n))
    assert (runs.resume(), told) == (True, [1] * MANY)


@pytest.mark.parametrize(("took", "left"), [(0.0, 0), (0.02, 1)])
def test_only_for_a_slow_disk_the_place_is_left_to_others(
    site: Flask, runs: Runner, took: float, left: int
) -> None:
    given: list[str] = []
    with site.app_context():
        turns_here()._commit_seconds = took
    given_place(lambda: given.append("left"), lambda: given.append("back"))
    try:
        assert written_together(site, runs, nothing) == [None]
    finally:
        given_place(lambda: None, lambda: None)
    assert given == ["left", "back"] * left


def test_how_slow_the_disk_is_is_learned_from_commits(site: Flask, runs: Runner) -> None:
    with site.app_context():
        turns = turns_here()
    turns._commit_seconds = 50.0
    for n in range(100):
        written_together(site, runs, nothing, first=n)
    assert 0 < turns._commit_seconds < 1


def test_nobody_reads_what_is_not_committed(site: Flask, runs: Runner) -> None:
    seen: list[set[str]] = []
    written_together(site, runs, nothing, lambda _each: seen.append(stored()))
    assert seen == [set()]


def test_they_wait_for_a_transaction_of_somebody_else(
    site: Flask, runs: Runner, commits: list[object]
) -> None:
    inside, free = threading.Event(), threading.Event()

    def alone() -> None:
        with site.app_context(), transaction():
            inside.set()
            free.wait(10)

    thread = threading.Thread(target=alone)
    thread.start()
    assert inside.wait(10)
    threading.Timer(0.05, free.set).start()
    assert written_together(site, runs, nothing, nothing) == [None, None]
    thread.join()
    assert (stored(), len(commits)) == ({"north0", "north1"}, 2)


def test_they_wait_for_another_process(site: Flask, runs: Runner, sqlite_url: str) -> None:
    with written_elsewhere(sqlite_url):
        assert written_together(site, runs, nothing) == [None]
    assert stored() == {"north0"}


def test_only_who_waited_too_long_is_told_busy(
    site: Flask, runs: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "BUSY_SECONDS", 0.05)
    told: dict[int, object] = {}

    def write(n: int) -> None:
        with site.app_context():
            try:
                with transaction(together=True) as connection:
                    insert_once(connection, TombstoneRow, row(n))
            except Unavailable:
                told[n] = "busy"
            else:
                told[n] = "stored"

    with turns_here().alone():
        runs.run(partial(write, 0))
        time.sleep(0.06)
        monkeypatch.setattr(turns, "BUSY_SECONDS", 10)
        runs.run(partial(write, 1))
        assert not runs.resume()
    assert (runs.resume(), told, stored()) == (True, {0: "busy", 1: "stored"}, {"north1"})


def test_who_writes_alone_lets_those_go_first_who_are_suspended_in_its_thread(
    site: Flask, runs: Runner, sqlite_url: str
) -> None:
    """They need the turn that it has while it waits for another process."""
    order: list[str] = []

    def write(name: str, n: int, *, together: bool) -> None:
        with site.app_context():
            with transaction(together=together) as connection:
                insert_once(connection, TombstoneRow, row(n))
            order.append(name)

    with written_elsewhere(sqlite_url):
        began = time.monotonic()
        given_place(runs.before_waiting, lambda: None)
        try:
            runs.run(partial(write, "answer", 0, together=True))
            runs.run(partial(write, "flag", 1, together=False))
        finally:
            given_place(lambda: None, lambda: None)
    assert (order, time.monotonic() - began < turns.BUSY_SECONDS / 2) == (["answer", "flag"], True)


def test_answers_have_their_turn_beside_those_who_queue_for_it(site: Flask, runs: Runner) -> None:
    ends = threading.Event()

    def write_on(first: int) -> None:
        with site.app_context():
            n = first
            while not ends.is_set():
                with transaction() as connection:
                    insert_once(connection, TombstoneRow, row(n))
                    time.sleep(0.003)
                n += 1

    queue = [threading.Thread(target=write_on, args=(n * 100_000,)) for n in range(1, 4)]
    for each in queue:
        each.start()
    began = time.monotonic()
    try:
        told = [written_together(site, runs, nothing, first=n) for n in range(3)]
    finally:
        ends.set()
        for each in queue:
            each.join()
    assert (told, time.monotonic() - began < turns.BUSY_SECONDS / 2) == ([[None]] * 3, True)


def test_a_connection_that_somebody_closed_costs_its_answers_alone(site: Flask, runs: Runner) -> None:
    told = written_together(site, runs, nothing, lambda each: each.close())
    assert all(told)
    assert written_together(site, runs, nothing) == [None]
    assert stored() == {"north0"}


def test_a_turn_that_does_not_come_is_busy(
    site: Flask, runs: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "BUSY_SECONDS", 0.01)
    with turns_here().alone():
        told = written_together(site, runs, nothing, nothing)
    assert [str(error) for error in told] == [str(Unavailable(BUSY))] * 2
    with turns_here().alone(), pytest.raises(Unavailable, match="busy"), turns_here().alone():
        pass
