"""The gaps of a text in the order in which they are read, which is all that other formats know of their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.core.items.interaction import Gap
from quizapp.errors import ExportUnsupported
from quizapp.phrases import phrase

MOST_GAPS = 100
TOO_MANY = phrase("The text has more than %(most)s gaps. Make several items of it.")
_GAP = re.compile(r"\{\{(\d{1,3})\}\}")
_GAPS_AMISS = phrase("%(format)s needs every gap to stand in the text just once.")
_NO_TEXT = phrase("%(format)s needs words around a gap.")


def pieces_of(text: str) -> Iterator[tuple[str, int]]:
    """Pieces of a text with 0, and between them the number of a gap with an empty text."""
    for at, piece in enumerate(_GAP.split(text)):
        yield ("", int(piece)) if at % 2 else (piece, 0)


def has_gaps(text: str) -> bool:
    """Whether a text has anything in it that is read as a gap."""
    return _GAP.search(text) is not None


def renumbered(how: Gap) -> Gap:
    """The same gaps, numbered in the order in which they stand. A number that stands for no gap stays text."""
    order = [number for _, number in pieces_of(how.text) if number]
    if sorted(order) != list(range(1, len(how.gaps) + 1)):
        return how
    numbers = iter(range(1, len(order) + 1))
    text = "".join(f"{{{{{next(numbers)}}}}}" if number else piece for piece, number in pieces_of(how.text))
    return Gap(text=text, gaps=tuple(how.gaps[number - 1] for number in order))


def in_order(how: Gap, *, kind: str, format: str) -> Gap:
    """`renumbered`. Raises `ExportUnsupported` where a gap is missing or stands twice, or nothing stands around it."""
    found = renumbered(how)
    order = [number for _, number in pieces_of(found.text) if number]
    if order != list(range(1, len(how.gaps) + 1)):
        raise ExportUnsupported(kind, format, _GAPS_AMISS)
    if not any(piece.strip() for piece, number in pieces_of(found.text)):
        raise ExportUnsupported(kind, format, _NO_TEXT)
    return found
