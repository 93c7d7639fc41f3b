"""A deck in outline: what is known of all its items without what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizapp.core.decks.deck import Deck, ItemStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """An item of a deck; ``modified`` is when its content last changed."""

    id: str
    kind: str
    category: str
    tags: tuple[str, ...]
    status: ItemStatus
    version: int
    modified: datetime
    is_asked: bool


@dataclass(frozen=True, kw_only=True)
class Outlined:
    """The deck with this id and its items, in its order."""

    id: str
    items: tuple[Outline, ...]

    @property
    def asked(self) -> tuple[Outline, ...]:
        """Those that learners are asked."""
        return tuple(one for one in self.items if one.is_asked)


def outlined(deck: Deck) -> Outlined:
    """A deck that is there whole."""
    asked = {entry.item.id for entry in deck.asked}
    return Outlined(
        id=deck.id,
        items=tuple(
            Outline(
                id=entry.item.id, kind=entry.item.kind, category=entry.item.category, tags=entry.item.tags,
                status=entry.status, version=entry.version, modified=entry.modified, is_asked=entry.item.id in asked,
            )
            for entry in deck.items
        ),
    )  # fmt: skip
