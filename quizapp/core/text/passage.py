"""A source cut into passages: paragraphs and headings with offsets, boilerplate marked and left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quizapp.core.text.clean import is_boilerplate
from quizapp.core.text.source import Source

PassageRole = Literal["title", "heading", "body", "boilerplate"]

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_MARKER = re.compile(r"[ \t]*(?:[-*•·▪◦–—]|\(?\d{1,2}[.)]|#{1,6}|>)[ \t]+")
_DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,40}(?:, [A-Z][\w. ]{2,20})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([\w /.]{2,30}\))?"
    r" ?(?:--|—|–|-) "
)
_SENTENCE_END = re.compile(r"""[.!?…:;,]["”’')\]]*$|["”]$""")
_WRAPPED = 45
_LONGEST_TITLE = 160  # headlines of announcements run on


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A paragraph or heading; ``start`` and ``end`` are code points of the source's text."""

    index: int
    start: int
    end: int
    text: str
    role: PassageRole


def passages(source: Source) -> tuple[Passage, ...]:
    """All passages in order, none overlapping, each non-empty."""
    found: list[Passage] = []
    for start, end in _blocks(source.text):
        dateline = _DATELINE.match(source.text, start, end)
        start = dateline.end() if dateline else start
        text = source.text[start:end]
        role = _role(text, first=all(passage.role == "boilerplate" for passage in found))
        found.append(Passage(index=len(found), start=start, end=end, text=text, role=role))
    return tuple(found)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of paragraphs: parted by blank lines, and inside those by lines that stand alone."""
    position = 0
    for gap in [*_BLANK_LINE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _lines(text, position, end)
        position = gap.end() if gap else end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines = list(_line_spans(text, start, end))
    if _is_wrapped([text[a:b] for a, b in lines]):
        lines = [(lines[0][0], lines[-1][1])]
    for a, b in lines:
        marker = _MARKER.match(text, a, b)
        a = marker.end() if marker else a
        stripped = text[a:b].strip()
        if stripped:
            a += len(text[a:b]) - len(text[a:b].lstrip())
            yield a, a + len(stripped)


def _line_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        newline = text.find("\n", position, end)
        stop = newline if newline >= 0 else end
        if text[position:stop].strip():
            yield position, stop
        position = stop + 1


def _is_wrapped(lines: list[str]) -> bool:
    """Whether several lines are one paragraph broken by an editor, not a list or paragraphs of one line."""
    if len(lines) < 2 or any(_MARKER.match(line) for line in lines):
        return False
    inner = [line.rstrip() for line in lines[:-1]]
    open_ends = sum(1 for line in inner if not line.endswith((".", "!", "?", ":", "”", '"')))
    return open_ends > 0.5 * len(inner) and all(_WRAPPED <= len(line) <= 130 for line in inner)


def _role(text: str, *, first: bool) -> PassageRole:
    if is_boilerplate(text):
        return "boilerplate"
    headed = len(text) <= (_LONGEST_TITLE if first else 120) and _SENTENCE_END.search(text) is None
    if headed:
        return "title" if first else "heading"
    return "body"
