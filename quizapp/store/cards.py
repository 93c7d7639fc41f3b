"""Cards of learners and their review log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, tuple_, update
from sqlalchemy.orm import aliased

from quizapp.core.items.item import Item
from quizapp.core.revived import revived
from quizapp.core.study.card import CardState, Memory
from quizapp.core.study.days import day_of
from quizapp.core.study.review import Entry, apply, replay
from quizapp.store import versions
from quizapp.store.database import Connection
from quizapp.store.prepared import Prepared, once
from quizapp.store.rows import (
    AttemptRow,
    CardRow,
    DeckRow,
    ItemRow,
    ItemVersionRow,
    LearnerRow,
    ReviewRow,
)
from quizapp.store.there import there
from quizapp.store.versions import Version

_FIRST_READ, _MOST_READ = 100, 3_200
REVIEWS = ("rated", "answered")
_NEW = CardState()
_ASKED = (ItemRow.status == "accepted", ItemRow.rival.is_(None), DeckRow.published, there(DeckRow))
_CARDS = (
    select(CardRow.__table__, DeckRow.public_id.label("deck"), ItemVersionRow.id.label("version_id"))
    .join(ItemRow, ItemRow.id == CardRow.item_id)
    .join(DeckRow, DeckRow.id == CardRow.deck_id)
    .join(ItemVersionRow, versions.IS_PRESENT)
    .where(*_ASKED)
)
_AT = Prepared(
    select(CardRow.__table__).where(
        CardRow.learner_id == bindparam("learner"),
        CardRow.item_id == bindparam("item"),
        CardRow.face == bindparam("face"),
    )
)
_STATE = (
    "entries", "stage", "step", "stability", "difficulty", "interval", "due", "reviewed", "offset", "reviews", "lapses",
    "suspended", "buried_until",
)  # fmt: skip
_STORE = once(CardRow, ("learner_id", "deck_id", "item_id", "face", *_STATE), returning="id")
_CHANGE = Prepared(update(CardRow).where(CardRow.id == bindparam("card")), columns=("card", *_STATE))
_REVIEWED = once(
    ReviewRow,
    (
        "card_id", "learner_id", "number", "deed", "at", "day", "stage", "rating", "retention", "offset", "until",
        "undoes",
    ),
)  # fmt: skip
_ANSWERED = Prepared(
    select(LearnerRow.id.label("answerer"), LearnerRow.preferences, CardRow.__table__)
    .select_from(AttemptRow)
    .join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
    .outerjoin(CardRow, (CardRow.learner_id == LearnerRow.id) & (CardRow.item_id == bindparam("item")))
    .where(AttemptRow.id == bindparam("attempt"))
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a card belongs: rows of its deck and item, the version that is asked now, and the face."""

    deck_row: int
    deck: str
    item_row: int
    version_id: int
    face: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """A stored card, or with ``row`` None one that nothing happened to yet; ``entries`` counts its log."""

    row: int | None
    place: Place
    entries: int
    state: CardState


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Who answered which item in a quiz, what that person prefers, and by face the cards of it that something happened
    to."""

    learner: int
    preferences: dict[str, Any]
    version: Version
    known: Mapping[int, Any]

    def card(self, face: int) -> Card:
        """The card of a face; a new one where nothing happened to it."""
        of = self.version
        place = Place(deck_row=of.deck_row, deck="", item_row=of.item_row, version_id=of.id, face=face)
        return _placed(place, self.known.get(face))


def of_learner(connection: Connection, learner: int) -> list[Card]:
    """All cards of a learner that are asked now."""
    return [_card(row) for row in connection.execute(_CARDS.where(CardRow.learner_id == learner))]


def due(connection: Connection, learner: int, *, until: datetime, deck: int | None = None) -> list[Card]:
    """The cards of a learner that fall due until this moment, the longest waiting first."""
    query = _CARDS.where(CardRow.learner_id == learner, CardRow.due <= until).order_by(
        CardRow.due, CardRow.id
    )
    if deck is not None:
        query = query.where(CardRow.deck_id == deck)
    return [_card(row) for row in connection.execute(query)]


def find(connection: Connection, learner: int, deck: str, item: str, face: int) -> Card | None:
    """A card by its name, stored or new; None where no such item is asked."""
    row = connection.execute(
        select(DeckRow.id.label("deck_row"), ItemRow.id.label("item_row"), ItemVersionRow.id)
        .join(ItemRow, ItemRow.deck_id == DeckRow.id)
        .join(ItemVersionRow, versions.IS_PRESENT)
        .where(DeckRow.public_id == deck, ItemRow.public_id == item, *_ASKED)
    ).first()
    if row is None:
        return None
    place = Place(deck_row=row.deck_row, deck=deck, item_row=row.item_row, version_id=row.id, face=face)
    return at(connection, learner, place)


def at(connection: Connection, learner: int, place: Place) -> Card:
    """The card of a learner at a place; a new one where nothing happened to it."""
    return _placed(place, _at(connection, learner, place))


def fresh(connection: Connection, learner: int, decks: Iterable[int]) -> Iterator[Card]:
    """The new cards of these decks, in the order of their items, read as far as they are asked for: a learner gets some
    twenty a day, and a deck may have fifty thousand."""
    wanted = list(decks)
    query = (
        select(
            ItemRow.deck_id,
            DeckRow.public_id,
            ItemRow.id.label("item_row"),
            ItemVersionRow.id,
            ItemRow.position,
        )
        .join(DeckRow, DeckRow.id == ItemRow.deck_id)
        .join(ItemVersionRow, versions.IS_PRESENT)
        .where(ItemRow.deck_id.in_(wanted), *_ASKED)
        .order_by(ItemRow.position, ItemRow.id)
    )
    most, rows = _FIRST_READ, connection.execute(query.limit(_FIRST_READ)).all() if wanted else ()
    while rows:
        yield from _new_of(connection, learner, rows)
        if len(rows) < most:
            return
        most = min(2 * most, _MOST_READ)
        behind = tuple_(ItemRow.position, ItemRow.id) > tuple_(rows[-1].position, rows[-1].item_row)
        rows = connection.execute(query.where(behind).limit(most)).all()


def _new_of(connection: Connection, learner: int, rows: Sequence[Any]) -> Iterator[Card]:
    theirs = select(CardRow.__table__).where(CardRow.learner_id == learner)
    known = {
        (row.item_id, row.face): row
        for row in connection.execute(theirs.where(CardRow.item_id.in_([row.item_row for row in rows])))
    }
    loaded = versions.load(connection, [row.id for row in rows])
    for row in rows:
        for face in range(faces_of(loaded[row.id].item) if row.id in loaded else 0):
            place = Place(
                deck_row=row.deck_id, deck=row.public_id, item_row=row.item_row, version_id=row.id, face=face
            )
            card = _placed(place, known.get((place.item_row, face)))
            if card.state.stage == "new":
                yield card


def faces_of(item: Item) -> int:
    """How many cards an item gives."""
    return len(item.body.faces(item.stem))


def decks_of(connection: Connection, learner: int) -> list[int]:
    """The rows of the decks that a learner studies."""
    query = select(CardRow.deck_id).where(CardRow.learner_id == learner).distinct()
    return list(connection.execute(query).scalars())


def items_reviewed(connection: Connection, learner: int, *, since: datetime) -> set[int]:
    """The rows of the items of which a learner reviewed any card since then."""
    query = select(CardRow.item_id).where(CardRow.learner_id == learner, CardRow.reviewed >= since)
    return set(connection.execute(query).scalars())


def add(connection: Connection, learner: int, card: Card, entry: Entry, *, undoes: int | None = None) -> bool:
    """Add a line to a card's log and bring its state up to date; False where somebody else added one before."""
    state = None if entry.deed == "undone" else apply(card.state, entry)
    row, is_made = card.row, False
    if row is None:
        row, is_made = _store(connection, learner, card.place, state)
    values = {
        "card_id": row, "learner_id": learner, "number": card.entries + 1, "deed": entry.deed, "at": entry.at,
        "day": day_of(entry.at, entry.offset).toordinal(), "stage": card.state.stage, "rating": entry.rating,
        "retention": entry.retention, "offset": entry.offset, "until": entry.until, "undoes": undoes,
    }  # fmt: skip
    if not _REVIEWED.change(connection, **values):
        return False
    if not is_made:
        known = replay(log(connection, row)) if state is None else state
        _CHANGE.change(connection, card=row, entries=card.entries + 1, **columns_of(known))
    return True


