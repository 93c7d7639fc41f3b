"""Responses to an item, in whatever version it was asked, and their outcomes changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import null, or_, select, update

from quizapp.core.items.item import Item
from quizapp.core.items.kind import Answer
from quizapp.core.items.outcome import Outcome
from quizapp.store import versions
from quizapp.store.database import Connection
from quizapp.store.rows import (
    AttemptItemRow,
    AttemptRow,
    ItemRow,
    ItemVersionRow,
    LearnerRow,
    ResponseRow,
)


@dataclass(frozen=True, kw_only=True)
class Given:
    """A response: ``place`` is its row, ``asked`` the item as it was; ``learner`` is None where nobody is known."""

    place: int
    attempt: str
    learner: str | None
    asked: Item
    answer: Answer
    fraction: float


def responses_to(connection: Connection, deck: int, item: str) -> list[Given]:
    """Every response to an item of a deck, oldest first, but for those to options made for one attempt: these were
    graded by what was offered then."""
    rows = connection.execute(
        select(
            ResponseRow.attempt_item_id, ResponseRow.item_version_id, ResponseRow.answer, ResponseRow.fraction,
            AttemptRow.public_id.label("attempt"), LearnerRow.public_id.label("learner"),
        )
        .join(ItemVersionRow, ItemVersionRow.id == ResponseRow.item_version_id)
        .join(ItemRow, ItemRow.id == ItemVersionRow.item_id)
        .join(AttemptItemRow, AttemptItemRow.id == ResponseRow.attempt_item_id)
        .join(AttemptRow, AttemptRow.id == AttemptItemRow.attempt_id)
        .outerjoin(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
        .where(ItemRow.deck_id == deck, ItemRow.public_id == item, AttemptItemRow.choice.is_(null()))
        .order_by(ResponseRow.answered, ResponseRow.attempt_item_id)
    ).all()  # fmt: skip
    loaded = versions.load(connection, [row.item_version_id for row in rows])
    return [
        Given(
            place=row.attempt_item_id,
            attempt=row.attempt,
            learner=row.learner,
            asked=loaded[row.item_version_id].item,
            answer=tuple(row.answer),
            fraction=row.fraction,
        )
        for row in rows
        if row.item_version_id in loaded
    ]


def stale_items(connection: Connection, deck: int) -> list[str]:
    """The ids of the items of a deck that were answered in an older version, and not graded again since."""
    rows = (
        select(ItemRow.public_id)
        .join(ItemVersionRow, ItemVersionRow.item_id == ItemRow.id)
        .join(ResponseRow, ResponseRow.item_version_id == ItemVersionRow.id)
        .join(AttemptItemRow, AttemptItemRow.id == ResponseRow.attempt_item_id)
        .where(AttemptItemRow.choice.is_(null()))
        .where(ItemRow.deck_id == deck, ItemVersionRow.version != ItemRow.version)
        .where(or_(ResponseRow.regraded.is_(None), ResponseRow.regraded < ItemRow.modified))
        .distinct()
    )
    return list(connection.execute(rows).scalars())


def change(connection: Connection, place: int, outcome: Outcome, *, now: datetime) -> None:
    """Give a response another outcome."""
    here = update(ResponseRow).where(ResponseRow.attempt_item_id == place)
    values = {"fraction": outcome.fraction, "feedback": list(outcome.feedback), "regraded": now}
    connection.execute(here.values(values))
