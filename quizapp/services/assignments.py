"""Assignments: given, taken and looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.core.analytics.gradebook import Reached, Row, gradebook
from quizapp.core.study.attempt import Attempt
from quizapp.core.teaching.assignment import Assignment, counted
from quizapp.core.teaching.classroom import Classroom, Member
from quizapp.errors import Conflict, NotFound
from quizapp.phrases import phrase
from quizapp.services.portions import deck_for
from quizapp.services.quizzes import chosen_of, entries_of, published
from quizapp.store import assignments, attempts, bin, classes, decks, learners
from quizapp.store.database import Connection, reading, transaction

BEGUN = phrase("Learners have begun this: what is asked of them stays. Dates and rules can be changed.")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an assignment stands for one learner: their attempts in the order begun, and what counts, in percent."""

    assignment: Assignment
    attempts: tuple[Attempt, ...]
    row: Row | None

    @property
    def open_attempt(self) -> Attempt | None:
        """The attempt to go on with."""
        return next((attempt for attempt in self.attempts if not attempt.finished), None)

    @property
    def left(self) -> int | None:
        """Attempts that can still be begun, None for no end."""
        return self.assignment.left(len(self.attempts))


@dataclass(frozen=True, kw_only=True)
class Book:
    """A class with what is assigned, and a row for each learner."""

    classroom: Classroom
    assignments: tuple[Assignment, ...]
    rows: tuple[Row, ...]
    begun: Mapping[tuple[str, str], int]
    """(learner, assignment) → attempts that go on."""

    def member(self, row: Row) -> Member:
        """Whose row it is."""
        return next(member for member in self.classroom.learners if member.learner == row.learner)


def give(assignment: Assignment) -> Assignment:
    """Store a new assignment of its class and deck. Raises `NotFound`; `InputError` where nothing can be asked."""
    _require_items(assignment)
    with transaction() as connection:
        classroom = classes.row_of(connection, assignment.classroom)
        deck = decks.find(connection, assignment.deck_id).id
        id = assignments.add(connection, assignment, classroom=classroom, deck=deck)
        return assignments.get(connection, id)


def get_assignment(id: str) -> Assignment:
    """Raises `NotFound`."""
    with reading() as connection:
        return assignments.get(connection, id)


def change(assignment: Assignment) -> Assignment:
    """Other dates and rules. What is asked stays where somebody has begun.

    Raises `NotFound`, `InputError`, `Conflict`.
    """
    _require_items(assignment)
    with transaction(alone=True) as connection:
        before = assignments.get(connection, assignment.id)
        asks = (before.items, before.quiz.count, before.quiz.category, before.quiz.behaviour)
        now_asks = (
            assignment.items, assignment.quiz.count, assignment.quiz.category, assignment.quiz.behaviour
        )  # fmt: skip
        if asks != now_asks and assignments.is_begun(connection, assignment.id):
            raise Conflict(BEGUN)
        assignments.change(connection, replace(assignment, classroom=before.classroom))
        return assignments.get(connection, assignment.id)


def withdraw(id: str, *, now: datetime, by: str | None = None) -> None:
    """Put an assignment into the bin; attempts stay their learners'. Raises `NotFound`."""
    with transaction() as connection:
        who = learners.row_of(connection, by)
        bin.put(connection, "assignment", assignments.row_of(connection, id), by=who, now=now)


def assignments_of(classroom: str) -> tuple[Assignment, ...]:
    """What is assigned to a class, oldest first. Raises `NotFound`."""
    with reading() as connection:
        return tuple(assignments.of_class(connection, classes.row_of(connection, classroom)))


def number_of(deck_id: str) -> int:
    """How many assignments a deck is given in. Raises `NotFound`."""
    with reading() as connection:
        return assignments.number_of(connection, decks.find(connection, deck_id).id)


