"""Whole sentences with a figure, year or name left out, to be chosen among others of its sort."""

from __future__ import annotations

import pytest

from tests.core.reader import read

LIGHTHOUSE = "The Ministry of Harbours spent $4.5 million on the new lighthouse of Larvik"


def gaps(text: str) -> dict[str, list[str]]:
    """The options of every item with a sentence to be filled, by its stem."""
    return {
        item.stem: [option.text for option in item.body.options]  # type: ignore[attr-defined]
        for item in read(text, title="A lighthouse in the north").generation.candidates
        if item.pattern.endswith("-gap")
    }


def test_a_figure_is_left_out_of_the_sentence_as_it_stands() -> None:
    found = gaps(f"{LIGHTHOUSE}.")
    stem = "Which figure fills the gap in “The Ministry of Harbours spent … on the new lighthouse of Larvik”?"
    assert "$4.5 million" in found[stem]
    assert len(found[stem]) == len(set(found[stem])) > 2


@pytest.mark.parametrize(
    "rest",
    [
        ", which opened with a feast for all sailors of the coast and of the islands that lie before it in cold seas",
        ", including a house for the keeper and his family and a shed for the boats and ropes and oil of the harbour",
        ", while the town of Halden paid for a school, a mill, a bridge, a market hall, a well and a road to it",
    ],
)
def test_a_long_sentence_ends_where_it_only_goes_on(rest: str) -> None:
    assert all(stem.endswith("the new lighthouse of Larvik”?") for stem in gaps(f"{LIGHTHOUSE}{rest}."))
    assert gaps(f"{LIGHTHOUSE}{rest}.")


def test_a_figure_in_passing_of_which_the_title_says_nothing_is_not_asked_for() -> None:
    text = f"{LIGHTHOUSE}. Bakers of the south sell bread to sailors."
    made = read(text, title="Bakers of the south").generation.candidates
    assert not [item for item in made if item.pattern == "figure-gap"]


@pytest.mark.parametrize(
    "text",
    [
        "Last year the Ministry of Harbours spent $4.5 million on the new lighthouse of Larvik.",
        "It spent $4.5 million on the new lighthouse of Larvik and on the old harbour of Halden.",
        "The Ministry of Harbours did not spend $4.5 million on the new lighthouse of Larvik.",
        "Did the Ministry of Harbours spend $4.5 million on the new lighthouse of Larvik?",
    ],
)
def test_nothing_is_left_out_of_what_says_not_when_who_or_that(text: str) -> None:
    assert not gaps(text)


def test_what_was_so_by_a_year_was_so_in_the_next_one_too() -> None:
    assert not gaps(
        "By 1890, the stone of Larvik covered nearly every street of the northern towns of Norway."
    )


def test_who_only_says_what_he_thinks_is_not_asked_for() -> None:
    text = (
        "Greta Holm and Nils Berg met Astrid Moen. {} said the mills of the northern coast grind too slowly."
    )
    assert not gaps(text.format("Ingrid Dahl"))


def test_a_whole_sentence_is_not_judged() -> None:
    items = read(f"{LIGHTHOUSE}.").generation.candidates
    assert not [item for item in items if item.pattern.endswith("-gap") and item.kind == "true_false"]
