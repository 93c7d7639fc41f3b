"""A backup is whole, whatever happens meanwhile, and putting it back loses nothing."""

from __future__ import annotations

import os
import resource
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.errors import InputError, Unavailable
from quizapp.services.quizzes import get_attempt
from quizapp.services.seeding import load_seeds
from quizapp.store import backup
from quizapp.store.backup import back_up, put_back
from quizapp.store.migrate import upgrade
from quizapp.store.migrations import HEAD
from tests.store.databases import opened
from tests.store.northern import NOW, write

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def database(sqlite_url: str) -> Path:
    """A database with every table."""
    return Path(sqlite_url.removeprefix("sqlite:///"))


def change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


def dump(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def tombstones(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM tombstone").fetchone()[0])


BURY = "INSERT INTO tombstone (public_id, anki_id) VALUES ('gone', 7)"


def only_databases(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm")))


@pytest.mark.slow
def test_a_backup_under_steady_answers_ends_and_holds_all_that_was_acknowledged_before_it(
    sqlite_url: str, database: Path, tmp_path: Path
) -> None:
    with opened(sqlite_url):
        load_seeds(write(tmp_path / "seeds"), now=NOW)
    command = [sys.executable, "-m", "tests.store.answering", sqlite_url]
    copies = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as learner:
        assert learner.stdout is not None
        told = [learner.stdout.readline() for _ in range(30)]
        for n in range(3):
            copies.append(back_up(database, tmp_path / f"copy{n}.db").file)
            told += [learner.stdout.readline()]
        learner.kill()
    kept = put_back(copies[0], database, now=NOW)
    assert kept is not None
    assert dump(database) == dump(copies[0])
    with opened(sqlite_url) as app:
        upgrade(app)
        lost = [line for line in told[:30] if not is_stored(line)]
    assert lost == []
    assert [*map(len, map(dump, copies))] == sorted(map(len, map(dump, copies)))
    assert len(dump(kept)) >= len(dump(copies[2]))


def is_stored(line: str) -> bool:
    attempt, place = line.split()
    return get_attempt(attempt).items[int(place) - 1].response is not None


def test_a_backup_can_be_read_by_its_owner_alone(database: Path, tmp_path: Path) -> None:
    made = back_up(database, tmp_path / "copy.db")
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert (made.revision, made.size) == (HEAD, made.file.stat().st_size)


def test_a_backup_replaces_no_file(database: Path, tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary")
    with pytest.raises(InputError, match="exists already"):
        back_up(database, diary)
    assert diary.read_text() == "Dear diary"


def test_where_there_is_no_room_no_file_is_left(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises((InputError, Unavailable)):
            back_up(database, folder / "copy.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(database: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        back_up(database, tmp_path / "nowhere" / "copy.db")


def test_nothing_is_no_database_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no database"):
        back_up(tmp_path / "quizapp.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_gives_no_backup(database: Path, tmp_path: Path) -> None:
    content = bytearray(database.read_bytes())
    content[4096 * 3 : 4096 * 20] = b"\xaa" * 4096 * 17
    database.write_bytes(content)
    with pytest.raises((InputError, Unavailable)):
        back_up(database, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_restoring_keeps_the_old_database(database: Path, tmp_path: Path) -> None:
    made = back_up(database, tmp_path / "copy.db")
    change(database, BURY)
    kept = put_back(made.file, database, now=NOW)
    assert kept is not None
    assert [tombstones(one) for one in (database, kept, made.file)] == [0, 1, 0]
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


def test_what_stood_only_in_the_log_of_the_old_database_is_kept(database: Path, tmp_path: Path) -> None:
    made = back_up(database, tmp_path / "copy.db")
    killed = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode = WAL'); "
    )
    killed += f'c.execute("{BURY}"); c.commit(); os.kill(os.getpid(), 9)'
    subprocess.run([sys.executable, "-c", killed, str(database)], check=False)
    assert database.with_name(f"{database.name}-wal").stat().st_size > 0
    kept = put_back(made.file, database, now=NOW)
    assert kept is not None
    assert (tombstones(database), tombstones(kept)) == (0, 1)


def test_a_file_copied_by_hand_is_restored_with_what_stands_in_its_log(
    database: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(BURY)
        connection.commit()
        for ending in ("", "-wal"):
            (tmp_path / f"by-hand{ending}").write_bytes(Path(f"{database}{ending}").read_bytes())
    before = (tmp_path / "by-hand").read_bytes()
    change(database, "DELETE FROM tombstone")
    put_back(tmp_path / "by-hand", database, now=NOW)
    assert (tombstones(database), (tmp_path / "by-hand").read_bytes() == before) == (1, True)


def test_a_missing_database_is_restored(database: Path, tmp_path: Path) -> None:
    made = back_up(database, tmp_path / "copy.db")
    database.unlink()
    assert put_back(made.file, database, now=NOW) is None
    assert dump(database) == dump(made.file)


def test_a_damaged_database_is_replaced_and_kept_as_it_is(database: Path, tmp_path: Path) -> None:
    made = back_up(database, tmp_path / "copy.db")
    database.write_bytes(b"Dear diary, this is no database. " * 1000)
    kept = put_back(made.file, database, now=NOW)
    assert kept is not None
    assert kept.read_bytes().startswith(b"Dear diary")
    assert dump(database) == dump(made.file)


def newer(file: Path) -> None:
    change(file, "UPDATE alembic_version SET version_num = '9999'")


def foreign(file: Path) -> None:
    change(file, "DROP TABLE alembic_version")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9000])


def no_database(file: Path) -> None:
    file.write_bytes(b"Dear diary, this is no database. " * 1000)


def nothing(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (newer, "made by a newer quizapp"),
        (foreign, "not a database of quizapp"),
        (cut, "no whole SQLite database|damaged"),
        (no_database, "no whole SQLite database"),
        (nothing, "not a database of quizapp"),
        (os.unlink, "no file"),
    ],
)
def test_what_is_no_backup_is_refused_and_nothing_changes(
    spoil: object, told: str, database: Path, tmp_path: Path
) -> None:
    made = back_up(database, tmp_path / "copy.db").file
    assert callable(spoil)
    spoil(made)
    change(database, BURY)
    before = only_databases(tmp_path)
    with pytest.raises(InputError, match=told):
        put_back(made, database, now=NOW)
    assert (tombstones(database), only_databases(tmp_path)) == (1, before)


def test_nothing_is_restored_under_a_running_program(
    sqlite_url: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(database, tmp_path / "copy.db")
    monkeypatch.setattr(backup, "_PROBE_MILLISECONDS", 50)
    with opened(sqlite_url) as app:
        upgrade(app)
        with pytest.raises(Unavailable, match="running"):
            put_back(made.file, database, now=NOW)
