"""Plain cards of a deck that can be asked as multiple choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.as_choice import PLAIN_KINDS, Choices, plain_card
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.services.decks import get_deck
from quizapp.services.portions import Cover
from quizapp.store import decks, notes, portions
from quizapp.store.database import reading

MOST_COUNTED = 300
"""Of larger decks it is not counted beforehand how many cards have enough wrong options."""


@dataclass(frozen=True, kw_only=True)
class Turnable:
    """How many plain cards a deck has, and how many of them can be asked as multiple choice; None where that was not
    counted."""

    cards: int
    fitting: int | None


def turnable_in(cover: Cover) -> Turnable:
    """What asking the plain cards of the deck with this cover as multiple choice would do; of large decks only some are
    looked at."""
    number = sum(times for kind, times in cover.kinds if kind in PLAIN_KINDS)
    if not number:
        return Turnable(cards=0, fitting=0)
    with reading() as connection:
        row = decks.find(connection, cover.deck.id).id
        # what waits is not asked and must take no place of what is
        waiting = sum(cover.deck.waits(entry) for entry in cover.deck.accepted)
        ids = portions.some(connection, row, kinds=PLAIN_KINDS, most=MOST_COUNTED + waiting)
    found = get_deck(cover.deck.id, only=ids)
    if number <= MOST_COUNTED:
        return turnable(found)
    is_any = any(plain_card(entry.item) is not None for entry in found.asked)
    return Turnable(cards=number, fitting=None if is_any else 0)


def turnable(deck: Deck) -> Turnable:
    """What asking a deck's plain cards as multiple choice would do."""
    cards = [entry.item.id for entry in deck.asked if plain_card(entry.item) is not None]
    if not 0 < len(cards) <= MOST_COUNTED:
        return Turnable(cards=len(cards), fitting=None if cards else 0)
    found = choices_of(deck)
    return Turnable(cards=len(cards), fitting=sum(map(found.can_be, cards)))


def choices_of(deck: Deck) -> Choices:
    """The plain cards of a deck, those from Anki by the note type that they came with."""
    asked = [entry.item for entry in deck.asked]
    with reading() as connection:
        row = decks.find(connection, deck.id).id
        fields = notes.types_of_items(connection, row, [item.id for item in asked])
    return Choices(asked, fields=fields)


def turned(found: Choices, chosen: Sequence[DeckItem], *, seed: int) -> dict[str, Mcq]:
    """The bodies of those of these items that can be asked as multiple choice, by id; the same for the same seed."""
    bodies = {entry.item.id: found.body(entry.item.id, seed=seed) for entry in chosen}
    return {id: body for id, body in bodies.items() if body is not None}
