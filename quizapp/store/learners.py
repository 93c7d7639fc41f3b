"""Learners and what they chose."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, exists, insert, select, update

from quizapp.core.study.learner import Learner
from quizapp.core.study.preferences import Preferences
from quizapp.errors import NotFound
from quizapp.store.database import Connection
from quizapp.store.decks import storable
from quizapp.store.prepared import Prepared
from quizapp.store.rows import AccountRow, LearnerRow

_ROW = Prepared(select(LearnerRow.id).where(LearnerRow.public_id == bindparam("public_id")))
_NAMED = select(LearnerRow.__table__).where(LearnerRow.public_id == bindparam("public_id"))
_LEARNER = Prepared(_NAMED)
_VISITOR = Prepared(_NAMED.where(~exists().where(AccountRow.learner_id == LearnerRow.id)))


def add(connection: Connection, *, now: datetime) -> Learner:
    """Store a new learner, who has chosen nothing yet."""
    learner = Learner(id=secrets.token_urlsafe(24), created=now)
    values = {"public_id": learner.id, "created": now, "preferences": _plain(learner.preferences)}
    connection.execute(insert(LearnerRow), values)
    return learner


def visitor(connection: Connection, public_id: str) -> Learner:
    """A learner without an account. Raises `NotFound`."""
    return _learner(connection, _VISITOR, public_id)


def get(connection: Connection, public_id: str) -> Learner:
    """Raises `NotFound`."""
    return _learner(connection, _LEARNER, public_id)


def row(connection: Connection, public_id: str) -> int:
    """The number of a learner's row. Raises `NotFound`."""
    found: int | None = _ROW.scalar(connection, public_id=storable(public_id))
    if found is None:
        raise NotFound("learner", public_id)
    return found


def row_of(connection: Connection, public_id: str | None) -> int | None:
    """The row of a learner, None for nobody. Raises `NotFound`."""
    return None if public_id is None else row(connection, public_id)


def prefer(connection: Connection, public_id: str, preferences: Preferences) -> None:
    """Store what a learner chose."""
    change = update(LearnerRow).where(LearnerRow.public_id == public_id)
    connection.execute(change, {"preferences": _plain(preferences)})


def _learner(connection: Connection, query: Prepared, public_id: str) -> Learner:
    row = query.first(connection, public_id=storable(public_id))
    if row is None:
        raise NotFound("learner", public_id)
    return Learner(id=row.public_id, created=row.created, preferences=preferences_of(row.preferences))


def _plain(preferences: Preferences) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(preferences)
    return plain


def preferences_of(plain: dict[str, Any]) -> Preferences:
    """What was stored; a preference that is gone is passed over, one that is new has its default."""
    return msgspec.convert(plain, type=Preferences)
