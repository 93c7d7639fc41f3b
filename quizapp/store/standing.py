"""Whose a thing is, asked before every request."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, exists, select

from quizapp.store.database import Connection
from quizapp.store.decks import storable
from quizapp.store.rows import AccountRow, AttemptRow, DeckRow, JobRow, LearnerRow


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
    .where(DeckRow.public_id == bindparam("public_id"))
)
_ATTEMPT = (
    select(LearnerRow.public_id, _KNOWN)
    .select_from(AttemptRow)
    .outerjoin(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
    .where(AttemptRow.public_id == bindparam("public_id"))
)
_JOB = (
    select(LearnerRow.public_id, _KNOWN)
    .select_from(JobRow)
    .outerjoin(LearnerRow, LearnerRow.id == JobRow.owner_id)
    .where(JobRow.public_id == bindparam("public_id"))
)


def of_deck(connection: Connection, public_id: str) -> Standing | None:
    """None where there is no such deck."""
    row = connection.execute(_DECK, {"public_id": storable(public_id)}).first()
    if row is None:
        return None
    return Standing(owner=row.public_id, published=row.published, visibility=row.visibility)


def of_attempt(connection: Connection, public_id: str) -> Standing | None:
    """None where there is no such attempt."""
    row = connection.execute(_ATTEMPT, {"public_id": storable(public_id)}).first()
    return None if row is None else Standing(owner=row.public_id, is_known=bool(row.is_known))


def of_job(connection: Connection, public_id: str) -> Standing | None:
    """None where there is no such job."""
    row = connection.execute(_JOB, {"public_id": storable(public_id)}).first()
    return None if row is None else Standing(owner=row.public_id, is_known=bool(row.is_known))
