"""ben looks at how it goes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from quizapp.core.study.learner import Learner
from quizapp.services import study
from quizapp.services.learners import new_learner
from quizapp.services.progress import COMING, overview
from quizapp.services.study import Waiting
from tests.services.cast import DECK
from tests.store.northern import NOW

TODAY = date(2026, 3, 9)


@pytest.fixture
def ben(north: str) -> Learner:
    """A learner with ada's deck before him."""
    return new_learner(now=NOW)


def rate(learner: Learner, *ratings: str, days: int = 0) -> None:
    """Rate one card after the other, some days later."""
    now = NOW + timedelta(days=days)
    for rating in ratings:
        card = study.deal(learner, now=now, deck=DECK).shown
        assert card is not None
        assert study.rate(learner, card.name, rating, seen=card.seen, now=now)


def test_who_did_nothing_studies_no_deck(ben: Learner) -> None:
    found = overview(ben, now=NOW)
    assert (found.decks, found.done, found.waiting) == ((), {}, Waiting())


def test_a_deck_that_was_begun_is_listed_with_what_waits(ben: Learner) -> None:
    rate(ben, "easy")
    [line] = overview(ben, now=NOW).decks
    assert (line.id, line.waiting) == (DECK, study.deal(ben, now=NOW, deck=DECK).waiting)
    assert line.waiting.new > 0


def test_reviews_are_counted_by_day_without_what_was_taken_back(ben: Learner) -> None:
    rate(ben, "easy", "easy", "easy")
    study.undo(ben, now=NOW)
    rate(ben, "easy", days=1)
    found = overview(ben, now=NOW + timedelta(days=1))
    assert found.done == {TODAY: 2, TODAY + timedelta(days=1): 1}


def test_cards_are_foretold_on_their_days_and_late_ones_today(ben: Learner) -> None:
    rate(ben, "easy", "easy")
    soon = overview(ben, now=NOW)
    assert len(soon.coming) == COMING
    assert {day: n for day, n in soon.coming.items() if n} == {TODAY + timedelta(days=8): 2}
    late = overview(ben, now=NOW + timedelta(days=20))
    assert late.coming[TODAY + timedelta(days=20)] == 2


def test_only_reviews_of_learned_cards_measure_memory(ben: Learner) -> None:
    rate(ben, "easy", "easy")
    assert overview(ben, now=NOW).measured == 0
    rate(ben, "again", "good", days=9)
    found = overview(ben, now=NOW + timedelta(days=9))
    assert (found.remembered, found.measured) == (1, 2)


def test_cards_are_counted_by_what_they_are(ben: Learner) -> None:
    rate(ben, "good", "easy")
    card = study.deal(ben, now=NOW, deck=DECK).shown
    assert card is not None
    study.set_aside(ben, card.name, "suspended", seen=card.seen, now=NOW)
    found = overview(ben, now=NOW)
    assert found.stages == {"learning": 1, "review": 1, "relearning": 0, "suspended": 1}
    assert [(each.name, each.suspended, each.seen) for each in found.aside] == [(card.name, True, 1)]
