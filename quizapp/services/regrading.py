"""After the key of an item changed: what its responses would be worth now, and making it so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.items.item import Item
from quizapp.core.items.outcome import Outcome
from quizapp.core.study.regrading import regrade
from quizapp.errors import NotFound
from quizapp.store import decks, items, regrading
from quizapp.store.again import retried
from quizapp.store.database import Connection, reading, transaction
from quizapp.store.regrading import Given

SAME = 1e-9


@dataclass(frozen=True, kw_only=True)
class Change:
    """A response that would be worth something else: ``before`` and ``outcome.fraction`` are 0–1."""

    given: Given
    outcome: Outcome

    @property
    def before(self) -> float:
        """What it was worth."""
        return self.given.fraction


@dataclass(frozen=True, kw_only=True)
class Regrading:
    """``changes`` of all ``responses``; ``incomparable`` ones answered what the item does not offer any more."""

    item: Item
    responses: int
    incomparable: int
    changes: tuple[Change, ...]


def preview(deck_id: str, item_id: str) -> Regrading:
    """What grading an item's responses again would change. Raises `NotFound`."""
    with reading() as connection:
        return _regrading(connection, deck_id, item_id)


@retried
def carry_out(deck_id: str, item_id: str, *, now: datetime) -> Regrading:
    """Grade an item's responses again; what was changed. Raises `NotFound`."""
    with reading() as connection:
        found = _regrading(connection, deck_id, item_id)
    with transaction() as connection:
        for change in found.changes:
            regrading.change(connection, change.given.place, change.outcome, now=now)
    return found


def stale_items(deck_id: str) -> frozenset[str]:
    """The items of a deck with a response to an older version of theirs. Raises `NotFound`."""
    with reading() as connection:
        return frozenset(regrading.stale_items(connection, decks.find(connection, deck_id).id))


def _regrading(connection: Connection, deck_id: str, item_id: str) -> Regrading:
    deck = decks.find(connection, deck_id).id
    place = items.find(connection, deck, decks.storable(item_id))
    found = items.entries(connection, [place]) if place is not None else ()
    if not found:
        raise NotFound("item", item_id)
    present = found[0].item
    given = regrading.responses_to(connection, deck, present.id)
    outcomes = [regrade(each.asked, present, each.answer) for each in given]
    return Regrading(
        item=present,
        responses=len(given),
        incomparable=sum(1 for outcome in outcomes if outcome is None),
        changes=tuple(_changes(given, outcomes)),
    )


def _changes(given: Sequence[Given], outcomes: Sequence[Outcome | None]) -> list[Change]:
    return [
        Change(given=each, outcome=outcome)
        for each, outcome in zip(given, outcomes, strict=True)
        if outcome is not None and abs(outcome.fraction - each.fraction) > SAME
    ]
