"""Who writes to SQLite when: one thread of a process at a time, and answers that wait for one another together.

SQLite has one lock for writing, and the disk takes as long for ten answers as for one. So an answer that finds others
waiting behind it leaves its transaction open to the next of them; the last one, or one that comes after enough others,
commits for all. Each is told that it is stored only when that was done, and each can still be taken back alone.
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine

from quizapp.errors import Unavailable
from quizapp.store.faults import BUSY, raise_in_words
from quizapp.waiting import waiting

BUSY_SECONDS = 10
BUSY_TIMEOUT = f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}"
NO_TIMEOUT = "PRAGMA busy_timeout = 0"
MOST_TOGETHER = 8
"""Other processes wait for the lock while these are written."""
_ASK_AGAIN_SECONDS = (0.001, 0.003)
_LOOK_SECONDS = 0.02


@dataclass(kw_only=True, eq=False)
class _Batch:
    """A transaction of several answers, which none of them has been told of yet; ``raw`` is SQLite's connection."""

    connection: Connection
    raw: sqlite3.Connection
    written: int = 0
    done: threading.Event = field(default_factory=threading.Event)
    fault: BaseException | None = None


class _Part:
    """The block of one answer in a batch; its faults are translated."""

    __slots__ = ("_batch", "_engine", "_turns")

    def __init__(self, turns: Turns, engine: Engine) -> None:
        self._turns, self._engine = turns, engine

    def __enter__(self) -> Connection:
        try:
            self._batch = self._turns.join(self._engine)
        except BaseException as fault:
            raise_in_words(fault)
            raise
        return self._batch.connection

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        try:
            self._turns.part(self._batch, is_whole=error is None)
        except BaseException as fault:
            raise_in_words(fault)
            raise
        if error is not None:
            raise_in_words(error)


class Turns:
    """The turns of one process at one database."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0
        self._open: _Batch | None = None
        self._writers: list[Connection] = []

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A turn for a transaction of its own. Raises `Unavailable` where it does not come."""
        self._take()
        try:
            self._close()
            yield
        finally:
            self._lock.release()

    def together(self, engine: Engine) -> AbstractContextManager[Connection, None]:
        """A part of a transaction; it is committed when the block has ended.

        Raises `Unavailable` where the turn does not come or the whole cannot be committed.
        """
        return _Part(self, engine)

    def join(self, engine: Engine) -> _Batch:
        """Take the turn, and with it the open transaction or a new one.

        What is first in it needs no savepoint: it is undone alone by undoing all.
        """
        self._take()
        try:
            batch = self._open or self._begin(engine)
            if batch.written:
                batch.raw.execute("SAVEPOINT part")
        except BaseException:
            self._leave()
            raise
        return batch

    def part(self, batch: _Batch, *, is_whole: bool) -> None:
        """Give the turn on, with what was written or without; wait until what was written is committed."""
        try:
            if is_whole:
                self._keep(batch)
            else:
                self._undo(batch)
        finally:
            self._leave()
        if is_whole:
            self._await(batch)

    def close(self) -> None:
        """Let go of the connection that waits for the next answer."""
        while self._writers:
            dropped(self._writers.pop())

    def _take(self) -> None:
        with self._counting:
            self._waiting += 1
        try:
            if not self._lock.acquire(blocking=False):
                with waiting():
                    is_mine = self._lock.acquire(timeout=BUSY_SECONDS)
                if not is_mine:
                    raise Unavailable(BUSY)
        finally:
            with self._counting:
                self._waiting -= 1

    def _leave(self) -> None:
        """Give the turn on, and the open transaction with it where somebody waits; commit it where nobody does.

        One that nothing was written in is closed in any case: nobody waits for its end, who could close it later.
        """
        try:
            batch = self._open
            full = batch is not None and batch.written >= MOST_TOGETHER
            if batch is not None and (full or not self._waiting or not batch.written):
                self._close()
        finally:
            self._lock.release()

    def _begin(self, engine: Engine) -> _Batch:
        try:
            connection = self._writers.pop()  # there is one, unless it failed or is just let go
        except IndexError:
            connection = _opened(engine)
        try:
            raw = driver(connection)
            _ask(connection, raw)
            if not connection.in_transaction():  # SQLAlchemy itself asked in the end
                connection.begin()
        except BaseException:
            dropped(connection)
            raise
        self._open = _Batch(connection=connection, raw=raw)
        return self._open

    def _keep(self, batch: _Batch) -> None:
        if not batch.raw.in_transaction:
            self._close()
            raise Unavailable(BUSY)
        if batch.written:
            batch.raw.execute("RELEASE part")
        batch.written += 1

    def _undo(self, batch: _Batch) -> None:
        """This part alone, unless SQLite undid all, as it does for a full disk."""
        if batch.written and batch.raw.in_transaction:
            batch.raw.execute("ROLLBACK TO part")
            batch.raw.execute("RELEASE part")
        elif batch.raw.in_transaction:
            self._forget(batch)
        else:
            self._close()

    def _forget(self, batch: _Batch) -> None:
        """Undo the first part, and with it all; its connection stays, which of a database in memory is the database."""
        self._open = None
        try:
            batch.connection.rollback()
        except BaseException:
            dropped(batch.connection)
            raise
        else:
            self._writers.append(batch.connection)
        finally:
            batch.done.set()

    def _close(self) -> None:
        """Commit what is open; whoever is in it hears what came of it. Only for whom the turn is."""
        batch = self._open
        if batch is None:
            return
        self._open = None
        try:
            if not batch.raw.in_transaction:  # undone by SQLite: committing would look well
                raise Unavailable(BUSY)
            with waiting():
                batch.connection.commit()
            self._writers.append(batch.connection)
        except BaseException as error:  # noqa: BLE001 - each of those in it raises it, in words
            batch.fault = error
        finally:
            try:
                if batch.fault is not None:
                    dropped(batch.connection)
            finally:
                batch.done.set()  # else those in it would wait for ever

    def _await(self, batch: _Batch) -> None:
        """Until it is committed: by who came after, or by us where that one gave up or went another way."""
        if not batch.done.is_set():
            with waiting():
                self._look_after(batch)
        if batch.fault is not None:
            raise batch.fault

    def _look_after(self, batch: _Batch) -> None:
        while not batch.done.wait(_LOOK_SECONDS):
            if self._lock.acquire(blocking=False):
                try:
                    if self._open is batch:
                        self._close()
                finally:
                    self._lock.release()


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
