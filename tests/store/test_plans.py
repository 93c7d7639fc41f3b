"""The queries that every page runs find their rows by an index, whatever grows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from quizapp.core.study.attempt import Attempt
from quizapp.core.study.behaviours import DEFERRED, PRACTICE
from quizapp.core.study.learner import Learner
from quizapp.core.study.quiz import Quiz
from quizapp.services import (
    accounts,
    changes,
    decks,
    drafts,
    editions,
    exports,
    intakes,
    media,
    portions,
    quizzes,
    study,
    texts,
    tokens,
)
from quizapp.services.bin import KEPT, sweep
from quizapp.services.learners import get_learner, new_learner
from quizapp.services.progress import overview
from quizapp.services.seeding import load_seeds
from quizapp.store import bin, learners, standing, versions
from quizapp.store.bin import Whose
from quizapp.store.database import db, reading, transaction
from tests.exchange.media.samples import png
from tests.store.databases import opened
from tests.store.northern import LATER, NOW, right, write, wrong


@contextmanager
def recorded() -> Iterator[list[tuple[str, Any]]]:
    """Every statement that runs inside the block, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def plans(statements: list[tuple[str, Any]]) -> list[str]:
    """How SQLite would run them: the lines of its plans, each with its statement."""
    lines = []
    with reading() as connection:
        for statement, parameters in statements:
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                lines += [f"{row[3]} ← {statement}" for row in rows]
    return lines


LEARNERS: dict[str, str] = {}
"""Whose attempt it is."""


def begun() -> Attempt:
    """An attempt of a learner."""
    learner = new_learner(now=NOW)
    attempt = quizzes.start_quiz("north", now=NOW, seed=1, learner=learner.id)
    LEARNERS[attempt.id] = learner.id
    return attempt


def read_deck(attempt: Attempt) -> None:
    decks.get_deck(attempt.deck_id)


def read_attempt(attempt: Attempt) -> None:
    quizzes.get_attempt(attempt.id)


def answer(attempt: Attempt) -> None:
    quizzes.answer(attempt.id, 1, right(attempt.items[0]), now=LATER)


def start(attempt: Attempt) -> None:
    quizzes.start_quiz(attempt.deck_id, now=LATER, seed=2)


def review(attempt: Attempt) -> None:
    drafts.review_item(attempt.deck_id, attempt.items[0].entry.item.id, status="rejected", now=LATER)


def edit(attempt: Attempt) -> None:
    item = attempt.items[0].entry.item
    drafts.edit_item(attempt.deck_id, item.id, {"rationale": ["Because."]}, version=1, now=LATER)


def statements(attempt: Attempt) -> None:
    drafts.list_statements(attempt.deck_id)


def look_at_changes(attempt: Attempt) -> None:
    changes.list_changes(attempt.deck_id)


def poll_the_queue(_attempt: Attempt) -> None:
    texts.run_next_job(now=LATER)


def studied(attempt: Attempt) -> tuple[Learner, study.Shown]:
    """A learner who has reviewed one card, and the card that is next."""
    learner = get_learner(LEARNERS[attempt.id])
    shown = study.deal(learner, now=LATER, deck=attempt.deck_id).shown
    assert shown is not None
    return learner, shown


def rate_a_card(attempt: Attempt) -> None:
    learner, shown = studied(attempt)
    assert study.rate(learner, shown.name, "good", seen=shown.seen, now=LATER)


def undo_a_review(attempt: Attempt) -> None:
    rate_a_card(attempt)
    assert study.undo(get_learner(LEARNERS[attempt.id]), now=LATER)


def count_what_is_due(attempt: Attempt) -> None:
    rate_a_card(attempt)
    assert study.deal(get_learner(LEARNERS[attempt.id]), now=LATER).waiting.total


def look_at_progress(attempt: Attempt) -> None:
    rate_a_card(attempt)
    assert overview(get_learner(LEARNERS[attempt.id]), now=LATER).done


def sit_an_exam(attempt: Attempt) -> None:
    exam = Quiz(count=2, behaviour=DEFERRED)
    found = quizzes.start_quiz("north", now=NOW, seed=1, quiz=exam, learner=LEARNERS[attempt.id])
    quizzes.answer(found.id, 1, right(found.items[0]), now=LATER, flagged=True)
    quizzes.clear(found.id, 1, now=LATER)
    quizzes.answer(found.id, 2, right(found.items[1]), now=LATER)
    assert quizzes.finish(found.id, now=LATER).ended


def practise(attempt: Attempt) -> None:
    practice = Quiz(count=2, behaviour=PRACTICE)
    found = quizzes.start_quiz("north", now=NOW, seed=1, quiz=practice, learner=LEARNERS[attempt.id])
    quizzes.hint(found.id, 1, now=LATER)
    quizzes.answer(found.id, 1, wrong(found.items[0]), now=LATER)
    assert len(quizzes.get_attempt(found.id).items) == 3


