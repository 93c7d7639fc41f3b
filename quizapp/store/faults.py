"""Errors of drivers and servers, translated at the border into sentences for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from quizapp.errors import Conflict, InputError, QuizappError, Unavailable
from quizapp.phrases import phrase

BUSY = phrase("The database is busy. Nothing was stored; try again in a moment.")
_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "SQLITE_FULL",
        phrase("There is no room left on the disk. Nothing was stored; make room and try again."),
    ),
    (
        "SQLITE_READONLY",
        phrase("The database is read-only. Nothing was stored; make its file and folder writable."),
    ),
    ("SQLITE_BUSY", BUSY),
    ("SQLITE_LOCKED", BUSY),
    (
        "SQLITE_CANTOPEN",
        phrase("The database cannot be opened. Check that its folder exists and is writable."),
    ),
    (
        "SQLITE_IOERR",
        phrase("The disk does not answer as it should. Nothing was stored; check it and try again."),
    ),
    ("SQLITE_CORRUPT", phrase("The database file is damaged. Stop quizapp and put a backup in its place.")),
    (
        "SQLITE_NOTADB",
        phrase("The database file is not a database. Move it away, or put a backup in its place."),
    ),
    (
        "53100",
        phrase("There is no room left on the database server. Nothing was stored; make room and try again."),
    ),
    ("25006", phrase("The database is read-only. Nothing was stored.")),
    ("53", phrase("The database server has no resources left. Nothing was stored; try again in a moment.")),
    ("40", BUSY),
    ("55", BUSY),
    ("57", phrase("The database server is stopping or starting. Nothing was stored; try again in a moment.")),
    ("08", phrase("The database server cannot be reached. Nothing was stored; try again in a moment.")),
)
_GONE = ("SQLITE_CONSTRAINT_FOREIGNKEY", "23503")
_UNREACHABLE = phrase("The database server cannot be reached. Nothing was stored; try again in a moment.")
_UNSTORABLE = phrase("This text holds characters that cannot be stored. Take them out and try again.")


@contextmanager
def translated() -> Iterator[None]:
    """Raise `Unavailable` for faults of the database, `InputError` for what it cannot hold; let bugs be."""
    try:
        yield
    except (UnicodeEncodeError, exc.SQLAlchemyError) as error:
        raise_in_words(error)
        raise


def raise_in_words(error: BaseException) -> None:
    """As `translated`, for an error that was caught; returns for one that is none of these."""
    found = _in_words(error)
    if found is not None:
        raise found from error


def _in_words(error: BaseException) -> QuizappError | None:
    if isinstance(error, exc.DataError | UnicodeEncodeError):
        return InputError(_UNSTORABLE)
    if isinstance(error, exc.TimeoutError):
        return Unavailable("Too many people use the database at once. Try again in a moment.")
    if isinstance(error, exc.IntegrityError):
        is_gone = _code(error).startswith(_GONE)
        return Conflict("What this belongs to was deleted a moment ago.") if is_gone else None
    return fault_of(error) if isinstance(error, exc.DBAPIError) else None


def fault_of(error: exc.DBAPIError) -> QuizappError | None:
    """What went wrong outside of this program, or None where the program is wrong."""
    code = _code(error)
    for start, sentence in _SENTENCES:
        if code.startswith(start):
            return Unavailable(sentence)
    lost = isinstance(error, exc.OperationalError) and not code
    return Unavailable(_UNREACHABLE) if lost or error.connection_invalidated else None


def _code(error: exc.DBAPIError) -> str:
    """SQLite's name of the error, or the five letters of the SQL standard."""
    return getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or ""
