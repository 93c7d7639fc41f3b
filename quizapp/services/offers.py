"""What there is to take of a deck: every format with what it would leave out, counted before anything is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.decks.deck import Deck
from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported
from quizapp.exchange.formats import FORMATS, Format
from quizapp.exchange.losses import Loss


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """An item that a format cannot carry, and why."""

    item: Item
    why: ExportUnsupported


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A format with the number of items that it carries, those that it ``refused``, and what it leaves out of how many
    of the rest."""

    format: Format
    carried: int
    refused: tuple[Refusal, ...]
    lost: tuple[tuple[Loss, int], ...]


def offers_of(deck: Deck) -> tuple[Offer, ...]:
    """Every format for the accepted items of a deck."""
    items = [entry.item for entry in deck.accepted]
    return tuple(offer_of(form, items) for form in FORMATS.values())


def offer_of(form: Format, items: Sequence[Item]) -> Offer:
    """A format for these items."""
    found = [(item, form.refusal(item)) for item in items]
    carried = [item for item, why in found if why is None]
    counts = [(loss, sum(loss.concerns(item) for item in carried)) for loss in form.lost]
    return Offer(
        format=form,
        carried=len(carried),
        refused=tuple(Refusal(item=item, why=why) for item, why in found if why is not None),
        lost=tuple((loss, count) for loss, count in counts if count),
    )
