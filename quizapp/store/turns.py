"""Who writes to SQLite when: one thread of a process at a time, and the answers of that thread together.

SQLite has one lock for writing, and the disk takes as long for ten answers as for one. So those that one thread has to
store, as it comes to them while somebody else writes or while more of them wait for it, are stored in one transaction
(see `quizapp.cohort`). Each is told that it is stored only when all are, and each can still be taken back alone.
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

from sqlalchemy import Connection, Engine

from quizapp.cohort import Member, Runner, runner
from quizapp.errors import Unavailable
from quizapp.store.faults import BUSY, raise_in_words
from quizapp.waiting import waiting

BUSY_SECONDS = 10
BUSY_TIMEOUT = f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}"
NO_TIMEOUT = "PRAGMA busy_timeout = 0"
NO_FILES = "PRAGMA temp_store = MEMORY"
"""What an answer alone changed, so that it can be undone alone: 60 kB and more, else a file for each cohort."""
_ASK_AGAIN_SECONDS = (0.001, 0.003)
_WANTED_SECONDS = 0.02
_SHORT_SECONDS = 0.004
"""Whoever waits for the disk no longer than this keeps the place. Who began meanwhile would be a cohort half as large,
and the two change places at each answer; a slow disk leaves time for that."""
_COMMITS = 8
"""So many of the last count."""
_DEFER_SECONDS = 0.03


class _Part(Member):
    """The block of one answer in a transaction of many; its faults are translated."""

    __slots__ = ("_runner", "_turns", "connection", "engine", "fault", "is_whole", "until")
    connection: Connection

    def __init__(self, turns: Turns, engine: Engine, runner: Runner) -> None:
        self._turns, self.engine, self._runner = turns, engine, runner
        self.until = time.monotonic() + BUSY_SECONDS
        self.is_whole = False
        self.fault: BaseException | None = None

    def __enter__(self) -> Connection:
        self.suspend(self._turns, self._runner)
        if self.fault is not None:
            raise_in_words(self.fault)
            raise self.fault
        return self.connection

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self.is_whole = error is None
        self.leave()
        if error is not None:
            raise_in_words(error)
        elif self.fault is not None:
            raise_in_words(self.fault)
            raise self.fault


class Turns:
    """The turns of one process at one database."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._writer: Connection | None = None
        self._wanted_until = 0.0
        self._commit_seconds = 0.0

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A turn for a transaction of its own. Raises `Unavailable` where it does not come.

        Those who are suspended in this thread go on before: while we have the turn, and wait for another process in
        it, they could not.
        """
        others = runner()
        if others is not None:
            others.before_waiting()
        if self._wanted_until > time.monotonic() or not self._lock.acquire(blocking=False):
            with waiting():
                is_mine = self._take()
            if not is_mine:
                raise Unavailable(BUSY)
        try:
            yield
        finally:
            self._lock.release()

    def together(self, engine: Engine, runner: Runner) -> AbstractContextManager[Connection, None]:
        """A part of a transaction of all tasks of this thread that come here; it is committed when the block has ended.

        Raises `Unavailable` where the turn does not come or the whole cannot be committed.
        """
        return _Part(self, engine, runner)

    def lead(self, parts: Sequence[_Part]) -> int:
        """Write them in one transaction; each hears what came of it. None of them where somebody else writes now, but
        those who have waited too long."""
        if not self._lock.acquire(blocking=False):
            self._wanted_until = time.monotonic() + _WANTED_SECONDS
            return _late(parts)
        self._wanted_until = 0.0
        connection = None
        try:
            connection = self._begin(parts[0].engine)
            if connection is not None:
                _write(connection, parts)
        except BaseException as fault:  # noqa: BLE001 - each of those in it raises it, in words
            self._lock.release()
            return _fail(connection, parts, fault)
        if connection is None:
            self._lock.release()
            return _late(parts)
        with waiting() if self._commit_seconds > _SHORT_SECONDS else nullcontext():
            try:
                began = time.perf_counter()
                connection.commit()
                self._commit_seconds += (time.perf_counter() - began - self._commit_seconds) / _COMMITS
                self._writer = connection
            except BaseException as fault:  # noqa: BLE001 - as above
                _fail(connection, parts, fault)
            finally:
                self._lock.release()  # before we have our place again: whoever has it may want the turn
        return len(parts)

    def _take(self) -> bool:
        """The turn, unless answers were refused it just now: they only ask now and then, and who waits here would have
        it again and again. They are let go first for a moment, not for ever."""
        now = time.monotonic()
        give_up, defer_until = now + BUSY_SECONDS, now + _DEFER_SECONDS
        while self._lock.acquire(timeout=max(0.0, give_up - time.monotonic())):
            if time.monotonic() >= min(self._wanted_until, defer_until):
                return True
            self._lock.release()
            time.sleep(random.uniform(*_ASK_AGAIN_SECONDS))  # noqa: S311 - as below
        return False

    def close(self) -> None:
        """Let go of the connection that waits for the next answer."""
        connection, self._writer = self._writer, None
        if connection is not None:
            dropped(connection)

    def _begin(self, engine: Engine) -> Connection | None:
        """A connection that has SQLite's lock; None where another process has it."""
        connection, self._writer = self._writer or _opened(engine), None
        try:
            raw = driver(connection)
            if not _begun(raw):
                self._writer = connection
                return None
            if not raw.in_transaction:  # what is wrong is told by SQLAlchemy's own try
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            if not connection.in_transaction():
                connection.begin()
        except BaseException:
            dropped(connection)
            raise
        return connection


