"""What the disk, the file or the server does wrong is said in a sentence, and nothing is half stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import exc, text

from quizapp.errors import Conflict, InputError, Unavailable
from quizapp.store import turns
from quizapp.store.database import insert_all, reading, transaction
from quizapp.store.migrate import upgrade
from quizapp.store.rows import AttemptRow, SourceRow, TombstoneRow
from tests.store.databases import Server, opened
from tests.store.northern import NOW

LARGE = {"title": "Large", "text": "x" * 3_000_000, "sha256": "0" * 64}


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def read_only(url: str) -> str:
    return f"sqlite:///file:{file_of(url)}?mode=ro&uri=true"


def test_a_read_only_database_can_still_be_read(sqlite_url: str) -> None:
    with opened(read_only(sqlite_url)), reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM deck")).scalar_one() == 0


def test_writing_to_a_read_only_database_says_so(sqlite_url: str) -> None:
    with (
        opened(read_only(sqlite_url)),
        pytest.raises(Unavailable, match="read-only"),
        transaction() as connection,
    ):
        insert_all(connection, SourceRow, [LARGE])


def test_a_full_disk_says_so_and_leaves_nothing(sqlite_url: str) -> None:
    with opened(sqlite_url):
        with reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 100")
        with pytest.raises(Unavailable, match="no room"), transaction() as connection:
            insert_all(connection, SourceRow, [LARGE | {"text": "small"}, LARGE])
        with reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM source")).scalar_one() == 0


def test_writing_works_again_when_there_is_room(sqlite_url: str) -> None:
    with opened(sqlite_url):
        with reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 100")
        with pytest.raises(Unavailable), transaction() as connection:
            insert_all(connection, SourceRow, [LARGE])
        with reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        with transaction() as connection:
            insert_all(connection, SourceRow, [LARGE])
            assert connection.execute(text("SELECT count(*) FROM source")).scalar_one() == 1


def test_a_database_that_stays_locked_is_busy(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "BUSY_SECONDS", 0.05)
    with opened(sqlite_url), transaction(), pytest.raises(Unavailable, match="busy"), transaction():
        pass


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def overwrite(file: Path) -> None:
    file.write_bytes(b"Dear diary, this is no database. " * 1000)


@pytest.mark.parametrize(("spoil", "told"), [(truncate, "damaged"), (overwrite, "not a database")])
def test_a_spoilt_file_is_named_and_not_touched(
    spoil: Callable[[Path], None], told: str, sqlite_url: str
) -> None:
    file = file_of(sqlite_url)
    spoil(file)
    before = file.read_bytes()
    with opened(sqlite_url) as app, pytest.raises(Unavailable, match=told):
        upgrade(app)
    assert file.read_bytes() == before


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with (
        opened(f"sqlite:///{tmp_path}/nowhere/quizapp.db") as app,
        pytest.raises(Unavailable, match="folder"),
    ):
        upgrade(app)


def test_a_server_that_is_not_there_cannot_be_reached(tmp_path: Path) -> None:
    with (
        opened(f"postgresql://ada@/quizapp?host={tmp_path}") as app,
        pytest.raises(Unavailable, match="cannot be reached"),
    ):
        upgrade(app)


def test_a_connection_that_the_server_closed_is_opened_anew(postgresql: Server) -> None:
    close_all = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    address = postgresql.create()
    with opened(address):
        with reading() as connection:
            connection.execute(text("SELECT 1"))
        with opened(address), reading() as other:
            other.execute(text(close_all))
        with reading() as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1


def test_characters_that_no_database_takes_are_the_senders_to_change(app: Flask) -> None:
    with pytest.raises(InputError, match="characters"), transaction() as connection:
        insert_all(connection, SourceRow, [LARGE | {"text": "a lone half \ud800 of a pair"}])


def test_a_row_whose_owner_is_gone_is_a_conflict(app: Flask) -> None:
    orphan = {"public_id": "token", "deck_id": 404, "started": NOW}
    with pytest.raises(Conflict, match="deleted"), transaction() as connection:
        insert_all(connection, AttemptRow, [orphan])


def test_a_bug_is_not_called_a_fault(app: Flask) -> None:
    with pytest.raises(exc.DBAPIError), transaction() as connection:
        connection.execute(text("SELECT * FROM no_such_table"))


def test_a_second_row_with_a_unique_name_is_not_called_a_fault(app: Flask) -> None:
    twins = [{"public_id": "north", "anki_id": number} for number in (1, 2)]
    with pytest.raises(exc.IntegrityError), transaction() as connection:
        insert_all(connection, TombstoneRow, twins)
