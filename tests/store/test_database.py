"""How the database is opened, read and written."""

from __future__ import annotations

import os
import sqlite3
import threading

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.errors import InputError
from quizapp.store.database import db, init_store, insert_once, reading, transaction
from quizapp.store.rows import TombstoneRow
from tests.conftest import closed
from tests.store.databases import opened

PRAGMAS = [
    ("journal_mode", "wal"),
    ("foreign_keys", 1),
    ("synchronous", 2),
    ("trusted_schema", 0),
    ("busy_timeout", 10_000),
]
ROW = {"public_id": "north", "anki_id": 7}


def tombstones() -> int:
    with reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM tombstone")).scalar_one())


@pytest.mark.parametrize(("pragma", "setting"), PRAGMAS)
def test_every_sqlite_connection_is_opened_with(pragma: str, setting: object, sqlite_url: str) -> None:
    app = Flask("quizapp-tests")
    init_store(app, sqlite_url)
    with app.app_context(), reading() as connection:
        found = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
    closed(app)
    assert found == setting


def test_what_a_transaction_wrote_is_there_when_it_ends(app: Flask) -> None:
    with transaction() as connection:
        insert_once(connection, TombstoneRow, ROW)
    assert tombstones() == 1


def test_a_transaction_that_raises_leaves_nothing(app: Flask) -> None:
    def write_and_fail() -> None:
        with transaction() as connection:
            insert_once(connection, TombstoneRow, ROW)
            raise InputError("no")

    with pytest.raises(InputError):
        write_and_fail()
    assert tombstones() == 0


def test_a_row_that_is_there_is_not_inserted_again(app: Flask) -> None:
    with transaction() as connection:
        done = [insert_once(connection, TombstoneRow, ROW) for _ in range(2)]
    assert done == [True, False]


def test_readers_do_not_wait_for_a_writer(app: Flask) -> None:
    with transaction() as connection:
        insert_once(connection, TombstoneRow, ROW)
        assert tombstones() == 0


def test_reading_leaves_the_lock_to_others(sqlite_url: str) -> None:
    with opened(sqlite_url), reading() as connection:
        connection.execute(text("SELECT count(*) FROM tombstone")).all()
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), timeout=0)
        other.execute("BEGIN EXCLUSIVE")
        other.rollback()
        other.close()


def test_a_second_writer_waits_for_the_first(app: Flask) -> None:
    first_is_in, order = threading.Event(), []

    def second() -> None:
        with app.app_context():
            first_is_in.wait()
            with transaction() as connection:
                insert_once(connection, TombstoneRow, ROW)
                order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with transaction() as connection:
        insert_once(connection, TombstoneRow, ROW)
        first_is_in.set()
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.parametrize("url", ["mysql://ada@localhost/quizapp", "no address", "oracle://x"])
def test_an_address_of_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="QUIZAPP_DATABASE_URL"):
        init_store(Flask("quizapp-tests"), url)


def test_a_forked_child_opens_connections_of_its_own(app: Flask) -> None:
    with reading():
        pass
    assert db.engine.pool.checkedin() == 1  # type: ignore[attr-defined]
    child = os.fork()
    if child == 0:
        os._exit(db.engine.pool.checkedin())  # type: ignore[attr-defined]
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
