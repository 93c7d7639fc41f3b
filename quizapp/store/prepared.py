"""Statements of the paths that are walked most: compiled once, run on the driver itself.

SQLAlchemy looks a statement up by its shape at each execution and wraps each result, which costs several times what
SQLite takes to answer. Here the text, the order of the values and what converts them are kept instead. Everything
that is not measured to be hot stays with `Connection.execute`.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import JSON, Dialect, Executable, Float, Select, exc
from sqlalchemy.sql import Insert, Update
from sqlalchemy.sql.type_api import TypeEngine

from quizapp.store.base import Base, Instant, in_utc
from quizapp.store.database import Connection, in_parts, inserting_once

_Convert = Callable[[Any], Any]
_ROWS_AT_ONCE = 200
_MOST_STAMPS = 256
_made = tuple.__new__
"""Of a named tuple, without the function of Python's that it has for that."""


@dataclass(frozen=True, kw_only=True)
class _Compiled:
    """``chosen`` makes of all values what a driver takes that counts them or names them, after those that have to be
    ``converted`` are."""

    text: str
    chosen: Callable[[dict[str, Any]], Any]
    converted: tuple[tuple[str, _Convert], ...]
    fixed: Mapping[str, Any]
    results: tuple[tuple[int, _Convert], ...]
    row: type[tuple[Any, ...]]


