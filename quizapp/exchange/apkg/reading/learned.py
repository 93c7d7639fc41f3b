"""States of cards and the log of reviews as rows of a collection's database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from quizapp.exchange.apkg.reading.learning import Kind, LearnedCard, LoggedReview, State
from quizapp.exchange.apkg.reading.note import AnkiDeck
from quizapp.exchange.apkg.reading.notes import DECK, GUID, deck_path, guid, moment

_CARDS = f"""
SELECT {GUID}, CAST(c.ord AS INTEGER), {DECK}, CAST(c.type AS INTEGER), CAST(c.queue AS INTEGER),
  CAST(CASE WHEN c.odid THEN c.odue ELSE c.due END AS INTEGER), CAST(c.ivl AS INTEGER), CAST(c.factor AS INTEGER),
  CAST(c.reps AS INTEGER), CAST(c.lapses AS INTEGER), CAST(c.data AS TEXT)
FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.nid, c.ord
"""  # noqa: S608 - nothing but constants is put in
# ratings set by hand have no number, and what the user rescheduled no kind that is one of these
_REVIEWS = f"""
SELECT {GUID}, CAST(c.ord AS INTEGER), CAST(r.id AS INTEGER), CAST(r.ease AS INTEGER), CAST(r.type AS INTEGER),
  CAST(r.ivl AS INTEGER), CAST(r.time AS INTEGER)
FROM revlog r JOIN cards c ON c.id = r.cid JOIN notes n ON n.id = c.nid
WHERE r.ease IN (1, 2, 3, 4) AND r.type IN (0, 1, 2, 3) ORDER BY r.id
"""  # noqa: S608 - nothing but constants is put in
_STATES: dict[int, State] = {0: "new", 1: "learning", 2: "review", 3: "relearning"}
_KINDS: dict[int, Kind] = {0: "learning", 1: "review", 2: "relearning", 3: "cram"}
_LEARNING_QUEUE, _SUSPENDED = 1, -1
_DAY = 86_400
_A_MOMENT = 1_000_000_000  # from here on a number of seconds since 1970, below it one of days since the first
_MOST_DAYS = 36_500
_MOST_STABILITY = 36_500.0
_DIFFICULTIES = (1.0, 10.0)
_MOST_ORDINAL = 10_000


class _Memory(msgspec.Struct):
    """What FSRS knows of a card."""

    s: float | None = None
    d: float | None = None


_memory = msgspec.json.Decoder(_Memory).decode


def cards(connection: sqlite3.Connection, decks: dict[int, AnkiDeck]) -> Iterator[LearnedCard]:
    """Raises what sqlite3 raises."""
    first = _first_day(connection)
    for id, name, ordinal, deck, type_, queue, due, interval, factor, reps, lapses, rest in (
        connection.execute(_CARDS)
    ):  # fmt: skip
        stability, difficulty = _remembered(rest)
        yield LearnedCard(
            note_guid=guid(id, name),
            ordinal=min(max(ordinal or 0, 0), _MOST_ORDINAL),
            deck=deck_path(decks, deck),
            state=_state(type_, queue),
            due=_due(type_, due or 0, first),
            interval_days=_days(interval),
            ease=max(factor or 0, 0) / 1000,
            reps=max(reps or 0, 0),
            lapses=max(lapses or 0, 0),
            stability=stability,
            difficulty=difficulty,
            is_suspended=queue == _SUSPENDED,
        )


def reviews(connection: sqlite3.Connection) -> Iterator[LoggedReview]:
    """Raises what sqlite3 raises."""
    for id, name, ordinal, at, rating, kind, interval, taken in connection.execute(_REVIEWS):
        yield LoggedReview(
            note_guid=guid(id, name),
            ordinal=min(max(ordinal or 0, 0), _MOST_ORDINAL),
            at=moment(at / 1000),
            rating=rating,
            kind=_KINDS[kind],
            interval_days=_days(interval),
            taken_ms=min(max(taken or 0, 0), _DAY * 1000),
        )


def _first_day(connection: sqlite3.Connection) -> int:
    """When the collection began, in seconds since 1970: days are counted from there."""
    row: Any = connection.execute("SELECT CAST(crt AS INTEGER) FROM col LIMIT 1").fetchone()
    return int(row[0] or 0) if row else 0


def _state(type_: int | None, queue: int | None) -> State:
    """Older schedulers left a lapsed card its type and only queued it as one that is learned."""
    if type_ == 2 and queue == _LEARNING_QUEUE:
        return "relearning"
    return _STATES.get(type_ or 0, "new")


def _due(type_: int | None, due: int, first: int) -> datetime | None:
    """Of a new card ``due`` is its place in the order, not a time."""
    if not type_ or type_ not in _STATES:
        return None
    if due >= _A_MOMENT:
        return moment(due)
    return moment(first + min(max(due, -_MOST_DAYS), _MOST_DAYS) * _DAY)


def _days(interval: int | None) -> float:
    """Intervals of less than a day are written as negative seconds."""
    stated = interval or 0
    return min(float(stated) if stated >= 0 else -stated / _DAY, float(_MOST_DAYS))


def _remembered(rest: str | None) -> tuple[float | None, float | None]:
    """Stability in days and difficulty, both or none; other programs write what they like here."""
    if not rest or '"s"' not in rest:
        return None, None
    try:
        memory = _memory(rest)
    except msgspec.MsgspecError:
        return None, None
    least, most = _DIFFICULTIES
    if memory.s is None or memory.d is None or memory.s <= 0 or not least <= memory.d <= most:
        return None, None
    return min(memory.s, _MOST_STABILITY), memory.d
