"""The doctor finds what is wrong, says what to do, and changes nothing."""

from __future__ import annotations

import importlib.metadata
import shutil
import sqlite3
from collections import namedtuple
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizapp.config import Settings, ensure_database_file
from quizapp.services import doctor
from quizapp.services.doctor import Finding, examine_all
from quizapp.store import checkup

Usage = namedtuple("Usage", "total used free")
KEY = bytes(range(32))


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A sound installation, whose language model need not be loaded."""
    monkeypatch.setattr(doctor, "_model", lambda: Finding(part="model", level="ok", said="There is one."))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(0, 0, 10**11))
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    file.chmod(0o600)
    key = tmp_path / "secret.key"
    key.write_bytes(KEY)
    key.chmod(0o600)
    return Settings(instance=tmp_path, database_url=sqlite_url)


def wrong(settings: Settings, *, now: datetime | None = None) -> list[tuple[str, str]]:
    """What is not well; each finding says what to do."""
    found = [one for one in examine_all(settings, now=now or datetime.now(UTC)) if one.level != "ok"]
    assert all(one.todo for one in found)
    return [(one.part, one.level) for one in found]


def database(settings: Settings) -> Path:
    assert settings.database_file is not None
    return settings.database_file


def execute(statement: str) -> Callable[[Settings], None]:
    def spoil(settings: Settings) -> None:
        with closing(sqlite3.connect(database(settings))) as connection, connection:
            connection.execute(statement)

    return spoil


def truncate(settings: Settings) -> None:
    database(settings).write_bytes(database(settings).read_bytes()[:9000])


def overwrite(settings: Settings) -> None:
    database(settings).write_bytes(b"Dear diary. " * 900)


def empty(settings: Settings) -> None:
    ensure_database_file(settings)
    database(settings).unlink()


def tell(name: str, content: bytes = KEY, *, mode: int = 0o600) -> Callable[[Settings], None]:
    def spoil(settings: Settings) -> None:
        (settings.instance / name).write_bytes(content)
        (settings.instance / name).chmod(mode)

    return spoil


CASES: dict[str, tuple[Callable[[Settings], None], list[tuple[str, str]]]] = {
    "nothing": (lambda settings: None, []),
    "a database cut off": (truncate, [("database", "fail")]),
    "a database that is no database": (overwrite, [("database", "fail")]),
    "a database that is gone": (empty, [("database", "fail")]),
    "a database that was never there": (
        lambda settings: database(settings).unlink(), [("database", "warn")],
    ),
    "a row that belongs to nothing": (
        execute("INSERT INTO attempt (public_id, deck_id, started) VALUES ('x', 404, '2026-01-01')"),
        [("database", "fail")],
    ),
    "a database of a newer version": (
        execute("UPDATE alembic_version SET version_num = '9999'"), [("migrations", "fail")],
    ),
    "a database of an older version": (
        execute("UPDATE alembic_version SET version_num = '0003'"), [("migrations", "warn")],
    ),
    "another program's database": (execute("DROP TABLE alembic_version"), [("migrations", "warn")]),
    "another journal": (execute("PRAGMA journal_mode = DELETE"), [("journal", "warn")]),
    "a database that others can read": (lambda settings: database(settings).chmod(0o644), [("files", "warn")]),
    "a key that others can read": (tell("secret.key", mode=0o644), [("secret", "warn")]),
    "a short key": (tell("secret.key", b"short"), [("secret", "fail")]),
    "a key of one sign": (tell("secret.key", b"\x00" * 32), [("secret", "fail")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_doctor_finds(case: str, settings: Settings) -> None:
    spoil, expected = CASES[case]
    spoil(settings)
    before = {
        path.name: path.read_bytes() for path in settings.instance.iterdir() if path.suffix != ".db-shm"
    }
    found = wrong(settings)
    after = {path.name: path.read_bytes() for path in settings.instance.iterdir() if path.suffix != ".db-shm"}
    assert found == expected
    assert {name: len(content) for name, content in after.items() if content} == {
        name: len(content) for name, content in before.items() if content
    }


@pytest.mark.parametrize(("free", "level"), [(50, "fail"), (500, "warn")])
def test_a_disk_that_fills_is_told(
    free: int, level: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(0, 0, free * 1_000_000))
    assert wrong(settings) == [("disk", level)]


def test_a_clock_that_was_set_back_is_told(settings: Settings) -> None:
    assert wrong(settings, now=datetime(2001, 1, 1, tzinfo=UTC)) == [("clock", "fail")]


def test_a_quiz_of_tomorrow_tells_of_a_clock_that_is_behind() -> None:
    now = datetime.now(UTC)
    assert doctor._clock(now, now + timedelta(days=1)).level == "fail"
    assert doctor._clock(now, now).level == "ok"


def test_a_weak_key_of_the_environment_is_told(settings: Settings) -> None:
    assert wrong(replace(settings, secret_key="a" * 40)) == [("secret", "fail")]


def test_cookies_that_travel_in_the_open_are_told(settings: Settings) -> None:
    assert wrong(replace(settings, address="https://quiz.example.org")) == [("cookies", "warn")]


def test_a_package_of_another_version_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.0.1")
    assert wrong(settings) == [("packages", "fail")]


def test_a_language_model_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise OSError("There is no model “en_core_web_sm”")

    monkeypatch.setattr("quizapp.core.statements.parse.model_release", missing)
    found = doctor._model()
    assert (found.part, found.level, "no model" in found.said, "make setup" in found.todo) == (
        "model",
        "fail",
        True,
        True,
    )


def test_a_text_that_nobody_works_on_is_told() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    seen = checkup.Checkup(
        revision="", faults=(), refusal="", journal="wal", size=1, log_size=10**9, newest=None,
        waiting=now - timedelta(hours=1),
    )  # fmt: skip
    assert doctor._queue(seen, now).level == "warn"
    assert [one.level for one in doctor._database(seen)] == ["ok", "warn"]


def test_a_server_is_looked_at_too(settings: Settings, postgresql_kept: str) -> None:
    there, away = postgresql_kept, f"postgresql://ada@/quizapp?host={settings.instance}"
    assert wrong(replace(settings, database_url=there)) == []
    assert wrong(replace(settings, database_url=away)) == [("database", "fail")]
