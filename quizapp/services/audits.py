"""Checking decks."""

from __future__ import annotations

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.audit import Finding, audit, audit_together
from quizapp.core.items.flaws import DeckFinding
from quizapp.core.items.item import Item
from quizapp.core.text.source import Source
from quizapp.services.decks import get_deck

__all__ = ["DeckFinding", "Finding", "audit_deck", "audit_deck_together"]


def audit_deck(deck_id: str, *, advice: bool = False) -> tuple[Finding, ...]:
    """What is wrong with the items of a deck that are, or may yet be, asked. Raises `NotFound`.

    With ``advice`` advisory flaws too.
    """
    deck = get_deck(deck_id)
    entries = _open(deck)
    found = audit(
        deck.source, [entry.item for entry in entries if not deck.quotes_earlier(entry)], advice=advice
    )
    kept = [entry.item for entry in entries if deck.quotes_earlier(entry)]
    return (*found, *(finding for item in kept for finding in _of_an_older_source(item, advice=advice)))


def audit_deck_together(deck_id: str) -> tuple[DeckFinding, ...]:
    """Rules of decks that these items break together, though each may be sound. Raises `NotFound`."""
    return audit_together([entry.item for entry in _open(get_deck(deck_id))])


def _open(deck: Deck) -> list[DeckItem]:
    return [entry for entry in deck.items if entry.status in {"draft", "accepted"}]


def _of_an_older_source(item: Item, *, advice: bool) -> tuple[Finding, ...]:
    """What is wrong with an item whose quote somebody chose to keep when the text changed: it proves itself."""
    filler = " " * item.span[0]
    return audit(Source(title="", text=filler + item.quote), [item], advice=advice)
