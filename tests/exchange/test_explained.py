"""What became of a text's sentences can be read by people and by programs."""

from __future__ import annotations

import json

import pytest

from quizapp.core.items.explain import SentenceOutcome, explain
from quizapp.core.items.generate import generate
from quizapp.core.text.source import Source
from quizapp.exchange.explained import write_explained, write_explained_json
from tests.core.items.cast import focus, statement

TEXT = "Well, well. The council opened the bridge of Porto in 1998. He went to Faro."
SOURCE = Source(title="Bridges", text=TEXT)
SENTENCES = ((0, 11), (12, 59), (60, 76))


@pytest.fixture(scope="module")
def outcomes() -> tuple[SentenceOutcome, ...]:
    """One sentence without a statement, one with items, one that needs its context."""
    opened, went = (TEXT[start:end] for start, end in SENTENCES[1:])
    made = [
        statement(
            opened,
            focus(opened, "Porto", start=12, type="city", question="Which town has a bridge?"),
            focus(opened, "1998", start=12, type="year", question="When was the bridge opened?"),
            start=12,
        ),
        statement(went, focus(went, "Faro", start=60), start=60, context="it does not say who “He” is"),
    ]
    return explain(SENTENCES, made, generate(made))


@pytest.mark.parametrize(
    "line",
    [
        "Bridges",
        "15 words, 3 sentences (1 without a statement), 2 statements, ",
        "1. “Well, well.”",
        "No pattern found a statement in this sentence.",
        "(12–59): The council opened the bridge of Porto in 1998.",
        "Which town has a bridge? → Porto",
        "No item, because it does not say who “He” is. [context]",
        "[fact-asked]",
    ],
)
def test_people_read_what_became_of_each_sentence(line: str, outcomes: tuple[SentenceOutcome, ...]) -> None:
    assert line in write_explained(SOURCE, outcomes)


def test_gaps_are_shown_as_numbers(outcomes: tuple[SentenceOutcome, ...]) -> None:
    assert "{{" not in write_explained(SOURCE, outcomes)


def test_programs_read_the_same(outcomes: tuple[SentenceOutcome, ...]) -> None:
    told = json.loads(write_explained_json(SOURCE, outcomes))
    first, second, third = told["sentences"]
    assert first == {"start": 0, "end": 11, "text": "Well, well.", "statements": []}
    assert second["statements"][0]["items"]
    assert second["statements"][0]["rejection"] is None
    assert third["statements"][0]["rejection"]["name"] == "context"
    assert {"kind", "stem", "key", "name", "reason"} == set(second["statements"][0]["dropped"][0])
