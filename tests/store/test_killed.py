"""kill -9 at any moment loses no answer that was acknowledged."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quizapp.services.quizzes import get_attempt
from quizapp.services.seeding import load_seeds
from quizapp.store.database import reading
from quizapp.store.migrate import upgrade
from tests.store.databases import opened
from tests.store.northern import NOW, write

ROUNDS = 3
ROOT = Path(__file__).resolve().parents[2]


def acknowledged_before_kill(url: str, *, wait: float) -> list[tuple[str, int]]:
    """What a learner's process was told is stored, until it was killed."""
    learner = subprocess.Popen(
        [sys.executable, "-m", "tests.store.answering", url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert learner.stdout is not None
    first = learner.stdout.readline()
    time.sleep(wait)
    learner.kill()
    lines = [first, *learner.stdout.read().split("\n")[:-1]]
    learner.stdout.close()
    learner.wait()
    return [(line.split()[0], int(line.split()[1])) for line in lines]


@pytest.mark.slow
def test_no_acknowledged_answer_is_lost_when_a_process_is_killed(sqlite_url: str, tmp_path: Path) -> None:
    rng = random.Random(7)
    with opened(sqlite_url):
        load_seeds(write(tmp_path / "seeds"), now=NOW)
    told = [
        each for _ in range(ROUNDS) for each in acknowledged_before_kill(sqlite_url, wait=rng.random() / 3)
    ]
    with opened(sqlite_url) as app:
        upgrade(app)
        attempts = {id: get_attempt(id) for id, _ in told}
        lost = [(id, at) for id, at in told if attempts[id].items[at - 1].response is None]
        with reading() as connection:
            sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
    assert len(told) > ROUNDS
    assert (lost, sound) == ([], "ok")
