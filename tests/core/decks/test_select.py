"""A quiz asks a spread of a deck's accepted items."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quizapp.core.decks.deck import Deck, DeckItem, ItemStatus
from quizapp.core.decks.select import draw
from quizapp.core.text.source import Source
from tests.core.items.cast import basic, mcq

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def entry(
    n: int, *, category: str = "fact", status: ItemStatus = "accepted", choice: bool = False, of: str = ""
) -> DeckItem:
    """The nth item of a deck, of its own statement unless told."""
    name = of or f"s{n}"
    item = (
        mcq("coal", "gas", "oil", stem=f"Which {n}?", name=name)
        if choice
        else basic("coal", stem=f"What {n}?", name=name)
    )
    return DeckItem(
        item=replace(item, id=f"i{n}", category=category), version=1, modified=NOON, status=status
    )


def drawn(entries: list[DeckItem], *, count: int = 10, seed: int = 1, **more: object) -> list[str]:
    """Ids of what is asked."""
    found = draw(entries, count=count, rng=random.Random(seed), **more)  # type: ignore[arg-type]
    return [chosen.item.id for chosen in found]


def test_a_quiz_asks_as_many_as_wanted() -> None:
    assert len(drawn([entry(n) for n in range(30)])) == 10


def test_a_small_deck_is_asked_whole() -> None:
    assert sorted(drawn([entry(n) for n in range(3)])) == ["i0", "i1", "i2"]


def test_nothing_is_asked_twice() -> None:
    assert max(Counter(drawn([entry(n) for n in range(30)], count=25)).values()) == 1


@pytest.mark.parametrize("status", ["draft", "rejected", "retired"])
def test_only_accepted_items_are_asked(status: ItemStatus) -> None:
    assert drawn([entry(0), entry(1, status=status)]) == ["i0"]


def test_a_quiz_of_one_category_asks_nothing_else() -> None:
    entries = [entry(n, category="sector" if n % 2 else "region") for n in range(10)]
    assert sorted(drawn(entries, category="sector")) == ["i1", "i3", "i5", "i7", "i9"]


def test_what_was_missed_is_asked_again_and_nothing_else() -> None:
    assert sorted(drawn([entry(n) for n in range(10)], only={"i2", "i5", "gone"})) == ["i2", "i5"]


def test_missing_nothing_asks_nothing() -> None:
    assert drawn([entry(n) for n in range(10)], only=()) == []


def test_an_empty_deck_asks_nothing() -> None:
    assert drawn([]) == []


@pytest.mark.parametrize("seed", range(5))
def test_categories_are_spread_evenly(seed: int) -> None:
    entries = [entry(n, category="rare" if n < 3 else "common") for n in range(40)]
    asked = drawn(entries, count=6, seed=seed)
    assert sum(id in {"i0", "i1", "i2"} for id in asked) == 3


@pytest.mark.parametrize("seed", range(5))
def test_kinds_are_spread_evenly(seed: int) -> None:
    entries = [entry(n, choice=n < 4) for n in range(40)]
    asked = drawn(entries, count=8, seed=seed)
    assert sum(id in {"i0", "i1", "i2", "i3"} for id in asked) == 4


@pytest.mark.parametrize("seed", range(5))
def test_one_statement_is_asked_again_only_when_all_were_asked(seed: int) -> None:
    entries = [entry(n, of=f"s{n % 4}") for n in range(12)]
    asked = drawn(entries, count=4, seed=seed)
    assert {int(id[1:]) % 4 for id in asked} == {0, 1, 2, 3}


def test_the_same_seed_asks_the_same() -> None:
    entries = [entry(n) for n in range(30)]
    assert drawn(entries, seed=5) == drawn(entries, seed=5)


def test_another_seed_asks_in_another_order() -> None:
    entries = [entry(n) for n in range(30)]
    assert len({tuple(drawn(entries, seed=seed)) for seed in range(5)}) == 5


def test_drawing_leaves_the_deck_as_it_is() -> None:
    entries = [entry(n) for n in range(5)]
    drawn(entries)
    assert [each.item.id for each in entries] == ["i0", "i1", "i2", "i3", "i4"]


def test_a_deck_shows_learners_its_accepted_items() -> None:
    items = (
        entry(0),
        entry(1, status="draft"),
        entry(2, status="retired"),
        entry(3, status="rejected"),
        entry(4),
    )
    deck = Deck(
        id="air",
        title="Air",
        about="",
        reference="",
        anki_id=1,
        source=Source(title="Air", text="Air."),
        items=items,
    )
    assert [each.item.id for each in deck.accepted] == ["i0", "i4"]
