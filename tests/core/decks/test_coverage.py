"""How much of a text a deck asks about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quizapp.core.decks.coverage import OVER, Asked, asked_of, coverage_of
from quizapp.core.decks.deck import Deck, DeckItem, ItemStatus
from quizapp.core.items.generate import Rejection
from quizapp.core.statements.statement import Statement
from quizapp.core.text.source import Source
from tests.core.items.cast import basic

NOW = datetime(2026, 3, 1, tzinfo=UTC)
QUOTE = "They burn coal."
TEXT = f"{QUOTE} They burn peat."


def stated(id: str, start: int = 0, quote: str = QUOTE) -> Statement:
    return Statement(
        id=id, kind="fact", pattern="p", category="fact", start=start, end=start + len(quote), quote=quote, text=quote
    )  # fmt: skip


STATEMENTS = [stated("s2", 16, "They burn peat."), stated("s1"), stated("s3")]


def deck(*statuses: ItemStatus, quote: str = QUOTE) -> Deck:
    """A deck with an item of these statuses each about the first sentence."""
    item = replace(basic("coal", quote=quote), statement="s1")
    entries = [
        DeckItem(item=replace(item, id=f"i{n}"), version=1, modified=NOW, status=status)
        for n, status in enumerate(statuses)
    ]
    return Deck(
        id="d", title="D", about="", reference="", anki_id=1, source=Source(title="D", text=TEXT), items=tuple(entries)
    )  # fmt: skip


def asked(found: Deck) -> tuple[Asked, ...]:
    return asked_of(found, STATEMENTS, [Rejection(statement=id, reason="so") for id in ("s1", "s2", "s3")])


def test_statements_stand_in_the_order_of_the_text_with_their_items_or_the_reason_why_none() -> None:
    found = asked(deck("draft", "accepted"))
    assert [(one.statement.id, len(one.items), one.reason) for one in found] == [
        ("s1", 2, ""),
        ("s3", 0, "so"),
        ("s2", 0, "so"),
    ]
    assert (found[0].accepted, len(found[0].drafts)) == (1, 1)


def test_items_of_an_earlier_text_count_for_nothing() -> None:
    found = deck("accepted", quote="They burn coal and wood.")
    assert [one.items for one in asked(found)] == [(), (), ()]
    assert coverage_of(found, asked(found)).tested == 0


@pytest.mark.parametrize(
    ("statuses", "cover"),
    [
        ((), "untested"),
        (("draft", "rejected", "retired"), "untested"),
        (("accepted",), "tested"),
        (("accepted",) * (OVER - 1), "tested"),
        (("accepted",) * OVER, "over"),
    ],
)
def test_a_sentence_is_covered_by_accepted_items(statuses: tuple[ItemStatus, ...], cover: str) -> None:
    found = deck(*statuses)
    first, second = coverage_of(found, asked(found)).sentences
    assert (first.cover, second.cover) == (cover, "untested")
    assert [one.statement.id for one in first.states] == ["s1", "s3"]


def test_the_share_is_that_of_sentences_that_state_something() -> None:
    found = deck("accepted")
    covered = coverage_of(found, asked(found))
    assert (covered.share, covered.count("tested"), covered.count("untested")) == (0.5, 1, 1)
    assert coverage_of(found, ()).share == 1.0


def test_the_statement_to_look_at_first_is_one_with_drafts() -> None:
    found = deck("draft")
    assert coverage_of(found, asked(found)).sentences[0].leading.statement.id == "s1"
