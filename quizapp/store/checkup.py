"""What a database says of its own health, looked at without changing anything in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, exc, func, select
from sqlalchemy.pool import NullPool

from quizapp.errors import QuizappError, Unavailable
from quizapp.store.database import engine_options
from quizapp.store.faults import translated
from quizapp.store.migrate import revision_of
from quizapp.store.migrations import HEAD
from quizapp.store.rows import AttemptRow, JobRow
from quizapp.store.turns import BUSY_SECONDS

_MOST_FAULTS = 3


@dataclass(frozen=True, kw_only=True)
class Checkup:
    """What was found.

    ``faults`` are damages in the words of the database, ``refusal`` is the sentence with which it refuses to be
    written, ``size`` and ``log_size`` are in bytes. ``newest`` is the last moment that an attempt was started in,
    ``waiting`` since when the oldest text waits: both None where there is none, or the tables are of another form.
    """

    revision: str | None
    faults: tuple[str, ...]
    refusal: str
    journal: str
    size: int
    log_size: int
    newest: datetime | None
    waiting: datetime | None


def examine(url: str, file: Path | None) -> Checkup:
    """Look at the database at this address; ``file`` where it is an SQLite file. Raises `Unavailable`."""
    with translated(), _connected(url, file) as connection:
        revision = revision_of(connection)
        at_head = revision == HEAD
        return Checkup(
            revision=revision,
            faults=tuple(_faults(connection)),
            refusal=_refusal(connection),
            journal=_journal(connection),
            size=_size(connection),
            log_size=_size_of_log(file),
            newest=connection.execute(select(func.max(AttemptRow.started))).scalar() if at_head else None,
            waiting=_waiting(connection) if at_head else None,
        )


@contextmanager
def _connected(url: str, file: Path | None) -> Iterator[Connection]:
    """A connection of its own, with none of the settings that a working one makes."""
    if file is None:
        engine = create_engine(url, **engine_options(url))
    else:
        address = f"{file.absolute().as_uri()}?mode=rw"

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)

        engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _faults(connection: Connection) -> Iterator[str]:
    """PostgreSQL keeps checks of its own; SQLite is asked to read every page."""
    if connection.dialect.name != "sqlite":
        return
    for (found,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FAULTS})"):
        if found != "ok":
            yield str(found)
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS)
    yield from (f"a row of {table} belongs to nothing in {parent}" for table, _, parent, _ in orphans)


def _refusal(connection: Connection) -> str:
    """Why nothing can be written; empty where it can. The lock for writing is taken and given back."""
    if connection.dialect.name != "sqlite":
        is_standby = connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar()
        read_only = connection.exec_driver_sql("SHOW default_transaction_read_only").scalar() == "on"
        return "The database is read-only." if is_standby or read_only else ""
    try:
        with translated():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("CREATE TABLE doctor (seen)")  # taken back
            connection.exec_driver_sql("ROLLBACK")
    except (QuizappError, exc.DBAPIError) as error:
        return str(error)
    return ""


def _journal(connection: Connection) -> str:
    if connection.dialect.name != "sqlite":
        return ""
    return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())


def _size(connection: Connection) -> int:
    if connection.dialect.name != "sqlite":
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
    pages, bytes = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()) for name in ("page_count", "page_size")
    )
    return pages * bytes


def _size_of_log(file: Path | None) -> int:
    log = None if file is None else file.with_name(f"{file.name}-wal")
    return log.stat().st_size if log is not None and log.exists() else 0


def _waiting(connection: Connection) -> datetime | None:
    return connection.execute(select(func.min(JobRow.created)).where(JobRow.state == "queued")).scalar()


def gauges(connection: Connection, *, now: datetime) -> dict[str, float]:
    """Figures that say whether all is well: texts that wait (how many, and seconds since the oldest), bytes."""
    counted = (
        select(JobRow.state, func.count().label("number"))
        .where(JobRow.state.in_(("queued", "running")))
        .group_by(JobRow.state)
    )
    jobs = {row.state: row.number for row in connection.execute(counted)}
    waiting = _waiting(connection)
    return {
        "texts_waiting": jobs.get("queued", 0),
        "texts_at_work": jobs.get("running", 0),
        "texts_oldest_waiting_seconds": 0 if waiting is None else max(0.0, (now - waiting).total_seconds()),
        "database_bytes": _size(connection),
    }


def require_form(connection: Connection) -> None:
    """Raises `Unavailable` where the tables are not of the form that this version works on."""
    found = revision_of(connection)
    if found != HEAD:
        raise Unavailable(f"The database is of the form “{found or 'empty'}”, this version needs “{HEAD}”.")
