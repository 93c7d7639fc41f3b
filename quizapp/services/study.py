"""Studying: which card is next, what a rating does to it, and what can be taken back."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Literal

from quizapp.core.items.interaction import Face
from quizapp.core.items.item import Item
from quizapp.core.items.kind import View
from quizapp.core.items.outcome import Outcome
from quizapp.core.study.card import CardName, CardState
from quizapp.core.study.days import day_of, start_of
from quizapp.core.study.learner import Learner
from quizapp.core.study.review import Deed, Entry
from quizapp.core.study.scheduling import RATINGS, Rating, next_states
from quizapp.errors import InputError, NotFound
from quizapp.store import cards, decks, learners, sources, versions
from quizapp.store.again import retried
from quizapp.store.attempts import Asked
from quizapp.store.cards import Card
from quizapp.store.database import Connection, reading, transaction
from quizapp.store.versions import Version

AHEAD = timedelta(minutes=20)
"""What is learned in steps may come this much early where nothing else is left, as in Anki."""
Aside = Literal["suspended", "unsuspended", "buried"]
ASIDES: tuple[Aside, ...] = ("suspended", "unsuspended", "buried")


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many cards wait: new ones within today's limit, ones in steps, and ones to review."""

    new: int = 0
    learning: int = 0
    review: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.learning + self.review


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A card on the table. ``seen`` is the length of its log, which a rating sends back so that it counts once.

    ``view`` holds the options that a prompt may speak of, shuffled anew for each review; ``dated`` is the day of which
    the text speaks that proves the item.
    """

    name: CardName
    seen: int
    item: Item
    face: Face
    view: View
    state: CardState
    next: dict[Rating, CardState]
    is_leech: bool
    dated: date | None = None


@dataclass(frozen=True, kw_only=True)
class Dealt:
    """What lies before a learner: the card to look at, or None where all is done, and what waits beside it.

    ``deck_title`` is that of the one deck that is studied, empty where it is all of them.
    """

    shown: Shown | None
    waiting: Waiting
    can_undo: bool
    deck_title: str


def deal(learner: Learner, *, now: datetime, offset: int = 0, deck: str | None = None) -> Dealt:
    """The next card of one deck, or of all that are studied, and what waits there today.

    First what is in steps and due, then reviews, then new cards, then what is in steps and soon due. Raises
    `NotFound` for a deck that is not there.
    """
    with reading() as connection:
        found = None if deck is None else decks.find(connection, deck)
        chosen = None if found is None else found.id
        table = _table(connection, learner, now=now, offset=offset, deck=chosen)
        order = table.order(now)
        shown = None
        if order:
            id = order[0].place.version_id
            version, dates = versions.load(connection, [id])[id], sources.dates(connection, [id])
            shown = _shown(learner, order[0], version.item, now=now, offset=offset, dated=dates.get(id))
        row = learners.row(connection, learner.id)
        last = cards.last_deed(connection, row, day=day_of(now, offset).toordinal())
    waits = Waiting(new=len(table.new), learning=len(table.learning), review=len(table.review))
    title = "" if found is None else found.title
    return Dealt(shown=shown, waiting=waits, can_undo=last is not None, deck_title=title)


def waiting_by_deck(
    connection: Connection, learner: Learner, *, now: datetime, offset: int = 0
) -> dict[str, Waiting]:
    """What waits today in each deck that is studied, by the deck's id; the limit of new cards is for all together."""
    table = _table(connection, learner, now=now, offset=offset, deck=None)
    piles = {"new": table.new, "learning": table.learning, "review": table.review}
    counted = {name: Counter(card.place.deck for card in pile) for name, pile in piles.items()}
    ids = {id for pile in counted.values() for id in pile}
    return {id: Waiting(**{name: pile[id] for name, pile in counted.items()}) for id in ids}


def rate(learner: Learner, name: CardName, rating: str, *, seen: int, now: datetime, offset: int = 0) -> bool:
    """Add a review to a card; False where it went on since it was shown, which changes nothing.

    Raises `NotFound` for a card that is not asked, `InputError` for a rating that there is not.
    """
    known = next((word for word in RATINGS if word == rating), None)
    if known is None:
        raise InputError("Rate a card as again, hard, good or easy.")
    entry = _entry(learner, "rated", now=now, offset=offset, rating=known)
    return _add(learner, name, entry, seen=seen)


def set_aside(
    learner: Learner, name: CardName, deed: str, *, seen: int, now: datetime, offset: int = 0
) -> bool:
    """Suspend a card, fetch it back, or bury it until tomorrow; False where it went on since it was shown.

    Raises `NotFound` for a card that is not asked, `InputError` for a deed that there is not.
    """
    known = next((word for word in ASIDES if word == deed), None)
    if known is None:
        raise InputError("A card can be suspended, fetched back or buried.")
    until = start_of(day_of(now, offset) + timedelta(days=1), offset) if known == "buried" else None
    return _add(learner, name, _entry(learner, known, now=now, offset=offset, until=until), seen=seen)


@retried
def undo(learner: Learner, *, now: datetime, offset: int = 0) -> bool:
    """Take back what the learner did last today; False where there is nothing.

    What a quiz added stays: it is the quiz that would have to be taken back.
    """
    with transaction() as connection:
        row = learners.row(connection, learner.id)
        found = cards.last_deed(connection, row, day=day_of(now, offset).toordinal())
        if found is None:
            return False
        line, card = found
        entry = _entry(learner, "undone", now=now, offset=offset)
        return cards.add(connection, row, card, entry, undoes=line)


