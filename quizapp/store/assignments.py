"""What is assigned to classes, and the attempts at it."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Row, Select, delete, exists, func, insert, select, update

from quizapp.core.analytics.gradebook import GradingMethod
from quizapp.core.study.attempt import Attempt
from quizapp.core.study.behaviours import BEHAVIOURS
from quizapp.core.study.quiz import Quiz
from quizapp.core.teaching.assignment import Assignment, LateRule, Telling
from quizapp.errors import NotFound
from quizapp.store import attempts
from quizapp.store.database import Connection
from quizapp.store.decks import storable
from quizapp.store.rows import AssignmentRow, AttemptRow, ClassroomRow, DeckRow
from quizapp.store.there import there

_THERE = there(AssignmentRow, ClassroomRow, DeckRow)


def _given(columns: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """These columns of what is assigned: what is in the bin, or whose class or deck is, is not."""
    of_class = columns.join(ClassroomRow, ClassroomRow.id == AssignmentRow.classroom_id)
    return of_class.join(DeckRow, DeckRow.id == AssignmentRow.deck_id).where(_THERE)


_ASSIGNMENTS = _given(
    select(
        AssignmentRow.__table__,
        ClassroomRow.public_id.label("classroom"),
        DeckRow.public_id.label("deck"),
        DeckRow.title.label("deck_title"),
    )
).order_by(AssignmentRow.created, AssignmentRow.id)


def add(connection: Connection, assignment: Assignment, *, classroom: int, deck: int) -> str:
    """Store a new assignment; its id."""
    values = _columns(assignment) | {
        "public_id": secrets.token_urlsafe(9),
        "classroom_id": classroom,
        "deck_id": deck,
        "created": assignment.created,
    }
    return connection.execute(insert(AssignmentRow).returning(AssignmentRow.public_id), values).scalar_one()


def change(connection: Connection, assignment: Assignment) -> None:
    """Store other dates and rules; class and deck stay."""
    changed = update(AssignmentRow).where(AssignmentRow.public_id == assignment.id)
    connection.execute(changed.values(_columns(assignment)))


def delete_for_ever(connection: Connection, row: int) -> None:
    """Delete an assignment; attempts stay their learners'."""
    connection.execute(delete(AssignmentRow).where(AssignmentRow.id == row))


def get(connection: Connection, public_id: str) -> Assignment:
    """Raises `NotFound`."""
    query = _ASSIGNMENTS.where(AssignmentRow.public_id == storable(public_id))
    row = connection.execute(query).first()
    if row is None:
        raise NotFound("assignment", public_id)
    return _assignment(row)


def row_of(connection: Connection, public_id: str) -> int:
    """The row of an assignment. Raises `NotFound`."""
    found = _given(select(AssignmentRow.id)).where(AssignmentRow.public_id == storable(public_id))
    row = connection.execute(found).scalar()
    if row is None:
        raise NotFound("assignment", public_id)
    return int(row)


def of_class(connection: Connection, classroom: int) -> list[Assignment]:
    """What is assigned to a class, oldest first."""
    rows = connection.execute(_ASSIGNMENTS.where(AssignmentRow.classroom_id == classroom))
    return [_assignment(row) for row in rows]


def is_begun(connection: Connection, public_id: str) -> bool:
    """Whether there is an attempt at an assignment. Raises `NotFound`."""
    row = row_of(connection, public_id)
    return bool(connection.execute(select(exists().where(AttemptRow.assignment_id == row))).scalar_one())


def number_of(connection: Connection, deck: int) -> int:
    """How many assignments a deck is given in."""
    query = _given(select(func.count(AssignmentRow.id))).where(AssignmentRow.deck_id == deck)
    return int(connection.execute(query).scalar_one())


def attempts_at(
    connection: Connection, assignment: int, *, learner: int | None = None
) -> dict[str, list[Attempt]]:
    """By learner the attempts at an assignment, in the order begun."""
    which = AttemptRow.assignment_id == assignment
    if learner is not None:
        which &= AttemptRow.learner_id == learner
    found: defaultdict[str, list[Attempt]] = defaultdict(list)
    for attempt in attempts.many(connection, which):
        if attempt.learner_id is not None:
            found[attempt.learner_id].append(attempt)
    return dict(found)


def assign(connection: Connection, attempt: str, assignment: int) -> None:
    """Say that an attempt is one at this assignment."""
    connection.execute(
        update(AttemptRow).where(AttemptRow.public_id == attempt).values(assignment_id=assignment)
    )


def of_attempt(connection: Connection, attempt: str) -> str | None:
    """The assignment that an attempt is at."""
    query = _given(select(AssignmentRow.public_id)).join(
        AttemptRow, AttemptRow.assignment_id == AssignmentRow.id
    )
    found = connection.execute(query.where(AttemptRow.public_id == storable(attempt))).scalar()
    return None if found is None else str(found)


def _columns(assignment: Assignment) -> dict[str, Any]:
    quiz = assignment.quiz
    return {
        "title": assignment.title,
        "opens": assignment.opens,
        "due": assignment.due,
        "late": assignment.late,
        "penalty": assignment.penalty,
        "most": assignment.most,
        "method": assignment.method,
        "quiz": {
            "count": quiz.count,
            "category": quiz.category,
            "behaviour": quiz.behaviour.name,
            "seconds": None if quiz.limit is None else int(quiz.limit.total_seconds()),
            "confidence": quiz.confidence,
        },
        "items": list(assignment.items),
        "tell": assignment.tell,
    }


def _assignment(row: Row[*tuple[Any, ...]]) -> Assignment:
    return Assignment(
        id=row.public_id,
        classroom=row.classroom,
        deck_id=row.deck,
        deck_title=row.deck_title,
        title=row.title,
        created=row.created,
        opens=row.opens,
        due=row.due,
        late=cast(LateRule, row.late),
        penalty=row.penalty,
        most=row.most,
        method=cast(GradingMethod, row.method),
        quiz=_quiz(row.quiz),
        items=tuple(cast(Sequence[str], row.items)),
        tell=cast(Telling, row.tell),
    )


def _quiz(plain: dict[str, Any]) -> Quiz:
    seconds = plain["seconds"]
    return Quiz(
        count=plain["count"],
        category=plain["category"],
        behaviour=BEHAVIOURS[plain["behaviour"]],
        limit=None if seconds is None else timedelta(seconds=seconds),
        confidence=plain["confidence"],
    )
