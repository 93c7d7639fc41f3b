"""Note types and decks of a collection, from either of the two forms in which Anki has kept them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.markup import clean
from quizapp.exchange.apkg.reading import limits, wire
from quizapp.exchange.apkg.reading.json_text import decoded
from quizapp.exchange.apkg.reading.note import AnkiDeck, NoteType, Path, Template

DEFAULT_DECK: Path = ("Default",)
"""Where Anki puts cards of a deck that it does not know."""

_CLOZE = 1
_NOTE_TYPE_KIND, _CSS = 1, 3
_QUESTION, _ANSWER = 1, 2
_NORMAL_DECK, _ABOUT = 1, 4


@dataclass(frozen=True, slots=True)
class Schema:
    """All note types and decks by number, whether used or not."""

    note_types: dict[int, NoteType]
    decks: dict[int, AnkiDeck]


def read_schema(connection: sqlite3.Connection, *, is_packed: bool) -> Schema:
    """Raises `ImportRejected` and what sqlite3, msgspec and `wire` raise."""
    schema = _of_tables(connection) if is_packed else _of_documents(connection)
    if len(schema.note_types) > limits.MAX_NOTE_TYPES or len(schema.decks) > limits.MAX_DECKS:
        raise ImportRejected(limits.TOO_LARGE)
    return schema


class _Field(msgspec.Struct):
    name: str = ""


class _Card(msgspec.Struct):
    name: str = ""
    qfmt: str = ""
    afmt: str = ""


class _Model(msgspec.Struct):
    name: str = ""
    type: int = 0
    flds: list[_Field] = []
    tmpls: list[_Card] = []
    css: str | None = ""


class _Deck(msgspec.Struct):
    name: str = ""
    desc: str | None = ""


def _of_documents(connection: sqlite3.Connection) -> Schema:
    """Schema 11: two JSON documents in the collection's only row."""
    row = connection.execute("SELECT CAST(models AS TEXT), CAST(decks AS TEXT) FROM col LIMIT 1").fetchone()
    if row is None:
        raise ImportRejected(limits.DAMAGED)
    models = decoded(row[0] or "{}", dict[int, _Model])
    decks = decoded(row[1] or "{}", dict[int, _Deck])
    return Schema(
        note_types={
            id: _note_type(id, model.name, model.css or "", is_cloze=model.type == _CLOZE,
                           fields=[field.name for field in model.flds],
                           templates=[Template(*map(clean, (card.name, card.qfmt, card.afmt)))
                                      for card in model.tmpls])
            for id, model in models.items()
        },
        decks={id: AnkiDeck(id, _path(deck.name, "::"), clean(deck.desc or "")) for id, deck in decks.items()},
    )  # fmt: skip


def _of_tables(connection: sqlite3.Connection) -> Schema:
    """Schema 18: tables, with settings as protocol buffers."""
    fields, templates = dict[int, list[str]](), dict[int, list[Template]]()
    for id, name in _rows(connection, "SELECT ntid, CAST(name AS TEXT) FROM fields ORDER BY ntid, ord"):
        fields.setdefault(id, []).append(name)
    listed = _rows(
        connection, "SELECT ntid, CAST(name AS TEXT), CAST(config AS BLOB) FROM templates ORDER BY ntid, ord"
    )
    for id, name, config in listed:
        sides = (wire.last_bytes(config, side).decode("utf-8", "replace") for side in (_QUESTION, _ANSWER))
        templates.setdefault(id, []).append(Template(clean(name or ""), *map(clean, sides)))
    note_types = dict[int, NoteType]()
    for id, name, config in _rows(
        connection, "SELECT id, CAST(name AS TEXT), CAST(config AS BLOB) FROM notetypes"
    ):
        css = wire.last_bytes(config, _CSS).decode("utf-8", "replace")
        is_cloze = wire.last_number(config, _NOTE_TYPE_KIND) == _CLOZE
        note_types[id] = _note_type(
            id, name or "", css, is_cloze=is_cloze, fields=fields.get(id, []), templates=templates.get(id, [])
        )
    return Schema(note_types=note_types, decks=dict(_decks(connection)))


def _decks(connection: sqlite3.Connection) -> Iterator[tuple[int, AnkiDeck]]:
    for id, name, kind in _rows(connection, "SELECT id, CAST(name AS TEXT), CAST(kind AS BLOB) FROM decks"):
        about = wire.last_bytes(wire.last_bytes(kind, _NORMAL_DECK), _ABOUT).decode("utf-8", "replace")
        yield id, AnkiDeck(id, _path(name or "", "\x1f"), clean(about))


def _rows(connection: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a table that lists what a collection has few of. Numbers first, settings never missing."""
    most = limits.MAX_NOTE_TYPES * 10
    for place, row in enumerate(connection.execute(query)):
        if place >= most:
            raise ImportRejected(limits.TOO_LARGE)
        yield row


def _note_type(id: int, name: str, css: str, *, is_cloze: bool, fields: Sequence[str],
               templates: Sequence[Template]) -> NoteType:  # fmt: skip
    if len(fields) > limits.MAX_FIELDS or len(templates) > limits.MAX_FIELDS:
        raise ImportRejected(limits.STRANGE)
    return NoteType(
        id=id,
        name=clean(name).strip(),
        is_cloze=is_cloze,
        fields=tuple(clean(field or "").strip() for field in fields),
        templates=tuple(templates),
        css=clean(css),
    )


def _path(name: str, separator: str) -> Path:
    return tuple(part for each in name.split(separator) if (part := clean(each).strip())) or DEFAULT_DECK
