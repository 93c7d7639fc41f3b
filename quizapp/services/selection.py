"""A part of a deck to take away."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.core.decks.deck import Deck
from quizapp.errors import InputError
from quizapp.phrases import phrase

NOTHING_FITS = phrase("No item that is asked fits this choice. Choose less narrowly.")


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Categories, tags, kinds and ids of items. An item fits that is of one of each that names any."""

    categories: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether it leaves nothing out."""
        return not (self.categories or self.tags or self.kinds or self.items)

    def of(self, deck: Deck) -> frozenset[str] | None:
        """The ids of the items of a deck that fit, None for the whole. Raises `InputError` where none does."""
        if self.is_whole:
            return None
        found = frozenset(
            entry.item.id
            for entry in deck.asked
            if (not self.categories or entry.item.category in self.categories)
            and (not self.tags or self.tags & set(entry.item.tags))
            and (not self.kinds or entry.item.kind in self.kinds)
            and (not self.items or entry.item.id in self.items)
        )
        if not found:
            raise InputError(NOTHING_FITS)
        return found


WHOLE = Selection()
