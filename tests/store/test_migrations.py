"""A database of any age comes to the form that this version needs, or is left alone."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect, text

from quizapp.core.items.item import Item
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.proof import Evidence
from quizapp.errors import Unavailable
from quizapp.store import versions
from quizapp.store.database import db, reading, transaction
from quizapp.store.migrate import config_for, upgrade
from quizapp.store.migrations import HEAD
from quizapp.store.tables import metadata
from tests.store.databases import opened

NAMES = {
    "source", "statement", "deck", "item", "item_version", "learner", "attempt", "attempt_item", "response", "job",
    "card", "review", "report", "account",
    "classroom", "member", "assignment", "live", "media", "deck_media", "intake", "token", "edition",
}  # fmt: skip


def checksum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_newest_form_is_the_last_step(app: Flask) -> None:
    with reading() as connection:
        assert ScriptDirectory.from_config(config_for(connection)).get_current_head() == HEAD


def test_an_empty_database_gets_every_table(empty_url: str) -> None:
    with opened(empty_url) as app:
        upgrade(app)
        assert NAMES - set(inspect(db.engine).get_table_names()) == set()


def test_the_tables_are_those_of_the_migrations(app: Flask) -> None:
    with reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata()) == []


def test_the_checks_are_those_of_the_migrations(app: Flask) -> None:
    with reading() as connection:
        checks = {
            name: inspect(connection).get_check_constraints(name)
            for name in ("account", "assignment", "deck", "intake", "item", "job", "live")
        }
    assert {name: [check["name"] for check in found] for name, found in checks.items()} == {
        "account": ["ck_account_role"],
        "assignment": ["ck_assignment_late", "ck_assignment_tell"],
        "deck": ["ck_deck_visibility"],
        "intake": ["ck_intake_state"],
        "item": ["ck_item_status"],
        "job": ["ck_job_state"],
        "live": ["ck_live_phase"],
    }


def test_sqlite_never_gives_the_number_of_a_deleted_row_again(sqlite_url: str) -> None:
    with opened(sqlite_url), reading() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        made = {row.name: row.sql for row in rows if row.name in NAMES}
    assert [name for name, sql in made.items() if "AUTOINCREMENT" not in sql] == [
        "response",
        "media",
        "deck_media",
    ]


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


def at_first(url: str) -> None:
    """Bring an empty database to its first form, with a deck that followed a file: one item as the file says, one
    edited, one withdrawn; and one item that was made of a text."""
    with opened(url), transaction() as connection:
        command.upgrade(config_for(connection), "0001")
        connection.execute(
            text("INSERT INTO source (id, title, text, sha256) VALUES (1, 'A', 'Coal burns.', 'x')")
        )
        connection.execute(
            text(
                "INSERT INTO deck (id, public_id, title, about, reference, anki_id, source_id, published, created) "
                "VALUES (1, 'a', 'A', '', '', 9, 1, true, '2026-03-09 08:30:00')"
            )
        )
        origins = {1: OF_FIRST, 2: OF_FIRST, 3: "", 4: None}
        for id, origin in origins.items():
            status = "retired" if origin == "" else "accepted"
            connection.execute(
                text(
                    "INSERT INTO item (id, deck_id, public_id, kind, status, released, position, version, start, "
                    "\"end\", modified, origin) VALUES (:id, 1, :name, 'basic', :status, true, 1, :version, 0, 11, "
                    "'2026-03-09 08:30:00', :origin)"
                ),
                {
                    "id": id,
                    "name": f"i{id}",
                    "origin": origin,
                    "status": status,
                    "version": 2 if id in {2, 4} else 1,
                },
            )
            for version in (1, 2) if id in {2, 4} else (1,):
                connection.execute(
                    text(
                        'INSERT INTO item_version (item_id, version, source_id, start, "end", quote, stem, body, '
                        "category, rationale, statement, derivation, pattern, flaws, confidence, modified) VALUES "
                        "(:id, :version, 1, 0, 11, 'Coal burns.', :stem, :body, 'fact', 'So.', 's1', NULL, '', '[]', "
                        "0.5, '2026-03-09 08:30:00')"
                    ),
                    {
                        "id": id,
                        "version": version,
                        "stem": f"What {version}?",
                        "body": '{"answers": ["Coal"]}',
                    },
                )


OF_FIRST = versions.digest(
    Item(
        id="1",
        stem="What 1?",
        body=Basic(answers=("Coal",)),
        category="fact",
        rationale="So.",
        statement="s1",
        evidence=Evidence(start=0, end=11, quote="Coal burns."),
    )
)


def test_what_a_file_said_becomes_the_version_that_says_it(empty_url: str) -> None:
    at_first(empty_url)
    with opened(empty_url) as app:
        upgrade(app)
        with reading() as connection:
            rows = connection.execute(text("SELECT id, version, base, withdrawn FROM item ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [
        (1, 1, 1, None),
        (2, 2, 1, None),
        (3, 1, 1, "accepted"),
        (4, 2, 1, None),
    ]


def test_decks_and_work_of_an_older_form_are_in_the_normal_mode(empty_url: str) -> None:
    with opened(empty_url) as app:
        upgrade(app)
        defaults = {
            table: next(
                one["default"] for one in inspect(db.engine).get_columns(table) if one["name"] == "mode"
            )
            for table in ("deck", "job")
        }
    assert all("normal" in str(default) for default in defaults.values())
