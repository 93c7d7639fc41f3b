"""Notes as rows of a collection's database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from quizapp.exchange.apkg.reading.note import AnkiDeck, Note, Path
from quizapp.exchange.apkg.reading.schema import DEFAULT_DECK, Schema

GUID = "n.id, CAST(n.guid AS TEXT)"
DECK = "CAST(CASE WHEN c.odid THEN c.odid ELSE c.did END AS INTEGER)"
"""A card's home, from which a filtered deck borrows it."""

# one text for all, since each text of each row costs a call; \x1f parts fields, too
_NOTES = """
SELECT n.id, CAST(n.mid AS INTEGER), CAST(n.mod AS INTEGER),
  coalesce(n.guid, '') || char(31) || coalesce(n.tags, '') || char(31) || coalesce(n.flds, '')
FROM notes n ORDER BY n.id
"""
# a note's deck is that of the card that was made first, the order in which an index of Anki's has them
_HOMES = f"SELECT CAST(c.nid AS INTEGER), {DECK} FROM cards c WHERE c.nid > 0 ORDER BY c.nid, c.id"  # noqa: S608
_LATEST = 253_402_300_799  # the last second that a datetime can state
_SEPARATOR = "\x1f"
_LONG = 500
_END = (2**63, 0)  # behind the notes of cards


def notes(connection: sqlite3.Connection, schema: Schema, only: AnkiDeck | None = None) -> Iterator[Note]:
    """Notes by number, without those whose note type is missing; all in the ``only`` deck where it is given.

    Decks come from a second query at its side, for one query would join the same tables in half as much time again.
    Raises what sqlite3 raises.
    """
    note_types, last, at, home, deck = schema.note_types, None, moment(0), -(2**63), 0
    homes = iter([_END] if only else connection.execute(_HOMES))
    elsewhere = only.path if only else DEFAULT_DECK
    paths = {number: each.path for number, each in schema.decks.items()}
    for id, type_id, modified, text in connection.execute(_NOTES):
        while home < id:
            home, deck = next(homes, _END)
        note_type = note_types.get(type_id)
        if note_type is None:
            continue
        name, stated, *fields = text.split(_SEPARATOR)
        if modified != last:
            last, at = modified, moment(modified)
        path = paths.get(deck, DEFAULT_DECK) if home == id else elsewhere
        count = len(note_type.fields)
        held = tuple(fields) if len(fields) == count else whole(fields, count)
        yield Note(
            name or guid(id, name),
            note_type,
            held,
            _tags(stated) if len(stated) < _LONG else tuple(stated.split()),
            path,
            at,
        )


@lru_cache(maxsize=10_000)  # most notes have the tags of others
def _tags(stated: str) -> tuple[str, ...]:
    return tuple(stated.split())


def guid(id: int, stated: str | None) -> str:
    """What the package says, to the first \\x1f, or where it says nothing the note's number."""
    return (stated or "").partition(_SEPARATOR)[0] or f"note:{id}"


def whole(parts: list[str], count: int) -> tuple[str, ...]:
    """As many fields as the note type has: missing ones are empty, what is too much goes to the last, as in Anki."""
    if len(parts) < count:
        parts += [""] * (count - len(parts))
    elif count > 0:
        parts[count - 1 :] = ["; ".join(parts[count - 1 :])]
    return tuple(parts[:count])


def deck_path(decks: dict[int, AnkiDeck], id: int | None) -> Path:
    """By the deck's number."""
    deck = decks.get(id) if id is not None else None
    return deck.path if deck else DEFAULT_DECK


def moment(seconds: float | None) -> datetime:
    """Of a number of seconds since 1970, the nearest that there is."""
    return datetime.fromtimestamp(min(max(seconds or 0, 0), _LATEST), UTC)
