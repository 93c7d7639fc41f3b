"""Live rounds, and the attempts of those who take part."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, func, insert, select, update

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.outcome import Outcome
from quizapp.core.study.attempt import AttemptItem, Response
from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.teaching.live import Live, Phase
from quizapp.errors import NotFound
from quizapp.store import versions
from quizapp.store.database import Connection, insert_all
from quizapp.store.decks import storable
from quizapp.store.rows import (
    AttemptItemRow,
    AttemptRow,
    ClassroomRow,
    DeckRow,
    LiveRow,
    ResponseRow,
)
from quizapp.store.there import there


def _rounds(columns: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """These columns of rounds: one whose class or deck is in the bin is not there."""
    of_class = columns.join(ClassroomRow, ClassroomRow.id == LiveRow.classroom_id)
    return of_class.join(DeckRow, DeckRow.id == LiveRow.deck_id).where(there(ClassroomRow, DeckRow))


_LIVE = _rounds(
    select(
        LiveRow.__table__,
        ClassroomRow.public_id.label("classroom"),
        DeckRow.public_id.label("deck"),
        DeckRow.title,
    )
)


def add(
    connection: Connection, *, classroom: int, deck: int, entries: Sequence[tuple[DeckItem, int]], now: datetime
) -> str:  # fmt: skip
    """Store a round that waits in its lobby; its id."""
    ids = versions.rows_of(connection, deck, [entry.item.id for entry, _ in entries])
    values = {
        "public_id": secrets.token_urlsafe(9),
        "classroom_id": classroom,
        "deck_id": deck,
        "places": {"places": [[ids[entry.item.id, entry.version], seed] for entry, seed in entries]},
        "position": 0,
        "phase": "lobby",
        "created": now,
    }
    return connection.execute(insert(LiveRow).returning(LiveRow.public_id), values).scalar_one()


def get(connection: Connection, public_id: str) -> Live:
    """Raises `NotFound`."""
    row = connection.execute(_LIVE.where(LiveRow.public_id == storable(public_id))).first()
    if row is None:
        raise NotFound("live round", public_id)
    asked = row.places["places"]
    loaded = versions.load(connection, [version for version, _ in asked])
    places = tuple(
        AttemptItem(
            position=position,
            entry=DeckItem(
                item=loaded[version].item, version=loaded[version].number, modified=loaded[version].modified
            ),
            seed=seed,
        )
        for position, (version, seed) in enumerate(asked, 1)
        if version in loaded
    )
    return Live(
        id=row.public_id,
        classroom=row.classroom,
        deck_id=row.deck,
        deck_title=row.title,
        created=row.created,
        places=places,
        position=row.position,
        phase=cast(Phase, row.phase),
    )


def sign(connection: Connection, public_id: str) -> str:
    """`Live.sign`, at the price of one row. Raises `NotFound`."""
    query = _rounds(select(LiveRow.position, LiveRow.phase)).where(LiveRow.public_id == storable(public_id))
    row = connection.execute(query).first()
    if row is None:
        raise NotFound("live round", public_id)
    return f"{row.position}-{row.phase}"


def step(connection: Connection, live: Live, *, position: int, phase: Phase) -> bool:
    """Move a round on, unless somebody else did; whether it moved."""
    present = update(LiveRow).where(
        LiveRow.public_id == live.id, LiveRow.position == live.position, LiveRow.phase == live.phase
    )
    done = connection.execute(
        present.values(position=position, phase=phase).execution_options(preserve_rowcount=True)
    )
    return done.rowcount == 1


def take_part(connection: Connection, public_id: str, learner: int, *, now: datetime) -> str:
    """The secret id of a learner's attempt in a round, made where there is none. Call it in a transaction of one's own.

    Raises `NotFound`.
    """
    row = connection.execute(
        _rounds(select(LiveRow.id, LiveRow.deck_id, LiveRow.places)).where(
            LiveRow.public_id == storable(public_id)
        )
    ).first()
    if row is None:
        raise NotFound("live round", public_id)
    known = attempt_of(connection, public_id, learner)
    if known is not None:
        return known
    values = {
        "public_id": secrets.token_urlsafe(24),
        "deck_id": row.deck_id,
        "learner_id": learner,
        "started": now,
        "behaviour": DEFERRED.name,
        "confidence": False,
        "live_id": row.id,
    }
    made = insert(AttemptRow).returning(AttemptRow.id, AttemptRow.public_id)
    attempt = connection.execute(made, values).one()
    rows = [
        {"attempt_id": attempt.id, "position": position, "item_version_id": version, "seed": seed}
        for position, (version, seed) in enumerate(row.places["places"], 1)
    ]
    insert_all(connection, AttemptItemRow, rows)
    return str(attempt.public_id)


def attempt_of(connection: Connection, public_id: str, learner: int) -> str | None:
    """The secret id of a learner's attempt in a round."""
    query = select(AttemptRow.public_id).join(LiveRow, LiveRow.id == AttemptRow.live_id)
    mine = query.where(LiveRow.public_id == storable(public_id), AttemptRow.learner_id == learner)
    return connection.execute(mine.order_by(AttemptRow.id)).scalar()


def here(connection: Connection, public_id: str) -> int:
    """How many take part."""
    query = select(func.count(AttemptRow.id)).join(LiveRow, LiveRow.id == AttemptRow.live_id)
    return connection.execute(query.where(LiveRow.public_id == storable(public_id))).scalar_one()


def responses(connection: Connection, public_id: str, position: int) -> list[Response]:
    """What was answered at a position, in no order."""
    rows = connection.execute(
        select(ResponseRow.answer, ResponseRow.fraction, ResponseRow.answered)
        .join(AttemptItemRow, AttemptItemRow.id == ResponseRow.attempt_item_id)
        .join(AttemptRow, AttemptRow.id == AttemptItemRow.attempt_id)
        .join(LiveRow, LiveRow.id == AttemptRow.live_id)
        .where(LiveRow.public_id == storable(public_id), AttemptItemRow.position == position)
    )
    return [
        Response(answer=tuple(row.answer), outcome=Outcome(fraction=row.fraction), answered=row.answered)
        for row in rows
    ]


def open_attempts(connection: Connection, public_id: str) -> list[str]:
    """The secret ids of the attempts that a round still keeps open."""
    query = select(AttemptRow.public_id).join(LiveRow, LiveRow.id == AttemptRow.live_id)
    return list(
        connection.execute(
            query.where(LiveRow.public_id == storable(public_id), AttemptRow.ended.is_(None))
        ).scalars()
    )


def going_on(connection: Connection, classroom: int) -> str | None:
    """The newest round of a class that is not over."""
    query = _rounds(select(LiveRow.public_id)).where(
        LiveRow.classroom_id == classroom, LiveRow.phase != "over"
    )
    found = connection.execute(query.order_by(LiveRow.id.desc()).limit(1)).scalar()
    return None if found is None else str(found)


def holds(connection: Connection, attempt: str) -> bool:
    """Whether a round that is not over says when this attempt goes on."""
    query = _rounds(select(LiveRow.id)).join(AttemptRow, AttemptRow.live_id == LiveRow.id)
    held = query.where(AttemptRow.public_id == storable(attempt), LiveRow.phase != "over")
    return connection.execute(held).first() is not None
