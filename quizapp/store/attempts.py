"""Attempts and responses: the path that every answer takes, so its statements are built once."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, select, update
from sqlalchemy.orm import aliased

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.codec import body_from_plain, body_to_plain
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.outcome import Outcome
from quizapp.core.revived import changed, revived
from quizapp.core.study.attempt import Attempt, AttemptItem, Response
from quizapp.core.study.behaviours import BEHAVIOURS, Behaviour
from quizapp.core.study.quiz import Quiz
from quizapp.errors import NotFound
from quizapp.store import learners, sources, versions
from quizapp.store.database import Connection, insert_all
from quizapp.store.decks import storable
from quizapp.store.prepared import Prepared, once
from quizapp.store.rows import (
    AttemptItemRow,
    AttemptRow,
    DeckRow,
    ItemRow,
    ItemVersionRow,
    LearnerRow,
    ResponseRow,
)
from quizapp.store.there import there
from quizapp.store.versions import Version

MOST_PLACES = 10_000
CHOICE = Mcq.kind

_HEADS = (
    select(
        AttemptRow.id,
        AttemptRow.public_id.label("name"),
        AttemptRow.started,
        AttemptRow.behaviour,
        AttemptRow.deadline,
        AttemptRow.ended,
        AttemptRow.confidence,
        DeckRow.public_id,
        DeckRow.title,
        LearnerRow.public_id.label("learner"),
    )
    .join(DeckRow, DeckRow.id == AttemptRow.deck_id)
    .outerjoin(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
    .where(there(DeckRow))
)
_NAMED = AttemptRow.public_id == bindparam("public_id")
_HEAD = Prepared(_HEADS.where(_NAMED))
_HERE = aliased(AttemptItemRow)
_HEAD_AT = Prepared(
    _HEADS.add_columns(
        sources.DATE_OF.join(_HERE, _HERE.item_version_id == ItemVersionRow.id)
        .where(_HERE.attempt_id == AttemptRow.id, _HERE.position == bindparam("position"))
        .correlate(AttemptRow)
        .scalar_subquery()
        .label("dated")
    ).where(_NAMED)
)
_OF_PLACES = (
    select(
        AttemptItemRow.id,
        AttemptItemRow.position,
        AttemptItemRow.seed,
        AttemptItemRow.item_version_id,
        AttemptItemRow.hinted,
        AttemptItemRow.flagged,
        AttemptItemRow.choice,
        ItemRow.status,
        ResponseRow.answer,
        ResponseRow.fraction,
        ResponseRow.feedback,
        ResponseRow.answered,
        ResponseRow.confidence,
    )
    .join(ItemVersionRow, ItemVersionRow.id == AttemptItemRow.item_version_id)
    .join(ItemRow, ItemRow.id == ItemVersionRow.item_id)
    .outerjoin(ResponseRow, ResponseRow.attempt_item_id == AttemptItemRow.id)
)
_PLACES_OF = Prepared(
    _OF_PLACES.where(AttemptItemRow.attempt_id == bindparam("attempt")).order_by(AttemptItemRow.position)
)
_EVERY_PLACE = (
    _OF_PLACES.add_columns(
        AttemptItemRow.attempt_id, AttemptRow.behaviour, AttemptRow.deadline, AttemptRow.ended
    )
    .join(AttemptRow, AttemptRow.id == AttemptItemRow.attempt_id)
    .join(DeckRow, DeckRow.id == AttemptRow.deck_id)
    .where(there(DeckRow))
)
_PLACES = _EVERY_PLACE.where(_NAMED)
_ALL_PLACES = Prepared(_PLACES.order_by(AttemptItemRow.position))
_ONE_PLACE = Prepared(_PLACES.where(AttemptItemRow.position == bindparam("position")))
_RESPONSE = (
    "attempt_item_id", "item_version_id", "answer", "fraction", "feedback", "answered", "confidence"
)  # fmt: skip
_RESPOND = once(ResponseRow, _RESPONSE)
_RESPOND_AGAIN = Prepared(
    update(ResponseRow).where(ResponseRow.attempt_item_id == bindparam("place")),
    columns=("place", *_RESPONSE),
)

_UNDATED: Mapping[int, date] = {}
"""What only grades an answer, or counts many, needs no dates of sources."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A place of an attempt with what a response to it needs: its rows, and how its attempt stands."""

    row: int
    attempt_row: int
    version: Version
    place: AttemptItem
    behaviour: Behaviour
    deadline: datetime | None
    ended: datetime | None


