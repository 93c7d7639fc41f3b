"""Statements of the paths that are walked most: compiled once, run on the driver itself.

SQLAlchemy looks a statement up by its shape at each execution and wraps each result, which costs several times what
SQLite takes to answer. Here the text, the order of the values and what converts them are kept instead. Everything
that is not measured to be hot stays with `Connection.execute`.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Dialect, Executable, Float, Select, exc
from sqlalchemy.sql import Insert, Update
from sqlalchemy.sql.type_api import TypeEngine

from quizapp.store.base import Base, Instant
from quizapp.store.database import Connection, in_parts, inserting_once

_Convert = Callable[[Any], Any]
_ROWS_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class _Compiled:
    """``names`` in the order of a driver that counts its values, None for one that names them."""

    text: str
    names: tuple[str, ...] | None
    binds: tuple[tuple[str, _Convert | None], ...]
    fixed: Mapping[str, Any]
    results: tuple[tuple[int, _Convert], ...]
    row: Callable[..., Any]


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
        rows = cursor.fetchall()
        results, row = found.results, found.row
        if not results:
            return [row(*each) for each in rows]
        made = []
        for each in rows:
            cells = list(each)
            for place, convert in results:
                cells[place] = convert(cells[place])
            made.append(row(*cells))
        return made

    def first(self, connection: Connection, **values: Any) -> Any:
        """The first row, or None."""
        return next(iter(self.all(connection, **values)), None)

    def scalar(self, connection: Connection, **values: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.first(connection, **values)
        return None if row is None else row[0]

    def change(self, connection: Connection, **values: Any) -> int:
        """Run a statement that writes; how many rows it touched."""
        rows: int = self._run(connection, values)[1].rowcount
        return rows

    def _run(self, connection: Connection, values: dict[str, Any]) -> tuple[_Compiled, Any]:
        dialect = connection.dialect
        found = self._compiled.get(dialect.name)
        if found is None:
            statement = self._statement(dialect.name) if callable(self._statement) else self._statement
            found = self._compiled[dialect.name] = _compile(statement, dialect, self._columns)
        return found, _driven(connection, found.text, _arguments(found, values))


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


def _driven(connection: Connection, text: str, values: Any) -> Any:
    driver: Any = connection.connection.driver_connection
    dialect = connection.dialect
    try:
        return driver.execute(text, values)
    except dialect.loaded_dbapi.Error as error:
        raise exc.DBAPIError.instance(
            text, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
        ) from error


def _arguments(found: _Compiled, values: dict[str, Any]) -> Any:
    filled = dict(found.fixed)
    for name, convert in found.binds:
        value = values[name]
        filled[name] = value if convert is None else convert(value)
    return filled if found.names is None else [filled[name] for name in found.names]


def _compile(statement: Any, dialect: Dialect, columns: Sequence[str] | None) -> _Compiled:
    """Holes are filled by the caller; what the statement itself compares with is fixed."""
    compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
    holes = {name for name, bind in compiled.binds.items() if bind.required}
    binds = {name: _bind(bind.type, dialect) for name, bind in compiled.binds.items()}
    fixed = {
        name: _converted(binds[name], bind.value)
        for name, bind in compiled.binds.items()
        if name not in holes
    }
    returned = list(_returned(statement))
    converters = [_result(column.type, dialect) for column in returned]
    return _Compiled(
        text=compiled.string,
        names=tuple(compiled.positiontup) if compiled.positional else None,
        binds=tuple((name, binds[name]) for name in sorted(holes)),
        fixed=fixed,
        results=tuple((place, convert) for place, convert in enumerate(converters) if convert is not None),
        row=_row(tuple(column.key for column in returned)),
    )


def _returned(statement: Any) -> Sequence[Any]:
    if isinstance(statement, Select):
        return list(statement.selected_columns)
    if isinstance(statement, Insert | Update):
        return list(statement.exported_columns)
    return []


def _bind(type: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return type.dialect_impl(dialect).bind_processor(dialect)


def _result(type: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    """Both drivers give floats as they are; SQLAlchemy would ask PostgreSQL's for the type of each result.

    What SQLite has is text, which SQLAlchemy reads with two functions and a pattern.
    """
    if isinstance(type, Float):
        return None
    if isinstance(type, Instant) and dialect.name == "sqlite":
        return _moment
    return type.dialect_impl(dialect).result_processor(dialect, None)


def _moment(text: str | None) -> datetime | None:
    """A moment as it is stored, in UTC without a zone."""
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def _converted(convert: _Convert | None, value: Any) -> Any:
    return value if convert is None else convert(value)


@lru_cache
def _row(names: tuple[str, ...]) -> Callable[..., Any]:
    return namedtuple("Row", names) if names else tuple
