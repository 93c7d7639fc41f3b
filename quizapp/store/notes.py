"""Notes of Anki beside the items that were made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, insert, select, update

from quizapp.core.decks.kept import KeptNote, KeptType
from quizapp.store.database import Connection, in_parts
from quizapp.store.note_rows import NoteRow, NoteTypeRow
from quizapp.store.rows import DeckRow, ItemRow
from quizapp.store.there import there

_AT_ONCE = 1_000


@dataclass(frozen=True, kw_only=True)
class Known:
    """A note that a deck has already: the row and the id of its item, the numbers of its cards, when it was changed in
    Anki."""

    row: int
    item: str
    ordinals: tuple[int, ...]
    modified: datetime


def put_type(connection: Connection, deck: int, kept: KeptType) -> int:
    """Store a note type of a deck, in the place of the one with its number; its row. The notes that it has already get
    its fields."""
    plain = msgspec.to_builtins(kept)
    of_deck = (NoteTypeRow.deck_id == deck, NoteTypeRow.anki_id == kept.id)
    row = connection.execute(select(NoteTypeRow.id, NoteTypeRow.plain).where(*of_deck)).first()
    if row is not None:
        before = msgspec.convert(row.plain, type=KeptType).fields
        if before != kept.fields:
            _refit(connection, row.id, _places(before, kept.fields))
        connection.execute(update(NoteTypeRow).where(NoteTypeRow.id == row.id).values(plain=plain))
        return int(row.id)
    values = {"deck_id": deck, "anki_id": kept.id, "plain": plain}
    return connection.execute(insert(NoteTypeRow).returning(NoteTypeRow.id), values).scalar_one()


def _places(before: Sequence[str], now: Sequence[str]) -> list[int | None]:
    """Where each field of a note type stood before, by its name; one that was renamed stood where it stands."""
    gone, known = set(before) - set(now), {name: place for place, name in enumerate(before)}

    def renamed(place: int) -> int | None:
        return place if place < len(before) and before[place] in gone else None

    return [known[name] if name in known else renamed(place) for place, name in enumerate(now)]


def _refit(connection: Connection, note_type: int, places: Sequence[int | None]) -> None:
    """Put the fields of all notes of a note type where its fields are now; what is new is empty."""
    query = select(NoteRow.item_id, NoteRow.fields).where(NoteRow.note_type_id == note_type)
    rows = [
        {"item": id, "refitted": [fields[n] if n is not None and n < len(fields) else "" for n in places]}
        for id, fields in connection.execute(query)
    ]
    if rows:
        named = update(NoteRow.__table__).where(NoteRow.item_id == bindparam("item"))  # type: ignore[arg-type]
        connection.execute(named.values(fields=bindparam("refitted")), rows)


def types(connection: Connection, deck: int) -> dict[int, KeptType]:
    """The note types of a deck by Anki's number."""
    rows = connection.execute(
        select(NoteTypeRow.anki_id, NoteTypeRow.plain).where(NoteTypeRow.deck_id == deck)
    )
    return {row.anki_id: msgspec.convert(row.plain, type=KeptType) for row in rows}


def known(connection: Connection, deck: int, guids: Sequence[str]) -> dict[str, Known]:
    """By guid those of these notes that a deck has."""
    named = select(NoteRow.guid, NoteRow.item_id, ItemRow.public_id, NoteRow.ordinals, NoteRow.modified)
    of_deck = named.join(ItemRow, ItemRow.id == NoteRow.item_id).where(NoteRow.deck_id == deck)
    rows = connection.execute(of_deck.where(NoteRow.guid.in_(guids)))
    return {
        row.guid: Known(row=row[1], item=row[2], ordinals=tuple(row.ordinals), modified=row.modified)
        for row in rows
    }


def dates(connection: Connection, deck: int) -> dict[str, datetime]:
    """By guid when the notes of a deck were changed in Anki."""
    query = select(NoteRow.guid, NoteRow.modified).where(NoteRow.deck_id == deck)
    return {row[0]: row[1] for row in connection.execute(query)}


def of_deck(connection: Connection, deck: int) -> dict[str, KeptNote]:
    """The notes of a deck by the ids of their items, in the order in which they came."""
    rows = connection.execute(_NOTES.where(NoteRow.deck_id == deck).order_by(NoteRow.item_id))
    return {row.public_id: _note(row) for row in rows}


def items_of(connection: Connection, deck: int) -> list[str]:
    """The ids of the items of a deck that were notes."""
    named = select(ItemRow.public_id).join(NoteRow, NoteRow.item_id == ItemRow.id)
    return list(connection.execute(named.where(NoteRow.deck_id == deck)).scalars())


