"""A deck of plain cards is asked as multiple choice, and what was asked stays with the attempt."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.study.attempt import Attempt, AttemptItem, results
from quizapp.core.study.behaviours import DEFERRED, PRACTICE
from quizapp.core.study.quiz import Quiz
from quizapp.errors import InputError
from quizapp.services import choices, quizzes, regrading, reports
from quizapp.services.decks import get_deck, publish_deck
from quizapp.services.drafts import edit_item, review_item
from quizapp.services.learners import new_learner
from quizapp.services.writing import add_items, plain_item
from quizapp.store import learners, personal
from quizapp.store.database import reading
from tests.store.northern import LATER, NOW

CAPITALS = ("China=Beijing", "Japan=Tokyo", "France=Paris", "Germany=Berlin", "Italy=Rome", "Spain=Madrid")
ODD = ("Why do rivers freeze in winter?", "Because it is colder than zero degrees for weeks.")


@pytest.fixture
def world(workshop: str) -> str:
    """ada's deck: capitals to recall, one to write, and one answer like no other."""
    made = [
        plain_item(f"wcap{n}", f"Capital of {front}?", (ShortAnswer if n == 0 else Basic)(answers=(back,)),
                   category="", rationale="", tags=())
        for n, (front, _, back) in enumerate(each.partition("=") for each in CAPITALS)
    ]  # fmt: skip
    made.append(plain_item("wodd", ODD[0], Basic(answers=(ODD[1],)), category="", rationale="", tags=()))
    for entry in get_deck(workshop).items:
        review_item(workshop, entry.item.id, status="rejected", now=NOW)
    add_items(workshop, made, now=NOW)
    for one in made:
        review_item(workshop, one.id, status="accepted", now=NOW)
    publish_deck(workshop)
    return workshop


def start(deck: str, *, seed: int = 1, learner: str | None = None, **settings: Any) -> Attempt:
    quiz = Quiz(**({"count": 20, "as_choice": True} | settings))
    return quizzes.start_quiz(deck, now=LATER, seed=seed, quiz=quiz, learner=learner)


def chosen(place: AttemptItem, *, right: bool) -> dict[str, list[str]]:
    body = place.entry.item.body
    assert isinstance(body, Mcq)
    return {"choice": [str(next(n for n, option in enumerate(body.options) if option.correct is right))]}


def first_choice(attempt: Attempt) -> AttemptItem:
    return next(place for place in attempt.items if place.as_choice)


def test_who_has_enough_wrong_options_is_counted_and_asked_so(world: str) -> None:
    assert choices.turnable(get_deck(world)) == choices.Turnable(cards=7, fitting=6)
    attempt = start(world)
    kinds = {place.entry.item.id: place.entry.item.kind for place in attempt.items}
    assert kinds == {f"wcap{n}": "mcq" for n in range(6)} | {"wodd": "basic"}
    assert {place.entry.item.kind for place in start(world, as_choice=False).items} == {
        "basic",
        "short_answer",
    }


def test_the_same_seed_asks_the_same_options(world: str) -> None:
    first, again, other = (
        {place.entry.item.id: place.entry.item.body for place in start(world, seed=seed).items}
        for seed in (5, 5, 6)
    )
    assert (first == again, first == other) == (True, False)


def test_answers_are_graded_by_what_was_asked_whatever_the_deck_says_since(world: str) -> None:
    attempt = start(world)
    place = first_choice(attempt)
    before = place.entry.item.body
    for entry in get_deck(world).asked:
        if entry.item.id not in {place.entry.item.id, "wodd"}:
            review_item(world, entry.item.id, status="retired", now=LATER)
    outcome = quizzes.answer(attempt.id, place.position, chosen(place, right=False), now=LATER).response
    assert outcome is not None
    assert outcome.outcome.feedback[0].startswith("This is the answer to “Capital of ")
    found = quizzes.get_attempt(attempt.id).items[place.position - 1]
    assert (found.entry.item.body, found.as_choice) == (before, True)
    shown = quizzes.review_attempt(attempt.id).attempt.items[place.position - 1]
    assert shown.entry.item.body == before


