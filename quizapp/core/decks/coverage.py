"""What of a text a deck asks: every statement with its items, and every sentence that states something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.generate import Rejection
from quizapp.core.statements.statement import Statement

Cover = Literal["tested", "untested", "over"]
OVER: Final = 4
"""So many accepted items about one sentence are more than enough."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A statement with the items that it gave; ``reason`` says why it gave none."""

    statement: Statement
    items: tuple[DeckItem, ...] = ()
    reason: str = ""

    @property
    def accepted(self) -> int:
        """How many of its items somebody wants to be asked."""
        return sum(entry.status == "accepted" for entry in self.items)

    @property
    def drafts(self) -> tuple[DeckItem, ...]:
        """Its items that nobody decided about."""
        return tuple(entry for entry in self.items if entry.status == "draft")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A part of the text that states something, with all that it states."""

    start: int
    end: int
    states: tuple[Asked, ...]
    accepted: int

    @property
    def cover(self) -> Cover:
        """Whether it is asked about."""
        if self.accepted >= OVER:
            return "over"
        return "tested" if self.accepted else "untested"

    @property
    def leading(self) -> Asked:
        """The statement to look at first: of an untested sentence one with drafts, else one that can be asked for."""
        return max(
            self.states,
            key=lambda one: (
                one.accepted,
                len(one.drafts),
                bool(one.statement.focuses),
                one.statement.confidence,
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The sentences of a text that state something, in its order."""

    sentences: tuple[Sentence, ...]

    @cached_property
    def tested(self) -> int:
        """How many are asked about, often enough or too often."""
        return sum(sentence.cover != "untested" for sentence in self.sentences)

    @property
    def share(self) -> float:
        """The share of them, 0–1; of nothing all."""
        return self.tested / len(self.sentences) if self.sentences else 1.0

    def count(self, cover: Cover) -> int:
        """How many are covered so."""
        return sum(sentence.cover == cover for sentence in self.sentences)


def asked_of(
    deck: Deck, statements: Iterable[Statement], rejections: Iterable[Rejection]
) -> tuple[Asked, ...]:
    """The statements of a deck's source in the text's order; items that the source gave once are left out."""
    reasons = {rejection.statement: rejection.reason for rejection in rejections}
    given: dict[str, list[DeckItem]] = defaultdict(list)
    for entry in deck.items:
        if deck.quotes(entry):
            given[entry.item.statement].append(entry)
    return tuple(
        Asked(
            statement=one, items=tuple(given[one.id]), reason="" if given[one.id] else reasons.get(one.id, "")
        )
        for one in sorted(statements, key=lambda one: one.start)
    )


def coverage_of(deck: Deck, asked: Sequence[Asked]) -> Coverage:
    """Which sentences the accepted items of a deck ask about."""
    accepted: dict[tuple[int, int], int] = defaultdict(int)
    for entry in deck.accepted:
        if deck.quotes(entry):
            accepted[entry.item.span] += 1
    stated: dict[tuple[int, int], list[Asked]] = defaultdict(list)
    for one in asked:
        stated[one.statement.start, one.statement.end].append(one)
    return Coverage(
        sentences=tuple(
            Sentence(start=start, end=end, states=tuple(states), accepted=accepted[start, end])
            for (start, end), states in sorted(stated.items())
        )
    )
