"""Checking decks."""

from __future__ import annotations

from quizapp.core.items.audit import Finding, audit
from quizapp.services.decks import get_deck

__all__ = ["Finding", "audit_deck"]


def audit_deck(deck_id: str) -> tuple[Finding, ...]:
    """What is wrong with the items of a deck that are, or may yet be, asked. Raises `NotFound`."""
    deck = get_deck(deck_id)
    open_items = [entry.item for entry in deck.items if entry.status in {"draft", "accepted"}]
    return audit(deck.source, open_items)
