"""Two who wait for each other: one gives way, and does its work again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.errors import Unavailable
from quizapp.store import again
from quizapp.store.again import retried
from quizapp.store.database import insert_all, reading, transaction
from quizapp.store.rows import TombstoneRow
from tests.store.databases import Server, opened

ROWS = [{"public_id": name, "anki_id": number} for number, name in enumerate(("north", "south"))]


def count_up(first: str, second: str, *, both_hold_one: threading.Barrier | None) -> None:
    """Add 10 to two rows, in this order; those who come with a barrier each hold a row that the other one wants."""
    with transaction() as connection:
        for name in (first, second):
            row = update(TombstoneRow).where(TombstoneRow.public_id == name)
            connection.execute(row.values(anki_id=TombstoneRow.anki_id + 10))
            if both_hold_one is not None:
                both_hold_one.wait(timeout=10)
                both_hold_one = None


def crossed(app: Flask) -> list[int]:
    """Two threads count up in opposite orders; how often each tried."""
    barrier = threading.Barrier(2)

    def run(first: str, second: str) -> int:
        tries = []

        @retried
        def act() -> None:
            tries.append(1)
            count_up(first, second, both_hold_one=barrier if len(tries) == 1 else None)

        with app.app_context():
            act()
        return len(tries)

    with ThreadPoolExecutor(2) as pool:
        return [
            done.result() for done in [pool.submit(run, "north", "south"), pool.submit(run, "south", "north")]
        ]


@pytest.fixture
def crossing(postgresql: Server, postgresql_kept: str) -> Iterator[Flask]:
    """An application with two rows on a database that lets two write at once; in SQLite nobody waits for a row."""
    with opened(postgresql.empty(postgresql_kept)) as app:
        with transaction() as connection:
            insert_all(connection, TombstoneRow, ROWS)
        yield app


def test_who_gave_way_to_another_does_its_work_again(crossing: Flask) -> None:
    assert sorted(crossed(crossing)) == [1, 2]


def test_work_that_was_done_again_counts_once(crossing: Flask) -> None:
    crossed(crossing)
    with reading() as connection:
        rows = connection.execute(select(TombstoneRow.anki_id).order_by(TombstoneRow.anki_id)).scalars()
        assert list(rows) == [20, 21]


def test_who_always_gives_way_is_told_in_the_end(crossing: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "TRIES", 1)
    with pytest.raises(Unavailable, match="busy"):
        crossed(crossing)


def test_what_is_out_of_reach_is_not_tried_again() -> None:
    tries = []

    @retried
    def act() -> None:
        tries.append(1)
        raise Unavailable("The database server cannot be reached.")

    with pytest.raises(Unavailable):
        act()
    assert len(tries) == 1
