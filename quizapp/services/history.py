"""What an item said before: its versions, and one of them put back as the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.item import Item
from quizapp.errors import InputError, NotFound
from quizapp.services.changes import Before, before_of
from quizapp.store import decks, history, items, learners, overlays, sources, versions
from quizapp.store.database import Connection, reading, transaction


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A version of an item. ``author`` is the id of the learner who worded it and ``name`` that of the account, where
    there are such; ``is_generated``: a program worded it. ``is_present``: it is what the item says now."""

    number: int
    at: datetime
    item: Item
    author: str | None
    name: str | None
    is_generated: bool
    is_present: bool


@dataclass(frozen=True, kw_only=True)
class History:
    """An item as it is now and all its versions, the newest first."""

    entry: DeckItem
    revisions: tuple[Revision, ...]


def list_history(deck_id: str, item_id: str) -> History:
    """All that an item ever said. Raises `NotFound`."""
    with reading() as connection:
        place = _place(connection, decks.find(connection, deck_id).id, item_id)
        stored = history.of_item(connection, place.id)
        (entry,) = items.entries(connection, [place])
    revisions = (
        Revision(
            number=each.number,
            at=each.modified,
            item=each.item,
            author=each.author,
            name=each.name,
            is_generated=not each.item.written and each.number in {1, place.base, place.rival},
            is_present=each.number == place.version,
        )
        for each in stored
    )
    return History(entry=entry, revisions=tuple(revisions))


def restore(deck_id: str, item_id: str, number: int, *, now: datetime, by: str | None = None) -> Before:
    """Make an earlier version the newest one, again; what to go back to is returned.

    It quotes the deck's source where that holds its sentence, and else the source that it quoted. Raises `NotFound`,
    `InputError` where it says that already, `ItemVersionStale` where somebody was faster.
    """
    with reading() as connection:
        deck = decks.find(connection, deck_id)
        place = _place(connection, deck.id, item_id)
        wanted = next((each for each in history.of_item(connection, place.id) if each.number == number), None)
        if wanted is None:
            raise NotFound("version", str(number))
        (entry,) = items.entries(connection, [place])
        text = sources.text_of(connection, deck.source_id).text
    if versions.digest(wanted.item) == versions.digest(entry.item):
        raise InputError("The item says this already.")
    start, end = overlays.place_of(wanted.item, text)
    item = versions.at(wanted.item, start=start, end=end)
    with transaction() as connection:
        is_there = sources.quotes(connection, deck.source_id, item.evidence)
        items.add_version(
            connection, place, item, source_id=deck.source_id if is_there else wanted.source_id,
            status=place.status, now=now, author=learners.row_of(connection, by),
        )  # fmt: skip
    return before_of(place)


def _place(connection: Connection, deck: int, item_id: str) -> items.Place:
    place = items.find(connection, deck, decks.storable(item_id))
    if place is None:
        raise NotFound("item", item_id)
    return place
