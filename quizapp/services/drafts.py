"""Reviewing the items of a deck: accept, reject, edit, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import get_args

from quizapp.core.decks.deck import DeckItem, ItemStatus
from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.generate import Rejection
from quizapp.core.statements.statement import Statement
from quizapp.errors import InputError, ItemInvalid, ItemVersionStale, NotFound
from quizapp.services.edits import edited
from quizapp.store import decks, items, sources, versions
from quizapp.store.database import Connection, reading, transaction


def review_item(deck_id: str, item_id: str, *, status: ItemStatus, now: datetime) -> DeckItem:
    """Set an item's status: ``accepted``, ``rejected`` or back to ``draft``. Raises `NotFound`.

    What learners may have already is not ``rejected`` but ``retired``, so that they are told.
    """
    if status not in get_args(ItemStatus):
        raise InputError(f"There is no status “{status}”.")
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        items.set_status(connection, _place(connection, deck.id, item_id), status, now=now)
        _release(connection, deck)
    return _entry(deck_id, item_id)


def accept_all(deck_id: str, *, now: datetime) -> int:
    """Accept every item still a draft; how many. Raises `NotFound`."""
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        accepted = items.accept_drafts(connection, deck.id)
        _release(connection, deck)
    return accepted


def edit_item(
    deck_id: str, item_id: str, fields: Mapping[str, Sequence[str]], *, version: int, now: datetime
) -> DeckItem:
    """A new version of an item from an edit form; the item becomes accepted.

    ``fields``: ``stem``, ``rationale``, ``category``, and by kind ``option_text``/``option_correct``
    (indexes)/ ``option_feedback``; ``answers`` (one a line); ``gap_key``/``gap_accept`` (alternatives parted
    by ``|``); ``left``/``right``. Raises `NotFound`, `ItemVersionStale`, and `ItemInvalid` with the names of
    its flaws where the edit is fatally flawed or its quote no longer supports its key; `InputError` for a
    form that is no such form.
    """
    before = _entry(deck_id, item_id)
    _require_version(before.version, version)
    item = edited(before.item, fields)
    item = replace(item, flaws=item.broken_rules())
    if item.is_fatal():
        fatal = [name for name in item.flaws if CATALOGUE[name].fatal]
        raise ItemInvalid(" ".join(CATALOGUE[name].rule for name in fatal), flaws=fatal)
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        place = _place(connection, deck.id, item_id)
        _require_version(place.version, version)
        if versions.digest(item) != versions.digest(before.item):
            items.add_version(connection, place, item, source_id=deck.source_id, status="accepted", now=now)
        else:
            items.set_status(connection, place, "accepted", now=now)
        _release(connection, deck)
    return _entry(deck_id, item_id)


def list_statements(deck_id: str) -> tuple[tuple[Statement, ...], tuple[Rejection, ...]]:
    """All statements of a deck's source and why some gave no item. Raises `NotFound`."""
    with reading() as connection:
        return sources.of_deck(connection, decks.find(connection, deck_id).id)


def _require_version(present: int, opened: int) -> None:
    if present != opened:
        raise ItemVersionStale(items.STALE)


def _release(connection: Connection, deck: decks.Found) -> None:
    if deck.published:
        items.release(connection, deck.id)


def _place(connection: Connection, deck: int, item_id: str) -> items.Place:
    place = items.find(connection, deck, decks.storable(item_id))
    if place is None:
        raise NotFound("item", item_id)
    return place


def _entry(deck_id: str, item_id: str) -> DeckItem:
    with reading() as connection:
        place = _place(connection, decks.find(connection, deck_id).id, item_id)
        found = items.entries(connection, [place])
    if not found:
        raise NotFound("item", item_id)
    return found[0]
