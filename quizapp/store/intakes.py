"""Files that came in for a deck, from the first look until they are taken back or forgotten."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, insert, select, update

from quizapp.errors import NotFound
from quizapp.store.database import Connection
from quizapp.store.decks import storable
from quizapp.store.intake_rows import IntakeRow

IntakeState = Literal["open", "stored", "taken back"]


@dataclass(frozen=True, kw_only=True)
class Intake:
    """A file for a deck; ``content`` is empty once it was stored, and in lists."""

    id: str
    filename: str
    state: IntakeState
    choices: Mapping[str, Any]
    done: Mapping[str, Any]
    created: datetime
    content: bytes = b""


_LISTED = (
    IntakeRow.public_id.label("id"), IntakeRow.filename, IntakeRow.state, IntakeRow.choices, IntakeRow.done,
    IntakeRow.created,
)  # fmt: skip


def add(
    connection: Connection, deck: int, *, filename: str, content: bytes, learner: int | None, now: datetime
) -> str:  # fmt: skip
    """Keep a file for a deck's row; its name."""
    values = {
        "deck_id": deck,
        "public_id": secrets.token_urlsafe(9),
        "learner_id": learner,
        "filename": filename,
        "state": "open",
        "content": zlib.compress(content, 1),
        "choices": {},
        "done": {},
        "created": now,
    }
    return connection.execute(insert(IntakeRow).returning(IntakeRow.public_id), values).scalar_one()


def get(connection: Connection, deck: int, name: str) -> Intake:
    """Raises `NotFound`."""
    query = select(*_LISTED, IntakeRow.content).where(_named(deck, name))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound("import", name)
    content = zlib.decompress(row["content"]) if row["content"] else b""
    return Intake(**(dict(row) | {"content": content}))


def stored(connection: Connection, deck: int, *, most: int) -> list[Intake]:
    """The last files of a deck that were stored, the newest first, without their contents."""
    query = select(*_LISTED).where(IntakeRow.deck_id == deck, IntakeRow.state != "open")
    rows = connection.execute(query.order_by(IntakeRow.created.desc(), IntakeRow.id.desc()).limit(most))
    return [Intake(**row) for row in rows.mappings()]


def choose(connection: Connection, deck: int, name: str, choices: Mapping[str, Any]) -> None:
    """Keep how a file is to be read."""
    connection.execute(update(IntakeRow).where(_named(deck, name)).values(choices=dict(choices)))


def finish(connection: Connection, deck: int, name: str, done: Mapping[str, Any]) -> bool:
    """Say that an open file is stored and what it did, and forget its content; False where somebody was faster."""
    row = update(IntakeRow).where(_named(deck, name), IntakeRow.state == "open")
    return connection.execute(row.values(state="stored", content=b"", done=dict(done))).rowcount == 1


def take_back(connection: Connection, deck: int, name: str) -> bool:
    """Say that a stored file is taken back; False where somebody was faster."""
    row = update(IntakeRow).where(_named(deck, name), IntakeRow.state == "stored")
    return connection.execute(row.values(state="taken back")).rowcount == 1


def forget(connection: Connection, *, open_before: datetime, before: datetime) -> None:
    """Delete files that were never stored, and what is known of older ones that were."""
    connection.execute(delete(IntakeRow).where(IntakeRow.created < before))
    unused = delete(IntakeRow).where(IntakeRow.created < open_before, IntakeRow.state == "open")
    connection.execute(unused)


def _named(deck: int, name: str) -> Any:
    return (IntakeRow.deck_id == deck) & (IntakeRow.public_id == storable(name))