def types_of_items(connection: Connection, deck: int, items: Sequence[str]) -> dict[str, str]:
    """The rows of the note types of these items of a deck, as names, by the ids of the items."""
    found: dict[str, str] = {}
    named = select(ItemRow.public_id, NoteRow.note_type_id).join(NoteRow, NoteRow.item_id == ItemRow.id)
    for some in in_parts(items, _AT_ONCE):
        rows = connection.execute(named.where(ItemRow.deck_id == deck, ItemRow.public_id.in_(some)))
        found |= {row[0]: str(row[1]) for row in rows}
    return found


def number_of(connection: Connection, deck: int) -> int:
    """How many notes a deck has."""
    counted = select(func.count()).select_from(NoteRow).where(NoteRow.deck_id == deck)
    return connection.execute(counted).scalar_one()


def type_of(connection: Connection, deck: str, item: str) -> int | None:
    """The row of the note type of an item of the deck with this public id."""
    found = (
        select(NoteRow.note_type_id)
        .join(ItemRow, ItemRow.id == NoteRow.item_id)
        .join(DeckRow, DeckRow.id == ItemRow.deck_id)
        .where(DeckRow.public_id == deck, ItemRow.public_id == item)
    )
    return connection.execute(found).scalar()


def style(connection: Connection, deck: str, number: int) -> str | None:
    """The style sheet of a note type, by its row, of the deck with this public id."""
    found = select(NoteTypeRow.plain).join(DeckRow, DeckRow.id == NoteTypeRow.deck_id)
    plain = connection.execute(found.where(DeckRow.public_id == deck, NoteTypeRow.id == number)).scalar()
    return None if plain is None else str(plain.get("css", ""))


def decks_with(connection: Connection, owner: int, guids: Sequence[str]) -> dict[str, int]:
    """Of a learner's own decks those that have some of these notes, and how many."""
    rows = connection.execute(
        select(DeckRow.public_id, func.count())
        .join(NoteRow, NoteRow.deck_id == DeckRow.id)
        .where(DeckRow.owner_id == owner, NoteRow.guid.in_(guids), there(DeckRow))
        .group_by(DeckRow.public_id)
    )
    return {row[0]: row[1] for row in rows}


def named_of(connection: Connection, owner: int) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Of each note of a learner's own decks the deck's public id, the name of the note type, and the fields.

    Nothing else may be asked of the connection before the last.
    """
    mine = (DeckRow.owner_id == owner, there(DeckRow))
    of_types = select(NoteTypeRow.id, NoteTypeRow.plain).join(DeckRow, DeckRow.id == NoteTypeRow.deck_id)
    names = {row.id: str(row.plain.get("name", "")) for row in connection.execute(of_types.where(*mine))}
    query = select(DeckRow.public_id, NoteRow.note_type_id, NoteRow.fields)
    mine_only = query.join(NoteRow, NoteRow.deck_id == DeckRow.id).where(*mine)
    for row in connection.execute(mine_only.execution_options(yield_per=_AT_ONCE)):
        yield row.public_id, names.get(row.note_type_id, ""), tuple(row.fields)


def change(connection: Connection, notes: Mapping[int, KeptNote], *, type_rows: Mapping[int, int]) -> None:
    """Store what notes say now, by the rows of their items."""
    if not notes:
        return
    rows = [
        {"item": item} | {f"new_{name}": value for name, value in _columns(note, type_rows).items()}
        for item, note in notes.items()
    ]
    columns: dict[str, Any] = {
        name.removeprefix("new_"): bindparam(name) for name in rows[0] if name.startswith("new_")
    }
    named = update(NoteRow.__table__).where(NoteRow.item_id == bindparam("item"))  # type: ignore[arg-type]
    connection.execute(named.values(**columns), rows)


_NOTES = (
    select(NoteRow.__table__, NoteTypeRow.anki_id, ItemRow.public_id)
    .join(NoteTypeRow, NoteTypeRow.id == NoteRow.note_type_id)
    .join(ItemRow, ItemRow.id == NoteRow.item_id)
)


def _columns(note: KeptNote, type_rows: Mapping[int, int]) -> dict[str, Any]:
    return {
        "note_type_id": type_rows[note.type],
        "fields": list(note.fields),
        "tags": list(note.tags),
        "path": list(note.path),
        "ordinals": list(note.ordinals),
        "media": note.media,
        "modified": note.modified,
    }


def _note(row: Any) -> KeptNote:
    return KeptNote(
        guid=row.guid,
        type=row.anki_id,
        fields=tuple(row.fields),
        tags=tuple(row.tags),
        path=tuple(row.path),
        ordinals=tuple(row.ordinals),
        media=row.media,
        modified=row.modified,
    )
