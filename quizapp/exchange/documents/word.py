"""Word documents: headings, paragraphs, lists and tables in the order of the document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from quizapp.exchange.documents.archive import require_word
from quizapp.exchange.documents.blocks import Block, one_line, row, written
from quizapp.exchange.documents.document import Document
from quizapp.exchange.documents.word_lists import Numbering

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{_W}txbxContent"
_SAID = (f"{_W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_WORDS = {
    f"{_W}tab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
# what a reader of the document does not see, or sees elsewhere
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}sectPr", _FALLBACK})
_CONTAINERS = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"})


def read_word(content: bytes) -> Document:
    """All text of the body. Raises `SourceUnreadable` and what zipfile, lxml and python-docx raise."""
    require_word(content)
    import docx

    word = docx.Document(io.BytesIO(content))
    properties = word.core_properties
    return Document(
        text=written(_blocks(word.element.body, Numbering.of(word))),
        title=one_line(properties.title),
        author=one_line(properties.author),
        dated=_created(word),
    )


def _created(word: WordDocument) -> date | None:
    created: datetime | None = word.core_properties.created
    return created.date() if created else None


def _blocks(parent: _Element, numbering: Numbering) -> Iterator[Block]:
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, numbering)
        elif element.tag == f"{_W}tbl":
            yield from _rows(element, numbering)
        elif element.tag in _CONTAINERS:
            yield from _blocks(element, numbering)


def _paragraph(paragraph: _Element, numbering: Numbering) -> Iterator[Block]:
    """The paragraph, then what stands in boxes that hang on it."""
    text = _text(paragraph)
    if text.strip():
        marker = numbering.marker(paragraph)
        yield Block(marker + text.strip(), entry=bool(marker))
    for box in paragraph.iter(_BOX):
        if next(box.iterancestors(f"{_W}p")) is paragraph and not _is_repeated(box):
            yield from _blocks(box, numbering)


def _is_repeated(box: _Element) -> bool:
    """Whether older programs find here what newer ones find elsewhere."""
    return any(above.tag == _FALLBACK for above in box.iterancestors())


def _rows(table: _Element, numbering: Numbering) -> Iterator[Block]:
    """A row as one line; the only cell of a row is a frame around what it holds."""
    for tr in table.iter(f"{_W}tr"):
        if next(tr.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells = [cell for cell in tr.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is tr]
        if len(cells) == 1:
            yield from _blocks(cells[0], numbering)
        else:
            yield row([_cell(cell, numbering) for cell in cells])


def _cell(cell: _Element, numbering: Numbering) -> str:
    return " ".join(block.text for block in _blocks(cell, numbering))


def _text(element: _Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SAID:
            yield child.text or ""
        elif child.tag in _WORDS:
            yield "" if _is_page_break(child) else _WORDS[child.tag]
        elif child.tag not in _SKIPPED and child.tag != _BOX and not _is_hidden(child):
            yield from _pieces(child)


def _is_page_break(element: _Element) -> bool:
    return element.get(f"{_W}type") in ("page", "column")


def _is_hidden(element: _Element) -> bool:
    """Whether this is a run of hidden text."""
    mark = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false")
