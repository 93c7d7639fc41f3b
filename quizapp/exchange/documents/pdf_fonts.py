"""How much work the tables of a PDF's font are, in the bytes of drawing that take as long to read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.exchange.documents.pdf_objects import followed, streams

_ANY_FONT = 300
_PER_LETTER = 2
_WIDTHS_PER_BYTE = 10
_MOST_LETTERS = 65_536
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]{1,8})\s*>\s*<\s*([0-9A-Fa-f]{1,8})\s*>\s*[<\[]")


def work_of_font(font: object) -> int:
    """A short table can stand for many letters, so letters are counted and not only bytes."""
    letters = streams(followed(font, "/ToUnicode"))
    names = _entries(followed(followed(font, "/Encoding"), "/Differences"))
    below = _entries(followed(font, "/DescendantFonts"))[:1]
    widths = _spread(_entries(followed(followed(below, 0), "/W")))
    table = len(letters) + _PER_LETTER * _letters(letters)
    return _ANY_FONT + table + (len(names) + widths) // _WIDTHS_PER_BYTE


def _letters(table: bytes) -> int:
    ranges = (found for part in _RANGES.finditer(table) for found in _RANGE.finditer(part[1]))
    return sum(min(_MOST_LETTERS, abs(int(found[2], 16) - int(found[1], 16)) + 1) for found in ranges)


def _entries(found: object) -> Sequence[object]:
    return found if isinstance(found, list) else ()


def _spread(widths: Sequence[object]) -> int:
    """How many letters a list of widths can stand for: “first last width” gives one to each between."""
    numbers = [int(number) if isinstance(number, int | float) else 0 for number in widths]
    return sum(min(_MOST_LETTERS, max(1, after - before)) for before, after in pairwise(numbers))
