"""Items of every kind whose texts are noise, and decks of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from quizapp.core.decks.deck import Deck
from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.item import Item
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.core.text.source import Source

SIGNS = [
    *"=~#{}:\\%*<>&\"'|/;-+@[]$ \n\tab1é中ש😀\u0644\u200f\u00a0\u2028",
    *("->", "]]>", "{{1}}", "&amp;", "{1:SA:=x}", "<img>", "\\}", "&#35;", "<br>", "// ", "****", "::"),
]
TEXTS = (
    st.lists(st.sampled_from(SIGNS), min_size=1, max_size=7)
    .map(lambda signs: "".join(signs).strip())
    .filter(lambda text: text.strip("\u200f\u00a0\u2028 \n\t") == text != "")
)
"""Texts with every sign that means something to a format, Unicode and both directions of writing."""


def deck_of(items: Sequence[Item]) -> Deck:
    """A deck that holds nothing yet: formats are given its items beside it."""
    return Deck(
        id="deck-1", title="A <deck> & more", about="", reference="", anki_id=1, source=Source(title="T", text="x"),
        items=(),
    )  # fmt: skip


def own(id: str, stem: str, body: ItemBody, **fields: Any) -> Item:
    """An item that a person wrote."""
    return Item(
        id=id, stem=stem, body=body, category=fields.pop("category", "kind & sort"), statement="", evidence=None,
        rationale=fields.pop("rationale", ""), written=True, pattern="by hand", confidence=1.0, **fields,
    )  # fmt: skip


def bodies(draw: st.DrawFn) -> tuple[str, ItemBody]:
    """A stem and a body of any kind."""
    texts = draw(st.lists(TEXTS, min_size=4, max_size=4, unique_by=lambda text: " ".join(text.split())))
    first, second, third, fourth = texts
    options = tuple(
        Option(text=text, correct=at in {1, 3}, feedback=third if at == 2 else "")
        for at, text in enumerate(texts)
    )
    single = (*options[:3], Option(text=fourth, correct=False))
    claim = (Option(text="True", correct=True), Option(text="False", correct=False, feedback=first))
    gapped = f"{first} {{{{1}}}}{second}\n{{{{2}}}} end".replace("{{1}}{{1}}", "{{1}}")
    made: list[tuple[str, ItemBody]] = [
        (first, Mcq(options=single)),
        (first, MultipleResponse(options=options)),
        (first, TrueFalse(options=claim)),
        (first, ShortAnswer(answers=(second, third))),
        (first, Basic(answers=(second, third))),
        (first, Matching(pairs=(Pair(left=second, right=third), Pair(left=first, right=fourth)))),
        (first, Ordering(sequence=(third, second, fourth))),
        (gapped, Cloze(gaps=(GapKey(key=third, accept=(fourth,)), GapKey(key=first)))),
    ]
    return draw(st.sampled_from(made))


@st.composite
def items(draw: st.DrawFn) -> Item:
    """An item of any kind with noise in every text."""
    stem, body = bodies(draw)
    tags = tuple(
        dict.fromkeys(draw(st.lists(TEXTS, max_size=2, unique_by=lambda text: " ".join(text.split()))))
    )
    rationale = draw(st.one_of(st.just(""), TEXTS))
    return own("w1", stem, body, category=draw(TEXTS), rationale=rationale, tags=tags)
