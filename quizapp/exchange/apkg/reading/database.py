"""A stranger's SQLite database, opened so that it can be read and do nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import limits
from quizapp.exchange.apkg.reading.limits import refusing

Columns = Mapping[str, frozenset[str]]
"""Table → the columns that must be there."""

_HEADER = b"SQLite format 3\x00"
# \x1f parts the fields of a note; no other control may get into a text of ours
_CONTROLS = bytes([*range(9), *range(0x0E, 0x1F), 0x7F])
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: limits.MAX_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 3,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_SETTINGS = ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0")
_FUNCTIONS = frozenset({"char", "coalesce", "count"})
_STEP = 100_000  # instructions of SQLite's machine between two looks at the budget
_STEPS = 500
_STEPS_PER_MEGABYTE = 20


@contextmanager
def opened(file: Path, *, tables: Columns, optional: Columns) -> Iterator[sqlite3.Connection]:
    """A connection that reads these tables. Text comes without controls other than \\x1f, tab and line ends.

    Raises `ImportRejected` where a table is missing or no plain one; what the connection raises later is to be
    translated with `refusing`. A query may take a time that grows with the file's size, and no longer.
    """
    with refusing():
        _require_database(file)
        address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, isolation_level=None)
    with closing(connection):
        with refusing():
            _bind(connection)
            there = {name for name in optional if _kind(connection, name)}
            for name, columns in {**tables, **optional}.items():
                if name in tables or name in there:
                    _require_table(connection, name, columns)
            connection.set_progress_handler(_budget(file.stat().st_size), _STEP)
            connection.set_authorizer(_authorizer(frozenset({*tables, *there})))
        yield connection


def holds(connection: sqlite3.Connection, table: str) -> bool:
    """Whether an optional table is there."""
    try:
        connection.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - a name of ours
    except sqlite3.DatabaseError:
        return False
    return True


def _require_database(file: Path) -> None:
    with file.open("rb") as stream:
        if stream.read(len(_HEADER)) != _HEADER:
            raise ImportRejected(limits.DAMAGED)


def _bind(connection: sqlite3.Connection) -> None:
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    connection.create_collation("unicase", _unicase)
    connection.text_factory = _text


def _text(raw: bytes) -> str:
    return raw.translate(None, _CONTROLS).decode("utf-8", "replace")


def _unicase(one: str, other: str) -> int:
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _kind(connection: sqlite3.Connection, name: str) -> str:
    """What stands in the schema under this name; empty where nothing does."""
    found = connection.execute(
        "SELECT type, sql FROM sqlite_master WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view')",
        (name,),
    ).fetchall()
    if not found:
        return ""
    is_virtual = any(str(sql).lstrip().upper().startswith("CREATE VIRTUAL") for _, sql in found)
    return "strange" if len(found) > 1 or is_virtual else str(found[0][0])


def _require_table(connection: sqlite3.Connection, name: str, columns: frozenset[str]) -> None:
    kind = _kind(connection, name)
    if not kind:
        raise ImportRejected(limits.DAMAGED)
    if kind != "table":
        raise ImportRejected(limits.STRANGE)
    rows = connection.execute(f"PRAGMA table_xinfo({name})").fetchall()
    if any(hidden for *_, hidden in rows):  # a column that is computed, by whatever the file says
        raise ImportRejected(limits.STRANGE)
    if not columns <= {str(row[1]).casefold() for row in rows}:
        raise ImportRejected(limits.DAMAGED)


def _budget(size: int) -> Callable[[], bool]:
    """True, which stops SQLite, once all that reading this file can need has been used several times."""
    left = _STEPS + _STEPS_PER_MEGABYTE * (size // 1_000_000)

    def is_used() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    return is_used


def _authorizer(
    tables: frozenset[str],
) -> Callable[[int, str | None, str | None, str | None, str | None], int]:
    """Reading these tables, and nothing from inside a view or trigger."""

    def decide(action: int, first: str | None, second: str | None, _: str | None, inside: str | None) -> int:
        is_allowed = inside is None and (
            action == sqlite3.SQLITE_SELECT
            or (action == sqlite3.SQLITE_READ and (first or "").casefold() in tables)
            or (action == sqlite3.SQLITE_FUNCTION and (second or "").casefold() in _FUNCTIONS)
        )
        return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY

    return decide
