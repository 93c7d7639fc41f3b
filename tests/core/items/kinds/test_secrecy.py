"""What a learner is shown is the same whichever answer is right: nobody can read the key out of the page."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.kind import ItemBody, View
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse

TEXTS = ("coal", "natural gas", "wind", "solar power")
YEARS = ("1990", "1985", "2001")
SEEDS = range(20)


def views(bodies: list[ItemBody], seed: int, stem: str = "Which?") -> list[View]:
    """What each of these shows under one seed."""
    return [body.present(stem, random.Random(seed)) for body in bodies]


def all_same(shown: list[View]) -> bool:
    """Whether nothing tells these apart."""
    return all(view == shown[0] for view in shown)


def options(texts: tuple[str, ...], *keys: int) -> tuple[Option, ...]:
    """Options with these keys, the wrong ones with feedback."""
    return tuple(
        Option(text=text, correct=n in keys, feedback="" if n in keys else f"{text} is wrong")
        for n, text in enumerate(texts)
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("texts", [TEXTS, YEARS])
def test_a_choice_looks_the_same_whichever_option_is_right(seed: int, texts: tuple[str, ...]) -> None:
    assert all_same(views([Mcq(options=options(texts, key)) for key in range(len(texts))], seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_multiple_choice_looks_the_same_whichever_options_are_right(seed: int) -> None:
    keys = [chosen for count in (1, 2, 3) for chosen in itertools.combinations(range(4), count)]
    assert all_same(views([MultipleResponse(options=options(TEXTS, *some)) for some in keys], seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_claim_looks_the_same_whether_true_or_false(seed: int) -> None:
    assert all_same(views([TrueFalse(options=options(("True", "False"), key)) for key in (0, 1)], seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_matching_looks_the_same_however_its_columns_are_tied(seed: int) -> None:
    bodies: list[ItemBody] = [
        Matching(
            pairs=tuple(Pair(left=left, right=right) for left, right in zip("abcd", rights, strict=True))
        )
        for rights in itertools.permutations(TEXTS)
    ]
    assert all_same(views(bodies, seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_order_offers_the_same_parts_and_places_whichever_is_right(seed: int) -> None:
    shown = [
        Ordering(sequence=some).present("Order.", random.Random(seed))
        for some in itertools.permutations(TEXTS)
    ]
    assert (
        len({frozenset((each.name, each.label, each.options) for each in one.inputs) for one in shown}) == 1
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_an_order_is_never_shown_as_it_is_right(seed: int) -> None:
    for sequence in itertools.permutations("abc"):
        shown = Ordering(sequence=sequence).present("Order.", random.Random(seed))
        assert tuple(control.label for control in shown.inputs) != sequence


@given(keys=st.lists(st.text(min_size=1, max_size=80), min_size=2, max_size=2))
def test_a_gap_looks_the_same_whatever_fills_it(keys: list[str]) -> None:
    bodies: list[ItemBody] = [Cloze(gaps=(GapKey(key=key),)) for key in keys]
    assert all_same(views(bodies, 1, stem="It is {{1}}."))


@given(answers=st.lists(st.text(min_size=1), min_size=2, max_size=2), seed=st.integers())
@pytest.mark.parametrize("kind", [Basic, ShortAnswer])
def test_a_written_answer_is_not_in_what_asks_for_it(
    kind: type[Basic] | type[ShortAnswer], answers: list[str], seed: int
) -> None:
    assert all_same(views([kind(answers=(answer,)) for answer in answers], seed))


def test_options_take_every_order() -> None:
    body = Mcq(options=options(TEXTS[:3], 0))
    orders = Counter(
        tuple(value for value, _ in body.present("Which?", random.Random(seed)).inputs[0].options)
        for seed in range(300)
    )
    assert len(orders) == 6


def test_numbers_are_offered_in_their_order_however_they_are_stored() -> None:
    shown = Mcq(options=options(YEARS, 0)).present("In which year?", random.Random(1))
    assert [label for _, label in shown.inputs[0].options] == ["1985", "1990", "2001"]


def test_lefts_are_not_asked_in_the_order_of_the_text_every_time() -> None:
    body = Matching(pairs=tuple(Pair(left=left, right=left.upper()) for left in "abc"))
    orders = {
        tuple(control.label for control in body.present("Match.", random.Random(seed)).inputs)
        for seed in SEEDS
    }
    assert len(orders) > 1
