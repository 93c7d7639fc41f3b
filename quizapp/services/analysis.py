"""What the answers to an assignment say of its items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.analytics.advice import Advice, advise
from quizapp.core.analytics.item_statistics import ItemStatistics, item_statistics
from quizapp.core.analytics.quiz_statistics import QuizStatistics, quiz_statistics
from quizapp.core.analytics.record import Score, scores_of
from quizapp.core.items.item import Item
from quizapp.core.study.attempt import Attempt
from quizapp.core.teaching.assignment import Assignment
from quizapp.services import assignments


@dataclass(frozen=True, kw_only=True)
class Analysed:
    """An item as it was asked last, with its statistics and what to do about it."""

    item: Item
    version: int
    statistics: ItemStatistics
    advice: tuple[Advice, ...]


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """Of the first finished attempt of each learner, since a second one knows the key of the first."""

    assignment: Assignment
    quiz: QuizStatistics
    items: tuple[Analysed, ...]
    scores: tuple[Score, ...]
    going: int


def analyse(id: str, *, now: datetime) -> Analysis:
    """The analysis of an assignment; what is to be checked first comes first. Raises `NotFound`."""
    assignment = assignments.get_assignment(id)
    made = assignments.attempts_of(id, now=now)
    first = {learner: mine for learner, all_of in made.items() if (mine := _first(all_of)) is not None}
    scores = tuple(
        score for learner, attempt in first.items() for score in scores_of(attempt, learner=learner)
    )
    asked = _asked(first.values())
    found = item_statistics(scores, [item for item, _ in asked.values()])
    analysed = [
        Analysed(item=asked[each.item][0], version=asked[each.item][1], statistics=each, advice=advise(each))
        for each in found
    ]
    going = sum(1 for learner, all_of in made.items() if learner not in first and all_of)
    return Analysis(
        assignment=assignment,
        quiz=quiz_statistics(scores),
        items=tuple(sorted(analysed, key=_urgency)),
        scores=scores,
        going=going,
    )


_WEIGHTS = {"check": 0, "improve": 1, "keep": 3, "wait": 2}


def _urgency(one: Analysed) -> tuple[int, float]:
    """What to check first, then what is missed most."""
    weight = min((_WEIGHTS[advice.weight] for advice in one.advice), default=2)
    reached = one.statistics.facility.mean
    return weight, 1.0 if reached is None else reached


def _first(attempts: Sequence[Attempt]) -> Attempt | None:
    return next((attempt for attempt in attempts if attempt.finished), None)


def _asked(attempts: Iterable[Attempt]) -> Mapping[str, tuple[Item, int]]:
    """Every item that was asked, in its newest version, with that version's number."""
    newest: dict[str, tuple[Item, int]] = {}
    for attempt in attempts:
        for place in attempt.firsts:
            entry = place.entry
            if entry.item.id not in newest or newest[entry.item.id][1] < entry.version:
                newest[entry.item.id] = (entry.item, entry.version)
    return newest
