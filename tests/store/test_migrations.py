"""A database of any age comes to the form that this version needs, or is left alone."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect, text

from quizapp.errors import Unavailable
from quizapp.store.database import db, reading, transaction
from quizapp.store.migrate import config_for, upgrade
from quizapp.store.migrations import HEAD
from quizapp.store.rows import metadata
from tests.store.databases import opened

NAMES = ["source", "statement", "deck", "item", "item_version", "attempt", "attempt_item", "response", "job"]


def checksum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_newest_form_is_the_last_step(app: Flask) -> None:
    with reading() as connection:
        assert ScriptDirectory.from_config(config_for(connection)).get_current_head() == HEAD


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_database_gets_the_table(name: str, empty_url: str) -> None:
    with opened(empty_url) as app:
        upgrade(app)
        assert inspect(db.engine).has_table(name)


def test_the_tables_are_those_of_the_migrations(app: Flask) -> None:
    with reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata()) == []


def test_the_checks_are_those_of_the_migrations(app: Flask) -> None:
    with reading() as connection:
        checks = {name: inspect(connection).get_check_constraints(name) for name in ("item", "job")}
    assert {name: [check["name"] for check in found] for name, found in checks.items()} == {
        "item": ["ck_item_status"],
        "job": ["ck_job_state"],
    }


def test_sqlite_never_gives_the_number_of_a_deleted_row_again(sqlite_url: str) -> None:
    with opened(sqlite_url), reading() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        made = {row.name: row.sql for row in rows if row.name in NAMES}
    assert [name for name, sql in made.items() if "AUTOINCREMENT" not in sql] == ["response"]


def test_a_database_in_the_newest_form_is_not_written(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    before = checksum(file)
    with opened(sqlite_url) as app:
        upgrade(app)
    assert checksum(file) == before


def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    problems: list[BaseException] = []

    def start(app: Flask) -> None:
        try:
            upgrade(app)
        except BaseException as error:  # noqa: BLE001 - reported below
            problems.append(error)

    with opened(empty_url) as one, opened(empty_url) as two, opened(empty_url) as three:
        threads = [threading.Thread(target=start, args=(app,)) for app in (one, two, three)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert problems == []


def test_a_database_of_a_newer_version_is_left_alone(app: Flask) -> None:
    with transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unavailable, match=r"newer quizapp.*9999.*Install"):
        upgrade(app)
    with reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_a_database_of_another_program_is_left_alone(empty_url: str) -> None:
    with opened(empty_url) as app:
        with transaction() as connection:
            connection.execute(text("CREATE TABLE deck (id INTEGER)"))
        with pytest.raises(Unavailable, match="another program"):
            upgrade(app)
        assert inspect(db.engine).get_table_names() == ["deck"]


def test_foreign_keys_hold_again_after_a_migration(sqlite_url: str) -> None:
    with opened(sqlite_url) as app:
        with transaction() as connection:
            connection.execute(text("DROP TABLE alembic_version"))
            for table in reversed(metadata().sorted_tables):
                connection.execute(text(f"DROP TABLE {table.name}"))
        upgrade(app)
        with reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
