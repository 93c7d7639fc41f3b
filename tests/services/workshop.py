"""A deck of ada's with one item of every kind, made by hand so that its contents are known."""

from __future__ import annotations

import pytest
from flask import Flask

from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.item import Item
from quizapp.core.items.kind import Derivation, ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source
from quizapp.store import decks, items, sources
from quizapp.store.database import transaction
from tests.store.northern import NOW

WORKSHOP = "workshop"
TEXT = "Harbin is the capital of Heilongjiang, Shenyang of Liaoning and Changchun of Jilin."
CITIES = ("Harbin", "Shenyang", "Changchun")


def _option(text: str, *, correct: bool = False) -> Option:
    return Option(text=text, correct=correct, feedback="" if correct else "It lies elsewhere.")


BODIES: dict[str, tuple[str, ItemBody]] = {
    "mcq": ("Which city is the capital of Jilin?",
            Mcq(options=(_option("Harbin"), _option("Changchun", correct=True), _option("Dalian")))),
    "multiple_response": ("Which cities are capitals?",
                          MultipleResponse(options=(_option("Harbin", correct=True), _option("Dalian"),
                                                    _option("Shenyang", correct=True), _option("Daqing")))),
    "true_false": ("Harbin is the capital of Heilongjiang.",
                   TrueFalse(options=(_option("True", correct=True), _option("False")))),
    "cloze": ("{{1}} is the capital of Heilongjiang, {{2}} of Liaoning.",
              Cloze(gaps=(GapKey(key="Harbin"), GapKey(key="Shenyang", accept=("Mukden",))))),
    "short_answer": ("Name the capital of Liaoning.", ShortAnswer(answers=("Shenyang", "Mukden"))),
    "basic": ("Name the three capitals.", Basic(answers=CITIES)),
    "matching": ("Match each city to its province.",
                 Matching(pairs=(Pair(left="Harbin", right="Heilongjiang"), Pair(left="Shenyang", right="Liaoning")))),
    "ordering": ("Put the cities in the order of the text.", Ordering(sequence=CITIES)),
}  # fmt: skip


def made(kind: str) -> Item:
    """The item of this kind."""
    stem, body = BODIES[kind]
    derivation = Derivation(rule="stated", source=TEXT) if kind == "true_false" else None
    evidence = Evidence(start=0, end=len(TEXT), quote=TEXT)
    return Item(id=kind, stem=stem, body=body, category="capitals", rationale=TEXT, statement="s1", evidence=evidence,
                derivation=derivation, pattern="by hand")  # fmt: skip


def build(*, published: bool) -> str:
    """Store the deck, all its items still drafts; its id."""
    with transaction() as connection:
        source = sources.add(connection, Source(title="Capitals", text=TEXT))
        deck = decks.add(
            connection, public_id=WORKSHOP, title="Capitals", source_id=source, published=published, now=NOW
        )
        kept = {position: made(kind) for position, kind in enumerate(BODIES)}
        items.add(connection, deck, kept, source_id=source, status="draft", now=NOW)
    return WORKSHOP


@pytest.fixture
def workshop(app: Flask) -> str:
    """The id of the deck before it is published."""
    return build(published=False)


@pytest.fixture
def published(app: Flask) -> str:
    """The id of the deck, published, all its items still drafts."""
    return build(published=True)
