"""One learner's score on one item: what all statistics are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.core.study.attempt import Attempt, AttemptItem


@dataclass(frozen=True, kw_only=True)
class Score:
    """``fraction`` is 0–1, ``bucket`` what ``classify`` says of the answer, "" where there was none.

    ``seconds`` is how long the answer took, None where that is unknown. There is one score per learner and item:
    of several attempts the caller chooses one. Raises `ValueError` for a fraction outside 0–1.
    """

    learner: str
    item: str
    fraction: float
    bucket: str = ""
    seconds: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.fraction <= 1:
            raise ValueError("a fraction is from 0 to 1")


def scores_of(attempt: Attempt, *, learner: str) -> tuple[Score, ...]:
    """The scores of one attempt, by item where it was asked first.

    An item without a response counts 0 in a finished attempt, as an omitted one does in Moodle (Quiz statistics
    calculations, “Incomplete attempts”); in an open one it is left out.
    """
    taken = _seconds(attempt)
    return tuple(
        _score(place, learner=learner, seconds=taken.get(place.position))
        for place in attempt.firsts
        if place.response is not None or attempt.finished
    )


def by_item(scores: Iterable[Score]) -> dict[str, tuple[Score, ...]]:
    """The scores of each item."""
    return _grouped((score.item, score) for score in scores)


def by_learner(scores: Iterable[Score]) -> dict[str, tuple[Score, ...]]:
    """The scores of each learner."""
    return _grouped((score.learner, score) for score in scores)


def _score(place: AttemptItem, *, learner: str, seconds: float | None) -> Score:
    item, response = place.entry.item, place.response
    if response is None:
        return Score(learner=learner, item=item.id, fraction=0.0)
    bucket = item.body.classify(response.answer)
    fraction = response.outcome.fraction
    return Score(learner=learner, item=item.id, fraction=fraction, bucket=bucket, seconds=seconds)


def _seconds(attempt: Attempt) -> dict[int, float]:
    """By position the time since the answer before, or since the start: nothing tells when an item was first seen."""
    answered = sorted((place.response.answered, place.position) for place in attempt.items if place.response)
    starts = [attempt.started, *(moment for moment, _ in answered)]
    return {
        position: max(0.0, (moment - start).total_seconds())
        for start, (moment, position) in zip(starts, answered, strict=False)
    }


def _grouped(pairs: Iterable[tuple[str, Score]]) -> dict[str, tuple[Score, ...]]:
    """In an order of their own, so that nothing depends on the order in which scores come."""
    groups: defaultdict[str, list[Score]] = defaultdict(list)
    for name, score in sorted(pairs, key=lambda pair: (pair[0], pair[1].learner, pair[1].item)):
        groups[name].append(score)
    return {name: tuple(group) for name, group in groups.items()}
