"""Claims in the text's own words: a term or a figure to be filled in, what moved what, what is planned and told."""

from __future__ import annotations

import pytest

from tests.core.reader import read

_TAIL = " A price floor is the lowest price that can be charged for a good."
_TERMS = (
    "Farmers of the delta often call for tidal locks. In 1931 the Dutch Water Board built tidal locks at the mouths "
    "of all large rivers."
)


def test_a_term_that_the_text_keeps_using_is_a_gap() -> None:
    statements = [one for one in read(_TERMS + _TAIL).of("gap") if not one.context]
    assert [focus.answer for one in statements for focus in one.focuses] == ["tidal locks"]
    assert [one.text for one in statements] == [
        "In 1931 the Dutch Water Board built tidal locks at the mouths of all large rivers."
    ]


def test_a_term_of_the_title_is_no_gap() -> None:
    asked = read(_TERMS + _TAIL, title="How tidal locks work").focuses("gap")
    assert "tidal locks" not in [focus.answer for focus in asked]


FIGURES = {
    "In 1931 the Dutch Water Board planted willows along 640 dikes.": "640",
    "During the five-year period from 1931, the board dug wells: over 6,000 wells were dug in villages of the Dutch "
    "coast; nearly 90,000 farmers were taught to read the tide tables.": "6,000",
}


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_is_a_gap(text: str) -> None:
    assert FIGURES[text] in [focus.answer for focus in read(text + _TAIL).focuses("figure")]


def test_each_part_of_a_list_of_figures_says_when() -> None:
    texts = [one.text for one in read(list(FIGURES)[1] + _TAIL).of("figure")]
    assert len(texts) == 2
    assert all(text.startswith("During the five-year period from 1931, ") for text in texts)


NO_FIGURES = {
    "what is only supposed": "If the Dutch Water Board plants willows along 640 dikes, the coast is safe.",
    "a count of a few": "In 1931 the Dutch Water Board planted willows along 4 dikes.",
    "a time that depends on the day of writing": "Last year the Dutch Water Board planted willows along 640 dikes.",
}


@pytest.mark.parametrize("name", NO_FIGURES)
def test_no_figure_is_a_gap_in(name: str) -> None:
    assert not read(NO_FIGURES[name] + _TAIL).focuses("figure")


ASKED = {
    ("mover", "The rapid spread of cheap iron pumps transformed the farming of the low Dutch coast."): (
        "What transformed the farming of the low Dutch coast?",
        "the rapid spread of cheap iron pumps",
    ),
    ("plan", "The Dutch Water Board plans to dig a second canal between the two rivers."): (
        "What does the Dutch Water Board plan to do?",
        "dig a second canal between the two rivers",
    ),
    ("plan", "After the flood of 1953, the Dutch Water Board will close three of the eastern rivers."): (
        "What will the Dutch Water Board do after the flood of 1953?",
        "close three of the eastern rivers",
    ),
    ("telling", "In 1931 the Dutch Water Board unveiled a map of hidden sandbanks and shipwrecks."): (
        "What did the Dutch Water Board unveil in 1931?",
        "map of hidden sandbanks and shipwrecks",
    ),
    ("act-told", "Dredging the harbour of Ghent is an important part of protecting the low Dutch coast."): (
        "What is an important part of protecting the low Dutch coast?",
        "dredging the harbour of Ghent",
    ),
    ("one-of", "One of the main causes of coastal floods is the slow sinking of drained soil."): (
        "What is one of the main causes of coastal floods?",
        "the slow sinking of drained soil",
    ),
    ("aim", "In 1931 the Dutch Water Board began a costly campaign to save the sinking villages."): (
        "Why did the Dutch Water Board begin a costly campaign in 1931?",
        "to save the sinking villages",
    ),
}


@pytest.mark.parametrize(("pattern", "text"), ASKED)
def test_it_is_asked_for(pattern: str, text: str) -> None:
    (focus,) = read(text + _TAIL).focuses(pattern)
    assert (focus.question, focus.answer) == ASKED[pattern, text]


REFUSED = {
    "a subject that says little": ("mover", "Pumps transformed the farming of the low Dutch coast."),
    "nobody in particular": ("plan", "They plan to dig a second canal between the two rivers."),
    "anybody at any time": ("plan", "Farmers will dig a second canal between the two rivers."),
    "what is denied": ("telling", "In 1931 the Dutch Water Board did not unveil a map of hidden sandbanks."),
    "a number of things": ("telling", "In 1931 the Dutch Water Board unveiled a number of old wooden maps."),
    "what the reader does": (
        "act-told",
        "Planting your own willows is an important part of protecting the coast.",
    ),
    "a need, which is no reason": (
        "aim",
        "In 1931 the Dutch Water Board announced the need to save the villages.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_asked_of(name: str) -> None:
    pattern, text = REFUSED[name]
    assert not [one for one in read(text + _TAIL).of(pattern) if not one.context]


_SHEET = (
    "Cuts the cost of farming. The Water Plan includes 40 million guilders for the villages to repair pumps and "
    "sluices.\n\nHonors the memory of sailors. The Water Plan provides a tower for the harbour of Vlissingen with the "
    "names of all ships."
)


def test_what_is_done_is_asked_for_by_the_aim_that_opens_a_paragraph() -> None:
    asked = [
        (focus.question, focus.answer)
        for focus in read(_SHEET, title="FACT SHEET: The Water Plan Honors the Coast").focuses("headed")
    ]
    assert asked == [
        (
            "What does the Water Plan do to cut the cost of farming?",
            "includes 40 million guilders for the villages to repair pumps and sluices",
        ),
        (
            "What does the Water Plan do to honor the memory of sailors?",
            "provides a tower for the harbour of Vlissingen with the names of all ships",
        ),
    ]


def test_a_sentence_after_a_whole_sentence_has_no_such_aim() -> None:
    text = "The board cuts the cost of farming. The Water Plan includes 40 million guilders for old pumps."
    assert not read(text, title="FACT SHEET: The Water Plan Honors the Coast").focuses("headed")


def test_a_time_that_depends_on_the_day_of_writing_does_not_keep_a_reason_from_being_asked() -> None:
    text = "Today, the Dutch Water Board released a map of shoals to help fishermen of the coast."
    asked = [focus.question for focus in read(text + _TAIL).focuses("aim")]
    assert asked == ["Why did the Dutch Water Board release a map of shoals?"]


_MET = "Village bakers discussed how to keep small mills open in hard winters."


def test_who_met_is_known_from_a_title_that_tells_of_a_meeting() -> None:
    (focus,) = read(_MET + _TAIL, title="Readout of a Roundtable on Bread").focuses("telling")
    assert focus.question == "What did village bakers discuss?"
    assert focus.answer == "how to keep small mills open in hard winters"
    assert not read(_MET + _TAIL).focuses("telling")