@dataclass(frozen=True, kw_only=True, eq=False)
class _Place:
    """A place with its row, and the version of its item."""

    row: int
    version: Version
    place: AttemptItem


def get(connection: Connection, public_id: str) -> Attempt:
    """An attempt with its items and responses. Raises `NotFound`."""
    head = _HEAD.first(connection, public_id=storable(public_id))
    if head is None:
        raise NotFound("attempt", public_id)
    return _attempt(head, [each.place for each in places(connection, public_id)])


def get_at(connection: Connection, public_id: str, position: int) -> tuple[Attempt, Asked]:
    """An attempt and one of its places, which alone has the date of its source. Raises `NotFound`."""
    if not 1 <= position <= MOST_PLACES:
        raise NotFound("item in this attempt", str(position))
    head = _HEAD_AT.first(connection, public_id=storable(public_id), position=position)
    if head is None:
        raise NotFound("attempt", public_id)
    made = _known(connection, _PLACES_OF.unread(connection, attempt=head.id))
    places = [each.place for each in made]
    n = next((n for n, place in enumerate(places) if place.position == position), None)
    if n is None:
        raise NotFound("item in this attempt", str(position))
    here = changed(made[n], place=changed(places[n], dated=head.dated))
    places[n] = here.place
    return _attempt(head, places), _asked_at(here, attempt_row=head.id, standing=head)


def many(connection: Connection, which: ColumnElement[bool]) -> list[Attempt]:
    """The attempts of which this is true, in the order begun, with three statements however many there are."""
    heads = connection.execute(_HEADS.where(which).order_by(AttemptRow.started, AttemptRow.id)).all()
    rows = connection.execute(_EVERY_PLACE.where(which).order_by(AttemptItemRow.position)).all()
    asked: defaultdict[int, list[Asked]] = defaultdict(list)
    for each in _asked(connection, rows):
        asked[each.attempt_row].append(each)
    return [_attempt(head, [each.place for each in asked[head.id]]) for head in heads]


def places(connection: Connection, public_id: str) -> list[Asked]:
    """All places of an attempt in their order."""
    rows = _ALL_PLACES.all(connection, public_id=storable(public_id))
    return _asked(connection, rows, dates=sources.dates(connection, [row.item_version_id for row in rows]))


def place(connection: Connection, public_id: str, position: int) -> Asked:
    """One place of an attempt. Raises `NotFound`."""
    if not 1 <= position <= MOST_PLACES:
        raise NotFound("item in this attempt", str(position))
    rows = _ONE_PLACE.all(connection, public_id=storable(public_id), position=position)
    asked = _asked(connection, rows)
    if not asked:
        raise NotFound("item in this attempt", str(position))
    return asked[0]


def add(
    connection: Connection,
    *,
    deck: int,
    entries: Sequence[tuple[DeckItem, int]],
    quiz: Quiz,
    now: datetime,
    learner: str | None = None,
    closes: datetime | None = None,
    choices: Mapping[str, Mcq] = MappingProxyType({}),
    **of: int,
) -> str:
    """Store an attempt at these items, each with the seed that shuffles its options; its secret id.

    ``choices`` are the bodies as which plain cards are asked, by their ids. It ends with its time, or when it
    ``closes``. ``of`` says what it is an attempt at: the row of its ``assignment_id`` or ``live_id``. Raises `NotFound`
    for a learner who is not there.
    """
    public_id = secrets.token_urlsafe(24)
    ends = (closes, None if quiz.limit is None else now + quiz.limit)
    values = {
        "public_id": public_id,
        "deck_id": deck,
        "learner_id": None if learner is None else learners.row(connection, learner),
        "started": now,
        "behaviour": quiz.behaviour.name,
        "deadline": min((end for end in ends if end is not None), default=None),
        "confidence": quiz.confidence,
    } | of
    attempt = connection.execute(insert(AttemptRow).returning(AttemptRow.id), values).scalar_one()
    ids = versions.rows_of(connection, deck, [entry.item.id for entry, _ in entries])
    rows = [
        {
            "attempt_id": attempt,
            "position": position,
            "item_version_id": ids[entry.item.id, entry.version],
            "seed": seed,
            "choice": body_to_plain(choices[entry.item.id]) if entry.item.id in choices else None,
        }
        for position, (entry, seed) in enumerate(entries, 1)
    ]
    insert_all(connection, AttemptItemRow, rows)
    return public_id


