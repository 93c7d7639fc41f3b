"""A deck: items studied together, with the source that proves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quizapp.core.items.item import Item
from quizapp.core.text.source import Source

ItemStatus = Literal["draft", "accepted", "rejected", "retired"]
"""Drafts and rejected items are seen only by who reviews them; retired ones only by those who learned them."""


@dataclass(frozen=True, kw_only=True)
class DeckItem:
    """An item in its deck. ``version`` counts its contents from 1; ``modified`` is when the content last changed."""

    item: Item
    version: int
    modified: datetime
    status: ItemStatus = "accepted"


@dataclass(frozen=True, kw_only=True)
class Deck:
    """``id`` is the public name in addresses; ``anki_id`` the deck's number in Anki, stored once and never changed."""

    id: str
    title: str
    about: str
    reference: str
    anki_id: int
    source: Source
    items: tuple[DeckItem, ...]
    published: bool = True

    @property
    def accepted(self) -> tuple[DeckItem, ...]:
        """The items that learners are asked."""
        return tuple(entry for entry in self.items if entry.status == "accepted")


@dataclass(frozen=True, kw_only=True)
class DeckSummary:
    """A line in the list of decks. ``kinds`` and ``categories`` are (name, number of accepted items), most first."""

    id: str
    title: str
    about: str
    items: int
    kinds: tuple[tuple[str, int], ...]
    categories: tuple[tuple[str, int], ...]
    published: bool
    drafts: int
    created: datetime
