"""A live round: everybody in the room answers the same item at the same time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.interaction import Choice
from quizapp.core.study.attempt import AttemptItem, Response
from quizapp.errors import Conflict
from quizapp.phrases import phrase

Phase = Literal["lobby", "asking", "shown", "over"]
MOST_ITEMS = 50
MOST_BARS = 6
CLOSED = phrase("This item takes no answers any more.")


@dataclass(frozen=True, kw_only=True)
class Live:
    """``places`` are the items, each with the seed that shuffles its options, the same for everybody.

    ``position`` counts them from 1 and is 0 in the lobby.
    """

    id: str
    classroom: str
    deck_id: str
    deck_title: str
    created: datetime
    places: tuple[AttemptItem, ...]
    position: int = 0
    phase: Phase = "lobby"

    @property
    def place(self) -> AttemptItem | None:
        """What is asked or shown."""
        return self.places[self.position - 1] if self.position else None

    @property
    def following(self) -> tuple[int, Phase]:
        """Position and phase after the next step: each item is asked, then shown."""
        if self.phase == "asking":
            return self.position, "shown"
        if self.phase == "over" or self.position == len(self.places):
            return self.position, "over"
        return self.position + 1, "asking"

    @property
    def sign(self) -> str:
        """By which a page knows whether it shows the present state."""
        return f"{self.position}-{self.phase}"

    def require_asking(self, position: int) -> None:
        """Raises `Conflict` where this item is not being asked."""
        if self.phase != "asking" or position != self.position:
            raise Conflict(CLOSED)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """An answer, how many gave it, and whether it is right."""

    text: str
    count: int
    is_key: bool


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many of those who are here have answered, and, most first, what; options in the order they are offered."""

    here: int
    answered: int
    right: int
    bars: tuple[Bar, ...]


def tally(place: AttemptItem, responses: Sequence[Response], *, here: int) -> Tally:
    """Count the responses to a place; rare answers beside the offered ones are counted together as ``""``."""
    body = place.entry.item.body
    counts = Counter(body.classify(response.answer) for response in responses)
    right = {
        body.classify(response.answer) for response in responses if response.outcome.fraction >= 1
    } | _keys(place.entry)
    named = _offered(place) or [text for text, _ in counts.most_common(MOST_BARS)]
    bars = [Bar(text=text, count=counts[text], is_key=text in right) for text in named]
    rest = len(responses) - sum(bar.count for bar in bars)
    if rest:
        bars.append(Bar(text="", count=rest, is_key=False))
    return Tally(
        here=max(here, len(responses)),
        answered=len(responses),
        right=sum(1 for response in responses if response.outcome.fraction >= 1),
        bars=tuple(bars),
    )


def _offered(place: AttemptItem) -> list[str]:
    """The options of a single choice, in the order in which this place shows them."""
    item = place.entry.item
    how = item.body.interaction(item.stem)
    if not isinstance(how, Choice) or how.multiple:
        return []
    values = [value for value, _ in place.view().inputs[0].options]
    return [item.body.classify((value,)) for value in values]


def _keys(entry: DeckItem) -> set[str]:
    item = entry.item
    how = item.body.interaction(item.stem)
    if not isinstance(how, Choice) or how.multiple:
        return set()
    return {option.text for option in how.options if option.correct}
