"""Ben's way through a quiz: which item comes next, what he is shown, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.outcome import Outcome
from quizapp.core.study.attempt import Attempt, AttemptItem, OpenAttempt, Response, results
from quizapp.core.study.behaviours import BEHAVIOURS, DEFERRED, PRACTICE
from tests.core.items.cast import basic, mcq

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def place(position: int, fraction: float | None = None, *, category: str = "fact") -> AttemptItem:
    """A place of the attempt, with what it earned."""
    item = replace(mcq("coal", "gas", "oil", "wind", name=f"s{position}"), category=category)
    response = (
        None
        if fraction is None
        else Response(answer=("0",), outcome=Outcome(fraction=fraction), answered=NOON)
    )
    entry = DeckItem(item=item, version=1, modified=NOON)
    return AttemptItem(position=position, entry=entry, seed=position, response=response)


def attempt(*places: AttemptItem) -> Attempt:
    """Ben's attempt."""
    return Attempt(id="secret", deck_id="air", deck_title="Air", started=NOON, items=places)


def test_the_first_open_place_comes_next() -> None:
    assert attempt(place(1, 1.0), place(2), place(3)).next_position == 2


def test_a_place_left_out_comes_before_later_ones() -> None:
    assert attempt(place(1, 1.0), place(2), place(3, 0.0)).next_position == 2


@pytest.mark.parametrize(
    ("places", "finished"), [((place(1, 1.0), place(2)), False), ((place(1, 0.0),), True), ((), True)]
)
def test_an_attempt_is_finished_when_all_is_answered(places: tuple[AttemptItem, ...], finished: bool) -> None:
    assert attempt(*places).finished is finished


@pytest.mark.parametrize("position", [-1, 0, 3, 10**9])
def test_there_is_nothing_outside_of_the_attempt(position: int) -> None:
    assert attempt(place(1), place(2)).at(position) is None


def test_positions_count_from_one() -> None:
    first = place(1)
    assert attempt(first, place(2)).at(1) == first


def test_a_reload_shows_the_options_in_the_same_order() -> None:
    assert place(1).view() == place(1).view()


def test_different_places_show_options_in_different_orders() -> None:
    assert len({place(n).view().inputs[0].options for n in range(1, 20)}) > 1


def test_results_add_up_fractions() -> None:
    found = results(attempt(place(1, 1.0), place(2, 0.5), place(3, 0.0)))
    assert (found.score, found.answered, found.total) == (1.5, 3, 3)


def test_what_is_not_answered_is_neither_right_nor_missed() -> None:
    found = results(attempt(place(1, 1.0), place(2)))
    assert (found.score, found.answered, found.total, found.missed) == (1.0, 1, 2, ())


def test_what_was_not_wholly_right_was_missed() -> None:
    partial, wrong = place(2, 0.5), place(3, 0.0)
    assert results(attempt(place(1, 1.0), partial, wrong)).missed == (partial, wrong)


def test_the_weakest_category_comes_first() -> None:
    found = results(
        attempt(
            place(1, 1.0, category="region"), place(2, 0.0, category="sector"), place(3, 0.5, category="fact")
        )
    )
    assert [(one.category, one.score, one.items) for one in found.categories] == [
        ("sector", 0.0, 1), ("fact", 0.5, 1), ("region", 1.0, 1),
    ]  # fmt: skip


def test_equally_weak_categories_come_in_alphabetical_order() -> None:
    found = results(attempt(place(1, 1.0, category="b"), place(2, 1.0, category="a")))
    assert [one.category for one in found.categories] == ["a", "b"]


def test_results_of_nothing_are_nothing() -> None:
    found = results(attempt())
    assert (found.score, found.answered, found.total, found.categories) == (0, 0, 0, ())


def test_a_learner_is_not_shown_the_answer_of_a_card() -> None:
    item = basic("anthracite")
    shown = AttemptItem(position=1, entry=DeckItem(item=item, version=1, modified=NOON), seed=1).view()
    assert "anthracite" not in repr(shown)


