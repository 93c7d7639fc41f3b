"""Images and sounds of decks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, func, insert, select, update

from quizapp.core.items.media import Media
from quizapp.errors import InputError
from quizapp.phrases import phrase
from quizapp.store.database import Connection, insert_once
from quizapp.store.media_rows import DeckMediaRow, MediaRow
from quizapp.store.rows import DeckRow

GONE = phrase("An image or a sound of this item is not here any more. Add its file again.")
_COLUMNS = (MediaRow.name, MediaRow.size, MediaRow.width, MediaRow.height, DeckMediaRow.original)
_HAD = select(*_COLUMNS).join(DeckMediaRow, DeckMediaRow.name == MediaRow.name)
"""Media that decks have, without their content."""


def find(connection: Connection, deck: int, names: Collection[str]) -> dict[str, Media]:
    """Those of these that a deck has, by name."""
    rows = connection.execute(_HAD.where(DeckMediaRow.deck_id == deck, DeckMediaRow.name.in_(names)))
    return {row["name"]: Media(**row) for row in rows.mappings()}


def named(connection: Connection, deck: str, name: str) -> Media | None:
    """What the deck with this public id has under a name."""
    of_deck = _HAD.join(DeckRow, DeckRow.id == DeckMediaRow.deck_id)
    row = connection.execute(of_deck.where(DeckRow.public_id == deck, DeckMediaRow.name == name)).mappings()
    found = row.first()
    return None if found is None else Media(**found)


def content(connection: Connection, name: str) -> bytes | None:
    """What is seen or heard, in bytes."""
    return connection.execute(select(MediaRow.content).where(MediaRow.name == name)).scalar()


def contents(connection: Connection, deck: int, names: Collection[str]) -> dict[str, bytes]:
    """Those of these that a deck has, in bytes by name."""
    had = select(MediaRow.name, MediaRow.content).join(DeckMediaRow, DeckMediaRow.name == MediaRow.name)
    rows = connection.execute(had.where(DeckMediaRow.deck_id == deck, DeckMediaRow.name.in_(names)))
    return {row.name: row.content for row in rows}


def size_of(connection: Connection, deck: int) -> int:
    """How many bytes a deck's media have."""
    of_deck = select(func.coalesce(func.sum(MediaRow.size), 0)).join(
        DeckMediaRow, DeckMediaRow.name == MediaRow.name
    )
    return int(connection.execute(of_deck.where(DeckMediaRow.deck_id == deck)).scalar_one())


def add(connection: Connection, deck: int, media: Media, content: bytes, *, now: datetime) -> None:
    """Give a deck media; what it has already begins to wait for its item anew."""
    if connection.execute(select(MediaRow.name).where(MediaRow.name == media.name)).first() is None:
        values = {"name": media.name, "size": media.size, "width": media.width, "height": media.height}
        connection.execute(insert(MediaRow), values | {"content": content})
    give(connection, deck, media, now=now)


def give(connection: Connection, deck: int, media: Media, *, now: datetime) -> None:
    """Give a deck what another one has."""
    values = {"deck_id": deck, "name": media.name, "original": media.original, "added": now}
    if not insert_once(connection, DeckMediaRow, values):
        waiting = (DeckMediaRow.deck_id == deck) & (DeckMediaRow.name == media.name)
        connection.execute(update(DeckMediaRow).where(waiting).values(added=now))


def keep(connection: Connection, deck: int, names: Collection[str]) -> None:
    """A version of a deck's items names these, which therefore stay. Raises `InputError` where one is not there."""
    if not names:
        return
    theirs = update(DeckMediaRow).where(DeckMediaRow.deck_id == deck, DeckMediaRow.name.in_(names))
    if connection.execute(theirs.values(kept=True)).rowcount != len(set(names)):
        raise InputError(GONE)


def names_of(connection: Connection, deck: int) -> list[str]:
    """What a deck has."""
    had = select(DeckMediaRow.name).where(DeckMediaRow.deck_id == deck)
    return list(connection.execute(had).scalars())


def sweep(connection: Connection, *, before: datetime) -> None:
    """Forget what was added before a moment and that no version names."""
    old = delete(DeckMediaRow).where(~DeckMediaRow.kept, DeckMediaRow.added < before)
    drop_unused(connection, list(connection.execute(old.returning(DeckMediaRow.name)).scalars()))


def drop_unused(connection: Connection, names: Collection[str]) -> None:
    """Delete those of these that no deck has any more."""
    if names:
        is_had = exists().where(DeckMediaRow.name == MediaRow.name)
        connection.execute(delete(MediaRow).where(MediaRow.name.in_(names), ~is_had))
