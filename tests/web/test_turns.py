"""Two requests of a class are worked on at a time, and nobody waits for what is slow."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from io import RawIOBase

import pytest
from flask import Flask

from quizapp.web import turns

MANY = 6
HOLDS_SECONDS = 0.02


class Counted:
    """A view that says how many were in it at most; ``held`` keeps all of them there until it is set."""

    def __init__(self) -> None:
        self.held = threading.Event()
        self.inside = self.most = 0
        self._lock = threading.Lock()

    def work(self) -> None:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.held.wait(HOLDS_SECONDS)
        with self._lock:
            self.inside -= 1


class Slow(RawIOBase):
    """The body of somebody who is still sending."""

    def __init__(self, sent: threading.Event) -> None:
        self._left = b"answer=1"
        self._sent = sent

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return 0

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def read(self, size: int = -1) -> bytes:
        self._sent.wait(10)
        given, self._left = self._left, b""
        return given


@pytest.fixture
def seen() -> Counted:
    return Counted()


@pytest.fixture
def served(seen: Counted) -> Flask:
    app = Flask("turns")
    turns.init_app(app)

    def answer() -> str:
        seen.work()
        return "told"

    def broken() -> str:
        raise LookupError

    def events() -> Iterator[str]:
        seen.work()
        return iter(["one"])

    app.add_url_rule("/answer", "attempts.answer", answer, methods=["POST"])
    app.add_url_rule("/broken", "attempts.item", broken)
    app.add_url_rule("/events", "live.events", events)
    return app


def at_once(ask: Callable[[], int], number: int = MANY) -> list[int]:
    with ThreadPoolExecutor(number) as threads:
        return [each.result() for each in [threads.submit(ask) for _ in range(number)]]


def test_of_many_that_answer_at_once_two_are_worked_on_and_all_are_told(served: Flask, seen: Counted) -> None:
    assert at_once(lambda: served.test_client().post("/answer").status_code) == [HTTPStatus.OK] * MANY
    assert seen.most == turns.AT_ONCE


def test_a_stream_takes_no_turn(served: Flask, seen: Counted) -> None:
    assert at_once(lambda: served.test_client().get("/events").status_code) == [HTTPStatus.OK] * MANY
    assert seen.most > turns.AT_ONCE


def test_a_request_that_breaks_off_gives_its_turn_back(
    served: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 5)
    for _ in range(turns.AT_ONCE + 1):
        assert served.test_client().get("/broken").status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    began = time.monotonic()
    assert served.test_client().post("/answer").status_code == HTTPStatus.OK
    assert time.monotonic() - began < 1


def test_who_waited_long_enough_goes_on_without_a_turn(
    served: Flask, seen: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.05)
    seen.held.wait = lambda timeout=None: threading.Event().wait(0.4)  # type: ignore[method-assign]
    at_once(lambda: served.test_client().post("/answer").status_code)
    assert seen.most == MANY


def test_who_sends_slowly_makes_nobody_wait(
    served: Flask, seen: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 5)
    sent = threading.Event()

    def send() -> int:
        form = "application/x-www-form-urlencoded"
        response = served.test_client().post(
            "/answer", input_stream=Slow(sent), content_type=form, content_length=8
        )
        return response.status_code

    with ThreadPoolExecutor(turns.AT_ONCE) as threads:
        senders = [threads.submit(send) for _ in range(turns.AT_ONCE)]
        began = time.monotonic()
        assert served.test_client().post("/answer").status_code == HTTPStatus.OK
        took = time.monotonic() - began
        sent.set()
        assert [each.result() for each in senders] == [HTTPStatus.OK] * turns.AT_ONCE
    assert took < 1


def test_every_name_of_what_takes_a_turn_is_an_address_of_ours(web: Flask) -> None:
    assert {rule.endpoint for rule in web.url_map.iter_rules()} >= turns.SHORT
