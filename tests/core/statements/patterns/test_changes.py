"""Which way something changes is asked for with the contrary and no change as the only other options."""

from __future__ import annotations

import pytest

from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.statements.directions import contrary, direction
from tests.core.reader import read

UP, DOWN = "It increases", "It decreases"
ASKED = [
    ("A rise in wages automatically increases tax payments.",
     "How does a rise in wages affect tax payments?", "They increase"),
    ("Better roads tend to reduce the price of bread.", "How do better roads tend to affect the price of bread?", DOWN),
    ("A higher level of imports will cause a larger trade deficit.",
     "How will a higher level of imports affect the trade deficit?", UP),
    ("The inflow of foreign money leads to lower investment.",
     "How does the inflow of foreign money affect investment?", DOWN),
    ("Rain raises the level of rivers, whereas dry wind usually reduces the flow of water.",
     "How does dry wind affect the flow of water?", "It decreases"),
    ("If the supply of bread exceeds the demand, then average prices will fall.",
     "What will happen to average prices if the supply of bread exceeds the demand?", "They decrease"),
    ("The number of bakers increased in Porto after 1998.",
     "What happened to the number of bakers in Porto after 1998?", "It increased"),
]  # fmt: skip
REFUSED = {
    "a denied change": "A rise in wages does not increase tax payments.",
    "a hedged change": "A rise in wages sometimes increases tax payments.",
    "a cause unnamed": "This increases tax payments in all towns.",
    "a change of nobody knows when": "The number of bakers increased.",
    "a dashed-in remark": "The law must hold—it is, after all, an old law—the rise in wages will mean a higher price.",
    "a figure for a thing": "The council increased the 5% share of the town.",
}


@pytest.mark.parametrize(("text", "question", "key"), ASKED)
def test_a_direction_is_asked_for(text: str, question: str, key: str) -> None:
    assert (question, key) in [(focus.question, focus.answer) for focus in read(text).focuses("change")]


@pytest.mark.parametrize("text", [text for text, *_ in ASKED])
def test_the_options_are_more_less_and_the_same(text: str) -> None:
    asked = next(focus for focus in read(text).focuses("change") if focus.question)
    ways = sorted(direction(option.split()[1]) for option in (asked.answer, *asked.contraries))
    assert ways == ["", "decrease", "increase"]


def test_a_direction_becomes_a_choice_whose_wrong_options_say_the_contrary() -> None:
    item = next(item for item in read(ASKED[1][0]).generation.candidates if item.kind == "mcq")
    assert isinstance(item.body, Mcq)
    assert {option.feedback for option in item.body.options if not option.correct} == {
        "The text says the contrary: it decreases."
    }


@pytest.mark.parametrize("name", REFUSED)
def test_no_direction_is_asked_for_in(name: str) -> None:
    text = f"{REFUSED[name]} A price floor is the lowest price that can be charged for a good."
    assert not [s for s in read(text).of("change") if not s.context]


@pytest.mark.parametrize(
    ("word", "other"),
    [("rises", "falls"), ("Higher", "lower"), ("fewer", "more"), ("reduced", "increased"), ("tea", "")],
)
def test_a_word_of_direction_has_its_contrary_in_the_same_form(word: str, other: str) -> None:
    assert contrary(word) == other
    assert not other or {direction(word), direction(other)} == {"increase", "decrease"}
