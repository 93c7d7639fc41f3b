"""A tree of HTML elements as blocks of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.exchange.documents.blocks import BULLET, Block, row

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
_LISTS = ("ul", "ol", "menu")
_CELLS = ("td", "th")
_LINE_BREAK = "\x00"  # no parsed page holds one
_LAYOUT = (  # a row that places parts of a page side by side, and holds no values
    "boolean(./*[self::td or self::th]"
    "[.//table or .//h1 or .//h2 or .//h3 or .//h4 or .//ul or .//ol or .//p[2]])"
)


def blocks_of(root: _Element) -> Iterator[Block]:
    """Paragraphs, headings, list entries and rows in the order of the page."""
    from lxml import etree

    writer = _Writer()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            writer.enter(element)
        else:
            writer.leave(element, is_root=element is root)
        yield from writer.ready()
    writer.close()
    yield from writer.ready()


class _Writer:
    """Gathers text until a block is complete."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._blocks: list[Block] = []
        self._marker = ""
        self._counts: list[
            int | None
        ] = []  # of open lists: the last number, None where there are only bullets
        self._cells: list[str] | None = None  # of the open row
        self._preformatted = 0

    def ready(self) -> list[Block]:
        """The blocks that were completed since the last call."""
        found, self._blocks = self._blocks, []
        return found

    def enter(self, element: _Element) -> None:
        """Begin an element and take the text before its first child."""
        tag = element.tag
        if tag in _BLOCKS:
            self._part()
        if tag in _LISTS:
            self._counts.append(_start(element) if tag == "ol" else None)
        elif tag == "li":
            self._marker = self._next_marker()
        elif tag == "tr" and not element.xpath(_LAYOUT):
            self._cells = []
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "br":
            self._text.append(_LINE_BREAK)
        self._take(element.text)

    def leave(self, element: _Element, *, is_root: bool) -> None:
        """End an element and take the text behind it."""
        tag = element.tag
        if tag in _CELLS and self._cells is not None:
            self._cells.append(self._gathered())
        elif tag == "tr":
            self._end_row()
        elif tag in _BLOCKS:
            self._part()
        if tag in _LISTS and self._counts:
            self._counts.pop()
        elif tag == "pre":
            self._preformatted -= 1
        elif tag == "li":
            self._marker = ""
        if not is_root:
            self._take(element.tail)

    def close(self) -> None:
        """Complete what is still open."""
        self._end_row()

    def _take(self, text: str | None) -> None:
        if text:
            kept = text.replace("\n", _LINE_BREAK) if self._preformatted else text
            self._text.append(kept)

    def _part(self) -> None:
        """A border between blocks; inside a row only a space."""
        if self._cells is not None:
            self._text.append(" ")
        elif text := self._gathered():
            self._blocks.append(Block(self._marker + text, entry=bool(self._marker)))
            self._marker = ""

    def _end_row(self) -> None:
        self._part()
        if self._cells is not None:
            self._blocks.append(row([*self._cells, self._gathered()]))
            self._cells = None

    def _gathered(self) -> str:
        lines = "".join(self._text).split(_LINE_BREAK)
        self._text = []
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))

    def _next_marker(self) -> str:
        if not self._counts or self._counts[-1] is None:
            return BULLET
        self._counts[-1] += 1
        return f"{self._counts[-1]}. "


def _start(element: _Element) -> int:
    """The number before an ordered list's first."""
    stated = str(element.get("start") or "1")
    return int(stated) - 1 if stated.isdecimal() and len(stated) < 5 else 0
