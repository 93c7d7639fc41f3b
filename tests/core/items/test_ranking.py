"""How the chance of acceptance is told from an item's wording."""

from __future__ import annotations

import pytest

from quizapp.core.items.ranking import (
    acceptance,
    features_of,
    features_of_wording,
    probability,
    shipped_weights,
)
from tests.core.items.cast import basic


def wording(
    stem: str, *keys: str, kind: str = "short_answer", options: tuple[str, ...] = ()
) -> dict[str, float]:
    return features_of_wording(kind=kind, stem=stem, keys=list(keys), options=list(options))


def test_nothing_known_is_an_even_chance() -> None:
    assert probability({}, {}) == 0.5
    assert probability({"unheard-of": 1.0}, {"bias": 2.0}) == 0.5


def test_a_weight_moves_the_chance_its_way() -> None:
    assert probability({"bare": 1.0}, {"bare": -1.0}) < 0.5 < probability({"bare": 1.0}, {"bare": 1.0})


@pytest.mark.parametrize("size", [1e3, -1e3])
def test_no_weight_is_too_large(size: float) -> None:
    assert 0.0 <= probability({"bias": 1.0}, {"bias": size}) <= 1.0


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("bare", "Who opened the bridge?"),
        ("points", "Why did they open a bridge in Porto?"),
        ("stem-name", "Who opened a bridge in Porto?"),
        ("stem-figure", "Who opened a bridge in 1998?"),
        ("opens:who", "Who opened a bridge?"),
        ("opens:gap", "{{1}} opened a bridge."),
        ("few-content-words", "What is it?"),
    ],
)
def test_a_trait_of_the_stem_is_seen(name: str, stem: str) -> None:
    assert wording(stem, "the council").get(name, 0) > 0


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("bare", "Who opened the bridge of Porto?"),
        ("points", "Which of these are towns?"),
        ("stem-name", "Who opened a bridge?"),
        ("opens:gap", "Who opened {{1}}?"),
    ],
)
def test_a_trait_that_is_not_there_is_not_seen(name: str, stem: str) -> None:
    assert name not in wording(stem, "the council")


def test_options_of_one_length_have_no_spread() -> None:
    assert "options-spread" not in wording(
        "Which town?", "Porto", kind="mcq", options=("Porto", "Braga", "Evora")
    )


def test_an_items_pattern_and_confidence_count_too() -> None:
    found = features_of(basic("wind", "rain"))
    assert found["pattern:"] == 1.0
    assert found["confidence"] < 0


def test_the_shipped_weights_rank_a_pointing_stem_below_a_plain_one() -> None:
    plain = acceptance(basic("the north wind and the rain", stem="What wore down the oldest walls of Porto?"))
    pointing = acceptance(
        basic("the north wind and the rain", stem="What did they say this was like for their?")
    )
    assert pointing < plain


def test_weights_are_shipped() -> None:
    assert shipped_weights()["bias"]
