"""Copies of a whole SQLite database: made while answers pour in, checked, and put back without losing the old one."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizapp.errors import InputError, Unavailable
from quizapp.store.migrations import HEAD, revisions

_WAIT_SECONDS = 10
_PROBE_MILLISECONDS = 1000
_CHUNK = 1 << 20
_BESIDE = ("-wal", "-shm", "-journal")
"""Files in which SQLite keeps what is not in the database's own file yet."""


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A database in a file of its own that was opened and found whole; its size is in bytes."""

    file: Path
    revision: str
    size: int


def back_up(database: Path, target: Path) -> Copy:
    """Copy what is committed now into a new file that its owner alone can read, and check it.

    One read transaction (VACUUM INTO): learners go on answering, and none of them makes it begin again, as SQLite's
    page-wise copying would. The file appears under its name only when it is whole. Raises `InputError` where the
    target exists or cannot be written, `Unavailable` where the database cannot be read.
    """
    if not database.is_file() or not database.stat().st_size:
        raise Unavailable(f"There is no database at “{database}”, so there is nothing to back up.")
    if target.exists():
        raise InputError(f"“{target}” exists already. Choose another name; a backup replaces no file.")
    with _new_file(target) as made, _told(database), closing(_opened(database)) as connection:
        connection.execute("VACUUM INTO ?", (str(made.absolute()),))
        return examined(made, called=target)


def put_back(backup: Path, database: Path, *, now: datetime) -> Path | None:
    """Put a backup in the place of a database that nobody uses; where the old one is kept, if there was one.

    The backup is copied and stays as it is. Raises `InputError` for a file that is no whole backup of this or an
    older version, `Unavailable` while quizapp is running. Whatever happens, each of the two is whole in some file.
    """
    if not backup.is_file():
        raise InputError(f"There is no file “{backup}”.")
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _require_unused(database)
    beside = database.with_name(f".{database.name}.{secrets.token_hex(6)}")
    try:
        _copied(backup, beside)
        with suppress(FileNotFoundError):  # of a file that was copied by hand while it was in use
            _copied(_log_of(backup), _log_of(beside))
        examined(beside, called=backup)
        kept = _put_aside(database, now)
        beside.replace(database)
    finally:
        for ending in ("", *_BESIDE):
            beside.with_name(beside.name + ending).unlink(missing_ok=True)
    _sync(database.parent)
    return kept


def examined(file: Path, *, called: Path) -> Copy:
    """Look whether a file is a whole database of this or an older version. Raises `InputError`.

    What stands in a log beside it is written into it. ``called`` is its name for people.
    """
    try:
        with closing(_opened(file)) as connection:
            whole = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            revision = _revision(connection)
    except sqlite3.DatabaseError as error:
        raise InputError(f"“{called}” is no whole SQLite database: {error}. Choose another file.") from error
    if not whole:
        raise InputError(f"“{called}” is damaged. Choose another file.")
    if revision is None:
        raise InputError(f"“{called}” is not a database of quizapp. Choose a file made by quizapp backup.")
    if revision not in revisions():
        raise InputError(
            f"“{called}” was made by a newer quizapp (its form is “{revision}”, this one knows “{HEAD}”). "
            "Install that version or a later one, then restore."
        )
    return Copy(file=called, revision=revision, size=file.stat().st_size)


def _revision(connection: sqlite3.Connection) -> str | None:
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return None if row is None else str(row[0])


def _opened(file: Path, *, how: str = "mode=rw") -> sqlite3.Connection:
    address = f"{file.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


@contextmanager
def _told(database: Path) -> Iterator[None]:
    """Say in a sentence what SQLite refuses."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname.startswith("SQLITE_FULL"):
            raise InputError("There is no room for the backup. Make room, or write it elsewhere.") from error
        raise Unavailable(
            f"“{database}” cannot be copied: {error}. `quizapp doctor` tells what is wrong with it."
        ) from error


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its name, and nobody else's place, when the block ends well."""
    made = target.with_name(f".{target.name}.{secrets.token_hex(6)}")
    try:
        os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield made
        _sync(made)
        os.link(made, target)
        _sync(target.parent)
    except FileExistsError as error:
        raise InputError(f"“{target}” was made by somebody else meanwhile. Choose another name.") from error
    except OSError as error:
        raise InputError(f"“{target}” cannot be written: {os.strerror(error.errno or 0)}.") from error
    finally:
        made.unlink(missing_ok=True)


def _require_unused(database: Path) -> None:
    """Raises `Unavailable` while another process has the database open; one that is damaged is not asked.

    What stands in its log only is written into its own file, so that the old database can be kept as one file.
    """
    if not database.exists():
        return
    try:
        with closing(_opened(database)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {_PROBE_MILLISECONDS}")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith("SQLITE_BUSY"):
            raise Unavailable(
                "quizapp is running on this database. Stop it, then restore. Nothing was changed."
            ) from error
    except sqlite3.DatabaseError:
        return


def _put_aside(database: Path, now: datetime) -> Path | None:
    """Keep the old database, with what stands in its log only, under a name of its own."""
    if not database.exists():
        for ending in _BESIDE:  # a log without its database would be played into the new one
            database.with_name(database.name + ending).unlink(missing_ok=True)
        return None
    kept = database.with_name(f"{database.name}.before-{now:%Y-%m-%dT%H-%M-%S}-{secrets.token_hex(2)}")
    try:
        os.link(database, kept)
    except OSError:  # a file system without links
        _copied(database, kept)
    for ending in _BESIDE:
        with suppress(FileNotFoundError):
            database.with_name(database.name + ending).replace(kept.with_name(kept.name + ending))
    return kept


def _copied(source: Path, target: Path) -> None:
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as write, source.open("rb") as read:
            shutil.copyfileobj(read, write, _CHUNK)
        _sync(target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        raise
    except OSError as error:
        raise InputError(
            f"“{target.parent}” cannot be written: {os.strerror(error.errno or 0)}. Nothing was changed."
        ) from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")
