"""When a card comes back: the model of memory is FSRS-6, its steps and limits are those of Anki.

The package ``fsrs`` supplies the model. What Anki adds around it (rslib/src/scheduler/states, its `learning`,
`review` and `relearning`) is written here in our own words, so that both give the same intervals:

* days between reviews are days of the calendar, not spans of 24 hours;
* of one card that was learned, Easy comes back later than Good and Good later than Hard;
* an interval is not shortened by so little that Anki's own fuzz could have made the difference.

There is no fuzz: the same log always leads to the same day.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

import fsrs
import fsrs.scheduler

from quizapp.core.revived import changed
from quizapp.core.study.card import CardState, Memory
from quizapp.core.study.days import day_of, start_of

Rating = Literal["again", "hard", "good", "easy"]
RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")
LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
RELEARNING_STEPS = (timedelta(minutes=10),)
MOST_DAYS = 36_500

_FSRS = {
    "again": fsrs.Rating.Again,
    "hard": fsrs.Rating.Hard,
    "good": fsrs.Rating.Good,
    "easy": fsrs.Rating.Easy,
}
_BELOW: dict[Rating, Rating] = {"good": "hard", "easy": "good"}
"""Each has an interval longer by a day at least than that of the one below it."""
_UP_TO: dict[Rating, tuple[Rating, ...]] = {
    "again": ("again",),
    "hard": ("hard",),
    "good": ("hard", "good"),
    "easy": ("hard", "good", "easy"),
}
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
"""Anki's (rslib/src/scheduler/states/fuzz.rs): of the days from … to …, this part, and a day on top."""
_EPOCH = datetime(2000, 1, 3, tzinfo=UTC)


def next_states(
    state: CardState, *, now: datetime, retention: float = 0.9, offset: int = 0
) -> dict[Rating, CardState]:
    """What each rating would make of the card; ``offset`` is the learner's, in minutes ahead of UTC."""
    elapsed = _elapsed(state, now, offset)
    remembered = {rating: _remembered(state.memory, rating, elapsed, retention) for rating in RATINGS}
    days = _days(state, {rating: interval for rating, (_, interval) in remembered.items()})
    return {
        rating: _moved(state, rating, memory=remembered[rating][0], days=days[rating], now=now, offset=offset)
        for rating in RATINGS
    }


def rate(
    state: CardState, rating: Rating, *, now: datetime, retention: float = 0.9, offset: int = 0
) -> CardState:
    """The card after a review: of `next_states` the one, and of the others only what its interval depends on."""
    elapsed = _elapsed(state, now, offset)
    wished = {each: _remembered(state.memory, each, elapsed, retention) for each in _UP_TO[rating]}
    days = _days(state, {each: interval for each, (_, interval) in wished.items()})
    return _moved(state, rating, memory=wished[rating][0], days=days[rating], now=now, offset=offset)


def retrievability(state: CardState, *, now: datetime, offset: int = 0) -> float | None:
    """The chance from 0 to 1 that the card is remembered now; None for a new one."""
    if state.memory is None:
        return None
    at = _EPOCH + timedelta(days=_elapsed(state, now, offset))
    return _model(0.9).get_card_retrievability(_card(state.memory), at)


def interval_of(memory: Memory, retention: float) -> float:
    """Days, not rounded, until recall falls to this share (FSRS-6: the inverse of its forgetting curve)."""
    decay = -fsrs.scheduler.DEFAULT_PARAMETERS[20]
    return float(memory.stability * (retention ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1))


@lru_cache(maxsize=64)
def _model(retention: float) -> fsrs.Scheduler:
    """The model without steps: each review gives memory and an interval in days."""
    return fsrs.Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=MOST_DAYS,
        enable_fuzzing=False,
    )


def _card(memory: Memory | None) -> fsrs.Card:
    if memory is None:
        return fsrs.Card(card_id=1, due=_EPOCH)
    return fsrs.Card(
        card_id=1,
        state=fsrs.State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_EPOCH,
        last_review=_EPOCH,
    )


def _elapsed(state: CardState, now: datetime, offset: int) -> int:
    """Days of the calendar since the last review."""
    if state.reviewed is None:
        return 0
    return max(0, (day_of(now, offset) - day_of(state.reviewed, offset)).days)


@lru_cache(maxsize=4096)
def _remembered(
    memory: Memory | None, rating: Rating, elapsed: int, retention: float
) -> tuple[Memory, float]:
    """The memory after a review so many days after the last one, and the interval in days, not rounded, until recall
    falls to the retention."""
    at = _EPOCH + timedelta(days=elapsed)
    card, _ = _model(retention).review_card(_card(memory), _FSRS[rating], at)
    if card.stability is None or card.difficulty is None:
        raise RuntimeError("a reviewed card has a memory")
    after = Memory(stability=card.stability, difficulty=card.difficulty)
    return after, interval_of(after, retention)


def _days(state: CardState, wished: dict[Rating, float]) -> dict[Rating, int]:
    """Whole intervals in Anki's order, each from those below it."""
    known = state.stage == "review"
    days: dict[Rating, int] = {}
    for rating, wish in wished.items():
        least = _least(state.interval, wish) if known and rating != "again" else 1
        below = _BELOW.get(rating)
        if below is not None and (known or rating == "easy"):
            least = max(least, days[below] + 1)
        days[rating] = _within(wish, least)
    return days


def _within(days: float, least: int) -> int:
    return min(max(round(days), least), MOST_DAYS)


def _least(last: int, days: float) -> int:
    """The interval before, where Anki's fuzz could reach it from the new one."""
    delta = sum(part * max(0.0, min(days, end) - start) for start, end, part in _FUZZ)
    reach = round(days + 1 + delta) if days >= _FUZZ[0][0] else round(days)
    return last if last <= reach else 1


def _moved(
    state: CardState, rating: Rating, *, memory: Memory, days: int, now: datetime, offset: int
) -> CardState:
    lapsed = state.stage == "review" and rating == "again"
    step, wait = _step(state, rating)
    stage: Literal["review", "relearning", "learning"] = "review"
    if wait is not None:
        stage = "relearning" if state.stage in {"review", "relearning"} else "learning"
    return changed(
        state,
        stage=stage,
        step=step,
        memory=memory,
        interval=days if wait is None else 0,
        due=now + wait if wait is not None else start_of(day_of(now, offset) + timedelta(days=days), offset),
        reviewed=now,
        offset=offset,
        reviews=state.reviews + 1,
        lapses=state.lapses + lapsed,
        buried_until=None,
    )


def _step(state: CardState, rating: Rating) -> tuple[int, timedelta | None]:
    """The step that follows and how long it waits; None where the card leaves the steps."""
    if state.stage == "review":
        return (0, RELEARNING_STEPS[0]) if rating == "again" else (0, None)
    steps = RELEARNING_STEPS if state.stage == "relearning" else LEARNING_STEPS
    if rating == "again":
        return 0, steps[0]
    if rating == "hard":
        return state.step, _hard(steps, state.step)
    if rating == "good" and state.step + 1 < len(steps):
        return state.step + 1, steps[state.step + 1]
    return 0, None


def _hard(steps: tuple[timedelta, ...], step: int) -> timedelta:
    """The first step is lengthened, by half or half-way to the second; a later one is repeated."""
    if step:
        return steps[step]
    return (steps[0] + steps[1]) / 2 if len(steps) > 1 else steps[0] * 1.5
