"""ben studies ada's deck."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from quizapp.core.study.card import CardState
from quizapp.core.study.learner import Learner
from quizapp.core.study.preferences import Preferences
from quizapp.core.study.review import replay
from quizapp.core.study.scheduling import RATINGS
from quizapp.errors import InputError, NotFound
from quizapp.services import study
from quizapp.services.drafts import review_item
from quizapp.services.learners import change_preferences, get_learner, new_learner
from quizapp.services.quizzes import answer
from quizapp.services.study import Shown
from quizapp.store import cards, learners
from quizapp.store.database import reading
from tests.services.cast import DECK, quiz
from tests.store.northern import NOW, right, wrong

TABS = 8


@pytest.fixture
def ben(north: str) -> Learner:
    """A learner with ada's deck before him."""
    return new_learner(now=NOW)


def card(learner: Learner, now: datetime = NOW) -> Shown:
    """The card that he is shown."""
    found = study.deal(learner, now=now, deck=DECK).shown
    assert found is not None
    return found


def rated(learner: Learner, rating: str = "good", now: datetime = NOW) -> Shown:
    """Rate the next card."""
    found = card(learner, now)
    assert study.rate(learner, found.name, rating, seen=found.seen, now=now)
    return found


def preferring(learner: Learner, **choices: object) -> Learner:
    """The learner after a change of mind."""
    change_preferences(learner.id, replace(learner.preferences, **choices))  # type: ignore[arg-type]
    return get_learner(learner.id)


def stored(learner: Learner) -> list[tuple[CardState, CardState]]:
    """Of each card: its state as it is kept, and as its log says."""
    with reading() as connection:
        row = learners.row(connection, learner.id)
        return [
            (each.state, replay(cards.log(connection, each.row)))
            for each in cards.of_learner(connection, row)
            if each.row is not None
        ]


def test_a_rating_moves_the_card_to_its_next_date(ben: Learner) -> None:
    found = rated(ben)
    [(kept, _)] = stored(ben)
    assert kept == found.next["good"]


def test_the_next_card_is_another_one(ben: Learner) -> None:
    assert rated(ben).name != card(ben).name


def test_a_double_click_gives_one_review(ben: Learner) -> None:
    found = rated(ben)
    assert not study.rate(ben, found.name, "again", seen=found.seen, now=NOW)
    assert [kept.reviews for kept, _ in stored(ben)] == [1]


