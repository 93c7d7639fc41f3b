"""What answers say of items, and grading again when a key changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.teaching.classroom import Classroom
from quizapp.errors import NotFound
from quizapp.services import gradebooks, quizzes, regrading
from quizapp.services.analysis import analyse
from quizapp.services.decks import get_deck
from quizapp.store import decks, items
from quizapp.store.database import transaction
from tests.services.cast import DECK, one
from tests.services.school import given, joined, taken
from tests.store.northern import NOW

pytestmark = pytest.mark.usefixtures("north")


def test_the_first_finished_attempt_of_each_learner_is_analysed(room: Classroom) -> None:
    assignment = given(room, most=2)
    ben = joined(room)
    taken(assignment, ben, share=0.0)
    taken(assignment, ben, seed=2)
    taken(assignment, joined(room, "Cleo"), hand_in=False)
    found = analyse(assignment.id, now=NOW)
    assert (found.quiz.learners, found.going) == (1, 1)
    assert found.quiz.mean is not None
    assert found.quiz.mean < 10


def test_every_item_that_was_asked_has_its_statistics(room: Classroom) -> None:
    assignment = given(room)
    attempt = taken(assignment, joined(room))
    found = analyse(assignment.id, now=NOW)
    assert {each.item.id for each in found.items} == {place.entry.item.id for place in attempt.items}
    assert {each.statistics.facility.mean for each in found.items} == {1.0}


def test_the_statistics_are_a_table_too(room: Classroom) -> None:
    assignment = given(room)
    attempt = taken(assignment, joined(room))
    lines = gradebooks.export_statistics(assignment.id, now=NOW).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(attempt.items)
    assert "Too few learners (1)" in lines[1]


def test_nothing_is_analysed_before_somebody_finished(room: Classroom) -> None:
    found = analyse(given(room).id, now=NOW)
    assert (found.items, found.quiz.learners) == ((), 0)


def _with_another_key(item_id: str) -> str:
    """Move the key of a multiple choice item to its first distractor; the id of the item."""
    entry = next(each for each in get_deck(DECK).items if each.item.id == item_id)
    body = entry.item.body
    assert isinstance(body, Mcq)
    other = next(n for n, option in enumerate(body.options) if not option.correct)
    moved = replace(body, options=tuple(replace(o, correct=n == other) for n, o in enumerate(body.options)))
    changed = object.__new__(type(entry.item))
    vars(changed).update(vars(entry.item) | {"body": moved})
    with transaction() as connection:
        deck = decks.find(connection, DECK)
        place = items.find(connection, deck.id, item_id)
        assert place is not None
        items.add_version(
            connection, place, changed, source_id=deck.source_id, status="accepted", now=NOW.replace(hour=9)
        )
    return item_id


def test_a_changed_key_shows_which_answers_it_touches_and_grades_them(app: Flask, room: Classroom) -> None:
    item = one("mcq").item.id
    assignment = given(room, items=(item,))
    ben = joined(room)
    attempt = taken(assignment, ben)
    assert regrading.stale_items(DECK) == frozenset()
    _with_another_key(item)
    assert regrading.stale_items(DECK) == {item}
    found = regrading.preview(DECK, item)
    assert [(change.before, change.outcome.fraction) for change in found.changes] == [(1.0, 0.0)]
    assert quizzes.get_attempt(attempt.id).items[0].response.outcome.fraction == 1.0  # type: ignore[union-attr]
    regrading.carry_out(DECK, item, now=NOW.replace(hour=10))
    assert quizzes.get_attempt(attempt.id).items[0].response.outcome.fraction == 0.0  # type: ignore[union-attr]
    assert (regrading.preview(DECK, item).changes, regrading.stale_items(DECK)) == ((), frozenset())
    assert analyse(assignment.id, now=NOW).items[0].statistics.facility.mean == 0.0


def test_grading_again_without_a_change_changes_nothing(room: Classroom) -> None:
    taken(given(room), joined(room))
    found = regrading.preview(DECK, one("mcq").item.id)
    assert (found.changes, found.incomparable, found.responses) == ((), 0, 1)


def test_an_item_that_is_not_there_is_not_graded(app: Flask) -> None:
    with pytest.raises(NotFound):
        regrading.preview(DECK, "nothing")
