"""`python -m benchmarks.soak`: learners answer while every process of the server is killed again and again.

An answer that was acknowledged must be there, once, after any number of kills; each start must need no hand. A learner
whose answer was not acknowledged sends it again, as the page does.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from benchmarks.answering.room import Browser, room, settings_in
from benchmarks.answering.served import free_port
from quizapp.config import Settings
from quizapp.services.quizzes import get_attempt
from quizapp.store.database import reading
from quizapp.web.app import create_app

PLACES = 10  # of an attempt
START_SECONDS = 120
_PATIENCE_SECONDS = 10
_AGAIN_SECONDS = 0.05
_CHUNK = 65_536

Place = tuple[str, int]


@dataclass(kw_only=True)
class Soaked:
    """What happened, and what of it is in the database afterwards."""

    kills: int = 0
    starts: int = 0
    acknowledged: list[Place] = field(default_factory=list)
    sent_again: int = 0
    refused: list[str] = field(default_factory=list)
    lost: list[Place] = field(default_factory=list)
    double: int = 0
    sound: str = ""

    @property
    def holds(self) -> bool:
        """Whether every promise was kept."""
        return (
            not (self.lost or self.double or self.refused) and self.sound == "ok" and bool(self.acknowledged)
        )


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How hard to try: each learner rests ``pause`` seconds after an answer; about ``every`` seconds comes a kill."""

    kills: int
    every: float
    learners: int
    pause: float = 0.05
    workers: int = 2
    at_start: float = 0.2
    """This share of the kills comes before the server answers."""
    seed: int = 1


def soak(folder: Path, plan: Plan) -> Soaked:
    """Serve from this empty folder, kill, and count. Raises `RuntimeError` where a start needs a hand."""
    settings = settings_in(folder, free_port())
    lasts = plan.kills * plan.every * 1.5 + 5
    attempts = 1 + int(lasts / max(plan.pause, 0.02) / PLACES)
    browsers = room(settings, learners=plan.learners, attempts=attempts)
    found, over = Soaked(), threading.Event()
    told = (found, over, plan.pause)
    threads = [threading.Thread(target=_answer, args=(settings, one, *told)) for one in browsers]
    for thread in threads:
        thread.start()
    try:
        _kill_again_and_again(settings, found, plan)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    _look(settings, found)
    return found


def _kill_again_and_again(settings: Settings, found: Soaked, plan: Plan) -> None:
    rng = random.Random(plan.seed)
    for _ in range(plan.kills):
        server = _start(settings, plan.workers)
        if rng.random() < plan.at_start:
            time.sleep(rng.uniform(0, plan.every))
        else:
            _wait_for(settings.port, server)
            found.starts += 1
            time.sleep(rng.uniform(0, 2 * plan.every))
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        found.kills += 1
    server = _start(settings, plan.workers)
    _wait_for(settings.port, server)
    found.starts += 1
    time.sleep(plan.every)
    os.killpg(server.pid, signal.SIGTERM)
    server.wait()


def _start(settings: Settings, workers: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "quizapp.cli",
        "serve",
        "--port",
        str(settings.port),
        "--workers",
        str(workers),
    ]
    told = {"QUIZAPP_INSTANCE": str(settings.instance), "QUIZAPP_DATABASE_URL": settings.database_url}
    return subprocess.Popen(
        command,
        env=os.environ | told,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError):
            if _sent(port, b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") == HTTPStatus.OK:
                return
        time.sleep(0.05)
    raise RuntimeError("the server does not start any more")


def _answer(settings: Settings, browser: Browser, found: Soaked, over: threading.Event, pause: float) -> None:
    """Send answer after answer over a connection that is opened anew whenever it breaks."""
    for request in browser.requests:
        status = None
        while status is None and not over.is_set():
            with suppress(OSError):
                status = _sent(settings.port, request)
            if status is None:
                found.sent_again += 1
                over.wait(_AGAIN_SECONDS)
        if status == HTTPStatus.OK:
            found.acknowledged.append(_place(request))
        elif status is not None:
            found.refused.append(f"{status} {_place(request)}")
        if over.wait(pause):
            return


def _sent(port: int, request: bytes) -> int | None:
    """The status, once the whole answer is here; None where the server was killed first."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS)) as line:
        line.sendall(request)
        held = b""
        while chunk := line.recv(_CHUNK):
            held += chunk
            head, told, body = held.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
            if told and len(body) >= length:
                return int(head[9:12])
    return None


def _place(request: bytes) -> Place:
    _, _, attempt, position = request.split(b" ", 2)[1].decode().split("/")
    return attempt, int(position)


def _look(settings: Settings, found: Soaked) -> None:
    """What the database says in the end."""
    with create_app(settings).app_context():
        places: dict[str, set[int]] = {}
        for attempt, position in found.acknowledged:
            places.setdefault(attempt, set()).add(position)
        found.lost = [*_lost(places)]
        with reading() as connection:
            count = "SELECT count(*) - count(DISTINCT attempt_item_id) FROM response"
            found.double = connection.exec_driver_sql(count).scalar_one()
            found.sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()


def _lost(places: dict[str, set[int]]) -> Iterator[Place]:
    for id, positions in places.items():
        stored = {place.position for place in get_attempt(id).items if place.response is not None}
        yield from ((id, position) for position in positions - stored)


def main(arguments: Sequence[str] | None = None) -> bool:
    """Soak for some minutes and print the figures; whether all promises were kept."""
    told = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    told.add_argument("--minutes", type=float, default=10)
    told.add_argument("--kills", type=int, help="instead of minutes")
    told.add_argument(
        "--every", type=float, default=1, help="seconds between a start and its kill, on average"
    )
    told.add_argument("--learners", type=int, default=8)
    told.add_argument("--seed", type=int, default=1)
    given = told.parse_args(arguments)
    kills = given.kills or max(1, int(given.minutes * 60 / (given.every + 2)))
    began = time.monotonic()
    plan = Plan(kills=kills, every=given.every, learners=given.learners, seed=given.seed)
    with tempfile.TemporaryDirectory() as folder:
        found = soak(Path(folder), plan)
    took = (time.monotonic() - began) / 60
    print(
        f"{found.kills} kills -9 in {took:.1f} minutes, {found.starts} starts without a hand\n"
        f"acknowledged {len(found.acknowledged)}, sent again {found.sent_again} times, refused {len(found.refused)}\n"
        f"lost {len(found.lost)}, double {found.double}, integrity_check: {found.sound}"
    )
    return found.holds


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
