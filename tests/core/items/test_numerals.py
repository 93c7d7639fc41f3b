"""A number is the same in words and in figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.numerals import in_figures


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("three", "3"),
        ("twenty one", "21"),
        ("ninety", "90"),
        ("one hundred", "100"),
        ("two hundred and five", "205"),
        ("five hundred twenty", "520"),
        ("one thousand nine hundred seventy eight", "1978"),
        ("two million", "2000000"),
        ("1.5 million", "1500000"),
        ("35 billion", "35000000000"),
        ("three provinces and two regions", "3 provinces and 2 regions"),
        ("fifty per cent", "50"),
        ("50 percent", "50"),
        ("zero", "0"),
    ],
)
def test_a_number_in_words_is_said_in_figures(words: str, figures: str) -> None:
    assert in_figures(words) == figures


@pytest.mark.parametrize(
    "text",
    ["", "harbin", "1978", "1.5", "hundred", "million", "and", "someone", "often", "percent", "the hundred"],
)
def test_what_is_no_number_stays(text: str) -> None:
    assert in_figures(text) == text


@pytest.mark.parametrize(
    ("words", "figures"),
    [("one two", "1 2"), ("twenty twelve", "20 12"), ("one hundred and a half", "100 and a half")],
)
def test_numbers_that_do_not_belong_together_stay_apart(words: str, figures: str) -> None:
    assert in_figures(words) == figures


@given(
    st.lists(
        st.sampled_from("one ten twenty hundred thousand million and 3 1.5 per cent oil".split()), max_size=9
    )
)
def test_nothing_but_numbers_changes(words: list[str]) -> None:
    told = in_figures(" ".join(words))
    assert told.split().count("oil") == words.count("oil")
    assert in_figures(told) == told or "million" in told or "thousand" in told or "cent" in words
