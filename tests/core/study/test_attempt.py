"""Ben's way through a quiz: which item comes next, what he is shown, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.outcome import Outcome
from quizapp.core.study.attempt import Attempt, AttemptItem, Response, results
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
