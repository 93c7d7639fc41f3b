"""Texts in Moodle XML: markup of ours that can be told apart again, and anybody's markup as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quizapp.errors import InputError
from quizapp.exchange.markup import legible, markup_of, text_of
from quizapp.exchange.moodle import faults

if TYPE_CHECKING:
    from lxml.etree import _Element

_MEDIA = re.compile(r"@@PLUGINFILE@@|<(?:img|audio|video|object|embed|iframe|svg)\b", re.IGNORECASE)
_QUOTE = ('<blockquote class="quizapp-quote"', "</blockquote>")
_ANSWER = ('<ul class="quizapp-answer"', "</ul>")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = frozenset({"L", *_RIGHT_TO_LEFT})
_AS_IT_IS = frozenset({"plain_text", "markdown"})


def paragraph(text: str) -> str:
    """A text as one paragraph of markup; nothing where it is empty."""
    return f"<p{_direction(text)}>{markup_of(plain(text))}</p>" if plain(text) else ""


def piece(text: str) -> str:
    """A short text as markup without a paragraph."""
    written = markup_of(plain(text))
    return f"<span{_direction(text)}>{written}</span>" if _direction(text) else written


def quoted(quote: str) -> str:
    """The sentence that proves the key, as learners should see it."""
    opening, closing = _QUOTE
    return f"{opening}{_direction(quote)}>{markup_of(plain(quote))}{closing}"


def model_answer(members: Iterable[str]) -> str:
    """The answer of a recall item, part by part."""
    rows = "".join(f"<li{_direction(member)}>{markup_of(plain(member))}</li>" for member in members)
    opening, closing = _ANSWER
    return f"{opening}>{rows}{closing}"


def plain(text: str) -> str:
    """A text as it can come back: without signs that XML cannot hold, and without outer spaces."""
    return legible(text).strip()


def _direction(text: str) -> str:
    """An attribute where the first strong character is written from right to left."""
    first = next((way for way in map(unicodedata.bidirectional, text) if way in _STRONG), "L")
    return ' dir="rtl"' if first in _RIGHT_TO_LEFT else ""


def cdata(markup: str) -> str:
    """Markup inside an element, as Moodle writes it: bare where it has no sign of XML."""
    if not re.search("[<>&]", markup):
        return markup
    return f"<![CDATA[{markup.replace(']]>', ']]]]><![CDATA[>')}]]>"


def markup_in(element: _Element | None) -> str:
    """The markup in an element's ``text``. Raises `InputError` where it shows pictures or plays sounds."""
    if element is None:
        return ""
    raw = element.findtext("text") or ""
    if element.find("file") is not None or _MEDIA.search(raw):
        raise InputError(faults.PICTURE)
    return markup_of(raw.strip()) if element.get("format") in _AS_IT_IS else raw


def text_in(element: _Element | None) -> str:
    """The text that a reader sees, without the quote or answer that was written beside it."""
    others, _ = _parted(markup_in(element), _QUOTE)
    others, _ = _parted(others, _ANSWER)
    return plain(text_of(others))


def _parted(markup: str, ours: tuple[str, str]) -> tuple[str, list[str]]:
    """Markup without what stands between these tags, and what stands there; in time that grows with its length."""
    opening, closing = ours
    others, found, at = list[str](), list[str](), 0
    while (start := markup.find(opening, at)) >= 0 and (end := markup.find(closing, start)) >= 0:
        others.append(markup[at:start])
        found.append(markup[start:end].partition(">")[2])
        at = end + len(closing)
    return "".join([*others, markup[at:]]), found


def bare_in(element: _Element | None) -> str:
    """A text that Moodle takes as it stands, such as a written answer."""
    return "" if element is None else plain(element.findtext("text") or "")


def members_in(element: _Element | None) -> Iterator[str]:
    """The parts of an answer that `model_answer` wrote, else its text as one."""
    markup = markup_in(element)
    _, found = _parted(markup, _ANSWER)
    rows = (
        [row.partition("<li")[2].partition(">")[2] for row in found[0].split("</li>")] if found else [markup]
    )
    yield from (text for row in rows if (text := plain(text_of(row))))
