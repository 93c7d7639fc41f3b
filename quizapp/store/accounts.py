"""Accounts, and how what a browser kept becomes theirs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, exists, insert, select, update

from quizapp.core.revived import revived
from quizapp.core.teaching.account import Account, Role
from quizapp.errors import NotFound
from quizapp.store import bin, classes
from quizapp.store.database import Connection, in_parts
from quizapp.store.decks import storable
from quizapp.store.intake_rows import IntakeRow
from quizapp.store.note_rows import UploadRow
from quizapp.store.prepared import Prepared
from quizapp.store.rows import (
    AccountRow,
    AttemptRow,
    CardRow,
    DeckRow,
    ItemVersionRow,
    JobRow,
    LearnerRow,
    ReportRow,
    ReviewRow,
)

_ACCOUNT = select(AccountRow.__table__, LearnerRow.public_id.label("learner")).join(
    LearnerRow, LearnerRow.id == AccountRow.learner_id
)
_NAMED = AccountRow.public_id == bindparam("public_id")
_BY_ID = Prepared(_ACCOUNT.where(_NAMED))
_KNOWN = Prepared(
    select(
        AccountRow.public_id.label("id"),
        AccountRow.role,
        AccountRow.name,
        LearnerRow.public_id.label("learner"),
        AccountRow.created,
        AccountRow.email,
        AccountRow.epoch,
    )
    .join(LearnerRow, LearnerRow.id == AccountRow.learner_id)
    .where(_NAMED)
)

_AT_ONCE = 10_000
"""How many rows one statement names."""


@dataclass(frozen=True, kw_only=True)
class StoredAccount:
    """An account with what proves who somebody is; ``row`` is its own, ``learner_row`` its learner's."""

    account: Account
    row: int
    learner_row: int
    password: str
    reset_until: datetime | None


def known(connection: Connection, public_id: str) -> Account:
    """Who somebody is, without what proves it, for each request asks. Raises `NotFound`."""
    found = _KNOWN.first(connection, public_id=storable(public_id))
    if found is None:
        raise NotFound("account", public_id)
    return revived(Account, found._asdict())


def by_id(connection: Connection, public_id: str) -> StoredAccount:
    """Raises `NotFound`."""
    found = _BY_ID.first(connection, public_id=storable(public_id))
    if found is None:
        raise NotFound("account", public_id)
    return _stored(found)


def by_email(connection: Connection, email: str) -> StoredAccount | None:
    """The account with this address in small letters."""
    return _one(connection, AccountRow.email == email)


def by_reset(connection: Connection, hashed: str) -> StoredAccount | None:
    """The account that a token, of which this is the hash, sets a new password for."""
    return _one(connection, AccountRow.reset == hashed)


def by_learner(connection: Connection, learner: int) -> StoredAccount | None:
    """The account of a learner's row."""
    return _one(connection, AccountRow.learner_id == learner)


def any_operator(connection: Connection) -> bool:
    """Whether somebody looks after this site."""
    return bool(connection.execute(select(exists().where(AccountRow.role == "operator"))).scalar_one())


def add(
    connection: Connection, *, role: Role, name: str, email: str | None, password: str, learner: int, now: datetime
) -> str:  # fmt: skip
    """Store an account for this learner's row; its id."""
    values = {
        "public_id": secrets.token_urlsafe(12),
        "role": role,
        "name": name,
        "email": email,
        "password": password,
        "epoch": 0,
        "learner_id": learner,
        "created": now,
    }
    return connection.execute(insert(AccountRow).returning(AccountRow.public_id), values).scalar_one()


def change(connection: Connection, row: int, **values: str | int | datetime | None) -> None:
    """Set columns of an account."""
    connection.execute(update(AccountRow).where(AccountRow.id == row).values(**values))


def has_account(connection: Connection, learner: int) -> bool:
    """Whether this learner's row is an account's."""
    return bool(connection.execute(select(exists().where(AccountRow.learner_id == learner))).scalar_one())


def rename_learner(connection: Connection, learner: int) -> str:
    """Give a learner's row a new secret, so that the cookie of the old one opens nothing any more."""
    name = secrets.token_urlsafe(24)
    connection.execute(update(LearnerRow).where(LearnerRow.id == learner).values(public_id=name))
    return name


def move(connection: Connection, old: int, new: int) -> None:
    """Give what one learner's row has to another one, and delete it.

    Where both know a card, that of the new owner stays.
    """
    for owned in (DeckRow, JobRow, UploadRow):
        connection.execute(update(owned).where(owned.owner_id == old).values(owner_id=new))
    for done in (AttemptRow, ReportRow, IntakeRow):
        connection.execute(update(done).where(done.learner_id == old).values(learner_id=new))
    classes.move(connection, old, new)
    bin.move(connection, old, new)
    worded = update(ItemVersionRow).where(ItemVersionRow.author_id == old)
    connection.execute(worded.values(author_id=new))
    theirs = select(CardRow.item_id, CardRow.face).where(CardRow.learner_id == new).subquery()
    known = exists().where(theirs.c.item_id == CardRow.item_id, theirs.c.face == CardRow.face)
    moved = list(connection.execute(select(CardRow.id).where(CardRow.learner_id == old, ~known)).scalars())
    for some in in_parts(moved, _AT_ONCE):
        connection.execute(update(CardRow).where(CardRow.id.in_(some)).values(learner_id=new))
        connection.execute(update(ReviewRow).where(ReviewRow.card_id.in_(some)).values(learner_id=new))
    connection.execute(delete(LearnerRow).where(LearnerRow.id == old))


def delete_for_ever(connection: Connection, learner: int) -> None:
    """Delete a learner's row with its account, attempts, cards and reviews. Its decks must be gone before."""
    connection.execute(delete(AttemptRow).where(AttemptRow.learner_id == learner))
    connection.execute(delete(LearnerRow).where(LearnerRow.id == learner))


def _one(connection: Connection, condition: ColumnElement[bool]) -> StoredAccount | None:
    found = connection.execute(_ACCOUNT.where(condition)).first()
    return None if found is None else _stored(found)


def _stored(row: Any) -> StoredAccount:
    account = {
        "id": row.public_id,
        "role": row.role,
        "name": row.name,
        "learner": row.learner,
        "created": row.created,
        "email": row.email,
        "epoch": row.epoch,
    }
    return StoredAccount(
        account=revived(Account, account),
        row=row.id,
        learner_row=row.learner_id,
        password=row.password,
        reset_until=row.reset_until,
    )