def test_a_corrected_card_does_not_regrade_what_was_chosen(world: str) -> None:
    attempt = start(world)
    place = next(each for each in attempt.items if each.entry.item.id == "wcap1")
    quizzes.answer(attempt.id, place.position, chosen(place, right=True), now=LATER)
    entry = next(each for each in get_deck(world).asked if each.item.id == "wcap1")
    edit_item(world, "wcap1", {"answers": ["Kyoto"]}, version=entry.version, now=LATER)
    assert regrading.stale_items(world) == frozenset()
    regrading.carry_out(world, "wcap1", now=LATER)
    assert results(quizzes.get_attempt(attempt.id)).score == 1


def test_what_was_missed_is_asked_so_again_in_practice_and_later(world: str) -> None:
    attempt = start(world, behaviour=PRACTICE)
    place = first_choice(attempt)
    quizzes.answer(attempt.id, place.position, chosen(place, right=False), now=LATER)
    again = quizzes.get_attempt(attempt.id).items[-1]
    assert (again.entry.item.id, again.entry.item.body) == (place.entry.item.id, place.entry.item.body)
    retry = quizzes.retry_missed(attempt.id, now=LATER, seed=3)
    assert [each.as_choice for each in retry.items] == [True]


def test_an_exam_asks_cards_that_nobody_could_judge_in_it(world: str) -> None:
    attempt = start(world, behaviour=DEFERRED)
    assert {place.entry.item.id for place in attempt.items} == {f"wcap{n}" for n in range(6)}
    assert {place.as_choice for place in attempt.items} == {True}
    assert {place.entry.item.id for place in start(world, behaviour=DEFERRED, as_choice=False).items} == {
        "wcap0"
    }


@pytest.mark.parametrize(("behaviour", "right", "rating"), [
    ({}, True, "hard"), ({}, False, "again"), ({"behaviour": DEFERRED}, True, "hard"),
])  # fmt: skip
def test_recognising_counts_as_a_review_but_less_than_recalling(
    world: str, behaviour: dict[str, Any], right: bool, rating: str
) -> None:
    ben = new_learner(now=NOW).id
    attempt = start(world, learner=ben, **behaviour)
    place = first_choice(attempt)
    quizzes.answer(attempt.id, place.position, chosen(place, right=right), now=LATER)
    quizzes.finish(attempt.id, now=LATER)
    with reading() as connection:
        log = connection.exec_driver_sql("SELECT rating FROM review").scalars().all()
    assert list(log) == [rating]


def test_a_report_shows_what_was_asked_and_nothing_chosen_can_become_a_key(world: str) -> None:
    attempt = start(world)
    place = next(each for each in attempt.items if each.entry.item.id == "wcap0")
    quizzes.answer(attempt.id, place.position, chosen(place, right=False), now=LATER)
    with pytest.raises(InputError):
        reports.appeal(attempt.id, place.position, now=LATER)
    reports.report_item(attempt.id, place.position, reason="wrong", words="Is it?", now=LATER)
    (report,) = reports.reports_at(attempt.id, place.position)
    assert report.item.body == place.entry.item.body


def test_a_copy_of_ones_answers_holds_the_options(world: str) -> None:
    ben = new_learner(now=NOW).id
    attempt = start(world, learner=ben)
    place = first_choice(attempt)
    quizzes.answer(attempt.id, place.position, chosen(place, right=True), now=LATER)
    with reading() as connection:
        (kept,) = personal.responses(connection, learners.row(connection, ben), now=LATER + timedelta(days=1))
    assert place.entry.item.body.keys()[0] in json.dumps(kept, ensure_ascii=False, default=str)


def test_a_large_deck_is_not_counted_beforehand(world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "MOST_COUNTED", 3)
    assert choices.turnable(get_deck(world)) == choices.Turnable(cards=7, fitting=None)
