"""How much work the pages of a PDF would be, counted before any of it is done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents.pdf_fonts import work_of_font
from quizapp.exchange.documents.pdf_objects import followed, streams

if TYPE_CHECKING:
    from pypdf import PageObject

BASE_BYTES = 3_000_000
BYTES_PER_PAGE = 30_000  # pypdf reads about 600,000 bytes a second
_SHOWN = re.compile(rb"/([^\s/<>\[\]()%{}]{1,127})\s+Do\b")
_DEEPEST = 12


def require_bounded(pages: Sequence[PageObject]) -> None:
    """Raise `SourceUnreadable` where the pages draw far more than pages of their number do."""
    allowed = BASE_BYTES + BYTES_PER_PAGE * len(pages)
    scale = _Scale(allowed)
    work = 0
    for page in pages:
        work += scale.of_page(page)
        if work > allowed:
            raise SourceUnreadable(
                "The pages of this PDF hold so many drawings that it cannot be read in reasonable time. "
                "Copy its text into a new document, or save the pages that you need as a file of their own."
            )


class _Scale:
    """Bytes that must be read to draw something, each form counted as often as it is drawn."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._known: dict[int, int] = {}

    def of_page(self, page: PageObject) -> int:
        """The bytes of a page, its forms and its fonts."""
        return self._of_drawing(streams(followed(page, "/Contents")), followed(page, "/Resources"), depth=0)

    def _of_drawing(self, drawing: bytes, resources: object, *, depth: int) -> int:
        total = len(drawing) + self._of_fonts(followed(resources, "/Font"))
        forms = followed(resources, "/XObject")
        for shown in _SHOWN.finditer(drawing) if isinstance(forms, Mapping) else ():
            total += self._of_form(followed(forms, "/" + shown[1].decode("latin-1")), depth=depth + 1)
            if total > self._limit:
                break
        return total

    def _of_form(self, form: object, *, depth: int) -> int:
        if followed(form, "/Subtype") != "/Form":
            return 0
        if depth > _DEEPEST:
            return self._limit + 1
        if id(form) not in self._known:
            self._known[id(form)] = 0  # a form that draws itself is not drawn a second time
            self._known[id(form)] = self._of_drawing(streams(form), followed(form, "/Resources"), depth=depth)
        return self._known[id(form)]

    def _of_fonts(self, fonts: object) -> int:
        found = fonts.keys() if isinstance(fonts, Mapping) else ()
        return sum(self._of_font(followed(fonts, name)) for name in found)

    def _of_font(self, font: object) -> int:
        if id(font) not in self._known:
            self._known[id(font)] = work_of_font(font)
        return self._known[id(font)]
