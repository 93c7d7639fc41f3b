"""What an Anki that has a deck already will do with it: the deck as it left before, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizapp.core.decks.deck import Deck
from quizapp.core.decks.editions import Edition, EditionChanges, changes_since, digest_of, sent_now
from quizapp.core.decks.outline import Outlined, outlined
from quizapp.core.items.item import Item
from quizapp.core.items.parts import changed_parts
from quizapp.errors import NotFound
from quizapp.services.decks import get_deck
from quizapp.services.selection import Selection
from quizapp.store import decks, editions, versions
from quizapp.store.database import reading, transaction

MOST_NAMED = 50
"""Of new, changed and retired items so many are named each."""


@dataclass(frozen=True, kw_only=True)
class ChangedItem:
    """An item that differs from what was sent; ``parts`` are the names of what changed, where that is known.

    ``is_back``: it was retired and is asked again.
    """

    item: Item
    parts: tuple[str, ...] = ()
    is_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What will happen to who has an edition; ``since`` is None for who has none. ``was`` is another title that the
    deck had then. The first `MOST_NAMED` of each are named."""

    since: Edition | None
    changes: EditionChanges
    new: tuple[Item, ...]
    changed: tuple[ChangedItem, ...]
    retired: tuple[Item, ...]

    @property
    def was(self) -> str:
        """What the deck was called then."""
        return "" if self.since is None else self.since.title


def list_editions(deck_id: str) -> list[Edition]:
    """The states in which a deck left, the newest first. Raises `NotFound`."""
    with reading() as connection:
        return editions.listed(connection, decks.find(connection, deck_id).id)


def record(deck: Deck, *, now: datetime) -> None:
    """Keep that the whole deck left as it is, if that is not the state in which it left last."""
    sent = sent_now(outlined(deck))
    digest = digest_of(deck.title, sent)
    with reading() as connection:
        row = decks.find(connection, deck.id).id
        if editions.last(connection, row)[1] == digest:
            return
    with transaction() as connection:
        number, before = editions.last(connection, row)
        if before != digest:
            editions.add(
                connection, row, number=number + 1, at=now, title=deck.title, digest=digest, sent=sent
            )


def forecast(deck: Outlined, *, since: int | None = None, selection: Selection | None = None) -> Forecast:
    """What changed since an edition, the last one where none is named; 0 is for who has none.

    Raises `NotFound` for an edition that is not kept, `InputError` where nothing is selected.
    """
    only = None if selection is None else selection.of(deck)
    before = _edition(deck.id, since)
    changes = changes_since({} if before is None else before.sent, sent_now(deck), only=only)
    new, changed, retired = (ids[:MOST_NAMED] for ids in (changes.new, changes.changed, changes.retired))
    named = get_deck(deck.id, only=[*new, *changed, *retired])
    items = {entry.item.id: entry.item for entry in named.items}
    return Forecast(
        since=before,
        changes=changes,
        new=tuple(items[id] for id in new if id in items),
        changed=_changed(named, before, tuple(id for id in changed if id in items)),
        retired=tuple(items[id] for id in retired if id in items),
    )


def _edition(deck_id: str, number: int | None) -> Edition | None:
    if number == 0:
        return None
    with reading() as connection:
        row = decks.find(connection, deck_id).id
        found = editions.get(connection, row, editions.last(connection, row)[0] if number is None else number)
    if found is None and number is not None:
        raise NotFound("edition", str(number))
    return found


def _changed(deck: Deck, before: Edition | None, ids: tuple[str, ...]) -> tuple[ChangedItem, ...]:
    """Each with what it said then, as far as that version is still there."""
    if before is None or not ids:
        return ()
    with reading() as connection:
        rows = versions.rows_of(connection, decks.find(connection, deck.id).id, ids)
        wanted = {id: rows[name] for id in ids if (name := (id, before.sent[id].version)) in rows}
        found = versions.load(connection, list(wanted.values()))
    items = {entry.item.id: entry.item for entry in deck.items}
    return tuple(
        ChangedItem(
            item=items[id],
            parts=changed_parts(found[wanted[id]].item, items[id]) if id in wanted else (),
            is_back=before.sent[id].state == "retired",
        )
        for id in ids
    )
