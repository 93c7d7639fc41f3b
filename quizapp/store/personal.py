"""Everything that is kept of one person, for them to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from quizapp.store.database import Connection
from quizapp.store.intake_rows import IntakeRow
from quizapp.store.rows import (
    AccountRow,
    AssignmentRow,
    AttemptItemRow,
    AttemptRow,
    CardRow,
    DeckRow,
    ItemRow,
    ItemVersionRow,
    ReportRow,
    ResponseRow,
    ReviewRow,
)
from quizapp.store.there import there
from quizapp.store.token_rows import TokenRow


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """How much is kept of somebody."""

    decks: int
    attempts: int
    cards: int


def holdings(connection: Connection, learner: int) -> Holdings:
    """Count what a learner's row has."""

    def count(query: Select[Any]) -> int:
        return connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()

    return Holdings(
        decks=count(select(DeckRow.id).where(DeckRow.owner_id == learner, there(DeckRow))),
        attempts=count(select(AttemptRow.id).where(AttemptRow.learner_id == learner)),
        cards=count(select(CardRow.id).where(CardRow.learner_id == learner)),
    )


def responses(connection: Connection, learner: int, *, now: datetime) -> list[dict[str, Any]]:
    """Every response: of which quiz, to what, when, and what came of it, unless its assignment keeps that yet."""
    is_kept = (AssignmentRow.tell == "due") & (AssignmentRow.due > now) & there(AssignmentRow)
    fraction = case((is_kept, None), else_=ResponseRow.fraction).label("fraction")
    query = (
        select(AttemptRow.id.label("quiz"), DeckRow.title.label("deck"), ItemVersionRow.stem, AttemptItemRow.choice,
               ResponseRow.answer, fraction, ResponseRow.confidence, ResponseRow.answered)
        .join(AttemptItemRow, AttemptItemRow.id == ResponseRow.attempt_item_id)
        .join(AttemptRow, AttemptRow.id == AttemptItemRow.attempt_id)
        .outerjoin(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
        .join(DeckRow, DeckRow.id == AttemptRow.deck_id)
        .join(ItemVersionRow, ItemVersionRow.id == ResponseRow.item_version_id)
        .where(AttemptRow.learner_id == learner)
        .order_by(AttemptRow.id, AttemptItemRow.position)
    )  # fmt: skip
    return _plain(connection, query)


def reviews(connection: Connection, learner: int) -> list[dict[str, Any]]:
    """The review log, oldest first."""
    query = (
        select(DeckRow.title.label("deck"), ItemVersionRow.stem, CardRow.face, ReviewRow.deed, ReviewRow.rating,
               ReviewRow.at)
        .join(CardRow, CardRow.id == ReviewRow.card_id)
        .join(DeckRow, DeckRow.id == CardRow.deck_id)
        .join(ItemRow, ItemRow.id == CardRow.item_id)
        .join(ItemVersionRow, (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.version == ItemRow.version))
        .where(ReviewRow.learner_id == learner)
        .order_by(ReviewRow.id)
    )  # fmt: skip
    return _plain(connection, query)


def reports(connection: Connection, learner: int) -> list[dict[str, Any]]:
    """What was reported, and the rulings."""
    columns = (ReportRow.reason, ReportRow.words, ReportRow.reported, ReportRow.ruling, ReportRow.reply)
    return _plain(connection, select(*columns).where(ReportRow.learner_id == learner).order_by(ReportRow.id))


def imports(connection: Connection, learner: int) -> list[dict[str, Any]]:
    """The files that were sent, without what was in them."""
    columns = (IntakeRow.filename, IntakeRow.state, IntakeRow.created)
    return _plain(connection, select(*columns).where(IntakeRow.learner_id == learner).order_by(IntakeRow.id))


def tokens(connection: Connection, learner: int) -> list[dict[str, Any]]:
    """What is known of the tokens of the account, which nobody can make them of."""
    columns = (TokenRow.name, TokenRow.hint, TokenRow.created, TokenRow.expires, TokenRow.used)
    theirs = select(*columns).join(AccountRow, AccountRow.id == TokenRow.account_id)
    return _plain(connection, theirs.where(AccountRow.learner_id == learner).order_by(TokenRow.id))


def deck_ids(connection: Connection, learner: int) -> list[str]:
    """The public ids of the decks that this row owns."""
    owned = select(DeckRow.public_id).where(DeckRow.owner_id == learner, there(DeckRow))
    return list(connection.execute(owned.order_by(DeckRow.id)).scalars())


def _plain(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query).mappings()]
