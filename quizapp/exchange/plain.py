"""Items as plain text to read on a terminal or print: stem, options, key, and the quote that proves it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from quizapp.core.items.interaction import Choice, Gap, Match, Order, TextEntry
from quizapp.core.items.item import Item
from quizapp.core.text.source import Source

_WIDTH = 96
_LETTERS = "abcdefghijklmnop"


def write_plain(source: Source, items: Sequence[Item]) -> str:
    """All items, numbered; the key is marked with an asterisk or given after “Key:”."""
    blocks = [f"{source.title}\n{source.words} words, {len(items)} items"]
    blocks += ["\n".join(_lines(number, item)) for number, item in enumerate(items, 1)]
    return "\n\n".join(blocks) + "\n"


def _lines(number: int, item: Item) -> Iterator[str]:
    label = item.kind.replace("_", " ")
    yield _wrap(f"{number}. [{label}] {_readable(item.stem)}", indent=4)
    interaction = item.body.interaction(item.stem)
    match interaction:
        case Choice():
            for letter, option in zip(_LETTERS, interaction.options, strict=False):
                yield _wrap(f"   {'*' if option.correct else ' '} {letter}) {option.text}", indent=8)
        case Gap():
            yield _wrap("   Key: " + "; ".join(gap.key for gap in interaction.gaps), indent=8)
        case Match():
            yield from (_wrap(f"   {left} → {right}", indent=8) for left, right in interaction.pairs)
        case Order():
            yield _wrap("   Key: " + " → ".join(interaction.sequence), indent=8)
        case TextEntry():
            yield _wrap("   Key: " + interaction.answers[0], indent=8)
    yield _wrap(f"   “{' '.join(item.evidence.quote.split())}”", indent=4)


def _readable(stem: str) -> str:
    return stem.replace("{{", "[").replace("}}", "]")


def _wrap(text: str, *, indent: int) -> str:
    return textwrap.fill(text, _WIDTH, subsequent_indent=" " * indent, break_long_words=False)
