"""Carrying a whole database over to another one, of the same kind or the other, and proving that nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Column, Integer, Select, Table, bindparam, func, inspect, select, text

from quizapp.errors import Conflict, InputError
from quizapp.phrases import phrase
from quizapp.store.database import Connection
from quizapp.store.tables import metadata

BATCH = 500
_NUL = "\x00"
Told = Callable[[str, int], None]


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A table that was carried over: how many rows, and one digest of them on either side."""

    table: str
    rows: int
    before: str
    after: str

    @property
    def equal(self) -> bool:
        """Whether every row reads the same on both sides."""
        return self.before == self.after


def carry(source: Connection, target: Connection, *, told: Told) -> list[Carried]:
    """Copy every table and read each back. Both connections are in a transaction, which the caller ends.

    ``told`` hears of each table when it is done, with its rows. Raises `Conflict` where the target holds rows already,
    `InputError` where it cannot hold what the source holds.
    """
    tables = metadata().sorted_tables
    for table in tables:
        if target.execute(select(func.count()).select_from(table)).scalar():
            raise Conflict(
                phrase("The other database holds data already (table “%(table)s”). Name an empty one."),
                table=table.name,
            )
    done = []
    for table in tables:
        before, rows = _copied(source, target, table)
        after = _digest(target, table)
        done.append(Carried(table=table.name, rows=rows, before=before, after=after))
        told(table.name, rows)
    for table in tables:
        _go_on_counting(source, target, table)
    return done


def _copied(source: Connection, target: Connection, table: Table) -> tuple[str, int]:
    """Rows in the order of their keys; what points at a row of the same table is set when all are there."""
    inner = [key.parent for key in table.foreign_keys if key.column.table is table]
    unset = {column.name: None for column in inner}
    read, count = hashlib.sha256(), 0
    for rows in _parts(source, _all(table)):
        for row in rows:
            read.update(_line(row))
            _require_storable(target, table, row)
        target.execute(table.insert(), [row | unset for row in rows])
        count += len(rows)
    for column in inner:
        _point(source, target, table, column)
    return read.hexdigest(), count


def _point(source: Connection, target: Connection, table: Table, column: Column[Any]) -> None:
    key = next(iter(table.primary_key))
    pointing = select(key.label("row"), column.label("other")).where(column.is_not(None))
    change = table.update().where(key == bindparam("row")).values({column.name: bindparam("other")})
    for rows in _parts(source, pointing):
        target.execute(change, rows)


def _digest(connection: Connection, table: Table) -> str:
    read = hashlib.sha256()
    for rows in _parts(connection, _all(table)):
        for row in rows:
            read.update(_line(row))
    return read.hexdigest()


def _all(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key)


def _parts(connection: Connection, query: Select[Any]) -> Iterator[list[dict[str, Any]]]:
    """Some rows at a time, so that no table has to fit in memory."""
    found = connection.execute(query.execution_options(yield_per=BATCH))
    for rows in found.mappings().partitions():
        yield [dict(row) for row in rows]


def _line(row: Mapping[str, Any]) -> bytes:
    """A row as both kinds of databases must give it: names and values in one order, instants in UTC."""
    return msgspec.json.encode(row, order="sorted") + b"\n"


def _require_storable(target: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """PostgreSQL has no text with a NUL in it."""
    if target.dialect.name != "postgresql":
        return
    for name, value in row.items():
        if isinstance(value, str) and _NUL in value:
            raise InputError(
                "Row %(row)s of the table “%(table)s” has a NUL character in “%(column)s”, which PostgreSQL cannot "
                "store. Change it in quizapp, then move again. Nothing was written.",
                row=row.get("id", "?"), table=table.name, column=name,
            )  # fmt: skip


def _go_on_counting(source: Connection, target: Connection, table: Table) -> None:
    """New rows get numbers that no row ever had, deleted ones included."""
    key = next(iter(table.primary_key))
    if not isinstance(key.type, Integer) or table.autoincrement_column is None:
        return
    last = max(_last_number(source, table, key), _last_number(target, table, key))
    if not last:
        return
    if target.dialect.name == "postgresql":
        sequence = text("SELECT setval(pg_get_serial_sequence(:table, :key), :last)")
        target.execute(sequence, {"table": table.name, "key": key.name, "last": last})
    elif _counts(target):
        change = text("UPDATE sqlite_sequence SET seq = :last WHERE name = :table")
        if not target.execute(change, {"table": table.name, "last": last}).rowcount:
            add = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")
            target.execute(add, {"table": table.name, "last": last})


def _last_number(connection: Connection, table: Table, key: Column[Any]) -> int:
    largest = connection.execute(select(func.max(key))).scalar() or 0
    if connection.dialect.name == "postgresql":
        counted = connection.execute(
            text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:table, :key)::regclass)"),
            {"table": table.name, "key": key.name},
        ).scalar()
    elif _counts(connection):
        query = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        counted = connection.execute(query, {"table": table.name}).scalar()
    else:
        counted = 0
    return max(int(largest), int(counted or 0))


def _counts(connection: Connection) -> bool:
    return inspect(connection).has_table("sqlite_sequence")
