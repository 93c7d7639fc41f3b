"""Paragraphs, headings, list entries and table rows, and how they are written as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.text.source import normalize

BULLET = "- "
_CELL_GAP = "; "


@dataclass(frozen=True)
class Block:
    """A stretch of text that stands for itself; an ``entry`` of a list has no blank line to the entry before."""

    text: str
    entry: bool = False


def written(blocks: Iterable[Block]) -> str:
    """The blocks as one text, without those that hold nothing to read."""
    return "".join(_parts(blocks)).strip("\n")


def _parts(blocks: Iterable[Block]) -> Iterator[str]:
    before = Block("")
    for block in blocks:
        if text := tidy(block.text):
            yield "\n" if block.entry and before.entry else "\n\n"
            yield text
            before = block


def tidy(text: str) -> str:
    """Lines without invisible characters, blank lines and spaces at their ends."""
    lines = (line.strip() for line in normalize(text.replace("\xa0", " ")).split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """A text without invisible characters on one line, single spaces between its words."""
    return " ".join(normalize(text).split())


def row(cells: Sequence[str]) -> Block:
    """A table's row: what its cells say, one after the other."""
    return Block(_CELL_GAP.join(filter(None, map(one_line, cells))))
