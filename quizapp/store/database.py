"""The one door to the database: how it is opened, read and written.

Nothing opens a transaction unasked: reading needs none, and writing takes SQLite's lock first and gives it
back at once, so that nobody waits for somebody who only looks.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Table, event, exc, make_url
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.cohort import runner
from quizapp.errors import InputError
from quizapp.store.base import Base
from quizapp.store.connections import NAME, Connections, forget_all, here
from quizapp.store.faults import raise_in_words, translated
from quizapp.store.turns import BUSY_SECONDS, BUSY_TIMEOUT, begin_immediate

if TYPE_CHECKING:
    import psycopg

__all__ = [
    "Connection",
    "db",
    "in_parts",
    "init_store",
    "insert_all",
    "insert_once",
    "inserting_once",
    "reading",
    "transaction",
]

ALONE = 1_364_283_729
"""Any number: everybody who wants to be alone asks PostgreSQL for this one."""
_PRAGMAS = (
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "journal_size_limit = 16777216",
)

_POOL: dict[str, Any] = {
    "pool_size": 4,  # of each process: what is kept while little happens
    "max_overflow": 12,  # what every thread of a web worker needs at once
    "pool_timeout": BUSY_SECONDS,
    "pool_recycle": 1800,  # firewalls forget what is silent for longer
    "pool_use_lifo": True,
    "pool_pre_ping": True,
    "connect_args": {"connect_timeout": 5, "application_name": "quizapp"},
}
_POSTGRESQL = (
    f"SET lock_timeout = '{BUSY_SECONDS}s'",
    "SET idle_in_transaction_session_timeout = '60s'",  # of a machine that vanished with a lock in its hand
)

T = TypeVar("T")


class Database(SQLAlchemy):
    """Flask-SQLAlchemy's engine and tables, without the session that it would end at each request."""

    def _teardown_session(self, exc: BaseException | None) -> None:
        """None was begun, see `test_no_session_is_used`."""


db = Database(model_class=Base, disable_autonaming=True, add_models_to_shell=False)


def init_store(app: Flask, url: str, *, synchronous: str = "FULL") -> None:
    """Give an application its database. Raises `InputError` for an address that cannot be used.

    With ``synchronous`` FULL an acknowledged answer survives a power cut; NORMAL is faster, and in SQLite only.
    Nothing is read, written or migrated here; see `quizapp.store.migrate.upgrade`.
    """
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    try:
        db.init_app(app)
    except ModuleNotFoundError as error:
        raise InputError(
            "This database needs the package %(package)s: pip install 'psycopg[binary]'", package=error.name
        ) from error
    with app.app_context():
        engine = db.engine
    on_sqlite = partial(_on_connect, synchronous=synchronous)
    event.listen(engine, "connect", on_sqlite if engine.dialect.name == "sqlite" else _on_postgresql)
    app.extensions[NAME] = kept = Connections(engine)
    app.teardown_request(kept.give_back)


class reading:  # noqa: N801 - used as a function; a class costs a third of what a generator does
    """A connection to read with. Each statement sees what is committed when it runs."""

    __slots__ = ("_connection", "_connections", "_notes")

    def __enter__(self) -> Connection:
        self._connections, self._notes = here()
        try:
            self._connection = self._connections.take(self._notes)
        except BaseException as error:
            raise_in_words(error)
            raise
        return self._connection

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        try:
            if error is None:
                self._connections.leave(self._connection, self._notes)
            else:
                self._connections.lose(self._connection)
        except BaseException as fault:
            raise_in_words(fault)
            raise
        if error is not None:
            raise_in_words(error)


def transaction(
    *, alone: bool = False, together: bool = False
) -> AbstractContextManager[Connection, bool | None]:
    """A connection to write with; all is stored when the block has ended, nothing when it raises.

    ``alone``: no two such transactions run at once, for those that look before they insert. In SQLite none ever do.
    ``together``: what many write at the same moment; see `turns`. Each is still stored, or not, by itself.
    """
    ours, _notes = here()
    others = runner() if together and ours.is_sqlite else None
    if others is not None:
        ours.give_back()  # whoever comes next reads what this one has read
        return ours.turns.together(ours.engine, others)
    return _written(ours, alone=alone)


@contextmanager
def _written(ours: Connections, *, alone: bool) -> Iterator[Connection]:
    if ours.is_sqlite:
        with translated(), ours.turns.alone(), reading() as connection:
            begin_immediate(connection)
            with _committed(connection):
                yield connection
    else:
        with reading() as connection, _committed(connection, alone=alone):
            yield connection


@contextmanager
def _committed(connection: Connection, *, alone: bool = False) -> Iterator[None]:
    if alone:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ALONE})")
    if not connection.in_transaction():
        connection.begin()  # statements that are run on the driver itself begin none that would be committed
    yield
    connection.commit()


def insert_once(connection: Connection, table: type[Base], values: dict[str, Any]) -> bool:
    """Insert a row unless a unique one is there already; whether it was inserted."""
    once = inserting_once(table, connection.dialect.name)
    done = connection.execute(once.execution_options(preserve_rowcount=True), values)
    return done.rowcount == 1


def inserting_once(table: type[Base], dialect: str) -> postgresql.Insert | sqlite.Insert:
    """The statement for it: both databases say it, each in an object of its own."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


def in_parts(values: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """In their order, as many at a time as a statement is to hold."""
    for start in range(0, len(values), most):
        yield values[start : start + most]


def insert_all(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; none is fine too."""
    target = table.__table__
    if rows and isinstance(target, Table):
        connection.execute(target.insert(), rows)


def _json(value: object) -> str:
    """Compact, and in a tenth of the time of Python's own."""
    return msgspec.json.encode(value).decode()


def engine_options(url: str) -> dict[str, Any]:
    """How a database of this kind is connected to. Raises `InputError` for an address that is none."""
    try:
        backend = make_url(url).get_backend_name()
    except exc.ArgumentError as error:
        raise InputError("QUIZAPP_DATABASE_URL is not the address of a database.") from error
    options: dict[str, Any] = {
        "json_serializer": _json,
        "hide_parameters": True,  # what people typed is not for the log
        "json_deserializer": msgspec.json.decode,  # an answered item reads a dozen short lists
    }
    if backend == "sqlite":
        return options | {"connect_args": {"isolation_level": None, "timeout": BUSY_SECONDS}}
    if backend == "postgresql":
        return options | _POOL
    raise InputError("QUIZAPP_DATABASE_URL must begin with sqlite:/// or postgresql://")


def _on_connect(connection: sqlite3.Connection, _record: object, *, synchronous: str) -> None:
    connection.execute(BUSY_TIMEOUT)
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode = WAL")


def _on_postgresql(connection: psycopg.Connection, _record: object) -> None:
    for setting in _POSTGRESQL:
        connection.execute(setting)
    connection.commit()


os.register_at_fork(after_in_child=forget_all)