def record_answer(
    connection: Connection, asked: Asked, outcome: Outcome, *, now: datetime, hinted: bool = False
) -> None:
    """Count a quiz's answer as a review of the item's cards, inside the transaction that stores the answer.

    Right is Good, or Hard where a hint or options that the card does not have helped; partly right is Hard, wrong is
    Again. Nothing happens where nobody is known, or where the learner does not want it. Call it once for each stored
    response.
    """
    found = cards.answered(connection, asked.attempt_row, asked.version)
    if found is None:
        return
    preferences = learners.preferences_of(found.preferences)
    if not preferences.quiz_counts_as_review:
        return
    ratings: dict[str, Rating] = {"right": "hard" if hinted else "good", "partial": "hard", "wrong": "again"}
    for face in range(cards.faces_of(asked.version.item)):
        card = found.card(face)
        entry = Entry(
            deed="answered",
            at=now,
            rating=ratings[outcome.verdict],
            retention=preferences.desired_retention,
            offset=card.state.offset,
        )
        cards.add(connection, found.learner, card, entry)


@dataclass(frozen=True, kw_only=True)
class _Table:
    """The cards that may be shown today. ``soon`` are in steps and not due yet."""

    new: Sequence[Card]
    learning: Sequence[Card]
    review: Sequence[Card]
    soon: Sequence[Card]

    def order(self, now: datetime) -> list[Card]:
        """Which comes first."""
        early = [card for card in self.soon if card.state.due and card.state.due <= now + AHEAD]
        return [*self.learning, *self.review, *self.new, *early]


def _table(
    connection: Connection, learner: Learner, *, now: datetime, offset: int, deck: int | None
) -> _Table:
    row = learners.row(connection, learner.id)
    today = day_of(now, offset)
    tonight = start_of(today + timedelta(days=1), offset)
    waiting = cards.due(connection, row, until=tonight, deck=deck)
    loaded = versions.load(connection, [card.place.version_id for card in waiting])
    found = [card for card in waiting if not card.state.hidden(now) and _has_face(loaded, card)]
    steps = [card for card in found if card.state.stage in {"learning", "relearning"}]
    due_now = [card for card in found if card.state.stage == "review" and _is_due(card, now)]
    review = list(_one_face_each(due_now, steps))
    studied = cards.decks_of(connection, row) if deck is None else [deck]
    allowed = max(
        0,
        learner.preferences.new_per_day - cards.introduced(connection, row, day=today.toordinal()),
    )
    seen_today = cards.items_reviewed(connection, row, since=start_of(today, offset))
    fresh = (
        card
        for card in (cards.fresh(connection, row, studied) if allowed else ())
        if not card.state.hidden(now) and card.place.item_row not in seen_today
    )
    new = list(islice(_one_face_each(fresh, [*steps, *review]), allowed))
    due = [card for card in steps if _is_due(card, now)]
    return _Table(new=new, learning=due, review=review, soon=[card for card in steps if card not in due])


def _one_face_each(found: Iterable[Card], others: Sequence[Card]) -> Iterator[Card]:
    """Without the other faces of an item that is on the table already: one would give the other away."""
    taken = {card.place.item_row for card in others}
    for card in found:
        if card.place.item_row not in taken:
            taken.add(card.place.item_row)
            yield card


def _is_due(card: Card, now: datetime) -> bool:
    return card.state.due is not None and card.state.due <= now


def _has_face(loaded: Mapping[int, Version], card: Card) -> bool:
    """Whether the item still has this face: an edit may have taken it away."""
    version = loaded.get(card.place.version_id)
    return version is not None and card.place.face < cards.faces_of(version.item)


def _shown(
    learner: Learner, card: Card, item: Item, *, now: datetime, offset: int, dated: date | None
) -> Shown:
    preferences = learner.preferences
    return Shown(
        name=CardName(deck_id=card.place.deck, item_id=item.id, face=card.place.face),
        seen=card.entries,
        item=item,
        face=item.body.faces(item.stem)[card.place.face],
        view=item.body.present(item.stem, random.Random(f"{item.id} {card.entries}")),  # noqa: S311 - shuffling
        state=card.state,
        next=next_states(card.state, now=now, retention=preferences.desired_retention, offset=offset),
        is_leech=card.state.is_leech(preferences.leech_after),
        dated=dated,
    )


@retried
def _add(learner: Learner, name: CardName, entry: Entry, *, seen: int) -> bool:
    with transaction() as connection:
        row = learners.row(connection, learner.id)
        card = cards.find(connection, row, name.deck_id, name.item_id, name.face)
        if card is None or not _has_face(versions.load(connection, [card.place.version_id]), card):
            raise NotFound("card", name.item_id)
        return card.entries == seen and cards.add(connection, row, card, entry)


def _entry(
    learner: Learner,
    deed: Deed,
    *,
    now: datetime,
    offset: int,
    rating: Rating | None = None,
    until: datetime | None = None,
) -> Entry:
    retention = learner.preferences.desired_retention
    return Entry(deed=deed, at=now, rating=rating, retention=retention, offset=offset, until=until)
