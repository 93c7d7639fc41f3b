"""Editions of decks: the states in which they left for Anki."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from quizapp.core.decks.editions import Edition, Sent
from quizapp.store.database import Connection, insert_once
from quizapp.store.edition_rows import EditionRow

MOST = 50
"""So many of a deck are kept, the newest."""
_LISTED = (EditionRow.number, EditionRow.at, EditionRow.title)


def listed(connection: Connection, deck: int) -> list[Edition]:
    """The editions of a deck's row, the newest first, without what they held."""
    query = select(*_LISTED).where(EditionRow.deck_id == deck).order_by(EditionRow.number.desc())
    return [Edition(**row) for row in connection.execute(query).mappings()]


def get(connection: Connection, deck: int, number: int) -> Edition | None:
    """An edition with what it held."""
    query = select(*_LISTED, EditionRow.notes).where(EditionRow.deck_id == deck, EditionRow.number == number)
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    sent = {id: Sent(*one) for id, one in row["notes"].items()}
    return Edition(number=row["number"], at=row["at"], title=row["title"], sent=sent)


def last(connection: Connection, deck: int) -> tuple[int, str]:
    """Number and digest of the newest edition; 0 where there is none."""
    query = select(EditionRow.number, EditionRow.digest).where(EditionRow.deck_id == deck)
    row = connection.execute(query.order_by(EditionRow.number.desc()).limit(1)).first()
    return (0, "") if row is None else (row[0], row[1])


def add(
    connection: Connection, deck: int, *, number: int, at: datetime, title: str, digest: str,
    sent: Mapping[str, Sent],
) -> None:  # fmt: skip
    """Keep an edition, and forget the oldest ones; where somebody was faster with this number, nothing."""
    notes: dict[str, Any] = {id: [one.modified, one.state, one.version] for id, one in sent.items()}
    values = {
        "deck_id": deck, "number": number, "at": at, "title": title, "digest": digest, "notes": notes,
    }  # fmt: skip
    insert_once(connection, EditionRow, values)
    old = (EditionRow.deck_id == deck) & (EditionRow.number <= number - MOST)
    connection.execute(delete(EditionRow).where(old))
