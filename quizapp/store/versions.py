"""Versions of items: what an item says, immutable, and therefore parsed once and kept in the process."""

from __future__ import annotations

import hashlib
import threading
import weakref
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Engine, Row, bindparam, select

from quizapp.core.decks.deck import DeckItem, ItemStatus
from quizapp.core.items.attachment import Attachment
from quizapp.core.items.codec import body_from_plain, body_to_plain
from quizapp.core.items.item import Item
from quizapp.core.items.kind import Derivation, ItemBody
from quizapp.core.items.proof import Evidence
from quizapp.core.revived import revived
from quizapp.store.database import Connection
from quizapp.store.rows import ItemRow, ItemVersionRow

MOST_KEPT = 8192
MOST_MADE = 8192
"""Places of attempts: a school of 300 has 3,000, half of them answered."""

IS_PRESENT = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.version == ItemRow.version)
"""To join items with what they say now."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A stored version: ``id`` is its row, ``number`` counts the item's contents from 1.

    ``entries`` are what was made of it for attempts, by status.
    """

    id: int
    item_row: int
    deck_row: int
    number: int
    modified: datetime
    item: Item
    entries: dict[str, DeckItem] = field(default_factory=dict, repr=False, compare=False)


K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Newest(dict[K, V]):
    """What was put in last. Who kept in mind what was used last would write at each look."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most, self._lock = most, threading.Lock()

    def put(self, more: Mapping[K, V]) -> None:
        """Keep these too, and let go what came first."""
        with self._lock:
            self.update(more)
            while len(self) > self._most:
                del self[next(iter(self))]


class _Kept:
    """What was read of one database, and what was made of it, see `made_of`."""

    def __init__(self) -> None:
        self.versions: Newest[int, Version] = Newest(MOST_KEPT)
        self.made: Newest[tuple[Any, ...], Any] = Newest(MOST_MADE)


_kept: weakref.WeakKeyDictionary[Engine, _Kept] = weakref.WeakKeyDictionary()
_kept_lock = threading.Lock()

_BY_ID = (
    select(ItemVersionRow.__table__, ItemRow.public_id, ItemRow.deck_id, ItemRow.kind.label("item_kind"))
    .join(ItemRow, ItemRow.id == ItemVersionRow.item_id)
    .where(ItemVersionRow.id.in_(bindparam("ids", expanding=True)))
)


def rows_of(connection: Connection, deck: int, items: Sequence[str]) -> dict[tuple[str, int], int]:
    """(public id, number) of every version of these items of a deck → its row."""
    found = connection.execute(
        select(ItemRow.public_id, ItemVersionRow.version, ItemVersionRow.id)
        .join(ItemVersionRow, ItemVersionRow.item_id == ItemRow.id)
        .where(ItemRow.deck_id == deck, ItemRow.public_id.in_(items))
    )
    return {(row[0], row[1]): row[2] for row in found}


def load(connection: Connection, ids: Sequence[int]) -> dict[int, Version]:
    """Versions by row. Call it outside of transactions: what is rolled back must not be kept."""
    kept = _of(connection).versions
    found = {id: version for id in ids if (version := kept.get(id)) is not None}
    missing = [id for id in ids if id not in found]
    if missing:
        read = {row.id: _version(row) for row in connection.execute(_BY_ID, {"ids": missing})}
        kept.put(read)
        found |= read
    return found


def made_of(connection: Connection) -> Newest[tuple[Any, ...], Any]:
    """What was made of rows of this database and of nothing but versions beside them, by what the rows say."""
    return _of(connection).made


def _of(connection: Connection) -> _Kept:
    kept = _kept.get(connection.engine)
    if kept is None:
        with _kept_lock:
            kept = _kept.setdefault(connection.engine, _Kept())
    return kept


def entry(version: Version, status: ItemStatus) -> DeckItem:
    """The item of a version as an attempt has it, to which it does not matter what its deck has decided of it."""
    found = version.entries.get(status)
    if found is None:
        found = version.entries[status] = DeckItem(
            item=version.item, version=version.number, modified=version.modified, status=status
        )
    return found


def forget(engine: Engine) -> None:
    """Keep nothing of a database any more."""
    with _kept_lock:
        _kept.pop(engine, None)


def columns(
    item: Item, *, item_id: int, number: int, source_id: int, modified: datetime, author: int | None = None
) -> dict[str, Any]:
    """The row of a new version; ``author`` is the row of the learner who worded it."""
    return {
        "item_id": item_id,
        "version": number,
        "source_id": source_id,
        "start": item.span[0],
        "end": item.span[1],
        "quote": item.quote,
        "stem": item.stem,
        "body": body_to_plain(item.body),
        "category": item.category,
        "rationale": item.rationale,
        "statement": item.statement,
        "derivation": msgspec.to_builtins(item.derivation),
        "pattern": item.pattern,
        "flaws": list(item.flaws),
        "confidence": item.confidence,
        "written": item.written,
        "kind": item.kind,
        "tags": list(item.tags),
        "media": msgspec.to_builtins(item.media),
        "author_id": author,
        "modified": modified,
    }


def digest(item: Item) -> str:
    """A name of what a learner or a teacher would notice: not of offsets, pattern, flaws or confidence."""
    content = [
        item.kind,
        item.stem,
        body_to_plain(item.body),
        item.category,
        item.rationale,
        item.quote,
        item.tags,
        msgspec.to_builtins(item.derivation),
        *msgspec.to_builtins(item.media),
    ]
    return hashlib.blake2b(msgspec.json.encode(content, order="sorted"), digest_size=16).hexdigest()


def at(item: Item, *, start: int, end: int) -> Item:
    """The item with its quote at another place of the source."""
    if item.evidence is None or item.span == (start, end):
        return item
    return _revived(vars(item) | {"evidence": replace(item.evidence, start=start, end=end)})


def asked_as(item: Item, body: ItemBody) -> Item:
    """The item with another body, as which a place of an attempt asks it."""
    return _revived(vars(item) | {"body": body})


def _version(row: Row[Any]) -> Version:
    derivation = row.derivation and msgspec.convert(row.derivation, type=Derivation)
    item = _revived(
        {
            "id": row.public_id,
            "stem": row.stem,
            "body": body_from_plain(row.kind or row.item_kind, row.body),
            "category": row.category,
            "rationale": row.rationale,
            "statement": row.statement,
            "evidence": _evidence(row),
            "derivation": derivation,
            "pattern": row.pattern,
            "flaws": tuple(row.flaws),
            "confidence": row.confidence,
            "written": row.written,
            "tags": tuple(row.tags),
            "media": msgspec.convert(row.media, type=tuple[Attachment, ...]) if row.media else (),
        }
    )
    return Version(
        id=row.id,
        item_row=row.item_id,
        deck_row=row.deck_id,
        number=row.version,
        modified=row.modified,
        item=item,
    )


def _evidence(row: Row[Any]) -> Evidence | None:
    """None where a person wrote the item without a quote."""
    if row.written and not row.quote:
        return None
    return Evidence(start=row.start, end=row.end, quote=row.quote)


def _revived(fields: dict[str, Any]) -> Item:
    """A stored item as it was proven when it was made.

    Proving it again would take a deck away from its learners on the day a rule of proof gets stricter; the
    audit reports such items instead.
    """
    return revived(Item, fields)
