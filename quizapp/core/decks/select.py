"""Which items of a deck a quiz asks."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Sequence

from quizapp.core.decks.deck import DeckItem


def draw(
    entries: Sequence[DeckItem],
    *,
    count: int,
    rng: random.Random,
    category: str | None = None,
    only: Collection[str] | None = None,
) -> tuple[DeckItem, ...]:
    """Up to ``count`` accepted items, spread over categories, kinds and sentences, in random order.

    ``only`` restricts to these item ids (“again with what I missed”), ``category`` to one category.
    """
    open_entries = [
        entry
        for entry in entries
        if entry.status == "accepted"
        and (only is None or entry.item.id in only)
        and (category is None or entry.item.category == category)
    ]
    rng.shuffle(open_entries)
    chosen: list[DeckItem] = []
    while open_entries and len(chosen) < count:
        seen = _Seen(chosen)
        best = min(open_entries, key=seen.cost)
        open_entries.remove(best)
        chosen.append(best)
    rng.shuffle(chosen)
    return tuple(chosen)


class _Seen:
    """How often the chosen ones already show a category, a kind, a statement."""

    def __init__(self, chosen: Sequence[DeckItem]) -> None:
        self.categories = Counter(entry.item.category for entry in chosen)
        self.kinds = Counter(entry.item.kind for entry in chosen)
        self.statements = Counter(entry.item.statement for entry in chosen)

    def cost(self, entry: DeckItem) -> tuple[int, int]:
        item = entry.item
        return (self.statements[item.statement], self.categories[item.category] + self.kinds[item.kind])
