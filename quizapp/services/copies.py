"""An item once more: beside itself to be changed, or in another deck in its place."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from quizapp.core.decks.deck import Deck, DeckItem, ItemStatus
from quizapp.core.items.item import Item, written_id
from quizapp.core.items.proof import Evidence
from quizapp.core.items.shown import media_names
from quizapp.core.text.source import Source
from quizapp.errors import InputError, ItemInvalid, NotFound
from quizapp.services import media
from quizapp.services.decks import get_deck
from quizapp.services.drafts import review_item
from quizapp.services.writing import add_items


def duplicate_item(deck_id: str, item_id: str, *, now: datetime, by: str | None = None) -> DeckItem:
    """A copy of an item, as written by a person: a draft, for nobody wants to be asked the same twice.

    Raises `NotFound`.
    """
    deck = get_deck(deck_id)
    (added,) = add_items(
        deck_id, [_copy(_entry(deck, item_id).item, deck.source)], now=now, status="draft", by=by
    )
    return added


def move_item(
    deck_id: str, item_id: str, to: str, *, now: datetime, by: str | None = None
) -> tuple[DeckItem, ItemStatus]:
    """Put an item into another deck, accepted, and take it out of this one: the new one, and the status it had.

    Responses and cards stay with the old one, which is retired where learners may have it. The new one quotes the
    other deck's source where that holds the sentence; else its rationale keeps the quote. Its images and sounds go
    along. Raises `NotFound`; `InputError` for the deck that it is in, and where they are too many bytes for the other.
    """
    if to == deck_id:
        raise InputError("The item is in this deck already.")
    deck, other = get_deck(deck_id), get_deck(to)
    entry = _entry(deck, item_id)
    media.lend(deck_id, to, media_names(entry.item), now=now)
    (moved,) = add_items(to, [_copy(entry.item, other.source, keeps_quote=True)], now=now, by=by)
    review_item(deck_id, item_id, status="rejected", now=now)
    return moved, entry.status


def _copy(item: Item, source: Source, *, keeps_quote: bool = False) -> Item:
    """The item under a name of its own, with its evidence where this source holds it and it proves the key."""
    own = replace(
        item, id=written_id(secrets.token_hex(8)), written=True, evidence=None, derivation=None, statement="",
        pattern="by hand",
    )  # fmt: skip
    evidence = _found(item, source)
    if evidence is not None:
        try:
            return replace(own, evidence=evidence, derivation=item.derivation)
        except ItemInvalid:  # proven when it was made, by a rule that is stricter now
            evidence = None
    if keeps_quote and item.quote and not item.rationale:
        own = replace(own, rationale=" ".join(item.quote.split()))
    return own


def _found(item: Item, source: Source) -> Evidence | None:
    if item.evidence is None:
        return None
    places: Sequence[int] = [item.span[0], source.text.find(item.quote)]
    for start in places:
        if start >= 0 and source.quote(start, start + len(item.quote)) == item.quote:
            return Evidence(start=start, end=start + len(item.quote), quote=item.quote)
    return None


def _entry(deck: Deck, item_id: str) -> DeckItem:
    for entry in deck.items:
        if entry.item.id == item_id:
            return entry
    raise NotFound("item", item_id)
