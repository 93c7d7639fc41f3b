"""New notes of Anki and the items that were made of them, stored many at a time in a few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from quizapp.core.items.item import FROM_ANKI
from quizapp.store import prepared
from quizapp.store.database import Connection
from quizapp.store.note_rows import NoteRow
from quizapp.store.prepared import Rows
from quizapp.store.rows import ItemRow, ItemVersionRow

# what is not named has its default; a first version is its item's base
_ITEMS = Rows(
    ItemRow, "id", "deck_id", "public_id", "kind", "status", "released", "position", "version", "start", "end",
    "modified",
)  # fmt: skip
_VERSIONS = Rows(
    ItemVersionRow, "item_id", "version", "source_id", "start", "end", "quote", "stem", "body", "category", "rationale",
    "statement", "pattern", "flaws", "confidence", "modified", "written", "kind", "tags", "author_id",
)  # fmt: skip
_NOTES = Rows(
    NoteRow, "item_id", "deck_id", "guid", "note_type_id", "fields", "tags", "path", "ordinals", "media", "modified"
)  # fmt: skip


class Brought(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A note and its item as columns hold them: ``body``, ``labels`` (the item's tags) and what follows ``type`` are
    JSON, except ``modified``. ``type`` is Anki's number of the note type."""

    id: str
    kind: str
    stem: str
    body: str
    category: str
    rationale: str
    labels: str
    guid: str
    type: int
    fields: str
    tags: str
    path: str
    ordinals: str
    media: str
    modified: datetime


@dataclass(frozen=True, kw_only=True)
class Into:
    """The deck that takes notes: its row, its source's, the rows of note types by Anki's number, whether learners have
    it, and the row of whose notes these are."""

    deck: int
    source_id: int
    released: bool
    types: Mapping[int, int]
    author: int | None = None


def add(
    connection: Connection, brought: Sequence[Brought], into: Into, *, position: int, now: datetime
) -> None:
    """Store notes that a deck has not yet with their items, accepted, from this position on."""
    rows = prepared.numbers(connection, ItemRow, len(brought))
    moment, deck, source, author = prepared.moments(connection), into.deck, into.source_id, into.author
    at = moment(now)
    _ITEMS.add(connection, [
        (row, deck, one.id, one.kind, "accepted", into.released, place, 1, 0, 0, at)
        for place, (row, one) in enumerate(zip(rows, brought, strict=True), position)
    ])  # fmt: skip
    _VERSIONS.add(connection, [
        (row, 1, source, 0, 0, "", one.stem, one.body, one.category, one.rationale, "", FROM_ANKI, "[]", 1.0, at, True,
         one.kind, one.labels, author)
        for row, one in zip(rows, brought, strict=True)
    ])  # fmt: skip
    _NOTES.add(connection, [
        (row, deck, one.guid, into.types[one.type], one.fields, one.tags, one.path, one.ordinals, one.media,
         moment(one.modified))
        for row, one in zip(rows, brought, strict=True)
    ])  # fmt: skip
