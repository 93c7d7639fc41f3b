"""Statements and items as small as a claim needs, each with its proof."""

from __future__ import annotations

from dataclasses import replace

from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.item import Item, item_id
from quizapp.core.items.kind import Derivation, Exemplar, ItemBody
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.core.items.proof import Evidence
from quizapp.core.statements.pool import DistractorPool, PoolEntry
from quizapp.core.statements.statement import Focus, Span, Statement, StatementKind, statement_id

OXYGEN = "Joseph Priestley discovered oxygen in 1774."


def item(
    body: ItemBody, *, quote: str, stem: str = "What is it?", derivation: Derivation | None = None,
    category: str = "fact", name: str = "s1", slot: str = "slot",
) -> Item:  # fmt: skip
    """An item whose quote begins its source."""
    return Item(
        id=item_id(name, body.kind, slot),
        stem=stem,
        body=body,
        category=category,
        rationale="The text says so.",
        statement=name,
        evidence=Evidence(start=0, end=len(quote), quote=quote),
        derivation=derivation,
    )


def exemplar_item(exemplar: Exemplar) -> Item:
    """The exemplar with a quote that proves it."""
    if exemplar.body.keys() == ("True",):
        stated = Derivation(rule="stated", source=exemplar.stem)
        return item(exemplar.body, stem=exemplar.stem, quote=exemplar.stem, derivation=stated)
    return item(exemplar.body, stem=exemplar.stem, quote=f"Here stand {'; '.join(exemplar.body.keys())}.")


EXEMPLARS: dict[str, Exemplar] = {
    f"{kind}-{n}": exemplar for kind, body in KINDS.items() for n, exemplar in enumerate(body.exemplars(), 1)
}

IN_WORDS = {name: exemplar for name, exemplar in EXEMPLARS.items() if exemplar.body.kind != "faces"}
"""Those that other programs can take."""


def basic(*answers: str, quote: str | None = None, stem: str = "What is it?", name: str = "s1") -> Item:
    """A card that asks for these."""
    return item(
        Basic(answers=answers), quote=quote or f"Here stand {'; '.join(answers)}.", stem=stem, name=name
    )


def cloze(stem: str, *keys: str, name: str = "s1") -> Item:
    """A text with gaps."""
    body = Cloze(gaps=tuple(GapKey(key=key) for key in keys))
    return item(body, quote=f"Here stand {'; '.join(keys)}.", stem=stem, name=name)


def mcq(key: str, *wrong: str, stem: str = "Which is it?", name: str = "s1") -> Item:
    """A choice whose key comes first."""
    options = (Option(text=key, correct=True), *(Option(text=text, correct=False) for text in wrong))
    return item(Mcq(options=options), quote=f"Here stands {key}.", stem=stem, name=name)


def true_false(stem: str, *, name: str = "s1", is_true: bool = True) -> Item:
    """A claim that its quote states, or one whose year was swapped for 1774."""
    options = (Option(text="True", correct=is_true), Option(text="False", correct=not is_true))
    rule = Derivation(rule="stated", source=stem) if is_true else Derivation(rule="swapped", source="1774")
    quote = stem if is_true else OXYGEN
    return item(TrueFalse(options=options), quote=quote, stem=stem, derivation=rule, name=name)


def focus(
    text: str, *answers: str, start: int = 0, type: str = "thing", name: str = "answer", **more: object
) -> Focus:
    """A focus whose answers stand in the text."""
    spans = tuple(
        Span(text=answer, start=start + text.index(answer), end=start + text.index(answer) + len(answer))
        for answer in answers
    )
    return replace(Focus(name=name, spans=spans, type=type), **more)  # type: ignore[arg-type]


def statement(
    text: str, *focuses: Focus, kind: StatementKind = "fact", start: int = 0, quote: str | None = None,
    **more: object,
) -> Statement:  # fmt: skip
    """A statement that is its own quote."""
    quote = quote if quote is not None else text
    made = Statement(
        id=statement_id(kind, "made", quote, focuses=focuses), kind=kind, pattern="made", category="fact", start=start,
        end=start + len(quote), quote=quote, text=text, focuses=focuses,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def pool(*statements: Statement, **curated: tuple[str, ...]) -> DistractorPool:
    """The statements' own values, and curated ones by type."""
    entries = [PoolEntry(text=text, type=type) for type, texts in curated.items() for text in texts]
    return DistractorPool(statements, curated=entries)
