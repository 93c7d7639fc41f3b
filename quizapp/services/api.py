"""Decks and items as programs read them: the plain values that the OpenAPI file describes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from quizapp.core.decks.deck import Deck, DeckItem, DeckSummary
from quizapp.core.items.codec import body_to_plain
from quizapp.errors import NotFound
from quizapp.services import decks
from quizapp.services.access import Actor

MOST_PER_PAGE, PER_PAGE = 200, 50


def list_decks(actor: Actor) -> list[dict[str, Any]]:
    """The decks that this actor has, as the page of decks lists them."""
    return [_summary(deck) for deck in decks.list_decks(actor)]


def deck_of(id: str) -> dict[str, Any]:
    """A deck without its items. Raises `NotFound`."""
    deck = decks.get_deck(id)
    items = [entry.item for entry in deck.accepted]
    return {
        "id": deck.id,
        "title": deck.title,
        "about": deck.about,
        "published": deck.published,
        "items": len(items),
        "kinds": _counted([item.kind for item in items]),
        "categories": _counted([item.category for item in items]),
        "source": {"title": deck.source.title, "reference": deck.reference, "length": len(deck.source.text)},
    }


def items_of(id: str) -> list[dict[str, Any]]:
    """The accepted items of a deck, in its order. Raises `NotFound`."""
    deck = decks.get_deck(id)
    return [item_plain(deck, entry) for entry in deck.accepted]


def item_of(id: str, item_id: str) -> dict[str, Any]:
    """An accepted item of a deck. Raises `NotFound`."""
    deck = decks.get_deck(id, only=[item_id])
    for entry in deck.accepted:
        if entry.item.id == item_id:
            return item_plain(deck, entry)
    raise NotFound("item", item_id)


def item_plain(deck: Deck, entry: DeckItem) -> dict[str, Any]:
    """An item with its key and its evidence."""
    item = entry.item
    evidence = deck.evidence_of(entry)
    place = None if evidence is None else {"start": evidence.start, "end": evidence.end}
    return {
        "id": item.id,
        "deck": deck.id,
        "version": entry.version,
        "modified": entry.modified.isoformat(),
        "kind": item.kind,
        "stem": item.stem,
        "body": body_to_plain(item.body),
        "keys": list(item.body.keys()),
        "category": item.category,
        "tags": list(item.tags),
        "rationale": item.rationale,
        "quote": item.quote,
        "place": place,
        "written": item.written,
    }


def paged(found: Sequence[Any], *, page: int, per_page: int) -> dict[str, Any]:
    """A part of a list, and how much there is of it; a page behind the last one is empty."""
    start = (page - 1) * per_page
    return {
        "page": page,
        "per_page": per_page,
        "pages": max(1, -(-len(found) // per_page)),
        "total": len(found),
        "results": list(found[start : start + per_page]),
    }


def _summary(deck: DeckSummary) -> dict[str, Any]:
    return {
        "id": deck.id,
        "title": deck.title,
        "about": deck.about,
        "published": deck.published,
        "items": deck.items,
        "kinds": dict(deck.kinds),
        "categories": dict(deck.categories),
        "created": deck.created.isoformat(),
        "own": deck.is_own,
    }


def _counted(words: Sequence[str]) -> dict[str, int]:
    return dict(Counter(words).most_common())
