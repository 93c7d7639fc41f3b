"""What pages and quizzes need of decks that may hold tens of thousands of items."""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.decks.outline import Outlined
from quizapp.core.items.kinds import KINDS
from quizapp.core.study.quiz import Quiz
from quizapp.store import decks, portions
from quizapp.store.database import Connection, reading

MOST_DRAWN_FROM = 1_000
"""A quiz is drawn from so many items, themselves drawn from all."""
_GRADED = frozenset(name for name, kind in KINDS.items() if not kind.self_graded)


@dataclass(frozen=True, kw_only=True)
class Cover:
    """A deck as its page shows it. ``deck`` has only the items that somebody must look at; ``kinds`` and ``categories``
    are (name, number of items that are asked), most first."""

    deck: Deck
    kinds: tuple[tuple[str, int], ...]
    categories: tuple[tuple[str, int], ...]

    @property
    def size(self) -> int:
        """How many items are asked."""
        return sum(number for _, number in self.kinds)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Some of the items that a deck asks: ``deck`` has only those of page ``number`` of ``pages``, both counted from
    1. ``tags`` are those of all, with the number of their items."""

    deck: Deck
    number: int
    pages: int
    total: int
    tags: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Laid:
    """Some of all items of a deck: ``entries`` are those of page ``number`` of ``pages``, both counted from 1, of
    ``total``. ``deck`` has them and the items that somebody must look at; ``statuses`` and ``kinds`` count all."""

    deck: Deck
    entries: tuple[DeckItem, ...]
    number: int
    pages: int
    total: int
    statuses: Counter[str]
    kinds: tuple[tuple[str, int], ...]


def lay_out(deck_id: str, *, kind: str = "", status: str = "", page: int = 1, size: int) -> Laid:
    """Items of a deck, whatever their status, or of this kind and status, a page at a time; the last page where there
    are fewer. Raises `NotFound`."""
    with reading() as connection:
        row = decks.find(connection, deck_id).id
        counted = portions.states(connection, row)
        total = sum(
            number for (is_now, of), number in counted.items() if kind in {"", of} and status in {"", is_now}
        )
        pages = max(1, -(-total // size))
        number = min(max(1, page), pages)
        ids = portions.listed(connection, row, kind=kind, status=status, first=(number - 1) * size, most=size)
        deck = decks.get(connection, deck_id, list(dict.fromkeys(ids + portions.touched(connection, row))))
    statuses, kinds, shown = Counter[str](), Counter[str](), set(ids)
    for (is_now, of), times in counted.items():
        statuses[is_now] += times
        kinds[of] += times
    entries = tuple(entry for entry in deck.items if entry.item.id in shown)
    return Laid(deck=deck, entries=entries, number=number, pages=pages, total=total, statuses=statuses,
                kinds=_most_first(kinds))  # fmt: skip


def deck_of_drafts(deck_id: str) -> Deck:
    """A deck with only its drafts. Raises `NotFound`."""
    with reading() as connection:
        row = decks.find(connection, deck_id).id
        return decks.get(connection, deck_id, portions.listed(connection, row, status="draft"))


def outline(deck_id: str) -> Outlined:
    """A deck without what its items say. Raises `NotFound`."""
    with reading() as connection:
        row = decks.find(connection, deck_id).id
        looked_at = decks.get(connection, deck_id, portions.touched(connection, row))
        waiting = {entry.item.id for entry in _waiting(looked_at)}
        return Outlined(id=looked_at.id, items=portions.outlines(connection, row, waiting=waiting))


def list_ids(deck_id: str) -> list[str]:
    """The ids of all items of a deck in their order. Raises `NotFound`."""
    with reading() as connection:
        return portions.listed(connection, decks.find(connection, deck_id).id)


def number_accepted(deck_id: str) -> int:
    """How many items of a deck are accepted. Raises `NotFound`."""
    with reading() as connection:
        return portions.number(connection, decks.find(connection, deck_id).id)


def cover_of(deck_id: str) -> Cover:
    """Raises `NotFound`."""
    with reading() as connection:
        row = decks.find(connection, deck_id).id
        counted = portions.counts(connection, row)
        deck = _touched(connection, deck_id, row, counted)
    for entry in _waiting(deck):
        counted.kinds[entry.item.kind] -= 1
        counted.categories[entry.item.category] -= 1
    return Cover(deck=deck, kinds=_most_first(counted.kinds), categories=_most_first(counted.categories))


def list_items(deck_id: str, *, tag: str, page: int, size: int) -> Listed:
    """The items that a deck asks, or those with a tag, a page at a time; the last page where there are fewer.

    Raises `NotFound`.
    """
    with reading() as connection:
        row = decks.find(connection, deck_id).id
        counted = portions.counts(connection, row, tags=True)
        waiting = _waiting(_touched(connection, deck_id, row, counted))
        counted.tags.subtract(name for entry in waiting for name in entry.item.tags)
        total = counted.tags[tag] if tag else counted.kinds.total() - len(waiting)
        pages = max(1, -(-total // size))
        number = min(max(1, page), pages)
        shown = portions.accepted(
            connection, row, tag=tag, first=(number - 1) * size, most=size,
            without=[entry.item.id for entry in waiting],
        )  # fmt: skip
        deck = decks.get(connection, deck_id, shown)
    return Listed(deck=deck, number=number, pages=pages, total=total, tags=dict(+counted.tags))


def _touched(connection: Connection, deck_id: str, row: int, counted: portions.Counts) -> Deck:
    """With the items that somebody must look at."""
    return decks.get(connection, deck_id, portions.touched(connection, row) if counted.is_touched else ())


def deck_for(deck_id: str, *, quiz: Quiz, seed: int, only: Collection[str] | None = None) -> Deck:
    """A deck with the items that a quiz can be drawn from, ``only`` of these ids where they are given: all of a deck of
    usual size, of a large one some, the same for the same seed. Raises `NotFound`.

    Where plain cards are asked as multiple choice, others are there to take wrong options from.
    """
    with reading() as connection:
        row = decks.find(connection, deck_id).id
        if portions.number(connection, row) <= MOST_DRAWN_FROM:
            return decks.get(connection, deck_id)
        chosen = list(only or ())
        if only is None or quiz.as_choice:
            chosen += _some(connection, row, quiz=quiz, seed=seed)
        return decks.get(connection, deck_id, list(dict.fromkeys(chosen)))


def deck_on_paper(deck_id: str) -> Deck:
    """A deck with the items that sheets are made of: all of a deck of usual size, of a large one some, which stay the
    same as long as its items do. Raises `NotFound`."""
    return deck_for(deck_id, quiz=Quiz(), seed=zlib.crc32(deck_id.encode()))


def _some(connection: Connection, deck: int, *, quiz: Quiz, seed: int) -> Sequence[str]:
    """Where nobody can judge themselves, that what a program grades is drawn from, be it rare."""
    rng = random.Random(seed)  # noqa: S311 - drawing, not secrecy
    found = portions.accepted(connection, deck, category=quiz.category)
    some = rng.sample(found, min(MOST_DRAWN_FROM, len(found)))
    if quiz.behaviour.tells:
        return some
    graded = portions.accepted(connection, deck, category=quiz.category, kinds=_GRADED)
    return rng.sample(graded, min(MOST_DRAWN_FROM, len(graded))) + (some if quiz.as_choice else [])


def _waiting(deck: Deck) -> list[DeckItem]:
    return [entry for entry in deck.accepted if deck.waits(entry)]


def _most_first(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((+counted).items(), key=lambda pair: (-pair[1], pair[0])))
