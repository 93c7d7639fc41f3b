"""Ada's decks, small and whole: items built from every kind's own exemplars, with quotes that prove them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import cast

from quizapp.core.decks.deck import Deck, DeckItem, ItemStatus
from quizapp.core.items.interaction import GapKey, Interaction, Option, TextEntry
from quizapp.core.items.item import Item, item_id
from quizapp.core.items.kind import Derivation, Exemplar, ItemBody
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=30)
ANKI_ID = 1_772_366_400_123


def evidence(quote: str) -> Evidence:
    """A quote that begins its source."""
    return Evidence(start=0, end=len(quote), quote=quote)


def item(body: ItemBody, *, stem: str = "What is it?", quote: str | None = None, name: str = "s1",
         category: str = "clean-energy", derivation: Derivation | None = None) -> Item:  # fmt: skip
    """An item whose quote holds its keys."""
    quote = quote if quote is not None else f"It is said here: {'; '.join(body.keys())} and no more."
    return Item(
        id=item_id(name, body.kind, "slot"),
        stem=stem,
        body=body,
        category=category,
        rationale="The report says so.",
        statement=name,
        evidence=evidence(quote),
        derivation=derivation,
    )


def exemplar_item(exemplar: Exemplar, *, name: str) -> Item:
    """The exemplar with a proof."""
    if exemplar.body.keys() == ("True",):
        claim = Derivation(rule="stated", source=exemplar.stem)
        return item(
            exemplar.body,
            stem=exemplar.stem,
            quote=f"{exemplar.stem} It is cold.",
            name=name,
            derivation=claim,
        )
    return item(exemplar.body, stem=exemplar.stem, name=name)


def exemplars() -> list[Item]:
    """Every exemplar of every kind."""
    return [
        exemplar_item(exemplar, name=f"{kind}-{n}")
        for kind, body in KINDS.items()
        for n, exemplar in enumerate(body.exemplars())
    ]


def entry(
    asked: Item, *, modified: datetime = NOON, status: ItemStatus = "accepted", version: int = 1
) -> DeckItem:
    """The item in its deck."""
    return DeckItem(item=asked, version=version, modified=modified, status=status)


def deck(*entries: DeckItem | Item, title: str = "Northeast China", anki_id: int = ANKI_ID) -> Deck:
    """Ada's deck of these."""
    items = tuple(each if isinstance(each, DeckItem) else entry(each) for each in entries)
    return Deck(id="northeast", title=title, about="What <the report> says.", reference="https://example.org/report",
                anki_id=anki_id, source=Source(title="A report", text="Text."), items=items)  # fmt: skip


def basic(answer: str = "Harbin", *, stem: str = "Where was the meeting held?", name: str = "s1",
          category: str = "place") -> Item:  # fmt: skip
    """A card with one prompt and one answer."""
    return item(Basic(answers=(answer,)), stem=stem, name=name, category=category)


def cloze(stem: str, *keys: str, name: str = "s1") -> Item:
    """A text with gaps."""
    return item(Cloze(gaps=tuple(GapKey(key=key) for key in keys)), stem=stem, name=name)


def mcq(key: str = "Heilongjiang", *wrong: str, stem: str = "Of which province is Harbin the capital?",
        name: str = "s1") -> Item:  # fmt: skip
    """A choice whose key comes second."""
    others = wrong or ("Liaoning", "Jilin")
    options = [Option(text=text, correct=False, feedback=f"Not {text}.") for text in others]
    options.insert(1, Option(text=key, correct=True))
    return item(Mcq(options=tuple(options)), stem=stem, name=name, category="region")


def multiple() -> Item:
    """A choice of several: wind and sun among four."""
    options = (
        Option(text="wind", correct=True),
        Option(text="coal", correct=False, feedback="An old industry."),
        Option(text="sun", correct=True),
        Option(text="railways", correct=False),
    )
    return item(MultipleResponse(options=options), stem="Which of these are clean energies?")


@dataclass(frozen=True, kw_only=True)
class Carrier(Basic):
    """A body that carries any interaction: its proof is simple, whatever texts are asked."""

    carried: Interaction

    def interaction(self, stem: str) -> TextEntry:
        """What it carries, which for these tests need not be a text entry."""
        return cast(TextEntry, self.carried)


def carrying(carried: Interaction) -> Item:
    """An item that asks exactly this."""
    return item(Carrier(answers=("wind",), carried=carried))


def numbered(count: int) -> list[Item]:
    """Items that say their place in the deck."""
    return [basic(f"answer {n}", stem=f"stem {n:03}", name=f"n{n}", category="") for n in range(count)]


def edited(asked: Item, **changes: object) -> DeckItem:
    """The same item with another content, a month later."""
    return entry(replace(asked, **changes), modified=LATER, version=2)  # type: ignore[arg-type]


def names(items: Iterable[Item]) -> list[str]:
    """For test ids."""
    return [f"{each.kind}-{n}" for n, each in enumerate(items)]
