"""Of every sentence it is told what became of it."""

from __future__ import annotations

import pytest

from quizapp.core.items.explain import SentenceOutcome, explain
from quizapp.core.items.generate import generate
from tests.core.items.cast import focus, statement

PORTO = "The council opened the bridge of Porto in 1998."
HE = "He went to Faro."
STARTS = {PORTO: 100, HE: 300}
SENTENCES = ((0, 50), (100, 100 + len(PORTO)), (300, 300 + len(HE)))


@pytest.fixture(scope="module")
def told() -> tuple[SentenceOutcome, ...]:
    """Three sentences: nothing is found in the first, nothing can be asked of the last."""
    made = [
        statement(HE, focus(HE, "Faro", start=300), start=300, context="it does not say who “He” is"),
        statement(
            PORTO,
            focus(PORTO, "Porto", start=100, type="city", question="Which town has a bridge?"),
            focus(PORTO, "1998", start=100, type="year", question="When was the bridge opened?"),
            start=100,
        ),
    ]
    return explain(SENTENCES, made, generate(made))


def test_every_sentence_is_told_of_in_the_order_of_the_text(told: tuple[SentenceOutcome, ...]) -> None:
    assert tuple((one.start, one.end) for one in told) == SENTENCES


def test_a_sentence_without_a_statement_says_so(told: tuple[SentenceOutcome, ...]) -> None:
    assert [len(one.statements) for one in told] == [0, 1, 1]


def test_a_statement_stands_under_its_sentence(told: tuple[SentenceOutcome, ...]) -> None:
    assert [outcome.statement.quote for one in told for outcome in one.statements] == [PORTO, HE]


def test_a_statement_has_items_or_a_rejection(told: tuple[SentenceOutcome, ...]) -> None:
    asked, lost = (outcome for one in told for outcome in one.statements)
    assert (bool(asked.items), asked.rejection) == (True, None)
    assert (lost.items, lost.rejection is not None) == ((), True)


def test_what_fell_stands_under_its_statement(told: tuple[SentenceOutcome, ...]) -> None:
    outcomes = [outcome for one in told for outcome in one.statements]
    assert outcomes[0].dropped
    assert all(one.statement == outcome.statement.id for outcome in outcomes for one in outcome.dropped)


def test_nothing_gives_nothing() -> None:
    assert explain((), (), generate([])) == ()
