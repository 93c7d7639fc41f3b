"""Guessing brings what the kinds grade random answers with."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, permutations, product

import pytest

from quizapp.core.analytics.guessing import guess_score
from quizapp.core.items.interaction import Choice, Gap, GapKey, Interaction, Option, Order, TextEntry
from quizapp.core.items.kind import Answer, ItemBody
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering


def options(keys: int, wrong: int) -> tuple[Option, ...]:
    return tuple(Option(text=f"o{n}", correct=n < keys) for n in range(keys + wrong))


def by_trying_all(body: ItemBody, answers: Iterable[Answer]) -> float:
    """What all answers reach on average, as the kind itself grades them."""
    reached = [body.grade(answer).fraction for answer in answers]
    return sum(reached) / len(reached)


@pytest.mark.parametrize(("offered", "expected"), [(2, 1 / 2), (3, 1 / 3), (4, 1 / 4), (5, 1 / 5)])
def test_a_single_choice_is_guessed_as_often_as_it_has_options(offered: int, expected: float) -> None:
    assert guess_score(Choice(prompt="Which?", options=options(1, offered - 1))) == expected


def test_several_choices_of_two_keys_and_one_distractor_bring_a_third_and_more() -> None:
    # of 7 sets, {k} {l} earn ½ each, {k, l} earns 1, {k, l, w} earns ½, {w} {k, w} {l, w} nothing: 2½ / 7
    several = Choice(prompt="Which?", options=options(2, 1), multiple=True)
    assert guess_score(several) == pytest.approx(2.5 / 7)


@pytest.mark.parametrize(("keys", "wrong"), [(1, 3), (2, 2), (3, 2), (2, 5), (4, 0), (5, 2)])
def test_several_choices_bring_what_their_kind_grades(keys: int, wrong: int) -> None:
    body = MultipleResponse(options=options(keys, wrong))
    names = [str(n) for n in range(keys + wrong)]
    chosen = [some for size in range(1, len(names) + 1) for some in combinations(names, size)]
    assert guess_score(body.interaction("Which?")) == pytest.approx(by_trying_all(body, chosen))


@pytest.mark.parametrize("rights", ["abc", "abcd", "aab", "aabb"])
def test_matching_brings_what_its_kind_grades(rights: str) -> None:
    body = Matching(pairs=tuple(Pair(left=str(n), right=right) for n, right in enumerate(rights)))
    ties = product(sorted(set(rights)), repeat=len(rights))
    assert guess_score(body.interaction("Match.")) == pytest.approx(by_trying_all(body, ties))


def test_three_parts_in_any_order_bring_five_eighteenths() -> None:
    # of 6 orders one earns 1, two turn one pair of three and earn ⅓, the others nothing: 1⅔ / 6
    assert guess_score(Order(prompt="Order.", sequence=("a", "b", "c"))) == pytest.approx(5 / 18)


@pytest.mark.parametrize("parts", [2, 3, 4, 5, 6])
def test_ordering_brings_what_its_kind_grades(parts: int) -> None:
    body = Ordering(sequence=tuple("abcdef"[:parts]))
    orders = permutations(body.sequence)
    assert guess_score(body.interaction("Order.")) == pytest.approx(by_trying_all(body, orders))


@pytest.mark.parametrize(
    "how",
    [
        TextEntry(prompt="Who?", answers=("Priestley",)),
        TextEntry(prompt="Why?", answers=("Because.",), open=True),
        Gap(text="{{1}} is a gas.", gaps=(GapKey(key="oxygen"),)),
    ],
    ids=["text", "open text", "gap"],
)
def test_nobody_writes_a_key_by_chance(how: Interaction) -> None:
    assert guess_score(how) == 0


@pytest.mark.parametrize(
    "how",
    [
        Choice(prompt="Which?", options=()),
        Choice(prompt="Which?", options=(), multiple=True),
        Choice(prompt="Which?", options=options(0, 3), multiple=True),
        Order(prompt="Order.", sequence=()),
        Order(prompt="Order.", sequence=("a",)),
    ],
)
def test_an_item_without_a_key_brings_nothing(how: Interaction) -> None:
    assert guess_score(how) == 0


def test_a_long_order_is_counted_and_not_tried() -> None:
    long = Order(prompt="Order.", sequence=tuple(str(n) for n in range(30)))
    assert 0 < guess_score(long) < 0.1
