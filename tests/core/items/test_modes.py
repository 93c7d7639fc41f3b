"""How choosy a deck is in each mode."""

from __future__ import annotations

import pytest

from quizapp.core.items.generate import Generation, generate
from quizapp.core.items.modes import LEAST, MODES, Mode, mode_from
from quizapp.core.items.ranking import acceptance
from quizapp.errors import InputError
from tests.core.reader import read

TEXT = (
    "Old rain is a rain that falls for three days without a break. Mayor Ada Berg called for building 12 bridges and "
    "widening the coastal road. The bridge of Porto was opened by the council of 1998 in Lisbon. When prices rise, "
    "demand falls. Norway will build two long tunnels and widen the coastal road. A price floor is the lowest price "
    "that can be charged for a good. Higher wages increase the supply of labor. "
    "In 1998, Ada Lovelace founded the observatory in Porto. Bakers open early because people buy bread in the morning."
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
    assert all("below the threshold of this mode" in each.why.sentence for each in unlikely)


def test_a_statement_whose_items_are_all_unlikely_says_so() -> None:
    found = made("strict")
    fallen = {each.statement: set[str]() for each in found.dropped}
    for each in found.dropped:
        fallen[each.statement].add(each.why.reason)
    asked = {item.statement for item in found.items}
    only = {id for id, reasons in fallen.items() if reasons == {"unlikely"} and id not in asked}
    told = {each.statement for each in found.rejections if each.name == "unlikely"}
    assert only
    assert only <= told


@pytest.mark.parametrize("name", MODES)
def test_a_mode_is_known_by_its_name(name: Mode) -> None:
    assert mode_from(name) == name


def test_without_a_name_the_mode_is_the_normal_one() -> None:
    assert mode_from("") == "normal"


def test_an_unknown_mode_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match="strict, normal, all"):
        mode_from("lenient")


@pytest.mark.parametrize("mode", ["strict", "normal", "all"])
def test_the_same_text_gives_the_same_items(mode: Mode) -> None:
    assert made(mode).items == made(mode).items
