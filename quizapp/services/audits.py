"""Checking decks."""

from __future__ import annotations

from quizapp.core.items.audit import Finding, audit
from quizapp.core.items.item import Item
from quizapp.core.text.source import Source
from quizapp.services.decks import get_deck

__all__ = ["Finding", "audit_deck"]


def audit_deck(deck_id: str) -> tuple[Finding, ...]:
    """What is wrong with the items of a deck that are, or may yet be, asked. Raises `NotFound`."""
    deck = get_deck(deck_id)
    entries = [entry for entry in deck.items if entry.status in {"draft", "accepted"}]
    found = audit(deck.source, [entry.item for entry in entries if deck.quotes(entry)])
    kept = [entry.item for entry in entries if not deck.quotes(entry)]
    return (*found, *(finding for item in kept for finding in _of_an_older_source(item)))


def _of_an_older_source(item: Item) -> tuple[Finding, ...]:
    """What is wrong with an item whose quote somebody chose to keep when the text changed: it proves itself."""
    evidence = item.evidence
    filler = " " * evidence.start
    return audit(Source(title="", text=filler + evidence.quote), [item])
