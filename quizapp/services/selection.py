"""A part of a deck to take away."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.core.decks.outline import Outlined
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

    def of(self, deck: Outlined) -> frozenset[str] | None:
        """The ids of the items of a deck that fit, None for the whole. Raises `InputError` where none does."""
        if self.is_whole:
            return None
        found = frozenset(
            one.id
            for one in deck.asked
            if (not self.categories or one.category in self.categories)
            and (not self.tags or self.tags & set(one.tags))
            and (not self.kinds or one.kind in self.kinds)
            and (not self.items or one.id in self.items)
        )
        if not found:
            raise InputError(NOTHING_FITS)
        return found


WHOLE = Selection()
