"""Reviewing the items of a deck: accept, reject, edit, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from quizapp.core.decks.deck import DeckItem, ItemStatus
from quizapp.core.items.generate import Rejection
from quizapp.core.statements.statement import Statement


def review_item(deck_id: str, item_id: str, *, status: ItemStatus, now: datetime) -> DeckItem:
    """Set an item's status: ``accepted``, ``rejected`` or back to ``draft``. Raises `NotFound`."""
    raise NotImplementedError


def accept_all(deck_id: str, *, now: datetime) -> int:
    """Accept every item still a draft; how many. Raises `NotFound`."""
    raise NotImplementedError


def edit_item(
    deck_id: str, item_id: str, fields: Mapping[str, Sequence[str]], *, version: int, now: datetime
) -> DeckItem:
    """A new version of an item from an edit form; the item becomes accepted.

    ``fields``: ``stem``, ``rationale``, ``category``, and by kind ``option_text``/``option_correct`` (indexes)/
    ``option_feedback``; ``answers`` (one a line); ``gap_key``/``gap_accept`` (alternatives parted by ``|``);
    ``left``/``right``. Raises `NotFound`, `ItemVersionStale`, and `ItemInvalid` with the names of its flaws where
    the edit is fatally flawed or its quote no longer supports its key.
    """
    raise NotImplementedError


def list_statements(deck_id: str) -> tuple[tuple[Statement, ...], tuple[Rejection, ...]]:
    """All statements of a deck's source and why some gave no item. Raises `NotFound`."""
    raise NotImplementedError
