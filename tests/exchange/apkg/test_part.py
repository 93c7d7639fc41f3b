"""A part of a deck, such as what a quiz missed, is the same notes as in the whole deck."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.exchange.apkg import write_apkg
from tests.exchange.apkg.cast import deck, entry, numbered
from tests.exchange.apkg.learner import Learner

ITEMS = [replace(item, category="regions" if n % 2 else "sectors") for n, item in enumerate(numbered(6))]
WHOLE = deck(*ITEMS)
PART = frozenset(item.id for item in ITEMS[1:3])


def test_a_part_brings_its_notes_alone(ben: Learner) -> None:
    assert ben.imports(write_apkg(WHOLE, only=PART)) == (2, 0, 0, 0)


def test_the_whole_after_a_part_brings_only_the_rest(ben: Learner) -> None:
    ben.imports(write_apkg(WHOLE, only=PART))
    assert ben.imports(write_apkg(WHOLE)) == (4, 0, 2, 0)
    assert len(ben.cards()) == 6


def test_a_part_after_the_whole_brings_nothing(ben: Learner) -> None:
    ben.imports(write_apkg(WHOLE))
    assert ben.imports(write_apkg(WHOLE, only=PART)) == (0, 0, 2, 0)
    assert len(ben.cards()) == 6


@pytest.mark.parametrize("first", [None, PART], ids=["whole first", "part first"])
def test_either_way_the_decks_are_the_same(first: frozenset[str] | None, ben: Learner) -> None:
    ben.imports(write_apkg(WHOLE, only=first))
    ben.imports(write_apkg(WHOLE, only=None if first else PART))
    homes = [ben.collection.decks.name(card.did) for card in ben.cards()]
    assert sorted(homes) == ["Northeast China::Regions"] * 3 + ["Northeast China::Sectors"] * 3


def test_a_part_keeps_what_ben_learned(ben: Learner) -> None:
    ben.imports(write_apkg(WHOLE))
    ben.reviews(ben.cards()[1])
    ben.imports(write_apkg(WHOLE, only=PART))
    assert sorted(card.ivl for card in ben.cards()) == [0, 0, 0, 0, 0, 10]


def test_a_part_has_no_tombstones(ben: Learner) -> None:
    retired = entry(ITEMS[0], status="retired")
    part = write_apkg(deck(retired, *ITEMS[1:]), only=frozenset(item.id for item in ITEMS[:2]))
    assert ben.imports(part) == (1, 0, 0, 0)
