"""An import is stored once and as a whole, whoever else presses the button, and is forgotten in time."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.errors import Conflict, NotFound, QuizappError
from quizapp.services import drafts, intakes
from quizapp.services.decks import get_deck
from quizapp.services.exports import export_items
from quizapp.store import many
from quizapp.store.database import reading
from quizapp.store.intake_rows import IntakeRow
from quizapp.store.rows import ItemRow
from tests.services.workshop import WORKSHOP
from tests.store.northern import NOW

TABLE = b"stem,key\nWhich river flows through Harbin?,Songhua\nWhich sea lies east of it?,The Sea of Japan\n"


def rows_of_items() -> int:
    """How many items the database holds."""
    with reading() as connection:
        return connection.execute(select(func.count()).select_from(ItemRow)).scalar_one()


def test_two_presses_at_once_store_it_once(app: Flask, published: str) -> None:
    name, before = intakes.receive(WORKSHOP, "a.csv", TABLE, now=NOW), rows_of_items()
    ends: list[str] = []

    def press() -> None:
        with app.app_context():
            try:
                ends.append(f"{intakes.carry_out(WORKSHOP, name, now=NOW).added} added")
            except Conflict:
                ends.append("told")

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(ends), rows_of_items() - before) == (["2 added", "told", "told"], 2)


def test_the_same_file_sent_twice_at_once_doubles_nothing(app: Flask, published: str) -> None:
    names = [intakes.receive(WORKSHOP, "a.csv", TABLE, now=NOW) for _ in range(2)]
    before = rows_of_items()

    def press(name: str) -> None:
        with app.app_context():
            try:
                intakes.carry_out(WORKSHOP, name, now=NOW)
            except QuizappError:
                return

    threads = [threading.Thread(target=press, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows_of_items() - before == 2


def test_what_breaks_off_in_the_middle_has_stored_nothing(
    published: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.accept_all(WORKSHOP, now=NOW)
    raw = (
        export_items(WORKSHOP, "csv").content.replace(b",capitals,", b",cities,") + b",,Where?,Here,,,,,,,\n"
    )
    name, before = intakes.receive(WORKSHOP, "a.csv", raw, now=NOW), get_deck(WORKSHOP)

    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("the power is cut")

    monkeypatch.setattr(many, "_point", broken)
    with pytest.raises(RuntimeError):
        intakes.carry_out(WORKSHOP, name, now=NOW)
    assert (get_deck(WORKSHOP), intakes.get(WORKSHOP, name).state) == (before, "open")


def test_files_that_nobody_stored_are_forgotten_after_a_day(published: str) -> None:
    name = intakes.receive(WORKSHOP, "a.csv", TABLE, now=NOW)
    kept = intakes.receive(WORKSHOP, "b.csv", TABLE, now=NOW)
    intakes.carry_out(WORKSHOP, kept, now=NOW)
    intakes.receive(WORKSHOP, "c.csv", TABLE, now=NOW + timedelta(days=2))
    with pytest.raises(NotFound):
        intakes.get(WORKSHOP, name)
    assert (intakes.get(WORKSHOP, kept).state, intakes.get(WORKSHOP, kept).content) == ("stored", b"")
    intakes.receive(WORKSHOP, "d.csv", TABLE, now=NOW + timedelta(days=31))
    with reading() as connection:
        names = set(connection.execute(select(IntakeRow.filename)).scalars())
    assert names == {"d.csv"}


def test_a_file_for_one_deck_is_nowhere_else(published: str) -> None:
    name = intakes.receive(WORKSHOP, "a.csv", TABLE, now=NOW)
    with pytest.raises(NotFound):
        intakes.get("another", name)
