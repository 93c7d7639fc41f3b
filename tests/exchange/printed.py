"""A deck of every kind whose items carry a word of their own in every text, so that paper shows where each one is."""

from __future__ import annotations

from datetime import UTC, datetime

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.item import Item, written_id
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.text.source import Source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONG = " and what came in by sea was written down in the book of the harbour master" * 3


def token(number: int) -> str:
    """The word of an item."""
    return f"Q{number:03d}x"


def _bodies(of: str) -> tuple[tuple[str, ItemBody], ...]:
    """A stem and a body of each kind, whose texts all hold this word; the fourth is long, and two are Chinese."""
    options = tuple(Option(text=f"{of} {n}", correct=n == "one") for n in ("one", "two", "three", "four"))
    several = tuple(Option(text=f"{of} 港口 {n}", correct=n != "三") for n in "一二三")
    long = tuple(Option(text=f"{of}{LONG} {n} {of}", correct=n == "a") for n in "abcd")
    pairs = tuple(Pair(left=f"{of} left {n}", right=f"{of} right {n}") for n in "pqrs")
    return (
        (f"{of} which one?", Mcq(options=options)),
        (f"{of} 哪些是对的？", MultipleResponse(options=several)),
        (f"{of} match them.", Matching(pairs=pairs)),
        (f"{of}{LONG} which one?", Mcq(options=long)),
        (f"{of} put in order.", Ordering(sequence=tuple(f"{of} step {n}" for n in "1234"))),
        (
            f"{of} has {{{{1}}}} and {{{{2}}}} in it {of}.",
            Cloze(gaps=(GapKey(key="salt"), GapKey(key="iron", accept=("ore",)))),
        ),
        (f"{of} how many?", ShortAnswer(answers=("1,905",))),
        (f"{of} 什么？", Basic(answers=(f"{of} a harbour",))),
    )


def item(number: int) -> Item:
    """The item with this number: every kind in turn."""
    stem, body = _bodies(token(number))[number % 8]
    return Item(
        id=written_id(f"{number:016x}"), stem=stem, body=body, category="fact", rationale="", statement="",
        evidence=None, written=True,
    )  # fmt: skip


def deck(size: int, *, id: str = "paper") -> Deck:
    """That many items."""
    entries = tuple(DeckItem(item=item(number), version=1, modified=NOW) for number in range(size))
    source = Source(title="Paper", text="Paper is white.")
    return Deck(id=id, title="Paper", about="", reference="", anki_id=1, source=source, items=entries)
