"""The bullets and numbers that Word puts before a list's entries and does not write into their text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizapp.exchange.documents.blocks import BULLET

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_UNNUMBERED = ("bullet", "none", None)
_NO_LIST = "0"
_LONGEST_CHAIN = 20  # of styles that are based on one another


@dataclass(frozen=True)
class Numbering:
    """How the document's lists are marked, and how far each one has counted."""

    formats: dict[tuple[str, str], str | None]
    styles: dict[str, _Element]
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, word: WordDocument) -> Numbering:
        """Of a document, which may have no lists at all."""
        styles = {str(style.get(f"{_W}styleId")): style for style in word.styles.element.iter(f"{_W}style")}
        parts = [
            part for part in word.part.package.iter_parts() if str(part.partname) == "/word/numbering.xml"
        ]
        roots = [element for part in parts if (element := getattr(part, "element", None)) is not None]
        return cls(_formats(roots[0]) if roots else {}, styles)

    def marker(self, paragraph: _Element) -> str:
        """“- ”, “3. ”, or nothing where the paragraph is none of a list's, or a heading."""
        style = self._style(paragraph)
        if _is_heading(style):
            return ""
        found = _place(paragraph.find(f"{_W}pPr")) or self._inherited(style)
        if found is None or found[0] == _NO_LIST:
            return ""
        if self.formats.get(found) in _UNNUMBERED:
            return BULLET
        return f"{self._next(found)}. "

    def _next(self, place: tuple[str, str]) -> int:
        """Count on; the lists inside this one begin anew."""
        inner = [key for key in self.counts if key[0] == place[0] and key[1] > place[1]]
        for key in inner:
            del self.counts[key]
        self.counts[place] = self.counts.get(place, 0) + 1
        return self.counts[place]

    def _style(self, paragraph: _Element) -> _Element | None:
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return None if named is None else self.styles.get(str(named.get(_VAL)))

    def _inherited(self, style: _Element | None) -> tuple[str, str] | None:
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return None
            if found := _place(style.find(f"{_W}pPr")):
                return found
            base = style.find(f"{_W}basedOn")
            style = None if base is None else self.styles.get(str(base.get(_VAL)))
        return None


def _is_heading(style: _Element | None) -> bool:
    name = None if style is None else style.find(f"{_W}name")
    return name is not None and str(name.get(_VAL)).lower().startswith(("heading", "title", "toc"))


def _place(properties: _Element | None) -> tuple[str, str] | None:
    """The list and the level in it."""
    number = None if properties is None else properties.find(f"{_W}numPr/{_W}numId")
    if properties is None or number is None:
        return None
    level = properties.find(f"{_W}numPr/{_W}ilvl")
    return str(number.get(_VAL)), "0" if level is None else str(level.get(_VAL))


def _formats(root: _Element) -> dict[tuple[str, str], str | None]:
    """By list and level: “bullet”, “decimal” …"""
    kinds: dict[tuple[str, str], str | None] = {}
    levels = {str(kind.get(f"{_W}abstractNumId")): kind for kind in root.iter(f"{_W}abstractNum")}
    for number in root.iter(f"{_W}num"):
        named = number.find(f"{_W}abstractNumId")
        kind = levels.get(str(named.get(_VAL))) if named is not None else None
        for level in kind.iter(f"{_W}lvl") if kind is not None else ():
            written = level.find(f"{_W}numFmt")
            place = str(number.get(f"{_W}numId")), str(level.get(f"{_W}ilvl"))
            kinds[place] = None if written is None else str(written.get(_VAL))
    return kinds
