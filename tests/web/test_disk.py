"""A disk without room, or one that cannot be written any more, met by a learner who answers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import exc, text
from werkzeug.test import TestResponse

from quizapp import cohort
from quizapp.cohort import Runner
from quizapp.services import quizzes
from quizapp.store.connections import here
from quizapp.store.database import db, reading
from quizapp.web import logs
from tests.store.databases import opened
from tests.test_cli import run
from tests.web.cast import Browser, exemplar

CONNECTIONS = 4
TABLES = ("response", "review", "card", "attempt", "attempt_item", "report", "learner")


@pytest.fixture
def web_dialect() -> str:
    """What a full disk does to a server's database is the server's to say."""
    return "sqlite"


def counted(app: Flask) -> dict[str, int]:
    """How many rows there are of all that an answer may write."""
    with app.app_context(), reading() as connection:
        known = {
            name
            for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        }
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608 - ours
            for name in TABLES
            if name in known
        }


def wrong_answers(app: Flask, attempt: str) -> list[dict[str, Sequence[str]]]:
    """A form for each place of an attempt."""
    with app.app_context():
        places = quizzes.get_attempt(attempt.rpartition("/")[2]).items
    return [dict(exemplar(place.entry.item.id.removeprefix("i-")).wrong) for place in places]


def tell(app: Flask, *pragmas: str) -> None:
    """Set these on all connections that are used again and again."""
    with app.app_context(), ExitStack() as stack:
        ours, _notes = here()
        kept = [*ours.waiting, *([ours.turns._writer] if ours.turns._writer else [])]
        for connection in [*kept, *(stack.enter_context(db.engine.connect()) for _ in range(CONNECTIONS))]:
            for pragma in pragmas:
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            connection.rollback()  # SQLAlchemy thinks that something has begun


def fill(app: Flask) -> None:
    """No page can be added, and those of the responses are full: only their rows count, not what they belong to."""
    filler = "INSERT INTO response (attempt_item_id, item_version_id, answer, fraction, feedback, answered) "
    filler += "VALUES (:n, 1, '[]', 0, '[]', '2026-03-01')"
    tell(app, "max_page_count = 1", "foreign_keys = OFF")
    with app.app_context(), reading() as connection, suppress(exc.OperationalError):
        for n in range(10_000, 20_000):
            connection.exec_driver_sql(filler, {"n": n})
    tell(app, "foreign_keys = ON")


def lock(app: Flask) -> None:
    tell(app, "query_only = ON")


def empty(app: Flask) -> None:
    tell(app, "max_page_count = 1000000", "query_only = OFF")


def served(send: Callable[[], TestResponse]) -> TestResponse:
    """By a thread that leads answers through the database together, as those of a server do."""
    runner, told = Runner(rest=lambda _runner: None), list[TestResponse]()
    try:
        runner.run(lambda: told.append(send()))
        assert runner.resume()
    finally:
        del cohort._here.runner
    return told[0]


def asked_directly(send: Callable[[], TestResponse]) -> TestResponse:
    return send()


@pytest.mark.parametrize("answered", [served, asked_directly])
@pytest.mark.parametrize(("spoil", "words"), [(fill, "no room left on the disk"), (lock, "read-only")])
def test_an_answer_without_room_is_refused_whole_and_taken_when_there_is_room(
    spoil: Callable[[Flask], None],
    words: str,
    answered: Callable[[Callable[[], TestResponse]], TestResponse],
    web: Flask,
    visitor: Browser,
    deck: str,
) -> None:
    token = {"csrf_token": visitor.token()}
    asked = [(f"{attempt}/{n}", form) for attempt in [visitor.start(count=40) for _ in range(3)]
             for n, form in enumerate(wrong_answers(web, attempt), 1)]  # fmt: skip
    spoil(web)
    for path, form in asked:
        before = counted(web)
        refused = answered(partial(visitor.client.post, path, data=form | token))
        if refused.status_code == 503:
            break
    assert (refused.status_code, words in refused.text, "Traceback" in refused.text) == (503, True, False)
    assert counted(web) == before
    shown = visitor.get(path)
    assert (shown.status_code, "<form" in shown.text) == (200, True)
    empty(web)
    assert answered(partial(visitor.client.post, path, data=form | token)).status_code == 303
    assert counted(web)["response"] == before["response"] + 1


def test_a_quiz_that_cannot_be_started_leaves_no_half_of_one(web: Flask, visitor: Browser, deck: str) -> None:
    token = {"csrf_token": visitor.token()}
    fill(web)
    before = counted(web)
    for _ in range(40):
        refused = visitor.client.post(f"/decks/{deck}/quiz", data=token | {"count": "40"})
        if refused.status_code == 503:
            break
        before = counted(web)
    assert (refused.status_code, counted(web)) == (503, before)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9000])


def overwrite(file: Path) -> None:
    file.write_bytes(b"Dear diary, this is no database. " * 1000)


def newer(file: Path) -> None:
    with opened(f"sqlite:///{file}"), reading() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with opened(f"sqlite:///{file}"), reading() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def vanish(file: Path) -> None:
    (file.parent / "database.known").write_text(str(file))
    file.unlink()


SPOILT: dict[Callable[[Path], None], tuple[str, str]] = {
    truncate: ("damaged", "backup in its place"),
    overwrite: ("is not a database", "Move it away"),
    newer: ("made by a newer quizapp", "Install that version"),
    vanish: ("is gone or empty", "quizapp restore FILE"),
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_start_says_what_is_wrong_with_the_database_and_touches_nothing(
    spoil: Callable[[Path], None], blank_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "quizapp.db"
    shutil.copy(blank_database, file)
    spoil(file)
    before = file.read_bytes() if file.exists() else None
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    monkeypatch.delenv("QUIZAPP_DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(logs, "configure", lambda form, level: None)
    done = run("serve", "--port", "1")
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert all(words in done.stderr for words in SPOILT[spoil])
    assert (file.read_bytes() if file.exists() else None) == before
