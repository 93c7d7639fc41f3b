"""Reading, publishing and deleting decks."""

from __future__ import annotations

from quizapp.core.decks.deck import Deck, DeckSummary


def list_decks() -> tuple[DeckSummary, ...]:
    """All decks, published first, then drafts; each by title."""
    raise NotImplementedError


def get_deck(id: str) -> Deck:
    """A deck with all its items. Raises `NotFound`."""
    raise NotImplementedError


def publish_deck(id: str) -> Deck:
    """Make the accepted items a deck for learners. Raises `NotFound`; `InputError` where no item is accepted."""
    raise NotImplementedError


def rename_deck(id: str, *, title: str, about: str) -> Deck:
    """Change title and description; the number in Anki stays. Raises `NotFound`, `InputError` for an empty title."""
    raise NotImplementedError


def delete_deck(id: str) -> None:
    """Delete a deck with its source, items and attempts. Raises `NotFound`."""
    raise NotImplementedError
