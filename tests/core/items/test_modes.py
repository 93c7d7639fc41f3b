"""How choosy a deck is in each mode."""

from __future__ import annotations

import pytest

from quizapp.core.items.generate import Generation, generate
from quizapp.core.items.ranking import acceptance
from quizapp.core.items.selection import LEAST, Mode
from tests.core.reader import read

TEXT = (
    "Old rain is a rain that falls for three days without a break. Mayor Ada Berg called for building 12 bridges and "
    "widening the coastal road. The bridge of Porto was opened by the council of 1998 in Lisbon. When prices rise, "
    "demand falls. Norway will build two long tunnels and widen the coastal road. A price floor is the lowest price "
    "that can be charged for a good. Higher wages increase the supply of labor."
)


def made(mode: Mode) -> Generation:
    extraction = read(TEXT).extraction
    return generate(extraction.statements, curated=extraction.curated, mode=mode)


def ids(mode: Mode) -> set[str]:
    return {item.id for item in made(mode).items}


def test_every_sound_item_is_there_to_pick_from() -> None:
    found = made("all")
    stems = {(item.kind, item.stem) for item in found.candidates}
    assert {(item.kind, item.stem) for item in found.items} == stems


def test_a_choosier_mode_has_fewer_items() -> None:
    assert len(ids("strict")) < len(ids("normal")) < len(ids("all"))


@pytest.mark.parametrize("mode", ["strict", "normal"])
def test_nothing_below_the_modes_chance_is_asked(mode: Mode) -> None:
    assert all(acceptance(item) >= LEAST[mode] for item in made(mode).items)


def test_what_a_teacher_would_hardly_take_is_named() -> None:
    unlikely = [each for each in made("strict").dropped if each.why.reason == "unlikely"]
    assert unlikely


@pytest.mark.parametrize("mode", ["strict", "normal", "all"])
def test_the_same_text_gives_the_same_items(mode: Mode) -> None:
    assert made(mode).items == made(mode).items