class Prepared:
    """A statement whose holes are ``bindparam`` names, or for an insert the names of its columns.

    One that each database words in its own way is given as what makes it from the name of a dialect.
    """

    def __init__(
        self, statement: Executable | Callable[[str], Executable], *, columns: Sequence[str] | None = None
    ) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    def all(self, connection: Connection, **values: Any) -> list[Any]:
        """Every row, each with its columns as attributes."""
        found, cursor = self._run(connection, values)
        return [_read(found, cells) for cells in cursor.fetchall()]

    def unread(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """Every row as the driver gives it, for `read`."""
        rows: list[tuple[Any, ...]] = self._run(connection, values)[1].fetchall()
        return rows

    def read(self, connection: Connection, cells: Iterable[Any]) -> Any:
        """A row with its columns as attributes."""
        return _read(self._of(connection), cells)

    def first(self, connection: Connection, **values: Any) -> Any:
        """The first row, or None."""
        found, cursor = self._run(connection, values)
        rows = cursor.fetchall()  # so that nothing is left open
        return _read(found, rows[0]) if rows else None

    def scalar(self, connection: Connection, **values: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.first(connection, **values)
        return None if row is None else row[0]

    def change(self, connection: Connection, **values: Any) -> int:
        """Run a statement that writes; how many rows it touched."""
        rows: int = self._run(connection, values)[1].rowcount
        return rows

    def _run(self, connection: Connection, values: dict[str, Any]) -> tuple[_Compiled, Any]:
        found = self._of(connection)
        if found.fixed:
            values |= found.fixed
        for name, convert in found.converted:
            values[name] = convert(values[name])
        return found, _driven(connection, found.text, found.chosen(values))

    def _of(self, connection: Connection) -> _Compiled:
        dialect = connection.dialect
        return self._compiled.get(dialect.name) or self._compile(dialect)

    def _compile(self, dialect: Dialect) -> _Compiled:
        statement = self._statement(dialect.name) if callable(self._statement) else self._statement
        found = self._compiled[dialect.name] = _compile(statement, dialect, self._columns)
        return found


class Rows:
    """Many new rows of a table, some by each statement: half of what one statement a row takes.

    Values are those of the columns in their order, as drivers take them: JSON is text, a moment one of `moments`.
    """

    def __init__(self, table: type[Base], *columns: str) -> None:
        self._table, self._columns = table, columns
        self._texts: dict[tuple[str, int], str] = {}

    def add(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows; none is fine too."""
        for some in in_parts(rows, _ROWS_AT_ONCE):
            values = list(chain.from_iterable(some))
            _driven(connection, self._text(connection.dialect, len(some)), values)

    def _text(self, dialect: Dialect, count: int) -> str:
        text = self._texts.get((dialect.name, count))
        if text is None:
            quote = dialect.identifier_preparer.quote
            names = ", ".join(map(quote, self._columns))
            hole = "?" if dialect.name == "sqlite" else "%s"
            row = f"({', '.join([hole] * len(self._columns))})"
            into = f"INSERT INTO {quote(self._table.__tablename__)} ({names}) VALUES "  # noqa: S608 - ours
            text = self._texts[dialect.name, count] = into + ", ".join([row] * count)
        return text


def numbers(connection: Connection, table: type[Base], count: int) -> Sequence[int]:
    """So many numbers that rows of a table may have which this transaction adds: asking for those that the database
    gave to many new rows takes longer than to add them."""
    name = table.__tablename__
    if connection.dialect.name == "sqlite":  # this transaction is the only one that writes
        last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).scalar()
        return range((last or 0) + 1, (last or 0) + 1 + count)
    drawn = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    return list(connection.exec_driver_sql(drawn, (name, count)).scalars())


def moments(connection: Connection) -> Callable[[datetime], Any]:
    """What makes of a moment the value that the driver of this database takes."""
    convert = _bind(Instant(), connection.dialect)
    return lru_cache(maxsize=1_000)(lambda moment: _converted(convert, moment))


def once(table: type[Base], columns: Sequence[str], *, returning: str | None = None) -> Prepared:
    """Insert a row of these columns unless a unique one is there already; its change is then 0."""

    def statement(dialect: str) -> Executable:
        insert = inserting_once(table, dialect)
        return insert if returning is None else insert.returning(getattr(table, returning))

    return Prepared(statement, columns=columns)


def _read(found: _Compiled, cells: Iterable[Any]) -> Any:
    made = list(cells)
    for place, convert in found.results:
        cell = made[place]
        if cell is not None:
            made[place] = convert(cell)
    return _made(found.row, made)


def _driven(connection: Connection, text: str, values: Any) -> Any:
    driver: Any = connection.connection.dbapi_connection  # neither of our drivers is wrapped
    try:
        return driver.execute(text, values)
    except connection.dialect.loaded_dbapi.Error as error:
        dialect = connection.dialect
        raise exc.DBAPIError.instance(
            text, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
        ) from error


def _compile(statement: Any, dialect: Dialect, columns: Sequence[str] | None) -> _Compiled:
    """Holes are filled by the caller; what the statement itself compares with is fixed, and converted already."""
    compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
    binds = {name: _bind(bind.type, dialect) for name, bind in compiled.binds.items()}
    fixed = {
        name: _converted(binds[name], bind.value)
        for name, bind in compiled.binds.items()
        if not bind.required
    }
    converted = {
        name: convert for name, convert in binds.items() if convert is not None and name not in fixed
    }
    returned = list(_returned(statement))
    converters = [_result(column.type, dialect) for column in returned]
    return _Compiled(
        text=compiled.string,
        chosen=_in_order(compiled.positiontup) if compiled.positional else _named,
        converted=tuple(converted.items()),
        fixed=fixed,
        results=tuple((place, convert) for place, convert in enumerate(converters) if convert is not None),
        row=_row(tuple(column.key for column in returned)),
    )


def _in_order(names: Sequence[str]) -> Callable[[dict[str, Any]], Any]:
    """For a driver that counts its values."""
    return itemgetter(*names) if len(names) > 1 else lambda values: [values[name] for name in names]


def _named(values: dict[str, Any]) -> Any:
    return values


def _returned(statement: Any) -> Sequence[Any]:
    if isinstance(statement, Select):
        return list(statement.selected_columns)
    if isinstance(statement, Insert | Update):
        return list(statement.exported_columns)
    return []


def _bind(type: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    """For SQLite a moment becomes the text that SQLAlchemy makes of it with two functions and a pattern."""
    if isinstance(type, Instant) and dialect.name == "sqlite":
        return _stamp
    return type.dialect_impl(dialect).bind_processor(dialect)


def _result(type: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    """Both drivers give floats as they are; SQLAlchemy would ask PostgreSQL's for the type of each result.

    What SQLite has is text, which SQLAlchemy reads with two or three functions. None of them is asked about None.
    """
    if isinstance(type, Float):
        return None
    if dialect.name == "sqlite" and isinstance(type, Instant | JSON):
        return _moment if isinstance(type, Instant) else msgspec.json.decode
    return type.dialect_impl(dialect).result_processor(dialect, None)


def _stamp(moment: datetime | None) -> str | None:
    """A moment as it is stored, in UTC without a zone."""
    return None if moment is None else _text(in_utc(moment))


@lru_cache(_MOST_STAMPS)
def _text(moment: datetime) -> str:
    """That of an answer is written four times."""
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")


def _moment(text: str) -> datetime:
    """A moment as it is stored, in UTC without a zone."""
    return datetime.fromisoformat(
        text + "+00:00"
    )  # in an eighth of the time of giving it the zone afterwards


def _converted(convert: _Convert | None, value: Any) -> Any:
    return value if convert is None else convert(value)


@lru_cache
def _row(names: tuple[str, ...]) -> type[tuple[Any, ...]]:
    return namedtuple("Row", names) if names else tuple
