"""Small looks at a text that many checks share."""

from __future__ import annotations

import pytest

from quizapp.core.items.flaws.marks import content, gives_away, has_word, is_balanced, number


@pytest.mark.parametrize("text", ["", "(a) [b] {c}", '“a” "b"', "(a [b] c)", "rock ’n’ roll", "(“a”)"])
def test_closed_marks_are_balanced(text: str) -> None:
    assert is_balanced(text)


@pytest.mark.parametrize("text", ["(a", "a)", ")a(", "“a", "a”", "”a“", 'a"', "[a)", "(a]", "(a [b) c]"])
def test_open_marks_are_not_balanced(text: str) -> None:
    assert not is_balanced(text)


@pytest.mark.parametrize(
    ("stem", "key", "given_away"),
    [
        ("Where is the Harbin festival held?", "Harbin", True),
        ("Where is the “Harbin” festival held?", "harbin", True),
        ("Where is the ice festival held?", "Harbin", False),
        ("Which winds are strong?", "wind", False),
        ("Which year is it?", "", False),
    ],
)
def test_a_stem_gives_away_a_key_that_it_holds(stem: str, key: str, given_away: bool) -> None:
    assert gives_away(stem, key) is given_away


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1963", 1963), ("1,200 km", 1200), ("3.5 million", 3_500_000), ("$2 billion", 2e9), ("40%", 40),
        ("wind", None), ("3 of 5", None), ("in the year 1963 of trade", None), ("", None),
    ],
)  # fmt: skip
def test_a_number_has_a_size_whatever_its_unit(text: str, size: float | None) -> None:
    assert number(text) == size


def test_only_words_that_mean_something_are_content() -> None:
    assert content("What is the harbour's oldest wall made of?") == ["harbour", "oldest", "wall"]


@pytest.mark.parametrize(
    ("word", "found"), [("walls", True), ("wall", True), ("wallet", False), ("building", True)]
)
def test_a_word_is_known_in_all_its_forms(word: str, found: bool) -> None:
    assert has_word(word, ["wall", "build"]) is found