LIMIT = timedelta(minutes=5)


def timed(*places: AttemptItem) -> Attempt:
    """Ben's attempt, of five minutes."""
    return replace(attempt(*places), deadline=NOON + LIMIT)


@pytest.mark.parametrize(("seconds", "ended"), [(0, False), (300, False), (301, True), (9_999, True)])
def test_an_attempt_ends_when_its_time_is_over(seconds: int, ended: bool) -> None:
    found = timed(place(1)).as_of(NOON + timedelta(seconds=seconds))
    assert (found.finished, found.ended) == (ended, NOON + LIMIT if ended else None)


def test_time_does_not_end_what_is_finished() -> None:
    found = timed(place(1, 1.0))
    assert found.as_of(NOON + timedelta(days=1)) is found


def test_an_attempt_without_a_limit_does_not_end() -> None:
    found = attempt(place(1))
    assert (found.limit, found.as_of(NOON + timedelta(days=9)) is found) == (None, True)


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_answers_are_told_at_once_or_at_the_end(name: str) -> None:
    found = replace(attempt(place(1, 1.0), place(2)), behaviour=BEHAVIOURS[name])
    now, later = found, replace(found, ended=NOON)
    assert (now.tells, later.tells) == (name != "deferred", True)
    assert ([len(one.told) for one in (now, later)]) == [int(name != "deferred"), 2]


def test_all_answered_is_not_the_end_of_an_exam() -> None:
    assert not replace(attempt(place(1, 1.0)), behaviour=DEFERRED).finished


def test_before_its_end_an_exam_has_no_results() -> None:
    found = results(replace(attempt(place(1, 0.0), place(2)), behaviour=DEFERRED))
    assert (found.score, found.answered, found.counted, found.missed, found.categories) == (0, 1, 0, (), ())


def test_what_was_not_answered_in_time_is_missed() -> None:
    found = results(replace(timed(place(1, 1.0), place(2)), ended=NOON + LIMIT))
    assert (found.score, found.counted, found.answered) == (1, 2, 1)
    assert [one.position for one in found.missed] == [2]
    assert (found.categories[0].unanswered, found.categories[0].items) == (1, 2)


def test_what_came_again_counts_by_its_first_answer() -> None:
    first, second = place(1, 0.0), place(2, 1.0)
    again = replace(first, position=3, response=second.response)
    found = results(replace(attempt(first, second, again), behaviour=PRACTICE))
    assert (found.score, found.counted, found.total) == (1, 2, 2)
    assert [one.position for one in found.missed] == [1]


def test_confidence_is_counted_by_level() -> None:
    def sure(position: int, fraction: float, level: str | None) -> AttemptItem:
        found = place(position, fraction)
        assert found.response is not None
        return replace(found, response=replace(found.response, confidence=level))  # type: ignore[arg-type]

    found = results(
        attempt(sure(1, 1.0, "sure"), sure(2, 0.0, "sure"), sure(3, 1.0, "guess"), sure(4, 1.0, None))
    )
    counted = [(level, tally.right, tally.wrong, tally.items) for level, tally in found.confident]
    assert counted == [("guess", 1, 0, 1), ("sure", 1, 1, 2)]


@pytest.mark.parametrize(
    ("answered", "tells", "minutes", "goes_on"),
    [
        (1, True, None, True),
        (2, True, None, False),
        (2, False, None, True),
        (0, True, 1, True),
        (0, False, -1, False),
    ],
    ids=["half", "all told", "not handed in", "in time", "too late"],
)
def test_an_attempt_goes_on(answered: int, tells: bool, minutes: int | None, goes_on: bool) -> None:
    deadline = None if minutes is None else NOON + timedelta(minutes=minutes)
    found = OpenAttempt(
        id="secret",
        deck_title="Air",
        started=NOON,
        deadline=deadline,
        tells=tells,
        answered=answered,
        items=2,
    )
    assert found.goes_on(NOON) is goes_on
