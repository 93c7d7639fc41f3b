"""A room full of phones against the server that people run, as a process of its own."""

from __future__ import annotations

import http.cookiejar
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from quizapp.config import resource
from quizapp.core.study.attempt import AttemptItem
from quizapp.services import accounts, classes, live
from quizapp.services.learners import new_learner
from quizapp.services.seeding import load_seeds
from quizapp.store.migrate import upgrade
from tests.conftest import application_in, closed
from tests.e2e.steps import right_form
from tests.served import WAIT_SECONDS, served

PHONES = 200
TRIES = 3


@dataclass(frozen=True)
class Phone:
    """A learner's browser."""

    learner: str
    base: str

    def answer(self, round_id: str, position: int, form: dict[str, str]) -> int:
        """Open the page, answer what is asked, and the status of the page that comes back."""
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = self._open(opener, f"/live/{round_id}")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token is not None
        body = urllib.parse.urlencode(form | {"csrf_token": token[1]}).encode()
        request = urllib.request.Request(f"{self.base}/live/{round_id}/{position}", data=body)
        request.add_header("Cookie", self._cookies(jar))
        return self._sent(opener, request)[0]

    def _open(self, opener: urllib.request.OpenerDirector, path: str) -> str:
        request = urllib.request.Request(self.base + path)
        request.add_header("Cookie", f"learner={self.learner}")
        return self._sent(opener, request)[1]

    def _sent(
        self, opener: urllib.request.OpenerDirector, request: urllib.request.Request
    ) -> tuple[int, str]:
        """Status and page; where the connection is cut before an answer, once more: browsers do so with pages, and of
        an answer the page says that it can be sent again."""
        for _ in range(TRIES):
            try:
                with opener.open(request, timeout=WAIT_SECONDS) as response:
                    return int(response.status), response.read().decode()
            except urllib.error.HTTPError:
                raise
            except (ConnectionError, urllib.error.URLError):
                time.sleep(0.2)
        raise ConnectionError(request.full_url)

    def _cookies(self, jar: http.cookiejar.CookieJar) -> str:
        return "; ".join(
            [f"learner={self.learner}", *(f"{c.name}={c.value}" for c in jar if c.name != "learner")]
        )


@pytest.fixture
def school(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """The application on a database that a server process serves, and its address."""
    app = application_in(tmp_path)
    upgrade(app)
    with app.app_context():
        load_seeds(resource("seeds"), now=datetime.now(UTC))
    with served(tmp_path) as base:
        yield app, base
    closed(app)


def _form(place: AttemptItem) -> dict[str, str]:
    return {name: values[0] for name, values in right_form(place).items()}


@pytest.mark.slow
def test_no_answer_of_two_hundred_phones_is_lost(school: tuple[Flask, str]) -> None:
    app, base = school
    now = datetime.now(UTC)
    with app.app_context():
        ada = accounts.create(
            role="teacher", name="Ada", email="ada@example.org", password="correct horse", now=now
        )
        room = classes.new_class(title="Hall", learner=ada.learner, name="Ada", now=now)
        phones = []
        for number in range(PHONES):
            learner = new_learner(now=now).id
            classes.join(room.code, learner=learner, name=f"Learner {number}", now=now)
            phones.append(Phone(learner=learner, base=base))
        found = live.open_round(room.id, "northeast-2023", count=2, now=now, seed=7)
        found = live.step(found.id, seen=found.sign, now=now)
        assert found.place is not None
        form = _form(found.place)
    start = threading.Barrier(PHONES)

    def press(phone: Phone) -> int:
        start.wait(timeout=WAIT_SECONDS)
        return phone.answer(found.id, 1, form)

    with ThreadPoolExecutor(PHONES) as crowd:
        statuses = list(crowd.map(press, phones))
    assert statuses == [200] * PHONES
    with app.app_context():
        counted = live.count(found.id)
    assert (counted.here, counted.answered, counted.right) == (PHONES, PHONES, PHONES)