def test_many_tabs_that_rate_one_card_give_one_review(app: Flask, ben: Learner) -> None:
    found = card(ben)
    told: list[bool] = []

    def tab() -> None:
        with app.app_context():
            told.append(study.rate(ben, found.name, "good", seen=found.seen, now=NOW))

    threads = [threading.Thread(target=tab) for _ in range(TABS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(told), len(told)) == (1, TABS)
    assert [kept.reviews for kept, _ in stored(ben)] == [1]


def test_what_is_kept_is_what_the_log_says(ben: Learner) -> None:
    now = NOW
    for n, rating in enumerate(["good", "again", "hard", "easy", "good", "again", "good", "good"]):
        ben = preferring(ben, desired_retention=0.8 if n % 2 else 0.9)
        rated(ben, rating, now)
        if n % 3 == 2:
            assert study.undo(ben, now=now)
        if n == 4:
            away = card(ben, now)
            study.set_aside(ben, away.name, "buried", seen=away.seen, now=now)
        now += timedelta(hours=20)
    states = stored(ben)
    assert len(states) == 3
    assert [kept for kept, _ in states] == [told for _, told in states]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_the_log_says_after_any_deeds(seed: int, ben: Learner) -> None:
    rng, now = random.Random(seed), NOW
    for _ in range(40):
        now += timedelta(minutes=rng.choice([1, 10, 600, 2000]))
        found = study.deal(ben, now=now, deck=DECK).shown
        deed = rng.choice(["rate", "rate", "rate", "undo", "bury", "suspend", "settings", "quiz"])
        if deed == "undo":
            study.undo(ben, now=now, offset=rng.choice([0, 480]))
        elif deed == "settings":
            ben = preferring(ben, desired_retention=rng.choice([0.8, 0.9, 0.95]))
        elif deed == "quiz":
            attempt = quiz(learner=ben.id, seed=rng.randrange(9), count=1)
            answer(attempt.id, 1, rng.choice([right, wrong])(attempt.items[0]), now=now)
        elif found and deed == "rate":
            study.rate(
                ben, found.name, rng.choice(RATINGS), seen=found.seen, now=now, offset=rng.choice([0, 480])
            )
        elif found:
            study.set_aside(
                ben, found.name, "buried" if deed == "bury" else "suspended", seen=found.seen, now=now
            )
    states = stored(ben)
    assert sum(kept.reviews for kept, _ in states) > 5
    assert [kept for kept, _ in states] == [told for _, told in states]


def test_undoing_shows_the_card_again_as_it_was(ben: Learner) -> None:
    found = rated(ben)
    assert study.undo(ben, now=NOW)
    again = card(ben)
    assert (again.name, again.state) == (found.name, CardState())
    assert not study.undo(ben, now=NOW)


def test_nothing_done_is_nothing_to_undo(ben: Learner) -> None:
    assert not study.deal(ben, now=NOW).can_undo
    rated(ben)
    assert study.deal(ben, now=NOW).can_undo


@pytest.mark.parametrize(("limit", "first"), [(0, 0), (3, 3)])
def test_no_more_new_cards_a_day_than_wanted(limit: int, first: int, ben: Learner) -> None:
    ben = preferring(ben, new_per_day=limit)
    assert study.deal(ben, now=NOW, deck=DECK).waiting.new == first
    for _ in range(limit):
        rated(ben, "easy")
    assert study.deal(ben, now=NOW, deck=DECK).shown is None
    assert study.deal(ben, now=NOW + timedelta(days=1), deck=DECK).waiting.new == limit


def test_the_day_ends_at_four_where_the_learner_is(ben: Learner) -> None:
    ben = preferring(ben, new_per_day=1)
    rated(ben, "easy")  # at 16:30 in Shanghai
    shanghai = 480
    before, after = NOW.replace(hour=19, minute=59), NOW.replace(hour=20, minute=1)
    counts = [study.deal(ben, now=at, offset=shanghai, deck=DECK).waiting.new for at in (before, after)]
    assert counts == [0, 1]


def test_a_buried_card_comes_back_tomorrow_and_a_suspended_one_does_not(ben: Learner) -> None:
    buried = card(ben)
    study.set_aside(ben, buried.name, "buried", seen=buried.seen, now=NOW)
    suspended = card(ben)
    study.set_aside(ben, suspended.name, "suspended", seen=suspended.seen, now=NOW)
    tomorrow = NOW + timedelta(days=1)
    assert (buried.name == suspended.name, card(ben, tomorrow).name) == (False, buried.name)
    with reading() as connection:
        row = learners.row(connection, ben.id)
        hidden = [each.state.hidden(tomorrow) for each in cards.of_learner(connection, row)]
    assert sorted(hidden) == [False, True]


def test_a_suspended_card_can_be_fetched_back(ben: Learner) -> None:
    found = card(ben)
    study.set_aside(ben, found.name, "suspended", seen=0, now=NOW)
    study.set_aside(ben, found.name, "unsuspended", seen=1, now=NOW)
    assert card(ben).name == found.name


def test_a_card_of_an_item_that_is_not_asked_any_more_is_gone(ben: Learner) -> None:
    found = rated(ben, "again")
    later = NOW + timedelta(minutes=2)
    assert card(ben, later).name == found.name
    review_item(DECK, found.item.id, status="rejected", now=NOW)
    assert card(ben, later).name != found.name
    with pytest.raises(NotFound):
        study.rate(ben, found.name, "good", seen=1, now=later)


def test_what_is_in_steps_comes_early_when_nothing_else_is_left(ben: Learner) -> None:
    ben = preferring(ben, new_per_day=1)
    found = rated(ben, "good")
    assert card(ben).name == found.name


def test_a_deck_counts_in_all_once_it_is_begun(ben: Learner) -> None:
    assert study.deal(ben, now=NOW).waiting.total == 0
    rated(ben)
    assert study.deal(ben, now=NOW).waiting.new > 0


def test_a_card_that_lapsed_often_is_told_as_a_leech(ben: Learner) -> None:
    ben = preferring(ben, leech_after=1, new_per_day=1)
    rated(ben, "easy")
    later = NOW + timedelta(days=30)
    ben = preferring(ben, new_per_day=0)
    assert not card(ben, later).is_leech
    rated(ben, "again", later)
    assert card(ben, later + timedelta(minutes=11)).is_leech


@pytest.mark.parametrize("rating", ["", "Good", "5"])
def test_a_rating_that_there_is_not_is_refused(rating: str, ben: Learner) -> None:
    with pytest.raises(InputError):
        study.rate(ben, card(ben).name, rating, seen=0, now=NOW)


@pytest.mark.parametrize(("form", "again"), [(right, False), (wrong, True)])
def test_an_answer_in_a_quiz_is_a_review(form: object, again: bool, ben: Learner) -> None:
    place = quiz(learner=ben.id).items[0]
    attempt = quiz(learner=ben.id)
    assert callable(form)
    for _ in range(2):
        answer(attempt.id, 1, form(attempt.items[0]), now=NOW)
    states = stored(ben)
    assert states
    assert {(kept.reviews, kept == told) for kept, told in states} == {(1, True)}
    assert place.position == 1


def test_who_does_not_want_it_is_not_reviewed_by_quizzes(ben: Learner) -> None:
    ben = preferring(ben, quiz_counts_as_review=False)
    attempt = quiz(learner=ben.id)
    answer(attempt.id, 1, right(attempt.items[0]), now=NOW)
    assert stored(ben) == []


def test_a_quiz_does_not_use_up_the_new_cards_of_a_day(ben: Learner) -> None:
    ben = preferring(ben, new_per_day=2)
    attempt = quiz(learner=ben.id)
    answer(attempt.id, 1, right(attempt.items[0]), now=NOW)
    assert study.deal(ben, now=NOW, deck=DECK).waiting.new == 2


def test_what_one_learner_does_another_does_not_see(ben: Learner) -> None:
    rated(ben)
    cleo = new_learner(now=NOW)
    assert stored(cleo) == []
    assert not study.deal(cleo, now=NOW).can_undo


def test_a_preference_nobody_can_study_by_is_refused() -> None:
    with pytest.raises(InputError):
        Preferences(leech_after=0)
