"""Names and numbers in Anki."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.exchange.apkg.names import deck_name, guid, subdeck_id, subdeck_name, tags
from tests.exchange.apkg.cast import ANKI_ID, basic, deck


@pytest.mark.parametrize(
    ("category", "tag"),
    [
        ("clean-energy", "clean-energy"),
        ("Clean Energy", "clean-energy"),
        ("a::b", "a-b"),
        ("wind\u3000power", "wind-power"),
        ('the "north"', "the-north"),
        ("新能源", "新能源"),
        ("E\u0301nergie", "énergie"),
        ("multiple_response", "multiple_response"),
        ("\x1f\ud800x", "x"),
    ],
)
def test_a_category_becomes_a_tag_without_spaces(category: str, tag: str) -> None:
    assert tags(basic(category=category), retired=False)[0] == f"quizapp::category::{tag}"


@pytest.mark.parametrize("category", ["", "  ", "::", "?!"])
def test_a_category_that_says_nothing_gives_no_tag(category: str) -> None:
    assert tags(basic(category=category), retired=False) == ["quizapp::kind::basic"]


def test_a_tombstone_says_so_in_a_tag() -> None:
    assert tags(basic(), retired=True)[-1] == "quizapp::retired"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Northeast China, 2023", "Northeast China, 2023"),
        ("A::B", "A:B"),
        ("A:::::B", "A:B"),
        ("::", "quizapp"),
        ('Say "yes"', "Say 'yes'"),
        (" a \n b ", "a b"),
        ("", "quizapp"),
        ("a\x1f\ud800b", "ab"),
    ],
)
def test_a_title_becomes_one_part_of_a_deck_name(title: str, name: str) -> None:
    assert deck_name(title) == name


@pytest.mark.parametrize(
    ("category", "name"),
    [("clean-energy", "Clean energy"), ("GDP", "GDP"), ("legal_order", "Legal order"), ("-", "")],
)
def test_a_category_is_written_as_people_read_it(category: str, name: str) -> None:
    assert subdeck_name(category) == name


def test_a_subdeck_s_number_follows_from_deck_and_name() -> None:
    assert subdeck_id(deck(), "Region") == 1_580_495_789_411


def test_subdecks_of_different_names_or_decks_differ() -> None:
    other = deck(anki_id=ANKI_ID + 1)
    assert len({subdeck_id(deck(), "Region"), subdeck_id(deck(), "Sector"), subdeck_id(other, "Region")}) == 3


def test_a_guid_differs_between_decks() -> None:
    assert guid(deck(), basic()) != guid(deck(anki_id=ANKI_ID + 1), basic())


def test_a_guid_does_not_follow_the_text() -> None:
    assert guid(deck(), basic("Harbin")) == guid(deck(), basic("Dalian", stem="Where else?"))


def test_the_teacher_s_own_tags_stand_as_they_are_with_hyphens_for_spaces() -> None:
    tagged = replace(basic(), tags=("Exam 2026", "week-3", "???"))
    assert tags(tagged, retired=False)[2:] == ["exam-2026", "week-3"]
