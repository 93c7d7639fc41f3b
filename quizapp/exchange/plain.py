"""Items as plain text to read on a terminal or print: stem, options, key, and the quote that proves it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from quizapp.core.items.interaction import Choice, Gap, Match, Order, TextEntry
from quizapp.core.items.item import Item
from quizapp.core.text.source import Source

_WIDTH = 96


def write_plain(source: Source, items: Sequence[Item]) -> str:
    """All items, numbered; the key is marked with an asterisk or given after “Key:”."""
    blocks = [f"{source.title}\n{counted(source.words, 'word')}, {counted(len(items), 'item')}"]
    blocks += ["\n".join(_lines(number, item)) for number, item in enumerate(items, 1)]
    return "\n\n".join(blocks) + "\n"


def _lines(number: int, item: Item) -> Iterator[str]:
    label = item.kind.replace("_", " ")
    yield wrapped(f"{number}. [{label}] {readable(item.stem)}", indent=4)
    interaction = item.body.interaction(item.stem)
    match interaction:
        case Choice():
            for number, option in enumerate(interaction.options):
                mark = "*" if option.correct else " "
                yield wrapped(f"   {mark} {_letter(number)}) {option.text}", indent=8)
        case Gap():
            yield wrapped("   Key: " + "; ".join(gap.key for gap in interaction.gaps), indent=8)
        case Match():
            yield from (wrapped(f"   {left} → {right}", indent=8) for left, right in interaction.pairs)
        case Order():
            yield wrapped("   Key: " + " → ".join(interaction.sequence), indent=8)
        case TextEntry():
            yield wrapped("   Key: " + interaction.answers[0], indent=8)
    yield wrapped(
        f"   “{' '.join(item.quote.split())}”" if item.quote else "   Written by the teacher.", indent=4
    )


def counted(number: int, noun: str) -> str:
    """“1 item”, “2 items”."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _letter(number: int) -> str:
    return ascii_lowercase[number] if number < len(ascii_lowercase) else str(number + 1)


def readable(stem: str) -> str:
    """A stem with its gaps as [1], [2]."""
    return stem.replace("{{", "[").replace("}}", "]")


def wrapped(text: str, *, indent: int) -> str:
    """Lines as wide as a page, all but the first indented."""
    return textwrap.fill(text, _WIDTH, subsequent_indent=" " * indent, break_long_words=False)
