"""ben takes quizzes."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask

from quizapp.core.study.attempt import AttemptItem, Response, results
from quizapp.errors import Conflict, InputError, NotFound, ResponseInvalid
from quizapp.services.bin import KEPT, sweep
from quizapp.services.decks import delete_deck
from quizapp.services.drafts import edit_item, review_item
from quizapp.services.quizzes import answer, get_attempt, retry_missed, start_quiz
from quizapp.store import attempts
from quizapp.store.database import reading, transaction
from tests.services.cast import entries, finish, quiz
from tests.store.northern import LATER, NOW, right, wrong

PARALLEL = 16


def responses() -> int:
    with reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM response").scalar_one())


def test_a_quiz_asks_as_many_items_as_wanted(north: str) -> None:
    assert len(quiz(count=3).items) == 3


def test_a_quiz_of_more_items_than_there_are_asks_them_all(north: str) -> None:
    assert len(quiz(count=500).items) == len(entries())


def test_a_quiz_of_a_category_asks_nothing_else(north: str) -> None:
    assert {place.entry.item.category for place in quiz(category="region").items} == {"region"}


def test_the_same_seed_asks_the_same(north: str) -> None:
    asked = [[(place.entry.item.id, place.seed) for place in quiz(seed=5).items] for _ in range(2)]
    assert asked[0] == asked[1]


def test_every_attempt_has_a_secret_of_its_own(north: str) -> None:
    ids = {quiz().id for _ in range(5)}
    assert len(ids) == 5
    assert min(map(len, ids)) >= 32


@pytest.mark.parametrize("count", [0, -1, 501])
def test_a_quiz_of_no_size_is_refused(count: int, north: str) -> None:
    with pytest.raises(InputError):
        quiz(count=count)


def test_a_category_without_items_is_named(north: str) -> None:
    with pytest.raises(InputError, match="“poetry”"):
        quiz(category="poetry")


def test_rejected_items_are_not_asked(north: str) -> None:
    gone = entries()[0].item.id
    review_item(north, gone, status="rejected", now=NOW)
    assert gone not in {place.entry.item.id for place in quiz(count=100).items}


def test_a_right_answer_is_told_and_kept(north: str) -> None:
    attempt = quiz()
    place = answer(attempt.id, 1, right(attempt.items[0]), now=LATER)
    assert place.response is not None
    assert (place.response.outcome.verdict, place.response.answered) == ("right", LATER)
    assert get_attempt(attempt.id).items[0] == place


def test_an_attempt_goes_on_at_the_first_open_position(north: str) -> None:
    attempt = quiz()
    for position in (1, 3):
        answer(attempt.id, position, right(attempt.items[position - 1]), now=NOW)
    assert get_attempt(attempt.id).next_position == 2


def test_an_attempt_ends_with_its_last_answer(north: str) -> None:
    attempt = quiz()
    finish(attempt)
    assert get_attempt(attempt.id).finished


def test_an_invalid_answer_uses_nothing_up(north: str) -> None:
    attempt = quiz()
    with pytest.raises(ResponseInvalid):
        answer(attempt.id, 1, {}, now=NOW)
    assert (responses(), get_attempt(attempt.id).next_position) == (0, 1)


def test_a_second_answer_gets_the_outcome_of_the_first(north: str) -> None:
    attempt = quiz()
    first = answer(attempt.id, 1, wrong(attempt.items[0]), now=NOW)
    second = answer(attempt.id, 1, right(attempt.items[0]), now=LATER)
    assert second == first


def test_answers_sent_at_the_same_moment_are_one(app: Flask, north: str) -> None:
    attempt = quiz()
    place, together = attempt.items[0], threading.Barrier(PARALLEL)
    got: list[AttemptItem] = []

    def send(number: int) -> None:
        with app.app_context():
            together.wait()
            form = right(place) if number % 2 else wrong(place)
            got.append(answer(attempt.id, 1, form, now=NOW + timedelta(seconds=number)))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(PARALLEL)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), responses()) == (PARALLEL, 1)
    assert all(each == got[0] for each in got)


@pytest.mark.parametrize("position", [0, -1, 99, 10**30])
def test_a_position_that_does_not_exist_is_not_found(position: int, north: str) -> None:
    with pytest.raises(NotFound):
        answer(quiz().id, position, {}, now=NOW)


@pytest.mark.parametrize("id", ["", "nobody", "n\x00", "\udce9", "x" * 9999])
def test_an_attempt_that_does_not_exist_is_not_found(id: str, north: str) -> None:
    with pytest.raises(NotFound):
        get_attempt(id)


def test_an_answer_to_a_deleted_deck_is_not_found(north: str) -> None:
    attempt = quiz()
    delete_deck(north, now=NOW)
    with pytest.raises(NotFound):
        answer(attempt.id, 1, right(attempt.items[0]), now=NOW)


def test_an_answer_that_meets_a_deletion_for_ever_half_way_is_a_conflict(north: str) -> None:
    attempt = quiz()
    with reading() as connection:
        asked = attempts.place(connection, attempt.id, 1)
    body = asked.place.entry.item.body
    given = body.parse(right(attempt.items[0]))
    response = Response(answer=given, outcome=body.grade(given), answered=NOW)
    delete_deck(north, now=NOW)
    sweep(now=NOW + KEPT + timedelta(seconds=1))
    with pytest.raises(Conflict), transaction() as connection:
        attempts.respond(connection, asked, response)


def test_an_attempt_keeps_the_version_that_it_asked(north: str) -> None:
    attempt = quiz()
    item = attempt.items[0].entry.item
    edit_item(north, item.id, {"rationale": ["A better reason."]}, version=1, now=LATER)
    asked = get_attempt(attempt.id).items[0].entry
    assert (asked.version, asked.item.rationale) == (1, item.rationale)


def test_what_was_missed_is_asked_again(north: str) -> None:
    attempt = quiz(count=5)
    finish(attempt, missing=[2, 4])
    again = retry_missed(attempt.id, now=LATER, seed=1)
    missed = {attempt.items[1].entry.item.id, attempt.items[3].entry.item.id}
    assert {place.entry.item.id for place in again.items} == missed


def test_what_was_missed_is_asked_in_its_newest_version(north: str) -> None:
    attempt = quiz(count=3)
    finish(attempt, missing=[1])
    edit_item(north, attempt.items[0].entry.item.id, {"rationale": ["Because."]}, version=1, now=LATER)
    assert retry_missed(attempt.id, now=LATER, seed=1).items[0].entry.version == 2


def test_nothing_missed_is_nothing_to_ask_again(north: str) -> None:
    attempt = quiz(count=3)
    finish(attempt)
    with pytest.raises(InputError, match="Nothing was missed"):
        retry_missed(attempt.id, now=LATER, seed=1)


def test_missed_items_that_were_retired_are_not_asked_again(north: str) -> None:
    attempt = quiz(count=3)
    finish(attempt, missing=[1])
    review_item(north, attempt.items[0].entry.item.id, status="rejected", now=LATER)
    with pytest.raises(InputError, match="not asked any more"):
        retry_missed(attempt.id, now=LATER, seed=1)


def test_results_are_those_of_the_stored_responses(north: str) -> None:
    attempt = quiz(count=4)
    finish(attempt, missing=[3])
    found = results(get_attempt(attempt.id))
    assert (found.answered, found.total, [place.position for place in found.missed]) == (4, 4, [3])


def test_a_quiz_of_an_unknown_deck_is_not_found(app: Flask) -> None:
    with pytest.raises(NotFound):
        start_quiz("nowhere", now=NOW, seed=1)
