"""The lines of a PDF's pages as they stand there: words, place and size of letters."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents.blocks import one_line
from quizapp.exchange.documents.document import MAX_CHARACTERS

if TYPE_CHECKING:
    from pypdf import PageObject

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u2010": "-", "\u00ad": "-",
     "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•"}
)  # fmt: skip
_DOTS = re.compile(r"(?:\s?\.){5,}\s*\d*$")  # from a table of contents


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of text; ``left`` and ``height`` (from the page's foot) and ``size`` in points."""

    text: str
    left: float
    height: float
    size: float


def lines_of(pages: Sequence[PageObject]) -> tuple[tuple[Line, ...], ...]:
    """The lines of each page in the order in which they are drawn. Raises what pypdf raises."""
    found: list[tuple[Line, ...]] = []
    left = MAX_CHARACTERS
    for page in pages:
        found.append(_page_lines(page))
        left -= sum(len(line.text) for line in found[-1])
        if left < 0:
            raise SourceUnreadable(
                "This PDF holds too much text: the limit is %(limit)s million characters. "
                "Save the pages that you need as a file of their own.",
                limit=MAX_CHARACTERS // 1_000_000,
            )
    return tuple(found)


def _page_lines(page: PageObject) -> tuple[Line, ...]:
    gatherer = _Gatherer()
    page.extract_text(visitor_text=gatherer.take)
    gatherer.end_line()
    return tuple(gatherer.lines)


class _Gatherer:
    """Puts the pieces in which a page draws its text together to lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._start: tuple[float, float] | None = None
        self._size = 0.0

    def take(
        self, text: str, outer: Sequence[float], inner: Sequence[float], _font: object, size: float
    ) -> None:
        """One piece; ``outer`` and ``inner`` are the matrices that place it on the page."""
        for number, part in enumerate(text.split("\n")):
            if number:
                self.end_line()
            if part.strip() and self._start is None:
                self._start = _placed(outer, inner)
            if part.strip():
                self._size = max(self._size, size * _scale(outer) * _scale(inner))
            self._pieces.append(part)

    def end_line(self) -> None:
        """Complete a line."""
        text = one_line(_DOTS.sub("", "".join(self._pieces).translate(_LIGATURES)))
        if text and self._start is not None:
            left, height = self._start
            self.lines.append(Line(text=text, left=left, height=height, size=round(self._size, 1)))
        self._pieces, self._start, self._size = [], None, 0.0


def _placed(outer: Sequence[float], inner: Sequence[float]) -> tuple[float, float]:
    """Where the inner matrix' origin lies on the page."""
    across, up = inner[4], inner[5]
    left = outer[0] * across + outer[2] * up + outer[4]
    height = outer[1] * across + outer[3] * up + outer[5]
    return (left, height) if math.isfinite(left) and math.isfinite(height) else (0.0, 0.0)


def _scale(matrix: Sequence[float]) -> float:
    scale = math.hypot(matrix[2], matrix[3])
    return scale if math.isfinite(scale) else 1.0