def _write(connection: Connection, parts: Sequence[_Part]) -> None:
    """One after the other, each of which can be undone alone. Raises `Unavailable` where SQLite undid them all, as it
    does for a full disk: committing would look well."""
    raw = driver(connection)
    for part in parts:
        raw.execute("SAVEPOINT part")
        part.connection = connection
        part.enter()
        if not raw.in_transaction:
            raise Unavailable(BUSY)
        if not part.is_whole:
            raw.execute("ROLLBACK TO part")
        raw.execute("RELEASE part")


def _late(parts: Sequence[_Part]) -> int:
    """How many, who came first, have waited so long that they are told so."""
    now = time.monotonic()
    return _fail(None, [part for part in parts if part.until <= now], Unavailable(BUSY))


def _fail(connection: Connection | None, parts: Sequence[_Part], fault: BaseException) -> int:
    for part in parts:
        part.fault = fault
    if connection is not None:
        with suppress(Exception):  # closed already
            dropped(connection)
    return len(parts)


def driver(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError("only SQLite has turns")
    return raw


def dropped(connection: Connection) -> None:
    """Closed, and not used again by anybody."""
    connection.invalidate()
    connection.close()


def begin_immediate(connection: Connection) -> None:
    """Take SQLite's one lock for writing, asking again every few milliseconds.

    SQLite itself asks after 1, 2, 5, 10 … 100 ms and sleeps on while the lock is long free: with four busy
    processes that made one answer in a hundred wait three times as long.
    """
    raw = driver(connection)
    raw.execute(NO_TIMEOUT)
    try:
        _ask(connection, raw)
    finally:
        raw.execute(BUSY_TIMEOUT)


def _opened(engine: Engine) -> Connection:
    """A connection that answers are written with, one after the other: it need not be told each time not to wait.

    Whoever has the lock waits for nobody, as long as readers do not stand in the way of a commit.
    """
    connection = engine.connect()
    raw = driver(connection)
    raw.execute(NO_FILES)
    if raw.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        raw.execute(NO_TIMEOUT)
    return connection


def _ask(connection: Connection, raw: sqlite3.Connection) -> None:
    if not _begun(raw):
        with waiting():
            give_up = time.monotonic() + BUSY_SECONDS
            while time.monotonic() < give_up and not _begun(raw):
                time.sleep(random.uniform(*_ASK_AGAIN_SECONDS))  # noqa: S311 - so that they do not march in step
    if not raw.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begun(raw: sqlite3.Connection) -> bool:
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return not error.sqlite_errorname.startswith(
            "SQLITE_BUSY"
        )  # what else is wrong is told by the next try
    return True
