"""What there is to take of a deck: every format with what it would leave out, counted before anything is taken."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.core.decks.deck import Deck
from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported
from quizapp.exchange.formats import FORMATS, Format
from quizapp.exchange.losses import Loss
from quizapp.services.decks import get_deck
from quizapp.services.exports import ANKI, kept_items
from quizapp.services.portions import number_accepted

MOST_COUNTED = 2_000
"""Of larger decks it is only counted where somebody asks what a format leaves out."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """An item that a format cannot carry, and why."""

    item: Item
    why: ExportUnsupported


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A format with the number of items that it carries, None where that was not counted, those that it ``refused``,
    and what it leaves out of how many of the rest."""

    format: Format
    carried: int | None = None
    refused: tuple[Refusal, ...] = ()
    lost: tuple[tuple[Loss, int], ...] = ()


def offers_in(deck_id: str, *, of: str = "") -> tuple[Offer, ...]:
    """Every format for the accepted items of a deck; of a large one only the format named ``of`` is counted, for that
    looks at every item. Raises `NotFound`."""
    if number_accepted(deck_id) <= MOST_COUNTED:
        return offers_of(get_deck(deck_id))
    if of not in FORMATS:
        return tuple(Offer(format=form) for form in FORMATS.values())
    deck = get_deck(deck_id)
    return tuple(offer_of(form, deck) if form.name == of else Offer(format=form) for form in FORMATS.values())


def offers_of(deck: Deck) -> tuple[Offer, ...]:
    """Every format for the accepted items of a deck."""
    return tuple(offer_of(form, deck) for form in FORMATS.values())


def offer_of(form: Format, deck: Deck) -> Offer:
    """A format for the accepted items of a deck. To Anki its notes go back whole."""
    items = [entry.item for entry in deck.accepted]
    whole = kept_items(deck.id) if form.name == ANKI else frozenset()
    found = [(item, form.refusal(item)) for item in items]
    carried = [item for item, why in found if why is None]
    lossy = [item for item in carried if item.id not in whole]
    counts = [(loss, sum(loss.concerns(item) for item in lossy)) for loss in form.lost]
    return Offer(
        format=form,
        carried=len(carried),
        refused=tuple(Refusal(item=item, why=why) for item, why in found if why is not None),
        lost=tuple((loss, count) for loss, count in counts if count),
    )
