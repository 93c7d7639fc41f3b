"""Figures of plain clauses are asked for with what they count or measure, hedges kept."""

from __future__ import annotations

import pytest

from quizapp.errors import NothingToAsk
from tests.core.reader import read

ASKED = [
    ("The Ministry of Harbours employed 400 pilots in 2009.",
     "How many pilots did the Ministry of Harbours employ in 2009?", "400"),
    ("In 1466, about 40,000 people died of fever in Ghent.",
     "In 1466, about how many people died of fever in Ghent?", "40,000"),
    ("Since 1964, over 15,000 sailors have trained at the Porto Academy.",
     "Since 1964, how many sailors have trained at the Porto Academy?", "over 15,000"),
    ("The Porto Academy has offices in seventeen countries.",
     "In how many countries does the Porto Academy have offices?", "seventeen"),
    ("Exports of Danish butter fell by 53 percent between 1995 and 2008.",
     "By what percentage did exports of Danish butter fall between 1995 and 2008?", "53 percent"),
    ("The port tax of Ghent was 7 percent.", "What was the port tax of Ghent?", "7 percent"),
    ("The bridge over the Douro is 385 metres long.", "How long is the bridge over the Douro?", "385 metres"),
    ("The bridge over the Douro cost $4 million.", "How much did the bridge over the Douro cost?", "$4 million"),
    ("Ghent has a population of 265,000.", "What is the population of Ghent?", "265,000"),
]  # fmt: skip
SILENT = [
    "The two largest mills of Ghent were sold to Danish traders.",
    "They employed 400 pilots in 2009.",
    "The Ministry of Harbours may employ 400 pilots.",
    "Chapter 12 of the report by the Ministry of Harbours lists ships.",
]


@pytest.mark.parametrize(("text", "stem", "key"), ASKED, ids=[stem for _, stem, _ in ASKED])
def test_a_figure_is_asked_for(text: str, stem: str, key: str) -> None:
    assert (stem, key) in {(focus.question, focus.answer) for focus in read(text).focuses("quantity")}


@pytest.mark.parametrize("text", SILENT)
def test_a_figure_that_stands_for_nothing_plain_is_not_asked_for(text: str) -> None:
    try:
        found = read(text)
    except NothingToAsk:
        return
    assert not [item for item in found.generation.items if item.pattern == "quantity"]


@pytest.mark.parametrize("text", [text for text, _, _ in ASKED])
def test_its_items_have_no_fault(text: str) -> None:
    assert read(text).faults() == []


def test_options_are_figures_in_order_that_the_text_does_not_have() -> None:
    text = (
        "The Ministry of Harbours employed 400 pilots in 2009. The Porto Academy trained 800 pilots in Ghent."
    )
    items = [
        item for item in read(text).generation.items if item.kind == "mcq" and item.pattern == "quantity"
    ]
    offered = [[int(option.text) for option in item.body.options] for item in items]  # type: ignore[attr-defined]
    assert offered
    assert all(numbers == sorted(numbers) for numbers in offered)
    assert all(not ({400, 800} <= {*numbers}) or len(numbers) > 2 for numbers in offered)
