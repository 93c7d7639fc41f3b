"""One learner's pass through a quiz, and what came of it."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.kind import Answer, View
from quizapp.core.items.outcome import Outcome


@dataclass(frozen=True, kw_only=True)
class Response:
    """A stored submission."""

    answer: Answer
    outcome: Outcome
    answered: datetime


@dataclass(frozen=True, kw_only=True)
class AttemptItem:
    """One place of an attempt, ``position`` counted from 1. ``seed`` shuffles its options, always the same way."""

    position: int
    entry: DeckItem
    seed: int
    response: Response | None = None

    def view(self) -> View:
        """What the learner is shown: nothing of the key."""
        item = self.entry.item
        return item.body.present(item.stem, random.Random(self.seed))  # noqa: S311 - shuffling, not secrecy


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """``id`` is a secret token: who has it may answer. ``items`` in the order asked.

    ``learner_id`` names whose attempt it is, or is None where nobody is known.
    """

    id: str
    deck_id: str
    deck_title: str
    started: datetime
    items: tuple[AttemptItem, ...]
    learner_id: str | None = None

    @property
    def next_position(self) -> int | None:
        """The first position without a response, or None where all are answered."""
        return next((place.position for place in self.items if place.response is None), None)

    @property
    def finished(self) -> bool:
        """Whether every item has its response."""
        return self.next_position is None

    @property
    def answered(self) -> tuple[AttemptItem, ...]:
        """The places with a response, in the order asked."""
        return tuple(place for place in self.items if place.response is not None)

    def at(self, position: int) -> AttemptItem | None:
        """The place with this position, counted from 1."""
        return self.items[position - 1] if 1 <= position <= len(self.items) else None


@dataclass(frozen=True, kw_only=True)
class CategoryResult:
    """Sum of fractions and number of answered items of a category, by verdict too."""

    category: str
    score: float
    items: int
    right: int
    partial: int
    wrong: int


@dataclass(frozen=True, kw_only=True)
class Results:
    """``score`` is the sum of fractions over answered items; ``missed`` are those below 1, in the order asked."""

    score: float
    answered: int
    total: int
    categories: tuple[CategoryResult, ...]
    missed: tuple[AttemptItem, ...]


def results(attempt: Attempt) -> Results:
    """Results of an attempt, finished or not; categories weakest first."""
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    missed = []
    for place in attempt.items:
        if place.response is None:
            continue
        outcomes[place.entry.item.category].append(place.response.outcome)
        if place.response.outcome.fraction < 1:
            missed.append(place)
    categories = [_category(name, got) for name, got in outcomes.items()]
    categories.sort(key=lambda result: (result.score / result.items, result.category))
    return Results(
        score=sum(result.score for result in categories),
        answered=sum(result.items for result in categories),
        total=len(attempt.items),
        categories=tuple(categories),
        missed=tuple(missed),
    )


def _category(name: str, outcomes: list[Outcome]) -> CategoryResult:
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    return CategoryResult(
        category=name,
        score=sum(outcome.fraction for outcome in outcomes),
        items=len(outcomes),
        right=verdicts["right"],
        partial=verdicts["partial"],
        wrong=verdicts["wrong"],
    )
