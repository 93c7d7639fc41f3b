"""Clocks that go wrong, nights of an hour more or less, and the 29th of February."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from quizapp.core.study.card import CardState
from quizapp.core.study.days import day_of, start_of
from quizapp.core.study.learner import Learner
from quizapp.core.study.review import replay
from quizapp.core.study.scheduling import RATINGS, Rating, next_states
from quizapp.core.text.source import Source
from quizapp.services import quizzes, study
from quizapp.services.learners import new_learner
from quizapp.services.texts import get_job, run_next_job, submit_text
from quizapp.store import cards, jobs, learners
from quizapp.store.database import reading, transaction
from tests.services.cast import DECK, quiz
from tests.services.generator import fake_generator
from tests.store.northern import NOW, right

A_DAY = timedelta(days=1)
BERLIN_WINTER, BERLIN_SUMMER = 60, 120
MEMORY = next_states(CardState(), now=NOW)["easy"].memory


@pytest.fixture
def ben(north: str) -> Learner:
    """A learner with ada's deck before him."""
    return new_learner(now=NOW)


def rated(ben: Learner, now: datetime, rating: str = "good") -> CardState:
    shown = study.deal(ben, now=now, deck=DECK).shown
    assert shown is not None
    assert study.rate(ben, shown.name, rating, seen=shown.seen, now=now)
    return stored(ben)[0]


def stored(ben: Learner) -> list[CardState]:
    """The states of all cards; each is what its log leads to."""
    with reading() as connection:
        found = [card for card in cards.of_learner(connection, learners.row(connection, ben.id)) if card.row]
        for card in found:
            assert card.row is not None
            assert card.state == replay(cards.log(connection, card.row))
    return [card.state for card in found]


def test_a_clock_set_back_a_day_loses_no_card_and_no_review(ben: Learner) -> None:
    rated(ben, NOW, "easy")
    yesterday = NOW - A_DAY
    for number in range(3):
        rated(ben, yesterday + timedelta(minutes=number))
    dues = [state.due for state in stored(ben) if state.due is not None]
    assert len(dues) == len(stored(ben))
    assert all(yesterday < due < NOW + timedelta(days=400) for due in dues)
    assert study.undo(ben, now=yesterday + timedelta(minutes=5))
    stored(ben)


def test_a_review_before_the_last_one_counts_no_days_and_lapses_nothing() -> None:
    state = next_states(CardState(), now=NOW)["easy"]
    for after in next_states(state, now=NOW - A_DAY).values():
        assert after.due is not None
        assert after.due > NOW - A_DAY


def test_an_answer_of_yesterday_is_stored_once(north: str) -> None:
    attempt = quiz()
    place = attempt.items[0]
    first = quizzes.answer(attempt.id, 1, right(place), now=NOW - A_DAY)
    assert quizzes.answer(attempt.id, 1, right(place), now=NOW) == first


def test_a_job_of_tomorrow_whose_worker_died_runs_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_generator(monkeypatch)
    job = submit_text(Source(title="Power", text="Coal is black and burns."), now=NOW)
    with transaction() as connection:
        assert jobs.claim(connection, now=NOW + A_DAY) is not None
    assert run_next_job(now=NOW)
    assert get_job(job.id).state == "done"


@pytest.mark.parametrize("rating", RATINGS)
@pytest.mark.parametrize(
    ("evening", "before", "after", "late"),
    [
        (datetime(2026, 3, 28, 21, tzinfo=UTC), BERLIN_WINTER, BERLIN_SUMMER, timedelta(hours=1)),
        (datetime(2026, 10, 24, 20, tzinfo=UTC), BERLIN_SUMMER, BERLIN_WINTER, timedelta(hours=0)),
    ],
    ids=["an hour less", "an hour more"],
)
def test_a_night_of_another_length_moves_a_card_by_an_hour_and_never_by_a_day(
    evening: datetime, before: int, after: int, late: timedelta, rating: Rating
) -> None:
    known = CardState(
        stage="review", memory=MEMORY, interval=1, due=evening, reviewed=evening - A_DAY, offset=before
    )
    state = next_states(known, now=evening, offset=before)[rating]
    assert state.due is not None
    if rating == "again":
        assert state.due == evening + timedelta(minutes=10)
        return
    day = day_of(evening, before) + timedelta(days=state.interval)
    assert start_of(day, after) - timedelta(hours=1) <= state.due <= start_of(day, after) + late
    assert day_of(state.due + timedelta(hours=1), after) == day


def test_a_card_that_is_due_on_the_29th_of_february_is_due_on_that_day() -> None:
    evening = datetime(2028, 2, 28, 18, tzinfo=UTC)
    state = next_states(CardState(), now=evening)["easy"]
    assert state.due is not None
    assert day_of(state.due, 0) == day_of(evening, 0) + timedelta(days=state.interval)
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    for year in (2028, 2029):
        later = next_states(state, now=leap.replace(year=year, day=29 if year == 2028 else 28))["good"]
        assert later.due is not None
        assert later.due > leap
