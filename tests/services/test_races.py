"""What happens in the same moment ends as if one had come after the other, and a killed worker loses no text."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import exc

from quizapp.core.text.source import Source
from quizapp.errors import Conflict, NotFound
from quizapp.services import bin, quizzes
from quizapp.services.decks import delete_deck
from quizapp.services.seeding import load_seeds
from quizapp.services.texts import get_job, run_next_job, submit_text
from quizapp.store import bin as stored_bin
from quizapp.store import decks
from quizapp.store.database import Connection, reading
from tests.services.cast import DECK, quiz
from tests.services.generator import fake_generator
from tests.store.databases import opened
from tests.store.northern import NOW, right, write

ROOT = Path(__file__).resolve().parents[2]
ANSWERING = """
import sys
from quizapp.errors import QuizappError
from quizapp.services.quizzes import answer, get_attempt
from tests.store.databases import opened
from tests.store.northern import NOW, wrong
with opened(sys.argv[1]):
    attempt = get_attempt(sys.argv[2])
    print("ready", flush=True)
    sys.stdin.readline()
    for place in attempt.items:
        print(answer(attempt.id, place.position, wrong(place), now=NOW).response.outcome.fraction, flush=True)
"""
WORKING = """
import sys, time
from types import ModuleType
from quizapp.services.worker import work_until_ended
from tests.store.databases import opened
module = ModuleType("quizapp.core.statements.extract")
def extract(source, *, progress=None):
    progress(0.5, "Reading")
    print("reading", flush=True)
    time.sleep(60)
module.extract = extract
sys.modules[module.__name__] = module
with opened(sys.argv[1]) as app:
    work_until_ended(app.app_context)
"""


def together(app: Flask, deeds: Sequence[Callable[[], object]]) -> list[Exception]:
    """Do these in threads that begin in the same moment; what they raised."""
    barrier, raised = threading.Barrier(len(deeds)), []

    def do(deed: Callable[[], object]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                deed()
            except Exception as error:  # noqa: BLE001 - the test looks at it
                raised.append(error)

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def rows(table: str) -> int:
    with reading() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608 - ours


def destroy() -> None:
    """Delete the deck, and what was deleted for ever."""
    delete_deck(DECK, now=NOW)
    bin.sweep(now=NOW + 2 * bin.KEPT)


def test_a_deck_that_is_deleted_under_an_answer_takes_all_or_leaves_all(app: Flask, north: str) -> None:
    attempt = quiz(count=3)
    deeds: list[Callable[[], object]] = [destroy]
    deeds += [
        lambda place=place: quizzes.answer(attempt.id, place.position, right(place), now=NOW)  # type: ignore[misc]
        for place in attempt.items
    ]
    raised = together(app, deeds)
    assert all(isinstance(error, (NotFound, Conflict)) for error in raised)
    assert [rows(table) for table in ("deck", "attempt", "attempt_item", "response", "card", "review")] == [
        0
    ] * 6


def test_two_workers_that_take_one_attempt_store_one_response_to_a_place(
    sqlite_url: str, tmp_path: Path
) -> None:
    with opened(sqlite_url):
        load_seeds(write(tmp_path / "seeds"), now=NOW)
        attempt = quiz(count=4)
        command = [sys.executable, "-c", ANSWERING, sqlite_url, attempt.id]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as worker:
            assert worker.stdin is not None
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
            worker.stdin.write("\n")
            worker.stdin.flush()
            here = [
                quizzes.answer(attempt.id, place.position, right(place), now=NOW) for place in attempt.items
            ]
            there = worker.stdout.read().split()
        places = quizzes.get_attempt(attempt.id).items
        assert rows("response") == 4
    stored = [str(place.response.outcome.fraction) for place in places if place.response is not None]
    assert [str(place.response.outcome.fraction) for place in here if place.response is not None] == stored
    assert there == stored


def test_a_text_whose_worker_is_killed_is_taken_up_again(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(sqlite_url):
        job = submit_text(Source(title="Power", text="Coal is black and burns."), now=datetime.now(UTC))
        with subprocess.Popen(
            [sys.executable, "-c", WORKING, sqlite_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "reading\n"
            worker.kill()
        fake_generator(monkeypatch)
        assert get_job(job.id).state == "running"
        assert not run_next_job(now=datetime.now(UTC))
        assert run_next_job(now=datetime.now(UTC) + timedelta(minutes=2))
        assert (get_job(job.id).state, rows("deck")) == ("done", 1)


class GaveWay(Exception):
    """What the driver of PostgreSQL raises where the server broke a deadlock."""

    sqlstate = "40P01"


def test_a_deletion_that_gave_way_to_an_answer_is_done_again(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored, tries = decks.delete_for_ever, []

    def once_in_the_way(connection: Connection, deck: int) -> None:
        tries.append(deck)
        if len(tries) == 1:
            raise exc.OperationalError("DELETE", {}, GaveWay())
        stored(connection, deck)

    monkeypatch.setitem(stored_bin._DESTROY, "deck", once_in_the_way)
    with opened(sqlite_url):
        load_seeds(write(tmp_path / "seeds"), now=NOW)
        destroy()
        assert (len(tries), rows("deck")) == (2, 0)
