"""Plain cards of a deck that can be asked as multiple choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.as_choice import Choices, plain_card
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.store import decks, notes
from quizapp.store.database import reading

MOST_COUNTED = 300
"""Of larger decks it is not counted beforehand how many cards have enough wrong options."""


@dataclass(frozen=True, kw_only=True)
class Turnable:
    """How many plain cards a deck has, and how many of them can be asked as multiple choice; None where that was not
    counted."""

    cards: int
    fitting: int | None


def turnable(deck: Deck) -> Turnable:
    """What asking a deck's plain cards as multiple choice would do."""
    cards = [entry.item.id for entry in deck.asked if plain_card(entry.item) is not None]
    if not 0 < len(cards) <= MOST_COUNTED:
        return Turnable(cards=len(cards), fitting=None if cards else 0)
    found = choices_of(deck)
    return Turnable(cards=len(cards), fitting=sum(map(found.can_be, cards)))


def choices_of(deck: Deck) -> Choices:
    """The plain cards of a deck, those from Anki by the note type that they came with."""
    with reading() as connection:
        fields = notes.types_of_items(connection, decks.find(connection, deck.id).id)
    return Choices([entry.item for entry in deck.asked], fields=fields)


def turned(deck: Deck, chosen: Sequence[DeckItem], *, seed: int) -> dict[str, Mcq]:
    """The bodies of those of these items that can be asked as multiple choice, by id; the same for the same seed."""
    found = choices_of(deck)
    bodies = {entry.item.id: found.body(entry.item.id, seed=seed) for entry in chosen}
    return {id: body for id, body in bodies.items() if body is not None}