def respond(connection: Connection, asked: Asked, response: Response) -> bool:
    """Store a response; False where the place has one already, which stays unless the behaviour lets it change."""
    values: dict[str, Any] = {
        "attempt_item_id": asked.row,
        "item_version_id": asked.version.id,
        "answer": list(response.answer),
        "fraction": response.outcome.fraction,
        "feedback": list(response.outcome.feedback),
        "answered": response.answered,
        "confidence": response.confidence,
    }
    stored = _RESPOND.change(connection, **values) == 1
    if not stored and not asked.behaviour.tells:
        _RESPOND_AGAIN.change(connection, place=asked.row, **values)
    return stored


def _attempt(head: Any, places: Sequence[AttemptItem]) -> Attempt:
    return revived(
        Attempt,
        {
            "id": head.name,
            "deck_id": head.public_id,
            "deck_title": head.title,
            "started": head.started,
            "items": tuple(places),
            "learner_id": head.learner,
            "behaviour": BEHAVIOURS[head.behaviour],
            "deadline": head.deadline,
            "ended": head.ended,
            "confidence": head.confidence,
        },
    )


def _asked(connection: Connection, rows: Sequence[Any], dates: Mapping[int, date] = _UNDATED) -> list[Asked]:
    loaded = versions.load(connection, [row.item_version_id for row in rows])
    return [
        _asked_at(
            _Place(row=row.id, version=version, place=_place(row, version, dates.get(version.id))),
            attempt_row=row.attempt_id,
            standing=row,
        )
        for row in rows
        if (version := loaded.get(row.item_version_id)) is not None  # not deleted between two reads
    ]


def _known(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> list[_Place]:
    """Places as they were made before: what one is depends on its row, and on a version, which stays what it is."""
    if connection.dialect.name != "sqlite":  # PostgreSQL's driver makes lists, which nothing is found by
        return [place for place in _made(connection, rows) if place is not None]
    known = versions.made_of(connection)
    found: list[_Place | None] = list(map(known.get, rows))
    if None in found:
        new = [row for row, place in zip(rows, found, strict=True) if place is None]
        made = dict(zip(new, _made(connection, new), strict=True))
        known.put({row: place for row, place in made.items() if place is not None})
        found = list(map(made.get, rows, found))
    return [place for place in found if place is not None]


def _made(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> list[_Place | None]:
    """None for what is deleted between two reads."""
    read = [_PLACES_OF.read(connection, cells) for cells in rows]
    loaded = versions.load(connection, [row.item_version_id for row in read])
    return [
        _Place(row=row.id, version=version, place=_place(row, version, None))
        if (version := loaded.get(row.item_version_id))
        else None
        for row in read
    ]


def _asked_at(known: _Place, *, attempt_row: int, standing: Any) -> Asked:
    return revived(
        Asked,
        {
            "row": known.row,
            "attempt_row": attempt_row,
            "version": known.version,
            "place": known.place,
            "behaviour": BEHAVIOURS[standing.behaviour],
            "deadline": standing.deadline,
            "ended": standing.ended,
        },
    )


def _place(row: Any, version: Version, dated: date | None) -> AttemptItem:
    entry = version.entries.get(row.status) or versions.entry(version, row.status)
    if row.choice is not None:
        entry = replace(entry, item=versions.asked_as(version.item, body_from_plain(CHOICE, row.choice)))
    return revived(
        AttemptItem,
        {
            "position": row.position,
            "entry": entry,
            "seed": row.seed,
            "response": None if row.answered is None else _response(row),
            "hinted": row.hinted,
            "flagged": row.flagged,
            "dated": dated,
            "as_choice": row.choice is not None,
        },
    )


def _response(row: Any) -> Response:
    outcome = revived(Outcome, {"fraction": row.fraction, "feedback": tuple(row.feedback)})
    return revived(
        Response,
        {
            "answer": tuple(row.answer),
            "outcome": outcome,
            "answered": row.answered,
            "confidence": row.confidence,
        },
    )
