"""Whose a thing is, asked before every request."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, exists, select

from quizapp.store.database import Connection
from quizapp.store.decks import storable
from quizapp.store.note_rows import UploadRow
from quizapp.store.prepared import Prepared
from quizapp.store.rows import (
    AccountRow,
    AssignmentRow,
    AttemptRow,
    ClassroomRow,
    DeckRow,
    JobRow,
    LearnerRow,
    LiveRow,
    MemberRow,
)
from quizapp.store.there import there


@dataclass(frozen=True, kw_only=True)
class Standing:
    """``owner`` is the learner's id that a thing belongs to, None where it is nobody's or everybody's.

    ``is_known`` says that the owner has an account. ``published`` and ``visibility`` are those of a deck.
    """

    owner: str | None
    is_known: bool = False
    published: bool = True
    visibility: str = "link"


_KNOWN = exists().where(AccountRow.learner_id == LearnerRow.id).label("is_known")
_DECK = (
    select(LearnerRow.public_id, DeckRow.published, DeckRow.visibility)
    .outerjoin(LearnerRow, LearnerRow.id == DeckRow.owner_id)
    .where(DeckRow.public_id == bindparam("public_id"), there(DeckRow))
)
_ATTEMPT = Prepared(
    select(LearnerRow.public_id, _KNOWN)
    .select_from(AttemptRow)
    .join(DeckRow, DeckRow.id == AttemptRow.deck_id)
    .outerjoin(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
    .where(AttemptRow.public_id == bindparam("public_id"), there(DeckRow))
)
_IN_CLASS = (
    select(MemberRow.teaches)
    .join(ClassroomRow, ClassroomRow.id == MemberRow.classroom_id)
    .join(LearnerRow, LearnerRow.id == MemberRow.learner_id)
    .where(there(ClassroomRow, MemberRow))
)
_GIVEN = (
    _IN_CLASS.join(AssignmentRow, AssignmentRow.classroom_id == ClassroomRow.id)
    .join(DeckRow, DeckRow.id == AssignmentRow.deck_id)
    .where(there(AssignmentRow, DeckRow))
)
_ATTEMPTED = (
    select(AttemptRow.id)
    .join(DeckRow, DeckRow.id == AttemptRow.deck_id)
    .join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
)
_JOB = (
    select(LearnerRow.public_id, _KNOWN)
    .select_from(JobRow)
    .outerjoin(LearnerRow, LearnerRow.id == JobRow.owner_id)
    .where(JobRow.public_id == bindparam("public_id"))
)


_UPLOAD = (
    select(LearnerRow.public_id)
    .join(UploadRow, UploadRow.owner_id == LearnerRow.id)
    .where(UploadRow.public_id == bindparam("public_id"))
)


def of_deck(connection: Connection, public_id: str) -> Standing | None:
    """None where there is no such deck."""
    row = connection.execute(_DECK, {"public_id": storable(public_id)}).first()
    if row is None:
        return None
    return Standing(owner=row.public_id, published=row.published, visibility=row.visibility)


def of_attempt(connection: Connection, public_id: str) -> Standing | None:
    """None where there is no such attempt."""
    row = _ATTEMPT.first(connection, public_id=storable(public_id))
    return None if row is None else Standing(owner=row.public_id, is_known=bool(row.is_known))


def of_class(connection: Connection, public_id: str, learner: str | None) -> bool | None:
    """Whether a learner leads a class: None where the class, or the learner in it, is not there."""
    query = _IN_CLASS.where(ClassroomRow.public_id == storable(public_id), LearnerRow.public_id == learner)
    return connection.execute(query).scalar()


def of_assignment(connection: Connection, public_id: str, learner: str | None) -> bool | None:
    """As `of_class`, for the class that an assignment is given in."""
    named = _GIVEN.where(AssignmentRow.public_id == storable(public_id), LearnerRow.public_id == learner)
    return connection.execute(named).scalar()


def of_live(connection: Connection, public_id: str, learner: str | None) -> bool | None:
    """As `of_class`, for the class that a live round is of."""
    query = _IN_CLASS.join(LiveRow, LiveRow.classroom_id == ClassroomRow.id)
    of_deck = query.join(DeckRow, DeckRow.id == LiveRow.deck_id).where(there(DeckRow))
    named = of_deck.where(LiveRow.public_id == storable(public_id), LearnerRow.public_id == learner)
    return connection.execute(named).scalar()


def of_class_of_attempt(connection: Connection, public_id: str, learner: str | None) -> bool | None:
    """As `of_class`, for the class whose assignment an attempt is at."""
    at = _GIVEN.join(AttemptRow, AttemptRow.assignment_id == AssignmentRow.id)
    named = at.where(AttemptRow.public_id == storable(public_id), LearnerRow.public_id == learner)
    return connection.execute(named).scalar()


def is_asked(connection: Connection, deck: str, learner: str | None) -> bool:
    """Whether a learner has an attempt at a deck, or is in a class that it is assigned to or has a live round of it."""
    if learner is None:
        return False
    live = _IN_CLASS.join(LiveRow, LiveRow.classroom_id == ClassroomRow.id)
    ways = (
        _ATTEMPTED,
        _GIVEN,
        live.join(DeckRow, DeckRow.id == LiveRow.deck_id),
    )
    theirs = (DeckRow.public_id == storable(deck)) & (LearnerRow.public_id == learner) & there(DeckRow)
    return any(connection.execute(way.where(theirs).limit(1)).first() is not None for way in ways)


def of_job(connection: Connection, public_id: str) -> Standing | None:
    """None where there is no such job."""
    row = connection.execute(_JOB, {"public_id": storable(public_id)}).first()
    return None if row is None else Standing(owner=row.public_id, is_known=bool(row.is_known))


def of_upload(connection: Connection, public_id: str) -> Standing | None:
    """None where there is no such file."""
    owner = connection.execute(_UPLOAD, {"public_id": storable(public_id)}).scalar()
    return None if owner is None else Standing(owner=owner)
