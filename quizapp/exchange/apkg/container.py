"""The package itself: genanki's note types, decks and notes in a database and archive of our own.

genanki's container leaves its temporary file behind, does not compress, gives every card the same place in
the order, counts gaps wrongly and differs from run to run; so only its models, notes and decks are used.
"""

from __future__ import annotations

import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from quizapp.core.decks.kept import KeptType
from quizapp.exchange.apkg.kept_types import model_of
from quizapp.exchange.apkg.note_types import NOTE_TYPES, REVISED, NoteType, style

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that an archive can state


@dataclass(frozen=True, kw_only=True)
class DeckRow:
    """A deck in Anki; ``about`` is markup."""

    id: int
    name: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteRow:
    """A note and its cards: ``modified`` in seconds, ``place`` in the deck from 1."""

    note_type: NoteType | KeptType
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    guid: str
    deck: int
    modified: int
    place: int
    ordinals: tuple[int, ...]


def write_package(
    decks: Iterable[DeckRow], notes: Iterable[NoteRow], media: Mapping[str, bytes] | None = None
) -> bytes:
    """An .apkg in the form that every Anki since 2.0 reads, with media by their names. Same rows, same bytes."""
    files = sorted((media or {}).items())
    database = _database(list(decks), list(notes))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        _add(archive, "collection.anki2", database)
        names = {str(n): name for n, (name, _) in enumerate(files)}
        _add(archive, "media", json.dumps(names, separators=(",", ":")).encode())
        for n, (_, content) in enumerate(files):
            _add(archive, str(n), content, zipfile.ZIP_STORED)  # images and sounds are small already
    return packed.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
    """A member that says nothing of the time or system it was written on."""
    member = zipfile.ZipInfo(name, _EPOCH)
    member.create_system = 3
    member.external_attr = 0o644 << 16
    archive.writestr(member, content, method, 9)


def _database(decks: list[DeckRow], notes: list[NoteRow]) -> bytes:
    """Built in memory, so that there is no temporary file to lose."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(APKG_SCHEMA)
        connection.executescript(APKG_COL)
        own = _own_models(notes)
        _write_decks(connection, decks)
        _write_models(connection, own.values(), _kept_models(notes), default_deck=decks[0].id)
        # A note's number is also the date that Anki's browser shows as its creation.
        ids = itertools.count(1000 * min((note.modified for note in notes), default=REVISED))
        connection.execute("BEGIN")
        for note in notes:
            if isinstance(note.note_type, KeptType):
                _write_kept(connection.cursor(), note, ids)
                continue
            _Note(own[note.note_type.id], note).write_to_db(
                connection.cursor(), note.modified, note.deck, ids
            )
        connection.execute("COMMIT")
        return connection.serialize()


def _write_decks(connection: sqlite3.Connection, decks: list[DeckRow]) -> None:
    (stored,) = connection.execute("SELECT decks FROM col").fetchone()
    written = {str(deck.id): genanki.Deck(deck.id, deck.name, deck.about).to_json() for deck in decks}
    connection.execute("UPDATE col SET decks = ?", (json.dumps(json.loads(stored) | written),))


def _own_models(notes: list[NoteRow]) -> dict[int, Any]:
    """All of ours, so that every deck brings the same; of a deck that came from Anki those that it has notes of."""
    used = {note.note_type.id for note in notes}
    is_whole = not any(isinstance(note.note_type, KeptType) for note in notes)
    return {each.id: _model(each) for each in NOTE_TYPES if is_whole or each.id in used}


def _kept_models(notes: list[NoteRow]) -> dict[str, dict[str, Any]]:
    """The note types that came from Anki, by number."""
    kept = {note.note_type.id: note.note_type for note in notes if isinstance(note.note_type, KeptType)}
    return {str(id): model_of(each) for id, each in kept.items()}


def _write_kept(cursor: sqlite3.Cursor, note: NoteRow, ids: Iterator[int]) -> None:
    """A note as it came: genanki would look for tags that it does not know in fields that are not ours."""
    fields = [note.fields[name] for name in note.note_type.fields]
    row = (next(ids), note.guid, note.note_type.id, note.modified, -1, f" {' '.join(note.tags)} ",
           "\x1f".join(fields), fields[0] if fields else "", 0, 0, "")  # fmt: skip
    cursor.execute("INSERT INTO notes VALUES(?,?,?,?,?,?,?,?,?,?,?)", row)
    for ordinal in note.ordinals:
        genanki.Card(ordinal).write_to_db(cursor, note.modified, note.deck, row[0], ids, note.place)


def _write_models(
    connection: sqlite3.Connection,
    models: Iterable[Any],
    kept: dict[str, dict[str, Any]],
    *,
    default_deck: int,
) -> None:
    written = {str(model.model_id): model.to_json(REVISED, default_deck) for model in models} | kept
    connection.execute("UPDATE col SET models = ?", (json.dumps(written),))


def _model(note_type: NoteType) -> Any:
    fields = [{"name": name, "id": number, "collapsed": name.startswith("Spare")}
              for name, number in note_type.field_ids.items()]  # fmt: skip
    card = {"name": "Card", "id": note_type.first_id, "qfmt": note_type.front, "afmt": note_type.back}
    kind = genanki.Model.CLOZE if note_type.cloze else genanki.Model.FRONT_BACK
    return genanki.Model(note_type.id, note_type.name, fields, [card], css=style(), model_type=kind)


class _Note(genanki.Note):  # type: ignore[misc]
    """A note that knows its cards: genanki would look for gaps itself, and miss some."""

    def __init__(self, model: Any, row: NoteRow) -> None:
        fields = [row.fields.get(name, "") for name in row.note_type.fields]
        super().__init__(model, fields, tags=row.tags, guid=row.guid, due=row.place)
        self.cards = [genanki.Card(ordinal) for ordinal in row.ordinals]
