"""One learner's pass through a quiz, and what came of it."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.hints import hints
from quizapp.core.items.kind import Answer, View
from quizapp.core.items.outcome import Outcome
from quizapp.core.revived import changed
from quizapp.core.study.behaviours import IMMEDIATE, Behaviour
from quizapp.core.study.confidence import LEVELS, Confidence


@dataclass(frozen=True, kw_only=True)
class Response:
    """A stored submission."""

    answer: Answer
    outcome: Outcome
    answered: datetime
    confidence: Confidence | None = None


@dataclass(frozen=True, kw_only=True)
class AttemptItem:
    """One place of an attempt, ``position`` counted from 1. ``seed`` shuffles its options, always the same way.

    ``hinted``: a hint was shown before the answer. ``flagged``: the learner wants to come back to it.
    ``dated``: the day of which the text speaks that proves it, where that is known. ``as_choice``: a plain card is
    asked here with options from other cards; ``entry`` has it so.
    """

    position: int
    entry: DeckItem
    seed: int
    response: Response | None = None
    hinted: bool = False
    flagged: bool = False
    dated: date | None = None
    as_choice: bool = False

    def view(self) -> View:
        """What the learner is shown: nothing of the key."""
        item = self.entry.item
        return item.body.present(item.stem, random.Random(self.seed))  # noqa: S311 - shuffling, not secrecy

    def with_response(self, response: Response) -> AttemptItem:
        """The same place, answered."""
        return changed(self, response=response)

    def hints(self) -> tuple[str, ...]:
        """What a hint would say here, always the same."""
        item = self.entry.item
        return hints(item.body.interaction(item.stem), random.Random(self.seed))  # noqa: S311 - no secret


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """``id`` is a secret token: who has it may answer. ``items`` in the order asked, repeated ones again at the end.

    ``learner_id`` names whose attempt it is, or is None where nobody is known. ``deadline`` is when its time is over,
    ``ended`` when it was handed in or its time ran out; an attempt that tells each answer at once need not be ended.
    """

    id: str
    deck_id: str
    deck_title: str
    started: datetime
    items: tuple[AttemptItem, ...]
    learner_id: str | None = None
    behaviour: Behaviour = IMMEDIATE
    deadline: datetime | None = None
    ended: datetime | None = None
    confidence: bool = False

    @property
    def next_position(self) -> int | None:
        """The first position without a response, or None where all are answered."""
        return next((place.position for place in self.items if place.response is None), None)

    @property
    def finished(self) -> bool:
        """Whether it takes no more answers."""
        return self.ended is not None or (self.behaviour.tells and self.next_position is None)

    @property
    def tells(self) -> bool:
        """Whether answers are told by now."""
        return self.behaviour.tells or self.finished

    @property
    def answered(self) -> tuple[AttemptItem, ...]:
        """The places with a response, in the order asked."""
        return tuple(place for place in self.items if place.response is not None)

    @property
    def told(self) -> tuple[AttemptItem, ...]:
        """The places whose key may be shown: the answered ones, and with the end of the attempt all."""
        if not self.tells:
            return ()
        return self.items if self.finished else self.answered

    @property
    def firsts(self) -> tuple[AttemptItem, ...]:
        """Each item where it was asked first: what came again does not count for the results."""
        by_item: dict[str, AttemptItem] = {}
        for place in self.items:
            by_item.setdefault(place.entry.item.id, place)
        return tuple(by_item.values())

    @property
    def as_choice(self) -> bool:
        """Whether plain cards are asked as multiple choice in it."""
        return any(place.as_choice for place in self.items)

    @property
    def limit(self) -> timedelta | None:
        """The time there was for all of it."""
        return None if self.deadline is None else self.deadline - self.started

    def comes_again(self, place: AttemptItem) -> bool:
        """Whether the item of this place was asked at one before it."""
        item = place.entry.item.id
        return item in [each.entry.item.id for each in self.items[: place.position - 1]]

    def at(self, position: int) -> AttemptItem | None:
        """The place with this position, counted from 1."""
        return self.items[position - 1] if 1 <= position <= len(self.items) else None

    def with_place(self, place: AttemptItem) -> Attempt:
        """The same attempt with this place as it is now."""
        items = (*self.items[: place.position - 1], place, *self.items[place.position :])
        return changed(self, items=items)

    def as_of(self, now: datetime) -> Attempt:
        """Ended, where its time ran out before ``now``."""
        over = self.deadline is not None and self.deadline < now and not self.finished
        return replace(self, ended=self.deadline) if over else self


@dataclass(frozen=True, kw_only=True)
class OpenAttempt:
    """An attempt that somebody began and has not ended, in short."""

    id: str
    deck_title: str
    started: datetime
    deadline: datetime | None
    tells: bool
    answered: int
    items: int

    def goes_on(self, now: datetime) -> bool:
        """Whether there is something left to do in it, and time for it."""
        in_time = self.deadline is None or now < self.deadline
        return in_time and (self.answered < self.items or not self.tells)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many items, by verdict."""

    items: int
    right: int
    partial: int
    wrong: int
    unanswered: int = 0


@dataclass(frozen=True, kw_only=True)
class CategoryResult(Tally):
    """Sum of fractions and number of items of a category, by verdict too."""

    category: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Results:
    """``score`` is the sum of fractions; ``counted`` the items it is out of: the answered ones, at the end all.

    ``missed`` are those below 1, in the order asked; ``confident`` the tallies of the levels of confidence that were
    given; ``hinted`` how many were answered with a hint. Where an item came again, its first answer counts.
    """

    score: float
    answered: int
    counted: int
    total: int
    hinted: int
    categories: tuple[CategoryResult, ...]
    confident: tuple[tuple[Confidence, Tally], ...]
    missed: tuple[AttemptItem, ...]


def results(attempt: Attempt) -> Results:
    """Results of an attempt, finished or not; categories weakest first. Nothing is told before an answer may be."""
    firsts = attempt.firsts
    told = {place.position for place in attempt.told}
    counted = [place for place in firsts if place.position in told]
    groups: dict[str, list[AttemptItem]] = defaultdict(list)
    for place in counted:
        groups[place.entry.item.category].append(place)
    categories = [_category(name, places) for name, places in groups.items()]
    categories.sort(key=lambda result: (result.score / result.items, result.category))
    return Results(
        score=sum(map(_fraction, counted)),
        answered=sum(1 for place in firsts if place.response is not None),
        counted=len(counted),
        total=len(firsts),
        hinted=sum(1 for place in counted if place.hinted and place.response is not None),
        categories=tuple(categories),
        confident=tuple(_confident(counted)),
        missed=tuple(place for place in counted if _fraction(place) < 1),
    )


def _fraction(place: AttemptItem) -> float:
    return 0.0 if place.response is None else place.response.outcome.fraction


def _confident(places: Sequence[AttemptItem]) -> Iterator[tuple[Confidence, Tally]]:
    for level in LEVELS:
        chosen = [place for place in places if place.response and place.response.confidence == level]
        if chosen:
            yield level, Tally(items=len(chosen), **_verdicts(chosen))


def _category(name: str, places: Sequence[AttemptItem]) -> CategoryResult:
    score = sum(map(_fraction, places))
    return CategoryResult(category=name, score=score, items=len(places), **_verdicts(places))


def _verdicts(places: Sequence[AttemptItem]) -> dict[str, int]:
    """How many are right, partial, wrong, unanswered."""
    counts = Counter("unanswered" if p.response is None else p.response.outcome.verdict for p in places)
    return {name: counts[name] for name in ("right", "partial", "wrong", "unanswered")}
