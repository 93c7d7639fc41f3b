"""Even positions pass, uneven ones are found out."""

from __future__ import annotations

import random

import pytest

from quizapp.core.items.chance import Position, position_chance


def drawn(seed: int, count: int) -> list[Position]:
    """Keys where a fair shuffle puts them, among three or four options."""
    rng = random.Random(seed)
    sizes = [rng.choice((3, 4)) for _ in range(count)]
    return [(rng.randrange(size), size) for size in sizes]


@pytest.mark.parametrize("seed", range(5))
def test_a_fair_shuffle_is_within_chance(seed: int) -> None:
    chance = position_chance(drawn(seed, 60))
    assert chance is not None
    assert chance >= 0.01


@pytest.mark.parametrize("place", [0, 1, 2])
def test_keys_that_always_stand_at_one_place_are_not(place: int) -> None:
    chance = position_chance([(place, 4)] * 30)
    assert chance is not None
    assert chance < 0.01


def test_a_single_key_may_stand_anywhere() -> None:
    assert position_chance([(3, 4)]) == 1


def test_without_keys_there_is_no_chance() -> None:
    assert position_chance([]) is None


def test_the_order_of_items_does_not_matter() -> None:
    places = drawn(1, 40)
    assert position_chance(places) == position_chance(reversed(places))
