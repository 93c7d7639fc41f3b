"""Notes as rows of a collection's database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

from quizapp.exchange.apkg.reading.note import AnkiDeck, Note, Path
from quizapp.exchange.apkg.reading.schema import DEFAULT_DECK, Schema

GUID = "n.id, CAST(n.guid AS TEXT)"
DECK = "CAST(CASE WHEN c.odid THEN c.odid ELSE c.did END AS INTEGER)"
"""A card's home, from which a filtered deck borrows it."""

# a note's deck is that of its first card
_NOTES = f"""
SELECT {GUID}, CAST(n.mid AS INTEGER), CAST(n.mod AS INTEGER), CAST(n.tags AS TEXT), CAST(n.flds AS TEXT), f.did
FROM notes n LEFT JOIN (SELECT c.nid, min(c.ord), {DECK} AS did FROM cards c GROUP BY c.nid) f ON f.nid = n.id
ORDER BY n.id
"""  # noqa: S608 - nothing but the constants above is put in
_LATEST = 253_402_300_799  # the last second that a datetime can state
_SEPARATOR = "\x1f"


def notes(connection: sqlite3.Connection, schema: Schema) -> Iterator[Note]:
    """Notes by number, without those whose note type is missing. Raises what sqlite3 raises."""
    note_types, decks = schema.note_types, schema.decks
    for id, name, type_id, modified, tags, fields, deck in connection.execute(_NOTES):
        if (note_type := note_types.get(type_id)) is not None:
            yield Note(
                guid(id, name),
                note_type,
                whole(fields or "", len(note_type.fields)),
                tuple(tags.split()) if tags else (),
                deck_path(decks, deck),
                moment(modified),
            )


def guid(id: int, stated: str | None) -> str:
    """What the package says, or where it says nothing the note's number."""
    return (stated or "").replace(_SEPARATOR, "") or f"note:{id}"


def whole(text: str, count: int) -> tuple[str, ...]:
    """As many fields as the note type has: missing ones are empty, what is too much goes to the last, as in Anki."""
    parts = text.split(_SEPARATOR)
    if len(parts) < count:
        parts += [""] * (count - len(parts))
    elif len(parts) > count > 0:
        parts[count - 1 :] = ["; ".join(parts[count - 1 :])]
    return tuple(parts[:count])


def deck_path(decks: dict[int, AnkiDeck], id: int | None) -> Path:
    """By the deck's number."""
    deck = decks.get(id) if id is not None else None
    return deck.path if deck else DEFAULT_DECK


def moment(seconds: float | None) -> datetime:
    """Of a number of seconds since 1970, the nearest that there is."""
    return datetime.fromtimestamp(min(max(seconds or 0, 0), _LATEST), UTC)