def begin(id: str, *, learner: str, now: datetime, seed: int) -> Attempt:
    """A new attempt at an assignment, or the one that goes on.

    Raises `NotFound`, also for who is not in the class; `Conflict` where none can begin.
    """
    assignment = get_assignment(id)
    member = _member(assignment, learner)
    only = set(assignment.items) or None
    deck = deck_for(assignment.deck_id, quiz=assignment.quiz, seed=seed, only=only)
    chosen = chosen_of(deck, quiz=assignment.quiz, seed=seed, only=only)
    with transaction(alone=True) as connection:
        row = assignments.row_of(connection, id)
        mine = [
            attempt.as_of(now)
            for attempt in assignments.attempts_at(
                connection, row, learner=learners.row(connection, learner)
            ).get(learner, [])
        ]
        going = next((attempt for attempt in mine if not attempt.finished), None)
        if going is not None:
            return going
        assignment.require_open(now, attempts=len(mine))
        begun = attempts.add(
            connection, deck=decks.find(connection, deck.id).id, entries=entries_of(chosen, seed=seed),
            quiz=assignment.quiz_for(member.extra), now=now, learner=learner, closes=assignment.closes(),
            assignment_id=row,
        )  # fmt: skip
        return attempts.get(connection, begun)


def standing(id: str, *, learner: str, now: datetime) -> Standing:
    """How an assignment stands for a learner. Raises `NotFound`."""
    with reading() as connection:
        assignment = assignments.get(connection, id)
        row = assignments.row_of(connection, id)
        found = assignments.attempts_at(connection, row, learner=learners.row(connection, learner))
    mine = [attempt.as_of(now) for attempt in found.get(learner, [])]
    reached = _reached(assignment, {learner: mine})
    rows = gradebook([assignment.column], names={learner: ""}, attempts=reached)
    return Standing(assignment=assignment, attempts=tuple(mine), row=rows[0])


def book(classroom: str, *, now: datetime, only: str | None = None) -> Book:
    """What every learner of a class reached, in all assignments or ``only`` in this one. Raises `NotFound`."""
    with reading() as connection:
        found = classes.get(connection, classroom)
        given = assignments.of_class(connection, classes.row_of(connection, classroom))
        given = [each for each in given if only in {None, each.id}]
        made = {each.id: _attempts(connection, each, now) for each in given}
    names = {member.learner: member.name for member in found.learners}
    reached = [one for each in given for one in _reached(each, made[each.id])]
    going = {
        (learner, id): sum(1 for attempt in mine if not attempt.finished)
        for id, by_learner in made.items()
        for learner, mine in by_learner.items()
    }
    rows = gradebook([each.column for each in given], names=names, attempts=reached)
    return Book(classroom=found, assignments=tuple(given), rows=rows, begun=going)


def attempts_of(id: str, *, now: datetime) -> dict[str, list[Attempt]]:
    """By learner the attempts at an assignment, in the order begun. Raises `NotFound`."""
    with reading() as connection:
        return _attempts(connection, assignments.get(connection, id), now)


def assignment_of(attempt: str) -> Assignment | None:
    """The assignment that an attempt is at."""
    with reading() as connection:
        id = assignments.of_attempt(connection, attempt)
        return None if id is None else assignments.get(connection, id)


def _attempts(connection: Connection, assignment: Assignment, now: datetime) -> dict[str, list[Attempt]]:
    row = assignments.row_of(connection, assignment.id)
    found = assignments.attempts_at(connection, row)
    return {learner: [attempt.as_of(now) for attempt in mine] for learner, mine in found.items()}


def _reached(assignment: Assignment, made: Mapping[str, list[Attempt]]) -> list[Reached]:
    return counted(
        assignment.reached(attempt, learner=learner) for learner, mine in made.items() for attempt in mine
    )


def _member(assignment: Assignment, learner: str) -> Member:
    with reading() as connection:
        member = classes.get(connection, assignment.classroom).member(learner)
    if member is None:
        raise NotFound("assignment", assignment.id)
    return member


def _require_items(assignment: Assignment) -> None:
    """Raises `InputError` where the deck is not published or asks nothing of this."""
    only = set(assignment.items) or None
    deck = published(assignment.deck_id, quiz=assignment.quiz, seed=0, only=only)
    chosen_of(deck, quiz=assignment.quiz, seed=0, only=only)
