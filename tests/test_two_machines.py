"""Two servers that share nothing but a PostgreSQL database and a key; people's requests bounce between them."""

from __future__ import annotations

import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from flask import Flask

from quizapp.config import Settings
from quizapp.core.study.attempt import AttemptItem
from quizapp.services import live
from quizapp.services.quizzes import get_attempt
from quizapp.web.app import create_app
from tests.conftest import closed
from tests.e2e.steps import TEXT, right_form
from tests.served import WAIT_SECONDS, served
from tests.store.databases import Server

KEY = "a key that both of the machines were told"


class Person:
    """A browser whose every request goes to the other machine than the one before."""

    def __init__(self, machines: list[str]) -> None:
        self._machines = cycle(machines)
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        self._token = ""

    def get(self, path: str) -> tuple[str, str]:
        """(path after redirects, page)"""
        return self._sent(path, None)

    def post(self, path: str, form: dict[str, str]) -> tuple[str, str]:
        """Send a form with the token of the page that was looked at last."""
        return self._sent(path, urllib.parse.urlencode(form | {"csrf_token": self._token}).encode())

    def _sent(self, path: str, body: bytes | None) -> tuple[str, str]:
        with self._opener.open(next(self._machines) + path, body, timeout=WAIT_SECONDS) as response:
            page = response.read().decode()
            if token := re.search(r'name="csrf_token" value="([^"]+)"', page):
                self._token = token[1]
            return urllib.parse.urlsplit(response.url).path, page


@pytest.fixture
def machines(tmp_path: Path, postgresql: Server) -> Iterator[tuple[Flask, list[str]]]:
    """An application to look into the database with, and the addresses of two servers with folders of their own."""
    url = postgresql.blank()
    app = create_app(Settings(instance=tmp_path, database_url=url, secret_key=KEY))
    told = {"DATABASE_URL": url, "QUIZAPP_SECRET_KEY": KEY}
    one, two = tmp_path / "one", tmp_path / "two"
    with served(one, "--workers", "1", **told) as first, served(two, "--workers", "1", **told) as second:
        yield app, [first, second]
    closed(app)


@pytest.mark.slow
def test_people_whose_requests_bounce_between_two_machines_notice_nothing(
    machines: tuple[Flask, list[str]],
) -> None:
    app, addresses = machines
    ada, ben = Person(addresses), Person(addresses[::-1])
    ada.get("/sign-up")
    signed = {"role": "teacher", "name": "Ada", "email": "ada@example.org", "password": "correct horse"}
    assert "Welcome, Ada." in ada.post("/sign-up", signed)[1]
    _text_becomes_drafts(ada)
    room, page = ada.post("/classes", {"title": "9b"})
    code = re.search(r"/join/(\w+)", page)
    assert code is not None
    _quiz_is_answered_once(app, ben)
    ben.get(f"/join/{code[1]}")
    assert ben.post(f"/join/{code[1]}", {"name": "Ben"})[0] == room
    _round_is_seen_by_both(app, ada, ben, room)


def _text_becomes_drafts(ada: Person) -> None:
    """Sent to one machine, worked on by either, followed on both."""
    ada.get("/texts/new")
    path, page = ada.post("/texts", {"title": "Larvik", "text": TEXT})
    until = time.monotonic() + WAIT_SECONDS
    while "/jobs/" in path and time.monotonic() < until:
        time.sleep(0.3)
        path, page = ada.get(path)
    assert (path.endswith("/review"), "Larvik" in page) == (True, True)


def _quiz_is_answered_once(app: Flask, ben: Person) -> None:
    """Every answer goes to the machine that did not ask, and again to the one that did."""
    ben.get("/decks/northeast-2023")
    path, _page = ben.post("/decks/northeast-2023/quiz", {"count": "4", "behaviour": "deferred"})
    for position in range(1, 5):
        attempt = path.split("/")[2]
        place = _place(app, attempt, position)
        form = {name: values[0] for name, values in right_form(place).items()}
        ben.get(f"/attempts/{attempt}/{position}")
        path, _page = ben.post(f"/attempts/{attempt}/{position}", form)
        try:
            ben.post(f"/attempts/{attempt}/{position}", form)
        except urllib.error.HTTPError as error:
            assert error.code == 409  # noqa: PT017 - either is right: the same outcome, or “answered already”
    with app.app_context():
        given = [one.response for one in get_attempt(attempt).items]
    assert [response is not None for response in given] == [True] * 4


def _place(app: Flask, attempt: str, position: int) -> AttemptItem:
    with app.app_context():
        place = get_attempt(attempt).at(position)
    assert place is not None
    return place


def _round_is_seen_by_both(app: Flask, ada: Person, ben: Person, room: str) -> None:
    screen, page = ada.post(f"{room}/live", {"deck": "northeast-2023", "count": "2"})
    id = screen.split("/")[2]
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen is not None
    ben.get(f"/live/{id}")
    ada.post(f"/live/{id}/step", {"seen": seen[1]})
    with app.app_context():
        place = live.get_round(id).place
    assert place is not None
    ben.get(f"/live/{id}")
    ben.post(f"/live/{id}/1", {name: values[0] for name, values in right_form(place).items()})
    with app.app_context():
        counted = live.count(id)
    assert (counted.here, counted.answered, counted.right) == (1, 1, 1)
