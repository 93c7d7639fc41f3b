"""The text that learners see in a part of an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.errors import InputError
from quizapp.exchange.gaps import has_gaps
from quizapp.exchange.markup import folded
from quizapp.exchange.qti import faults
from quizapp.exchange.qti.words import QUOTE_CLASS

if TYPE_CHECKING:
    from lxml.etree import _Element

ENTRY = "textEntryInteraction"
_SPACE = re.compile(r"[ \t\r\n]+")
_MEDIA = frozenset({"img", "object", "audio", "video", "math", "svg", "include", "embed"})
_UNSEEN = frozenset(
    {"rubricBlock", "feedbackInline", "feedbackBlock", "modalFeedback", "stylesheet", "templateInline"}
)
_LINES = frozenset(
    "address blockquote caption dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre prompt table tr ul itemBody".split()
)


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: _Element | None) -> str:
    """Its text, a line for each paragraph, without feedback and without what interactions hold. Raises `InputError`."""
    return "" if element is None else folded("".join(_pieces(element, [])))


def text_with_gaps(element: _Element) -> tuple[str, tuple[str, ...]]:
    """Its text with a numbered gap for each text entry, and the identifiers of their responses. Raises `InputError`."""
    if has_gaps(text_of(element)):
        raise InputError(faults.NUMBERED)
    entries: list[str] = []
    pieces = list(_pieces(element, entries, gaps=True))
    return folded("".join(pieces)), tuple(entries)


def _pieces(element: _Element, entries: list[str], *, gaps: bool = False) -> Iterator[str]:
    name = local(element)
    line = "\n" if name in _LINES else ""
    yield line + _SPACE.sub(" ", element.text or "")
    for child in element:
        yield from _child(child, entries, gaps=gaps)
        yield _SPACE.sub(" ", child.tail or "")
    yield line


def _child(child: _Element, entries: list[str], *, gaps: bool) -> Iterator[str]:
    name = local(child)
    if name in _MEDIA:
        raise InputError(faults.MEDIA)
    if name == ENTRY and gaps:
        entries.append(child.get("responseIdentifier") or "")
        yield f"{{{{{len(entries)}}}}}"
    elif name == "br":
        yield "\n"
    elif name not in _UNSEEN and not name.endswith("Interaction") and child.get("class") != QUOTE_CLASS:
        yield from _pieces(child, entries, gaps=gaps)
