"""`python -m benchmarks.load`: a school of 300 answers at once, and what the database holds afterwards."""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice, repeat
from pathlib import Path
from urllib.parse import urlencode

import brotli  # type: ignore[import-untyped]

from benchmarks.answering.load import Tally, page_request, press, request
from benchmarks.answering.room import DECK, Browser, answer_to, room, settings_in
from benchmarks.answering.served import Served, free_port, served
from quizapp.config import Settings
from quizapp.services import classes, live
from quizapp.services.learners import new_learner
from quizapp.web.app import create_app

LEARNERS = 300
WORKERS = 2
PHONES = 200
SECONDS = 120.0
SHORT_SECONDS = 10.0
ATTEMPTS_A_SECOND = 2 / 5
"""Of each learner; an attempt has ten answers, and two are for the bursts before."""
BURSTS = 5
COPIES = 16
MOST_AT_ONCE_SECONDS, MOST_SPREAD_SECONDS = 0.5, 0.05
_TOKEN = re.compile(rb'name="csrf_token" value="[^"]+"')


@dataclass(kw_only=True)
class School:
    """The learners, what each has still to send, and which answers the server said it took."""

    browsers: Sequence[Browser]
    left: Sequence[Iterator[bytes]]
    phones: Sequence[Iterator[bytes]]
    taken: list[int] = field(default_factory=list)
    errors: int = 0

    def send(
        self, server: Served, *, each: int | None = None, spread: float = 0, seconds: float | None = None
    ) -> Tally:
        """Let everybody answer, so often or so long."""
        tally = press(server.port, [islice(left, each) for left in self.left], spread=spread, seconds=seconds)
        self.taken = [a + b for a, b in zip(self.taken, tally.right, strict=True)]
        self.errors += tally.wrong
        return tally


def run(seconds: float = SHORT_SECONDS) -> bool:
    """Print what happened; whether nothing was lost, doubled or refused."""
    with tempfile.TemporaryDirectory() as folder, _school(Path(folder), seconds) as (school, server):
        print(f"{LEARNERS} learners, {WORKERS} workers, synchronous=FULL")
        school.send(server, each=1)
        for name, spread, most in (("at one instant", 0.0, MOST_AT_ONCE_SECONDS),
                                   ("within one second", 1.0, MOST_SPREAD_SECONDS)):  # fmt: skip
            tallies = [school.send(server, each=1, spread=spread) for _ in range(BURSTS)]
            slow = [tally.quantile(0.99) for tally in tallies]
            middle = statistics.median(slow)
            print(
                f"  {name:<20} p50 {statistics.median(t.quantile(0.5) for t in tallies) * 1e3:5.0f} ms  "
                f"p99 {middle * 1e3:5.0f} ms (of {BURSTS}: {min(slow) * 1e3:.0f} to {max(slow) * 1e3:.0f}, "
                f"first {slow[0] * 1e3:.0f})  goal ≤ {most * 1e3:.0f} ms {'kept' if middle <= most else 'MISSED'}  "
                f"errors {sum(tally.wrong for tally in tallies)}"
            )
        is_once = _copies(school, server)
        phones = _beside(school, server, seconds)
        kept = _count(Path(folder) / "quizapp.db", school)
        return is_once and kept and not school.errors and not phones


@contextmanager
def _school(folder: Path, seconds: float) -> Iterator[tuple[School, Served]]:
    port = free_port()
    attempts = 2 + round(seconds * ATTEMPTS_A_SECOND)
    settings = settings_in(folder, port)
    browsers = room(settings, learners=LEARNERS, attempts=attempts)
    phones = _live(settings, browsers[:PHONES])
    command = [sys.executable, "-m", "quizapp.cli", "serve", "--port", str(port), "--workers", str(WORKERS)]
    with served(command, port=port, env={"QUIZAPP_INSTANCE": str(folder)}) as server:
        left = [iter(browser.requests) for browser in browsers]
        yield School(browsers=browsers, left=left, phones=phones, taken=[0] * len(browsers)), server


