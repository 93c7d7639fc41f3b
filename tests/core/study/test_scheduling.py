"""Cards come back when Anki's own scheduler would bring them back."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.study.card import CardState
from quizapp.core.study.days import day_of
from quizapp.core.study.scheduling import (
    LEARNING_STEPS,
    RATINGS,
    RELEARNING_STEPS,
    Rating,
    interval_of,
    next_states,
    rate,
    retrievability,
)

ANKI = Path(__file__).with_name("anki_scheduler.py")
HISTORIES = 1_000
SPARE = 50
SEED = 20260309
CLOSE = 1e-4
SINGLE = 1e-5
MOST_UNDECIDED = 6
NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
STEPS = {"learning": len(LEARNING_STEPS), "relearning": len(RELEARNING_STEPS)}
DAY = 86_400
DAY_BEGINS = 4 * 3_600_000


@dataclass(frozen=True, kw_only=True)
class History:
    """A made-up life of a card: (seconds since the review before, rating), and the seconds until now.

    ``wanted`` is the retention that is desired now.
    """

    reviews: tuple[tuple[int, Rating], ...]
    wait: int
    retention: float
    wanted: float


def histories() -> Iterator[History]:
    """Lives of every length, hasty and patient, forgetful and sure."""
    rng = random.Random(SEED)
    for _ in range(HISTORIES + SPARE):
        sure = rng.choice([(6, 2, 3, 1), (1, 1, 8, 1), (2, 3, 4, 3)])
        reviews = tuple((_gap(rng), rng.choices(RATINGS, weights=sure)[0]) for _ in range(rng.randrange(13)))
        retention = rng.choice([0.7, 0.8, 0.9, 0.9, 0.95, 0.97])
        wanted = rng.choice([retention, retention, 0.7, 0.85, 0.92])
        yield History(reviews=reviews, wait=_gap(rng), retention=retention, wanted=wanted)


def _gap(rng: random.Random) -> int:
    spans = [
        rng.uniform(30, 1200),
        rng.uniform(600, DAY),
        rng.uniform(0.5, 4) * DAY,
        rng.expovariate(1 / 40) * DAY,
    ]
    return round(rng.choice(spans))


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A card of ours at a moment, and the same card as Anki is asked about it."""

    state: CardState
    case: dict[str, Any]


def lived(history: History, *, now: datetime) -> Asked:
    """Live a history so that it ends now."""
    at = now - timedelta(seconds=sum(gap for gap, _ in history.reviews[1:]) + history.wait)
    state, log = CardState(), []
    for n, (gap, rating) in enumerate(history.reviews):
        at += timedelta(seconds=gap if n else 0)
        kind = {"new": 0, "learning": 0, "review": 1, "relearning": 2}[state.stage]
        state = rate(state, rating, now=at, retention=history.retention)
        log.append([int(at.timestamp() * 1000), RATINGS.index(rating) + 1, kind, state.interval])
    case = {
        "log": log,
        "stage": state.stage,
        "step": state.step,
        "days": state.interval,
        "retention": history.wanted,
    }
    return Asked(state=state, case=case)


def at_the_stroke(each: Asked) -> bool:
    """Whether a review happened in the very second a day begins: Anki counts that one to the day before."""
    return any(at % (DAY * 1000) == DAY_BEGINS for at, *_ in each.case["log"])


def differences(ours: CardState, theirs: dict[str, Any], *, now: datetime) -> list[str]:
    """What differs between two states, in words."""
    assert ours.memory is not None
    assert ours.due is not None
    found = []
    for name in ("stability", "difficulty"):
        mine, other = getattr(ours.memory, name), theirs[name]
        if abs(mine - other) > CLOSE * abs(other):
            found.append(f"{name} {mine} ≠ {other}")
    remaining = STEPS[ours.stage] - ours.step if ours.stage in STEPS else 0
    seconds = 0 if ours.stage == "review" else round((ours.due - now).total_seconds())
    mine_told = (ours.stage, ours.interval, seconds, remaining)
    told = (theirs["stage"], theirs["days"], theirs["seconds"], theirs["remaining"])
    return found if mine_told == told else [*found, f"{mine_told} ≠ {told}"]


@dataclass(frozen=True, kw_only=True)
class Slip:
    """Where Anki says otherwise. ``undecided``: by one day, where single precision, which Anki counts in, cannot tell
    to which side half a day is rounded."""

    case: dict[str, Any]
    rating: Rating
    unlike: list[str]
    undecided: bool


