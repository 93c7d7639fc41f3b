"""The worker runs what waits, survives faults and ends when it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from quizapp.core.text.source import Source
from quizapp.errors import Unavailable
from quizapp.services import classes, worker
from quizapp.services.access import Actor
from quizapp.services.bin import KEPT, list_bin
from quizapp.services.learners import new_learner
from quizapp.services.texts import get_job, submit_text
from quizapp.store.migrate import upgrade
from tests.services.generator import fake_generator
from tests.store.databases import opened

ROOT = Path(__file__).resolve().parents[2]
COAL = Source(title="Power", text="Coal is black and burns.")
PROGRAM = """
import sys
from quizapp.services.worker import work_until_ended
from tests.store.databases import opened
with opened(sys.argv[1]) as app:
    print("working", flush=True)
    work_until_ended(app.app_context)
print("ended", flush=True)
"""


def wait_until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end and not true():
        time.sleep(0.01)
    return true()


def test_what_waits_is_worked_off_until_the_worker_is_stopped(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_generator(monkeypatch)
    job, stop = submit_text(COAL, now=datetime.now(UTC)), threading.Event()
    thread = threading.Thread(target=worker.work, args=(app.app_context, stop))
    thread.start()
    assert wait_until(lambda: get_job(job.id).state == "done")
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_the_worker_empties_the_bin_of_what_is_old(app: Flask) -> None:
    learner, long_ago = new_learner(now=datetime.now(UTC)).id, datetime.now(UTC) - KEPT - timedelta(hours=1)
    old, young = (
        classes.new_class(title=title, learner=learner, name="Ada", now=long_ago) for title in ("9a", "9b")
    )
    classes.delete_class(old.id, now=long_ago, by=learner)
    classes.delete_class(young.id, now=datetime.now(UTC), by=learner)
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(app.app_context, stop))
    thread.start()
    left = Actor(learner=learner)
    assert wait_until(lambda: [entry.title for entry in list_bin(left)] == ["9b"])
    stop.set()
    thread.join(5)


@pytest.mark.parametrize("fault", [Unavailable("The database is busy."), ZeroDivisionError("a bug")])
def test_a_fault_does_not_end_the_worker(
    fault: Exception, app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, calls = threading.Event(), []

    def run_next_job(**_given: object) -> bool:
        calls.append(1)
        if len(calls) == 1:
            raise fault
        stop.set()
        return False

    monkeypatch.setattr(worker, "REST_SECONDS", 0.01)
    monkeypatch.setattr(worker, "run_next_job", run_next_job)
    worker.work(app.app_context, stop)
    assert len(calls) == 2
    assert str(fault) in caplog.text


def test_a_worker_whose_parent_is_gone_ends(app: Flask) -> None:
    worker.work(app.app_context, threading.Event(), alive=lambda: False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_worker_cleanly(number: signal.Signals, sqlite_url: str) -> None:
    command = [sys.executable, "-c", PROGRAM, sqlite_url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "working\n"
        time.sleep(0.2)
        process.send_signal(number)
        assert process.stdout.read() == "ended\n"
    assert process.returncode == 0


def test_a_web_process_that_queues_a_text_loads_no_language_model(sqlite_url: str) -> None:
    program = textwrap.dedent("""
        import sys
        from datetime import UTC, datetime
        from quizapp.core.text.source import Source
        from quizapp.services import audits, decks, drafts, exports, quizzes, seeding, texts, worker
        from tests.store.databases import opened
        with opened(sys.argv[1]):
            texts.submit_text(Source(title="Power", text="Coal is black."), now=datetime.now(UTC))
        print("spacy" in sys.modules)
    """)
    done = subprocess.run(
        [sys.executable, "-c", program, sqlite_url], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_a_worker_waits_for_a_database_that_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "REST_SECONDS", 0.05)
    fake_generator(monkeypatch)
    stop = threading.Event()
    with opened(f"sqlite:///{tmp_path / 'late.db'}") as app:
        thread = threading.Thread(target=worker.work, args=(app.app_context, stop))
        thread.start()
        upgrade(app)
        job = submit_text(COAL, now=datetime.now(UTC))
        assert wait_until(lambda: get_job(job.id).state == "done")
        stop.set()
        thread.join(5)
