"""Assignments are given, taken in time and counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from quizapp.core.study.attempt import results
from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.study.quiz import Quiz
from quizapp.core.teaching.classroom import Classroom
from quizapp.errors import AttemptFinished, Conflict, InputError, NotFound
from quizapp.services import assignments, classes, gradebooks, quizzes
from quizapp.services.learners import new_learner
from quizapp.store import learners, personal
from quizapp.store.database import reading
from tests.services.school import given, joined, taken
from tests.store.northern import NOW, right

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("north")


def exam(**more: Any) -> Quiz:
    return Quiz(count=3, behaviour=DEFERRED, **more)


def test_a_copy_of_what_is_kept_of_somebody_tells_no_result_before_it_is_told(
    room: Classroom,
) -> None:
    assignment, ben = given(room, due=NOW + timedelta(hours=1), tell="due"), joined(room)
    taken(assignment, ben)

    def told(now: datetime) -> set[bool]:
        with reading() as connection:
            kept = personal.responses(connection, learners.row(connection, ben), now=now)
        return {response["fraction"] is not None for response in kept}

    assert (told(NOW), told(NOW + timedelta(hours=1))) == ({False}, {True})


def test_a_learner_of_the_class_takes_it(room: Classroom) -> None:
    attempt = taken(given(room), joined(room))
    assert attempt.finished


def test_who_is_not_in_the_class_does_not(room: Classroom) -> None:
    with pytest.raises(NotFound):
        assignments.begin(given(room).id, learner=new_learner(now=NOW).id, now=NOW, seed=1)


def test_a_deck_that_asks_nothing_of_this_cannot_be_given(room: Classroom) -> None:
    with pytest.raises(InputError, match="no item"):
        given(room, quiz=Quiz(category="nothing"))


def test_a_second_start_goes_on_with_the_first(room: Classroom) -> None:
    assignment, ben = given(room, most=2), joined(room)
    first, second = (assignments.begin(assignment.id, learner=ben, now=NOW, seed=n) for n in (1, 2))
    assert first.id == second.id


def test_there_are_as_many_attempts_as_allowed(room: Classroom) -> None:
    assignment, ben = given(room, most=2), joined(room)
    for seed in (1, 2):
        taken(assignment, ben, seed=seed)
    with pytest.raises(Conflict, match="no attempt left"):
        assignments.begin(assignment.id, learner=ben, now=NOW, seed=3)


def test_what_is_over_takes_no_answers(room: Classroom) -> None:
    assignment, ben = given(room, due=NOW + HOUR), joined(room)
    attempt = assignments.begin(assignment.id, learner=ben, now=NOW, seed=1)
    assert attempt.deadline == NOW + HOUR
    with pytest.raises(AttemptFinished):
        quizzes.answer(attempt.id, 1, right(attempt.items[0]), now=NOW + 2 * HOUR)
    with pytest.raises(Conflict, match="over"):
        assignments.begin(assignment.id, learner=joined(room, "Cleo"), now=NOW + 2 * HOUR, seed=1)


def test_time_is_limited_by_what_comes_first(room: Classroom) -> None:
    assignment = given(room, due=NOW + HOUR, quiz=exam(limit=timedelta(minutes=20)))
    ben, cleo = joined(room), joined(room, "Cleo")
    early = assignments.begin(assignment.id, learner=ben, now=NOW, seed=1)
    late = assignments.begin(assignment.id, learner=cleo, now=NOW + timedelta(minutes=55), seed=1)
    assert (early.deadline, late.deadline) == (NOW + timedelta(minutes=20), NOW + HOUR)


def test_who_has_more_time_gets_it(room: Classroom) -> None:
    assignment, ben = given(room, quiz=exam(limit=timedelta(minutes=20))), joined(room)
    classes.change_member(room.id, classes.get_class(room.id).learners[0].number, name="Ben", extra="50")
    attempt = assignments.begin(assignment.id, learner=ben, now=NOW, seed=1)
    assert attempt.limit == timedelta(minutes=30)


def test_a_selection_asks_just_these_items(room: Classroom) -> None:
    full = taken(given(room), joined(room))
    chosen = tuple(place.entry.item.id for place in full.items[:2])
    attempt = assignments.begin(given(room, items=chosen).id, learner=joined(room, "Cleo"), now=NOW, seed=4)
    assert {place.entry.item.id for place in attempt.items} == set(chosen)


def test_the_gradebook_has_a_row_for_everybody(room: Classroom) -> None:
    assignment = given(room)
    taken(assignment, joined(room))
    joined(room, "Cleo")
    book = assignments.book(room.id, now=NOW)
    assert [(row.name, row.mean) for row in book.rows] == [("Ben", 100.0), ("Cleo", None)]


@pytest.mark.parametrize(("method", "weight"), [("best", 1.0), ("last", 0.0), ("first", 1.0), ("mean", 0.5)])
def test_the_rule_says_which_attempt_counts(room: Classroom, method: str, weight: float) -> None:
    assignment, ben = given(room, most=2, method=method), joined(room)
    taken(assignment, ben)
    second = results(taken(assignment, ben, share=0.0, seed=2, at=NOW + HOUR))
    low = 100 * second.score / second.total
    standing = assignments.standing(assignment.id, learner=ben, now=NOW)
    assert (low < 10, standing.row is not None) == (True, True)
    assert standing.row.mean == pytest.approx(100 * weight + low * (1 - weight))  # type: ignore[union-attr]


def test_what_came_late_is_marked_and_loses_its_share(room: Classroom) -> None:
    assignment, ben = given(room, due=NOW - HOUR, late="accepted", penalty=10), joined(room)
    taken(assignment, ben)
    cell = assignments.book(room.id, now=NOW).rows[0].cells[0]
    assert cell is not None
    assert cell.percent == pytest.approx(90)
    assert cell.late


def test_an_attempt_in_progress_is_no_grade(room: Classroom) -> None:
    assignment, ben = given(room), joined(room)
    taken(assignment, ben, hand_in=False)
    book = assignments.book(room.id, now=NOW)
    assert (book.rows[0].mean, book.begun[ben, assignment.id]) == (None, 1)


def test_dates_change_but_what_is_asked_stays_once_somebody_began(room: Classroom) -> None:
    assignment = given(room)
    taken(assignment, joined(room))
    changed = assignments.change(replace(assignment, due=NOW + HOUR, title="Later"))
    assert (changed.due, changed.title) == (NOW + HOUR, "Later")
    with pytest.raises(Conflict, match="begun"):
        assignments.change(replace(assignment, quiz=Quiz(count=1)))


def test_what_is_withdrawn_leaves_the_learner_s_attempt(room: Classroom) -> None:
    assignment = given(room)
    attempt = taken(assignment, joined(room))
    assignments.withdraw(assignment.id, now=NOW)
    assert quizzes.get_attempt(attempt.id).finished
    assert assignments.assignment_of(attempt.id) is None
    assert assignments.book(room.id, now=NOW).assignments == ()


def test_who_left_the_class_leaves_the_gradebook(room: Classroom) -> None:
    taken(given(room), joined(room))
    classes.remove_member(room.id, classes.get_class(room.id).learners[0].number, now=NOW)
    assert assignments.book(room.id, now=NOW).rows == ()


def test_the_gradebook_is_a_table_that_computes_nothing(room: Classroom) -> None:
    taken(given(room, title="=1+1"), joined(room, "=cmd"))
    lines = gradebooks.export_gradebook(room.id, now=NOW).content.decode("utf-8-sig").splitlines()
    assert lines == ["Name,'=1+1,'=1+1 (late),Mean", "'=cmd,100.0,,100.0"]


def test_answers_are_a_table_of_a_line_for_each_item(room: Classroom) -> None:
    assignment = given(room)
    attempt = taken(assignment, joined(room))
    lines = gradebooks.export_answers(assignment.id, now=NOW).content.decode("utf-8-sig").splitlines()
    assert (lines[0], len(lines)) == ("Name,Item,Kind,Answer,Fraction,Seconds", 1 + len(attempt.items))
