"""What formats of other programs have no place for, each with a name and a sentence for who takes a file away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from quizapp.core.items.interaction import Sides
from quizapp.core.items.item import FROM_ANKI, Item
from quizapp.exchange.apkg.names import tag_of
from quizapp.exchange.markup import folded, legible
from quizapp.phrases import phrase

_TYPED = frozenset({"short_answer", "cloze"})


@dataclass(frozen=True, kw_only=True)
class Loss:
    """Something of an item that is left out; ``concerns`` tells whether this very item has it to lose."""

    name: str
    sentence: str
    concerns: Callable[[Item], bool]


def _has_masks(item: Item) -> bool:
    how = item.body.interaction(item.stem)
    return isinstance(how, Sides) and any(side.masks or side.picture for side in how.sides)


PLACE = Loss(
    name="place",
    sentence=phrase("Where the quote stands in the text is left out."),
    concerns=lambda item: item.evidence is not None,
)
QUOTE = Loss(
    name="quote",
    sentence=phrase("The quote that proves the key is left out."),
    concerns=lambda item: bool(item.quote),
)
RECORD = Loss(
    name="record",
    sentence=phrase("How the item was made from the text is left out."),
    concerns=lambda item: not item.written or bool(item.statement or item.derivation or item.flaws),
)
MEDIA = Loss(
    name="media",
    sentence=phrase("Images and sounds are left out."),
    concerns=lambda item: bool(item.media),
)
CARD_RATIONALE = Loss(
    name="rationale",
    sentence=phrase("The rationale of a recall item gives way to its answer."),
    concerns=lambda item: item.body.self_graded and bool(item.rationale),
)
MEMBERS = Loss(
    name="members",
    sentence=phrase("The parts of a recall item’s answer become one text."),
    concerns=lambda item: item.body.self_graded and len(item.body.keys()) > 1,
)
FORGIVENESS = Loss(
    name="forgiveness",
    sentence=phrase("Only letter case is forgiven there, no slip of the pen, accent or article."),
    concerns=lambda item: item.kind in _TYPED,
)
SHARES = Loss(
    name="shares",
    sentence=phrase("An order that is partly right earns nothing there."),
    concerns=lambda item: item.kind == "ordering",
)
OTHER_SHARES = Loss(
    name="shares",
    sentence=phrase("An order that is partly right earns another share there."),
    concerns=lambda item: item.kind == "ordering",
)
JUDGING = Loss(
    name="judging",
    sentence=phrase("Learners judge their answers themselves there."),
    concerns=lambda item: not item.body.self_graded,
)
LABELS = Loss(
    name="labels",
    sentence=phrase(
        "Category and tags become Anki’s tags: in small letters, with hyphens for spaces and signs."
    ),
    concerns=lambda item: any(text != tag_of(text) for text in (item.category, *item.tags)),
)
MASKS = Loss(
    name="masks",
    sentence=phrase("The masks of an image are left out, unless the card came from Anki and goes back."),
    concerns=_has_masks,
)
ORIGIN = Loss(
    name="origin",
    sentence=phrase(
        "Fields and templates of Anki’s notes are left out: where the file is read, they go to Anki as new cards."
    ),
    concerns=lambda item: item.pattern == FROM_ANKI,
)
SPACES = Loss(
    name="spaces",
    sentence=phrase("Several spaces or line breaks in a row become one."),
    concerns=lambda item: any(folded(text) != text.strip() for text in _texts(item)),
)
SIGNS = Loss(
    name="signs",
    sentence=phrase("Control characters are left out."),
    concerns=lambda item: any(legible(text) != text for text in _texts(item)),
)


def _texts(item: Item) -> Iterator[str]:
    """Every text of an item that a file may carry."""
    yield from (item.stem, item.rationale, item.category, item.quote, *item.tags)
    yield from _texts_in(msgspec.to_builtins(item.body))


def _texts_in(plain: object) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for value in plain.values():
            yield from _texts_in(value)
    elif isinstance(plain, list | tuple):
        for value in plain:
            yield from _texts_in(value)
