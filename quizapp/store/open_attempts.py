"""What happens to an attempt beside its answers while it is open: marks, repeats, and its end."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update

from quizapp.core.items.codec import body_to_plain
from quizapp.core.study.attempt import OpenAttempt
from quizapp.core.study.behaviours import BEHAVIOURS
from quizapp.store.attempts import Asked, places
from quizapp.store.database import Connection, insert_all
from quizapp.store.decks import storable
from quizapp.store.rows import AttemptItemRow, AttemptRow, DeckRow, LearnerRow, ResponseRow
from quizapp.store.there import there


def clear(connection: Connection, asked: Asked) -> None:
    """Forget the response of a place."""
    connection.execute(delete(ResponseRow).where(ResponseRow.attempt_item_id == asked.row))


def mark(
    connection: Connection, asked: Asked, *, hinted: bool | None = None, flagged: bool | None = None
) -> None:
    """Note at a place that a hint was shown, or that it is flagged or not any more."""
    told = {"hinted": hinted, "flagged": flagged}
    values = {name: value for name, value in told.items() if value is not None}
    connection.execute(update(AttemptItemRow).where(AttemptItemRow.id == asked.row).values(values))


def lock(connection: Connection, public_id: str) -> bool:
    """Hold an attempt until the transaction ends, so that nobody ends it meanwhile; False where it has ended."""
    open_one = (
        select(AttemptRow.id)
        .where(AttemptRow.public_id == storable(public_id), AttemptRow.ended.is_(None))
        .with_for_update()
    )
    return connection.execute(open_one).first() is not None


def end(connection: Connection, public_id: str, *, at: datetime) -> list[Asked]:
    """End an attempt; its places, or none where it had ended before."""
    closing = update(AttemptRow).where(
        AttemptRow.public_id == storable(public_id), AttemptRow.ended.is_(None)
    )
    done = connection.execute(closing.values(ended=at).execution_options(preserve_rowcount=True))
    return places(connection, public_id) if done.rowcount else []


def repeat(connection: Connection, asked: Asked, *, seed: int, most: int) -> None:
    """Ask the item of a place once more at the end, unless it was asked ``1 + most`` times already."""
    places = AttemptItemRow.attempt_id == asked.attempt_row
    same = func.count().filter(AttemptItemRow.item_version_id == asked.version.id)
    times, last = connection.execute(select(same, func.max(AttemptItemRow.position)).where(places)).one()
    if times <= most:
        row = {
            "attempt_id": asked.attempt_row,
            "position": last + 1,
            "item_version_id": asked.version.id,
            "seed": seed,
            "choice": body_to_plain(asked.place.entry.item.body) if asked.place.as_choice else None,
        }
        insert_all(connection, AttemptItemRow, [row])


def newest(connection: Connection, learner: str, *, since: datetime, most: int) -> list[OpenAttempt]:
    """A learner's attempts that have not ended, the newest first; finished ones that need no end are among them."""
    mine = (
        select(AttemptRow.id)
        .join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
        .join(DeckRow, DeckRow.id == AttemptRow.deck_id)
        .where(there(DeckRow))
        .where(LearnerRow.public_id == storable(learner), AttemptRow.ended.is_(None))
        .where(AttemptRow.started >= since, AttemptRow.live_id.is_(None))
        .order_by(AttemptRow.id.desc())
        .limit(most)
    )
    ids = list(connection.execute(mine).scalars())
    rows = connection.execute(
        select(
            AttemptRow.id,
            AttemptRow.public_id,
            AttemptRow.started,
            AttemptRow.deadline,
            AttemptRow.behaviour,
            DeckRow.title,
            func.count(ResponseRow.attempt_item_id).label("answered"),
            func.count(AttemptItemRow.id).label("items"),
        )
        .join(DeckRow, DeckRow.id == AttemptRow.deck_id)
        .join(AttemptItemRow, AttemptItemRow.attempt_id == AttemptRow.id)
        .outerjoin(ResponseRow, ResponseRow.attempt_item_id == AttemptItemRow.id)
        .where(AttemptRow.id.in_(ids), there(DeckRow))
        .group_by(AttemptRow.id, DeckRow.title)
        .order_by(AttemptRow.id.desc())
    )
    return [
        OpenAttempt(
            id=row.public_id,
            deck_title=row.title,
            started=row.started,
            deadline=row.deadline,
            tells=BEHAVIOURS[row.behaviour].tells,
            answered=row.answered,
            items=row.items,
        )
        for row in rows
    ]