def log(connection: Connection, card: int) -> list[Entry]:
    """All that happened to a card, in its order."""
    rows = connection.execute(
        select(ReviewRow.__table__).where(ReviewRow.card_id == card).order_by(ReviewRow.number)
    )
    return [
        Entry(
            deed=row.deed,
            at=row.at,
            rating=row.rating,
            retention=row.retention,
            offset=row.offset,
            until=row.until,
        )
        for row in rows
    ]


def last_deed(connection: Connection, learner: int, *, day: int) -> tuple[int, Card] | None:
    """The last deed of a learner since this day that stands, other than a quiz's, with its card."""
    row = connection.execute(
        select(ReviewRow.id, ReviewRow.card_id)
        .where(ReviewRow.learner_id == learner, ReviewRow.day >= day)
        .where(ReviewRow.deed.not_in(["undone", "answered"]), ~_undone())
        .order_by(ReviewRow.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    card = connection.execute(
        select(
            CardRow.__table__,
            DeckRow.public_id.label("deck"),
            func.max(ItemVersionRow.id).label("version_id"),
        )
        .join(DeckRow, DeckRow.id == CardRow.deck_id)
        .join(ItemVersionRow, ItemVersionRow.item_id == CardRow.item_id)
        .where(CardRow.id == row.card_id, there(DeckRow))
        .group_by(CardRow.id, DeckRow.public_id)
    ).first()
    later = select(ReviewRow.id).where(
        ReviewRow.card_id == row.card_id, ReviewRow.id > row.id, ReviewRow.deed != "undone", ~_undone()
    )
    if card is None or connection.execute(later).first() is not None:
        return None
    return row.id, _card(card)


def introduced(connection: Connection, learner: int, *, day: int) -> int:
    """How many new cards a learner was shown on a day; quizzes aside."""
    query = select(func.count()).where(ReviewRow.learner_id == learner, ReviewRow.day == day)
    found: int = connection.execute(
        query.where(ReviewRow.deed == "rated", ReviewRow.stage == "new", ~_undone())
    ).scalar_one()
    return found


def per_day(connection: Connection, learner: int, *, since: int) -> dict[int, int]:
    """Reviews by day from a day on."""
    query = (
        select(ReviewRow.day, func.count())
        .where(ReviewRow.learner_id == learner, ReviewRow.day >= since)
        .where(ReviewRow.deed.in_(REVIEWS), ~_undone())
        .group_by(ReviewRow.day)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def recalled(connection: Connection, learner: int, *, since: int) -> tuple[int, int]:
    """Of the reviews of learned cards from a day on: how many were remembered, and how many there were."""
    query = (
        select(ReviewRow.rating, func.count())
        .where(ReviewRow.learner_id == learner, ReviewRow.day >= since)
        .where(ReviewRow.deed.in_(REVIEWS), ReviewRow.stage == "review", ~_undone())
        .group_by(ReviewRow.rating)
    )
    found = {row[0]: row[1] for row in connection.execute(query)}
    everything = sum(found.values())
    return everything - found.get("again", 0), everything


def answered(connection: Connection, attempt: int, version: Version) -> Answered | None:
    """Whose answer to this item an attempt, by its row, gets; None where nobody is known."""
    rows = _ANSWERED.all(connection, attempt=attempt, item=version.item_row)
    if not rows:
        return None
    return Answered(
        learner=rows[0].answerer,
        preferences=rows[0].preferences,
        version=version,
        known={row.face: row for row in rows if row.id is not None},
    )


def _undone() -> Any:
    other = aliased(ReviewRow)
    return select(other.id).where(other.undoes == ReviewRow.id).exists()


def _store(connection: Connection, learner: int, place: Place, state: CardState | None) -> tuple[int, bool]:
    """The row of a card that nothing happened to, and whether it has this state, with its first line counted."""
    values = {"learner_id": learner, "deck_id": place.deck_row, "item_id": place.item_row, "face": place.face}
    first = {"entries": 0 if state is None else 1, **columns_of(state or CardState())}
    made = _STORE.scalar(connection, **values, **first)
    if made is not None:
        return made, state is not None
    found: int = _at(connection, learner, place).id
    return found, False


def _at(connection: Connection, learner: int, place: Place) -> Any:
    return _AT.first(connection, learner=learner, item=place.item_row, face=place.face)


def columns_of(state: CardState) -> dict[str, Any]:
    """The columns of a card that say what its learner knows."""
    columns = dict(vars(state))
    memory = columns.pop("memory")
    return columns | {
        "stability": memory.stability if memory else None,
        "difficulty": memory.difficulty if memory else None,
    }


def _state(row: Any) -> CardState:
    memory = None
    if row.stability is not None:
        memory = Memory(stability=row.stability, difficulty=row.difficulty)
    return revived(
        CardState,
        {
            "stage": row.stage,
            "step": row.step,
            "memory": memory,
            "interval": row.interval,
            "due": row.due,
            "reviewed": row.reviewed,
            "offset": row.offset,
            "reviews": row.reviews,
            "lapses": row.lapses,
            "suspended": row.suspended,
            "buried_until": row.buried_until,
        },
    )


def _placed(place: Place, row: Any) -> Card:
    if row is None:
        return Card(row=None, place=place, entries=0, state=_NEW)
    return Card(row=row.id, place=place, entries=row.entries, state=_state(row))


def _card(row: Row[Any]) -> Card:
    place = Place(
        deck_row=row.deck_id, deck=row.deck, item_row=row.item_id, version_id=row.version_id, face=row.face
    )
    return Card(row=row.id, place=place, entries=row.entries, state=_state(row))
