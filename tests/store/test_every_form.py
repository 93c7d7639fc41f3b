"""Every step from one form of the database to the next is taken with rows in every table, and loses none."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from alembic import command
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    func,
    inspect,
    literal,
    select,
    union_all,
)  # fmt: skip

from quizapp.store.database import reading, transaction
from quizapp.store.migrate import config_for, upgrade
from quizapp.store.migrations import revisions
from tests.store.databases import opened
from tests.store.test_migrations import at_first

NOW = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)


def filled(connection: Connection, tables: MetaData) -> None:
    """A row in every table that has none, each belonging to rows of the others."""
    for table in tables.sorted_tables:
        if table.name != "alembic_version" and connection.execute(select(table).limit(1)).first() is None:
            words = _allowed(connection, table)
            wanted = [column for column in table.columns if _is_wanted(column)]
            connection.execute(
                table.insert(), {one.name: words.get(one.name) or _value(connection, one) for one in wanted}
            )


def _allowed(connection: Connection, table: Table) -> dict[str, str]:
    """The first word that may stand in each column where only some may."""
    found = {}
    for check in inspect(connection).get_check_constraints(table.name):
        columns = [one.name for one in table.columns if re.search(rf"\b{one.name}\b", check["sqltext"])]
        word = re.search(r"'([^']*)'", check["sqltext"])
        if word is not None and columns:
            found[columns[0]] = word[1]
    return found


def _is_wanted(column: Column[Any]) -> bool:
    if column.foreign_keys:
        return True
    is_alone = column.primary_key and len(column.table.primary_key) == 1
    is_given = is_alone and isinstance(column.type, Integer)
    return not (is_given or column.nullable or column.server_default is not None)


def _value(connection: Connection, column: Column[Any]) -> object:
    for key in column.foreign_keys:
        found: object = connection.execute(select(key.column).limit(1)).scalar()
        return found
    by_type: list[tuple[type, object]] = [
        (Boolean, True), (DateTime, NOW), (Float, 0.5), (Integer, 1), (LargeBinary, b"x"), (JSON, []),
        (Date, NOW.date()), (String, f"some {column.name}"),
    ]  # fmt: skip
    return next(value for kind, value in by_type if isinstance(column.type, kind))


def reflected(connection: Connection) -> MetaData:
    tables = MetaData()
    tables.reflect(connection)
    return tables


def counted(connection: Connection, tables: MetaData) -> dict[str, int]:
    each = [select(literal(table.name), func.count()).select_from(table) for table in tables.sorted_tables]
    return {row[0]: row[1] for row in connection.execute(union_all(*each))}


def test_every_step_keeps_every_row(empty_url: str, dialect: str) -> None:
    at_first(empty_url)
    before: dict[str, int] = {}
    with opened(empty_url) as app:
        known = sorted(revisions())
        for revision in (
            known if dialect == "sqlite" else (*known[::4], known[-1])
        ):  # only SQLite makes tables anew
            _step(revision)
            with transaction() as connection:
                tables = reflected(connection)
                after = counted(connection, tables)
                assert {name: after.get(name, 0) for name in before} == before, revision
                filled(connection, tables)
                before = counted(connection, tables)
        assert min(before.values()) > 0
        upgrade(app)
        with reading() as connection:
            assert counted(connection, reflected(connection)) == before
            if connection.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def _step(revision: str) -> None:
    """As `upgrade` does it, but to this form only."""
    with reading() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        command.upgrade(config_for(connection), revision)
        connection.commit()
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