def _live(settings: Settings, browsers: Sequence[Browser]) -> list[Iterator[bytes]]:
    """A live round that asks its first item, and by phone: take part, answer, and look again and again."""
    app, now, rng = create_app(settings), datetime.now(UTC), random.Random(1)
    with app.app_context():
        teacher = new_learner(now=now).id
        classroom = classes.new_class(title="9b", learner=teacher, name="Ada", now=now)
        for n, browser in enumerate(browsers):
            classes.join(classroom.code, learner=browser.learner, name=f"Ben {n}", now=now)
        opened = live.open_round(classroom.id, DECK, count=2, now=now, seed=1)
        asked = live.step(opened.id, seen=opened.sign, now=now)
    path, view = f"/live/{opened.id}", asked.places[0].view()
    sent: list[Iterator[bytes]] = []
    for browser in browsers:
        body = urlencode([*answer_to(view, rng), ("csrf_token", browser.token)])
        look = page_request(path, cookie=browser.cookie)
        sent.append(chain([look, request(f"{path}/1", body, cookie=browser.cookie)], repeat(look)))
    return sent


def _copies(school: School, server: Served) -> bool:
    """One answer sent by many connections at once: all are told the same."""
    same = next(school.left[0])
    bodies: list[bytes] = []
    tally = press(server.port, [iter([same]) for _ in range(COPIES)], bodies=bodies)
    school.taken[0] += 1
    told = {_TOKEN.sub(b"", _plain(body)) for body in bodies}
    print(f"  {COPIES} copies of one      {len(told)} different answers, errors {tally.wrong}")
    return len(told) == 1 and not tally.wrong


def _plain(body: bytes) -> bytes:
    plain: bytes = brotli.decompress(body)
    return plain


def _beside(school: School, server: Served, seconds: float) -> int:
    """Everybody answers for so long, and a live round goes on beside it; the errors of its phones."""
    pages = [Tally()]

    def look() -> None:
        pages[0] = press(server.port, school.phones, seconds=seconds, spread=1)

    phones = threading.Thread(target=look)
    phones.start()
    tally = school.send(server, seconds=seconds)
    phones.join()
    print(
        f"  for {tally.took:3.0f} s            {tally.rate:5.0f} answers/s  p50 {tally.quantile(0.5) * 1e3:5.0f} ms  "
        f"p99 {tally.quantile(0.99) * 1e3:5.0f} ms  errors {tally.wrong}"
    )
    print(
        f"  {PHONES} phones beside     {pages[0].rate:5.0f} pages/s  p99 {pages[0].quantile(0.99) * 1e3:5.0f} ms  "
        f"errors {pages[0].wrong}"
    )
    return pages[0].wrong


def _count(database: Path, school: School) -> bool:
    """Every answer that was taken is there, once."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT attempt.public_id, attempt_item.position, count(*) FROM response "
            "JOIN attempt_item ON attempt_item.id = response.attempt_item_id "
            "JOIN attempt ON attempt.id = attempt_item.attempt_id GROUP BY attempt_item.id"
        )
        stored = {(row[0], row[1]): row[2] for row in rows}
        is_whole = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    taken = {
        place
        for browser, number in zip(school.browsers, school.taken, strict=True)
        for place in browser.places[:number]
    }
    lived = len(stored.keys() - {place for browser in school.browsers for place in browser.places})
    lost, double = taken - set(stored), [place for place, number in stored.items() if number > 1]
    print(
        f"  in the database      {len(stored)} answers, {len(taken)} were told; lost {len(lost)}, "
        f"double {len(double)}; {lived} of {PHONES} phones answered; {'whole' if is_whole else 'DAMAGED'}\n"
    )
    return not lost and not double and lived == PHONES and is_whole


if __name__ == "__main__":
    raise SystemExit(0 if run(float(sys.argv[1]) if sys.argv[1:] else SECONDS) else 1)
