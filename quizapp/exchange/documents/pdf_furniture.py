"""Running heads, running feet and page numbers: lines at the edges of pages that are not part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quizapp.exchange.documents.pdf_lines import Line

_EDGE = 3  # lines at the top and at the foot of a page
_SHARE = 0.4  # of the pages; heads of left and right pages differ
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—|\s]*(?:page|p\.)\s*\d+(?:\s*(?:/|of)\s*\d+)?[-–—|\s]*", re.IGNORECASE)
_ROMAN_NUMBER = re.compile(r"[-–—\s]*[ivxl]{1,6}[-–—\s]*")
_LONE_NUMBER = re.compile(r"[-–—|\s]*(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\s]*")
_NUMBERED_HEAD = re.compile(r"(\d{1,4})\s+\D.{0,80}|.{0,80}\D\s(\d{1,4})")

Page = Sequence[Line]


def without_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without the lines that return on most of them."""
    keys = Counter(key for number, page in enumerate(pages) for key in _edge_keys(page, number))
    needed = max(2.0, _SHARE * len(pages))
    repeated = frozenset(key for key, count in keys.items() if count >= needed)
    trimmed = tuple(_trimmed(page, number, repeated) for number, page in enumerate(pages))
    return trimmed if any(trimmed) else tuple(pages)


def _edge_keys(page: Page, number: int) -> set[str]:
    return {key for line in (*page[:_EDGE], *page[-_EDGE:]) for key in _keys(line, number)}


def _keys(line: Line, number: int) -> Iterator[str]:
    """What stays the same in a running head: its words, or how far its number is from the count of pages."""
    if lone := _LONE_NUMBER.fullmatch(line.text):
        yield f"page {int(lone[1]) - number}"
        return
    yield line.text if line.text.endswith((".", "!", "?")) else _NUMBER.sub("#", line.text)
    if numbered := _NUMBERED_HEAD.fullmatch(line.text):
        yield f"page {int(numbered[1] or numbered[2]) - number}"


def _trimmed(page: Page, number: int, repeated: frozenset[str]) -> Page:
    """Without such lines at both ends, up to the first that is none."""
    start, end = 0, len(page)
    while start < min(_EDGE, end) and _is_furniture(page[start], number, repeated):
        start += 1
    while end > max(start, len(page) - _EDGE) and _is_furniture(page[end - 1], number, repeated):
        end -= 1
    return page[start:end]


def _is_furniture(line: Line, number: int, repeated: frozenset[str]) -> bool:
    if _PAGE_NUMBER.fullmatch(line.text) or _ROMAN_NUMBER.fullmatch(line.text):
        return True
    return line.text == str(number + 1) or any(key in repeated for key in _keys(line, number))