def slips(each: Asked, theirs: dict[str, Any], *, now: datetime) -> list[Slip]:
    """Every state that differs from Anki's."""
    retention = each.case["retention"]
    states = next_states(each.state, now=now, retention=retention)
    halves = [interval_of(state.memory, retention) for state in states.values() if state.memory]
    on_edge = any(abs(days % 1 - 0.5) <= SINGLE * days for days in halves)
    return [
        Slip(
            case=each.case,
            rating=rating,
            unlike=unlike,
            undecided=on_edge and abs(ours.interval - theirs[rating]["days"]) == 1 and len(unlike) == 1,
        )
        for rating, ours in states.items()
        if (unlike := differences(ours, theirs[rating], now=now))
    ]


@pytest.mark.slow
def test_a_thousand_histories_end_as_they_do_in_anki() -> None:
    now = datetime.now(UTC).replace(microsecond=0)  # Anki counts whole seconds
    every = (lived(history, now=now) for history in histories())
    asked = list(islice((each for each in every if not at_the_stroke(each)), HISTORIES))
    cases = "\n".join(json.dumps(each.case) for each in asked)
    told = subprocess.run(
        [sys.executable, str(ANKI)], input=cases, capture_output=True, text=True, check=True
    )
    cutoff, *answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert day_of(now, 0) == day_of(datetime.fromtimestamp(cutoff - 1, UTC), 0)
    assert len(answers) == HISTORIES
    wrong = [
        slip
        for each, answer in zip(asked, answers, strict=True)
        for slip in slips(each, answer["next"], now=now)
    ]
    assert [slip for slip in wrong if not slip.undecided] == []
    assert len(wrong) <= MOST_UNDECIDED
    stages = {(each.state.stage, each.state.step) for each in asked}
    assert stages == {("new", 0), ("learning", 0), ("learning", 1), ("review", 0), ("relearning", 0)}
    for each, answer in zip(asked, answers, strict=True):
        if each.state.memory is not None:
            expected = (each.state.memory.stability, each.state.memory.difficulty)
            assert answer["memory"] == pytest.approx(expected, rel=CLOSE)


def test_a_look_at_the_future_changes_nothing() -> None:
    state = rate(CardState(), "good", now=NOON)
    assert next_states(state, now=NOON) == next_states(state, now=NOON)
    assert state == rate(CardState(), "good", now=NOON)


@pytest.mark.parametrize(
    ("rating", "wait"), [("again", 60), ("hard", 330), ("good", 600)], ids=["again", "hard", "good"]
)
def test_a_new_card_is_learned_in_steps_of_minutes(rating: Rating, wait: int) -> None:
    assert rate(CardState(), rating, now=NOON).due == NOON + timedelta(seconds=wait)


def test_only_forgetting_a_learned_card_is_a_lapse() -> None:
    learning = rate(CardState(), "again", now=NOON)
    learned = rate(CardState(), "easy", now=NOON)
    lapsed = rate(learned, "again", now=NOON + timedelta(days=9))
    again = rate(lapsed, "again", now=NOON + timedelta(days=9, minutes=10))
    assert [each.lapses for each in (learning, learned, lapsed, again)] == [0, 0, 1, 1]


def test_better_ratings_come_back_later() -> None:
    learned = rate(CardState(), "easy", now=NOON)
    after = next_states(learned, now=NOON + timedelta(days=8))
    days = [after[rating].interval for rating in RATINGS]
    assert days == sorted(set(days))


def test_a_higher_retention_asks_for_shorter_intervals() -> None:
    strict = rate(CardState(), "easy", now=NOON, retention=0.95)
    easy_going = rate(CardState(), "easy", now=NOON, retention=0.8)
    assert strict.interval < easy_going.interval


def test_recall_fades_to_nine_in_ten_at_the_stability() -> None:
    learned = rate(CardState(), "easy", now=NOON)
    assert retrievability(CardState(), now=NOON) is None
    assert retrievability(learned, now=NOON) == 1
    after_stability = retrievability(learned, now=NOON + timedelta(days=8))
    assert after_stability == pytest.approx(0.9, abs=0.01)


def test_a_card_is_due_when_the_learners_day_begins() -> None:
    learned = rate(CardState(), "easy", now=NOON, offset=480)  # eight in the evening in Shanghai
    assert learned.due == datetime(2026, 3, 16, 20, tzinfo=UTC)
