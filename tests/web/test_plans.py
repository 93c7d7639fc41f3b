"""Every address finds its rows by an index in a database with a million cards, whoever asks for it."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from math import prod
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, event

from quizapp.services import quizzes
from quizapp.store import versions
from quizapp.store.database import db
from tests.store.databases import DIALECT
from tests.web import test_authorisation as authorisation
from tests.web.cast import exemplar
from tests.web.test_authorisation import ACTORS, EXPECTED, ROUTES, Site, Town, browser

pytestmark = pytest.mark.skipif(DIALECT != "sqlite", reason="these are SQLite's plans")
town, site = authorisation.town, authorisation.site

ROWS = {
    "account": 10_000, "assignment": 4_000, "attempt": 200_000, "attempt_item": 2_000_000, "card": 1_000_000,
    "classroom": 400, "deck": 1_000, "item": 50_000, "item_version": 60_000, "job": 2_000, "learner": 10_000,
    "live": 1_000, "member": 12_000, "report": 10_000, "response": 2_000_000, "review": 5_000_000, "source": 1_000,
    "statement": 50_000,
}  # fmt: skip
"""A school district: 10,000 learners with 100 cards each."""
ASKED_FIRST = ("ada", "ben", "cleo", "visitor", "olga", "stranger")
OTHERS = 50_000
ALIKE = 100
"""So many values a column has that points at no other table."""
HOT = {
    "attempts.answer", "attempts.item", "attempts.attempt", "live.answer", "live.phone", "live.events", "study.rate",
}  # fmt: skip
"""What a whole class does at once."""


@pytest.fixture(scope="module")
def statements(town: Town, site: Site) -> dict[str, set[str]]:
    """By endpoint every statement that it ran, values filled in, for somebody who gets an answer."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for endpoint, method, rule in ROUTES:
        for name, answers in EXPECTED[endpoint].items():
            app = site.fresh()
            thing = authorisation._thing(town, endpoint, name)
            address, form = authorisation._address(town, endpoint, rule, thing, app)
            allowed = (who for who in ASKED_FIRST if answers[ACTORS.index(who)] == "y")
            client = browser(app, town, next(allowed, ASKED_FIRST[0]))
            with traced(app) as ran:
                assert client.open(address, method=method, data=form).status_code < 500
            seen[endpoint].update(ran)
            site.is_fresh = method == "GET"
    seen["attempts.answer"] |= answered(town, site.fresh())
    return seen


def answered(town: Town, app: Flask) -> set[str]:
    """What two answers run, a wrong one and a right one, at an attempt of ben's."""
    id = town.things["attempt"]["ben's"]
    with app.app_context():
        found = quizzes.get_attempt(id)
        versions.forget(db.engine)
    client = browser(app, town, "ben")
    with traced(app) as ran:
        for place, how in zip(found.items[1:], ("wrong", "right"), strict=True):
            form = getattr(exemplar(place.entry.item.id.removeprefix("i-")), how)
            told = client.post(f"/attempts/{id}/{place.position}", data=form, headers={"HX-Request": "true"})
            assert told.status_code == 200
    return set(ran)


@contextmanager
def traced(app: Flask) -> Iterator[list[str]]:
    """What SQLite itself is asked inside the block, by whatever way."""
    ran: list[str] = []

    def listen(connection: sqlite3.Connection, *_rest: Any) -> None:
        connection.set_trace_callback(ran.append)

    with app.app_context():
        engine = db.engine
    engine.dispose()  # none that is kept goes unheard
    event.listen(engine, "checkout", listen)
    try:
        yield ran
    finally:
        event.remove(engine, "checkout", listen)
        engine.dispose()


@pytest.fixture(scope="module")
def district(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The town's tables, of which SQLite believes that they have as many rows as in a district."""
    original = town.settings.database_file
    assert original is not None
    file = tmp_path_factory.mktemp("district") / "quizapp.db"
    shutil.copy(original, file)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("ANALYZE")
        connection.execute("DELETE FROM sqlite_stat1")
        for table in db.Model.metadata.tables.values():
            connection.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", counted(connection, table))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        yield connection


def counted(connection: sqlite3.Connection, table: Table) -> Iterator[tuple[str, str | None, str]]:
    """What ANALYZE would say: of each index, how many rows have the same first, first two … columns."""
    rows = ROWS.get(table.name, OTHERS)
    yield table.name, None, str(rows)
    for _, index, is_unique, *_rest in connection.execute(f"PRAGMA index_list('{table.name}')").fetchall():
        names = [row[2] for row in connection.execute(f"PRAGMA index_info('{index}')")]
        values = [different(table, name) for name in names]
        alike = [max(1, rows // prod(values[:n])) for n in range(1, len(values) + 1)]
        if is_unique:
            alike[-1] = 1
        yield table.name, index, " ".join(map(str, [rows, *alike]))


def different(table: Table, column: str) -> int:
    """How many values a column has."""
    if column == "public_id":
        return ROWS.get(table.name, OTHERS)
    parents = [key.column.table.name for key in table.columns[column].foreign_keys]
    return ROWS.get(parents[0], OTHERS) if parents else ALIKE


def plan(district: sqlite3.Connection, statement: str) -> list[str]:
    """How SQLite would run it there."""
    if not statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH", "INSERT")):
        return []
    return [row[3] for row in district.execute(f"EXPLAIN QUERY PLAN {statement}")]


def scanned(lines: list[str]) -> set[str]:
    """The tables that are read from end to end."""
    names = {re.sub(r"_\d+$", "", line.split()[1]) for line in lines if line.startswith("SCAN")}
    return names & set(db.Model.metadata.tables)


def test_no_address_reads_a_table_from_end_to_end(
    statements: dict[str, set[str]], district: sqlite3.Connection
) -> None:
    found = {
        (endpoint, table, statement)
        for endpoint, ran in statements.items()
        for statement in ran
        for table in scanned(plan(district, statement))
    }
    assert not found


def test_what_a_class_does_at_once_sorts_nothing(
    statements: dict[str, set[str]], district: sqlite3.Connection
) -> None:
    found = {
        (endpoint, line, statement)
        for endpoint in HOT
        for statement in statements[endpoint]
        for line in plan(district, statement)
        if "TEMP B-TREE" in line
    }
    assert not found


def test_the_statements_of_an_answer_are_among_those_that_are_looked_at(
    statements: dict[str, set[str]],
) -> None:
    assert any(ran.startswith("INSERT INTO response") for ran in statements["attempts.answer"])


def test_a_query_without_an_index_would_be_found(district: sqlite3.Connection) -> None:
    assert scanned(plan(district, "SELECT id FROM card WHERE stability > 3")) == {"card"}
    copied = "INSERT INTO tombstone (public_id, anki_id) SELECT id, id FROM card WHERE stability > 3"
    assert scanned(plan(district, copied)) == {"card"}
    assert not scanned(plan(district, "SELECT id FROM card WHERE learner_id = 3 AND due < '2026'"))


def test_what_is_believed_of_an_index_is_what_a_district_has(district: sqlite3.Connection) -> None:
    told = dict(district.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'card'").fetchall())
    assert told["ix_card_learner_id_due"] == "1000000 100 1"
