"""Cards that were learned elsewhere, stored with their review log at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from quizapp.core.study.card import CardState, Stage
from quizapp.core.study.days import day_of
from quizapp.core.study.review import Entry
from quizapp.store.cards import columns_of
from quizapp.store.database import Connection, insert_all
from quizapp.store.rows import CardRow, ReviewRow


@dataclass(frozen=True, kw_only=True)
class Learned:
    """A card that was learned elsewhere: its state, and its reviews, oldest first, with what each found it to be."""

    state: CardState
    log: tuple[Entry, ...]
    stages: tuple[Stage, ...] = ()


def faces_known(connection: Connection, learner: int, items: Iterable[int]) -> set[tuple[int, int]]:
    """Which cards of these items, by their rows, a learner has already: (item's row, face)."""
    query = select(CardRow.item_id, CardRow.face).where(
        CardRow.learner_id == learner, CardRow.item_id.in_(list(items))
    )
    return {(row[0], row[1]) for row in connection.execute(query)}


def add(connection: Connection, learner: int, deck: int, learned: Mapping[tuple[int, int], Learned]) -> None:
    """Store cards that a learner has not yet, by (item's row, face), each with its log."""
    rows = [
        {"learner_id": learner, "deck_id": deck, "item_id": item, "face": face, "entries": len(one.log),
         **columns_of(one.state)}
        for (item, face), one in learned.items()
    ]  # fmt: skip
    insert_all(connection, CardRow, rows)
    found = connection.execute(
        select(CardRow.id, CardRow.item_id, CardRow.face).where(
            CardRow.learner_id == learner, CardRow.item_id.in_({item for item, _ in learned})
        )
    )
    ids = {(row.item_id, row.face): row.id for row in found}
    insert_all(
        connection,
        ReviewRow,
        [line for place, one in learned.items() for line in _lines(one, card=ids[place], learner=learner)],
    )


def _lines(learned: Learned, *, card: int, learner: int) -> Iterator[dict[str, Any]]:
    """The rows of reviews."""
    for number, (entry, stage) in enumerate(zip(learned.log, learned.stages, strict=False), 1):
        yield {
            "card_id": card, "learner_id": learner, "number": number, "deed": entry.deed, "at": entry.at,
            "day": day_of(entry.at, entry.offset).toordinal(), "stage": stage,
            "rating": entry.rating, "retention": entry.retention, "offset": entry.offset, "until": None,
            "undoes": None,
        }  # fmt: skip
