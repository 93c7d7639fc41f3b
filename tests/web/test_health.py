"""Probes tell whether quizapp lives and can work, and figures are for who has the token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from quizapp.config import Settings
from quizapp.core.text.source import source_from_text
from quizapp.services import texts
from quizapp.store.database import db, transaction
from quizapp.web.app import create_app
from tests.conftest import closed, settings_in
from tests.web.cast import NOW, Browser

ADA = {"role": "teacher", "name": "Ada", "email": "ada@example.org", "password": "correct horse"}


@pytest.fixture
def metered(web: Flask, web_settings: Settings) -> Iterator[Flask]:
    """The application with a token for its figures."""
    app = create_app(replace(web_settings, metrics_token="a token"))
    yield app
    closed(app)


def test_that_it_lives_is_told_without_asking_the_database(web: Flask, visitor: Browser) -> None:
    visitor.post("/sign-up", ADA)
    asked = []
    with web.app_context():
        db.engine.dispose()  # none waits for the next request
        event.listen(db.engine, "checkout", lambda *_given: asked.append(1))
    found = visitor.get("/health")
    visitor.get("/favicon.ico", headers={})
    assert (found.status_code, found.text, asked) == (200, "ok\n", [])
    visitor.get("/ready")
    assert asked == [1]


def test_that_it_can_work_is_told(visitor: Browser) -> None:
    found = visitor.get("/ready")
    assert (found.status_code, found.json) == (200, {"status": "ready"})
    assert found.headers["Cache-Control"] == "no-store"


def test_a_database_of_another_form_is_not_ready(web: Flask, visitor: Browser) -> None:
    with web.app_context(), transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    found = visitor.get("/ready")
    assert (found.status_code, "0003" in found.text) == (503, True)


def test_a_damaged_database_is_not_ready_but_the_process_lives(tmp_path: Path) -> None:
    (tmp_path / "quizapp.db").write_bytes(b"Dear diary. " * 900)
    app = create_app(settings_in(tmp_path))
    client = app.test_client()
    found = client.get("/ready")
    assert (found.status_code, "not a database" in found.text) == (503, True)
    assert client.get("/health").status_code == 200
    closed(app)


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}])
def test_figures_are_for_who_has_the_token(header: dict[str, str], web: Flask, metered: Flask) -> None:
    assert web.test_client().get("/metrics", headers=header).status_code == 404
    assert metered.test_client().get("/metrics", headers=header).status_code == 404


def test_figures_tell_what_waits_and_how_much_room_there_is(metered: Flask) -> None:
    with metered.app_context():
        texts.submit_text(source_from_text("Harbin lies on the Songhua. " * 20, title="Harbin"), now=NOW)
    found = metered.test_client().get("/metrics", headers={"Authorization": "Bearer a token"})
    figures = dict(line.rsplit(" ", 1) for line in found.text.splitlines())
    assert (figures["quizapp_texts_waiting"], figures["quizapp_texts_at_work"]) == ("1", "0")
    assert float(figures["quizapp_texts_oldest_waiting_seconds"]) > 0
    assert int(figures["quizapp_database_bytes"]) > 0
    assert found.content_type.startswith("text/plain; version=0.0.4")