def look_at_what_is_open(attempt: Attempt) -> None:
    assert quizzes.open_attempts_of(LEARNERS[attempt.id], now=LATER)


def illustrate(attempt: Attempt) -> None:
    """A file comes, older ones are swept, an item names it, it is looked at."""
    (added,) = media.add_files(attempt.deck_id, [("map.png", png())], now=LATER).media
    item = attempt.items[0].entry.item
    fields = {"has_media": ["1"], "media_name": [added.name], "media_alt": ["A map"], "media_place": ["stem"]}
    drafts.edit_item(attempt.deck_id, item.id, fields, version=1, now=LATER)
    assert media.content_of(media.get_media(attempt.deck_id, added.name)) == png()
    assert exports.export_apkg(attempt.deck_id).content


def ask_who_may_see(attempt: Attempt) -> None:
    with transaction() as connection:
        assert standing.is_asked(connection, attempt.deck_id, LEARNERS[attempt.id])
        assert not standing.is_asked(connection, attempt.deck_id, "nobody")


def forget_a_deck(attempt: Attempt) -> None:
    illustrate(attempt)
    decks.delete_deck(attempt.deck_id, now=NOW)
    assert sweep(now=NOW + 2 * KEPT) == 1


def look_into_the_bin(attempt: Attempt) -> None:
    decks.delete_deck(attempt.deck_id, now=NOW, by=LEARNERS[attempt.id])
    assert sweep(now=LATER) == 0
    with transaction() as connection:
        whose = Whose(learner=learners.row(connection, LEARNERS[attempt.id]), everybodys=True)
        (entry,) = bin.entries(connection, whose)
        assert bin.find(connection, whose, "deck", attempt.deck_id) == entry
        assert bin.find(connection, whose, "member", "1") is None
        assert bin.take_out(connection, entry)


def bring_a_table_in(attempt: Attempt) -> None:
    raw = exports.export_items(attempt.deck_id, "csv").content.replace(b"Because", b"Since")
    name = intakes.receive(attempt.deck_id, "a.csv", raw + b",,Where is it?,Here,,,,,,,\n", now=LATER)
    assert intakes.carry_out(attempt.deck_id, name, now=LATER).added
    assert intakes.list_stored(attempt.deck_id)
    assert intakes.take_back(attempt.deck_id, name, now=LATER).added


def leave_for_anki(attempt: Attempt) -> None:
    exports.export_apkg(attempt.deck_id, now=NOW)
    edit(attempt)
    exports.export_apkg(attempt.deck_id, now=LATER)
    found = editions.forecast(
        portions.outline(attempt.deck_id), since=editions.list_editions(attempt.deck_id)[1].number
    )
    assert found.changed[0].parts


def know_a_token(_attempt: Attempt) -> None:
    ada = accounts.create(
        role="teacher", name="Ada", email="ada@example.org", password="correct horse", now=NOW
    )
    token = tokens.create(ada.id, name="script", days=0, now=NOW)
    assert tokens.bearer(token, now=LATER)
    assert tokens.list_tokens(ada.id)


INTENTIONS = [
    ask_who_may_see,
    forget_a_deck,
    look_into_the_bin,
    bring_a_table_in,
    leave_for_anki,
    know_a_token,
    sit_an_exam,
    practise,
    look_at_what_is_open,
    rate_a_card,
    undo_a_review,
    count_what_is_due,
    look_at_progress,
    read_deck,
    read_attempt,
    answer,
    start,
    review,
    edit,
    statements,
    look_at_changes,
    poll_the_queue,
]


@pytest.mark.parametrize("intention", INTENTIONS)
def test_no_table_is_read_from_end_to_end_to(
    intention: Callable[[Attempt], None], sqlite_url: str, tmp_path: Path
) -> None:
    with opened(sqlite_url):
        load_seeds(write(tmp_path / "seeds"), now=NOW)
        attempt = begun()
        versions.forget(db.engine)
        with recorded() as seen:
            intention(attempt)
        found = plans(seen)
    assert found
    assert [line for line in found if line.startswith("SCAN")] == []


@pytest.mark.parametrize("intention", [read_attempt, answer])
def test_no_row_is_sorted_to(intention: Callable[[Attempt], None], sqlite_url: str, tmp_path: Path) -> None:
    with opened(sqlite_url):
        load_seeds(write(tmp_path / "seeds"), now=NOW)
        attempt = quizzes.start_quiz("north", now=NOW, seed=1)
        with recorded() as seen:
            intention(attempt)
        found = plans(seen)
    assert [line for line in found if "TEMP B-TREE" in line] == []


def test_an_answer_costs_at_most_five_statements(sqlite_url: str, tmp_path: Path) -> None:
    with opened(sqlite_url):
        load_seeds(write(tmp_path / "seeds"), now=NOW)
        attempt = quizzes.start_quiz("north", now=NOW, seed=1)
        with recorded() as seen:
            answer(attempt)
    assert len(seen) <= 5
