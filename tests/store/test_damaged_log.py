"""SQLite's log cut off, overwritten or gone: what stands before the damage is kept, and nothing of it is half there."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.store.database import reading
from quizapp.store.migrate import upgrade
from tests.store.databases import opened

DAMAGED = int(os.environ.get("QUIZAPP_DAMAGED_LOGS") or 60)
"""How many logs are damaged; a figure in docs/quality.md is of more."""
COMMITS, ROWS = 30, 4
KILLED = f"""
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA wal_autocheckpoint = 0")
for commit in range({COMMITS}):
    connection.execute("BEGIN IMMEDIATE")
    for row in range({ROWS}):
        named = (f"t{{commit}}-{{row}}-" + "x" * 600, commit * {ROWS} + row)
        connection.execute("INSERT INTO tombstone (public_id, anki_id) VALUES (?, ?)", named)
    connection.execute("COMMIT")
os.kill(os.getpid(), 9)
"""  # noqa: S608 - of numbers of ours


@pytest.fixture
def killed(sqlite_url: str) -> Path:
    """A database whose process was killed: all that it committed stands in the log only."""
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False)
    return file


def damaged(log: bytes, chance: random.Random) -> bytes:
    """The log cut off, with wrong bytes, or with a part of it moved."""
    changed, at = bytearray(log), chance.randrange(len(log))
    match chance.randrange(4):
        case 0:
            del changed[at:]
        case 1:
            changed[at : at + 1] = bytes([changed[at] ^ 1 << chance.randrange(8)])
        case 2:
            changed[at : at + 4096] = chance.randbytes(len(changed[at : at + 4096]))
        case _:
            changed[at : at + 4096] = bytes(len(changed[at : at + 4096]))
    return bytes(changed)


def whole_commits(file: Path) -> int:
    """How many commits are there; fails where one is there in part, or the file is not sound."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        numbers = [row[0] for row in connection.execute("SELECT anki_id FROM tombstone ORDER BY anki_id")]
    assert numbers == list(range(len(numbers)))
    assert len(numbers) % ROWS == 0
    return len(numbers) // ROWS


def test_whatever_happens_to_the_log_whole_commits_are_kept_up_to_the_damage(
    killed: Path, tmp_path: Path
) -> None:
    log, found = Path(f"{killed}-wal").read_bytes(), set()
    for number in range(DAMAGED):
        copy = tmp_path / "copy.db"
        shutil.copy(killed, copy)
        Path(f"{copy}-shm").unlink(missing_ok=True)
        Path(f"{copy}-wal").write_bytes(damaged(log, random.Random(number)))
        found.add(whole_commits(copy))
    assert len(found) > 5
    assert found <= set(range(COMMITS + 1))


def gone(log: Path) -> None:
    log.unlink()


def another(log: Path) -> None:
    log.write_bytes(b"Dear diary, this is no log. " * 1000)


def whole(log: Path) -> None:
    """As it was."""


@pytest.mark.parametrize(("spoil", "kept"), [(whole, COMMITS), (gone, 0), (another, 0)])
def test_the_next_start_needs_no_hand(spoil: Callable[[Path], None], kept: int, killed: Path) -> None:
    spoil(Path(f"{killed}-wal"))
    with opened(f"sqlite:///{killed}") as app:
        upgrade(app)
        with reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    assert whole_commits(killed) == kept
