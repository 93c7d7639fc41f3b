"""What somebody or something does something to: asked where enough is told to know it by."""

from __future__ import annotations

import pytest

from tests.core.reader import read

ASKED = {
    "In 1924 the Norwegian Harbour Board published a chart of hidden sandbanks.": (
        "In 1924, what did the Norwegian Harbour Board publish?",
        "chart of hidden sandbanks",
    ),
    "In 1911 the Dutch Water Board drained large coastal marshes.": (
        "In 1911, what did the Dutch Water Board drain?",
        "large coastal marshes",
    ),
}
REFUSED = {
    "no more than who did it": "Norwegian lawmakers drafted a longer harbour law.",
    "an object that says nothing": "In 1924 the Norwegian Harbour Board found a way.",
    "what is denied": "In 1924 the Norwegian Harbour Board did not publish a chart of hidden sandbanks.",
    "somebody unknown": "In 1924 they published a chart of hidden sandbanks.",
    "an object that may be anything": "The Norwegian Harbour Board achieved unprecedented safety in coastal waters.",
    "a verb that says nothing": "In 1924 the Norwegian Harbour Board had a chart of hidden sandbanks.",
}


@pytest.mark.parametrize("text", ASKED)
def test_an_object_is_asked_for(text: str) -> None:
    (focus,) = read(text).focuses("complement")
    assert (focus.question, focus.answer) == ASKED[text]


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_asked_of(name: str) -> None:
    text = f"{REFUSED[name]} A price floor is the lowest price that can be charged for a good."
    assert not [one for one in read(text).of("complement") if not one.context]


def test_an_object_of_one_verb_is_no_wrong_answer_to_another() -> None:
    types = {focus.type for text in ASKED for focus in read(text).focuses("complement")}
    assert types == {"object-of-publish", "object-of-drain"}
