"""A database server that goes away and comes back, met by somebody who is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.services import accounts, quizzes
from quizapp.web.app import create_app
from tests.conftest import closed, settings_in
from tests.store.databases import Server, server
from tests.web.cast import NOW, Browser, build


@dataclass(frozen=True)
class Story:
    """What ada saw before, while and after the server was gone."""

    before: TestResponse
    read: TestResponse
    sent: TestResponse
    visited: TestResponse
    after: TestResponse
    answered: TestResponse
    stored: int


@pytest.fixture(scope="module")
def lost() -> Iterator[Server]:
    """A server of one's own, to be stopped."""
    with server() as running:
        yield running


@pytest.fixture(scope="module")
def story(lost: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """ada reads and answers; the server stops, and starts again."""
    folder: Path = tmp_path_factory.mktemp("lost")
    app = create_app(replace(settings_in(folder), database_url=lost.blank()))
    build(app)
    ada = Browser(app.test_client())
    _sign_in(app, ada)
    path = ada.start(count=2)
    before = ada.get("/")
    ben = Browser(app.test_client())
    ben.start()
    form = {"csrf_token": ada.token()}
    lost.stop()
    read, sent = ada.get("/"), ada.client.post(f"{path}/1", data=form)
    visited = ben.get("/study")
    lost.start()
    after, answered = ada.get("/"), ada.get(f"{path}/1")
    with app.app_context():
        attempt = quizzes.get_attempt(path.rpartition("/")[2])
    stored = sum(place.response is not None for place in attempt.items)
    yield Story(before, read, sent, visited, after, answered, stored)
    closed(app)


def _sign_in(app: Flask, browser: Browser) -> None:
    with app.app_context():
        ada = accounts.create(
            role="teacher", name="Ada", email="ada@example.org", password="correct horse", now=NOW
        )
    with browser.client.session_transaction() as session:
        session["_user_id"] = f"{ada.id}:0"


def test_while_it_is_gone_every_page_says_so(story: Story) -> None:
    assert [story.before.status_code, story.read.status_code, story.visited.status_code] == [200, 503, 503]


def test_the_page_says_what_to_do(story: Story) -> None:
    assert "cannot be reached" in story.read.text or "stopping or starting" in story.read.text


def test_an_answer_that_meets_it_is_not_half_stored(story: Story) -> None:
    assert (story.sent.status_code, story.stored) == (503, 0)


def test_when_it_is_back_everything_works_without_a_hand(story: Story) -> None:
    assert (story.after.status_code, story.answered.status_code) == (200, 200)


def test_who_was_signed_in_still_is(story: Story) -> None:
    assert "Ada" in story.after.text
