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
_OURS = re.compile(r'<(blockquote|ul) class="quizapp-(?:quote|answer)"[^>]*>.*?</\1>', re.DOTALL)
_MEMBERS = re.compile(r'<ul class="quizapp-answer"[^>]*>(.*?)</ul>', re.DOTALL)
_MEMBER = re.compile(r"<li[^>]*>(.*?)</li>", re.DOTALL)
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
    return f'<blockquote class="quizapp-quote"{_direction(quote)}>{markup_of(plain(quote))}</blockquote>'


def model_answer(members: Iterable[str]) -> str:
    """The answer of a recall item, part by part."""
    rows = "".join(f"<li{_direction(member)}>{markup_of(plain(member))}</li>" for member in members)
    return f'<ul class="quizapp-answer">{rows}</ul>'


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
    return plain(text_of(_OURS.sub("", markup_in(element))))


def bare_in(element: _Element | None) -> str:
    """A text that Moodle takes as it stands, such as a written answer."""
    return "" if element is None else plain(element.findtext("text") or "")


def members_in(element: _Element | None) -> Iterator[str]:
    """The parts of an answer that `model_answer` wrote, else its text as one."""
    markup = markup_in(element)
    found = _MEMBERS.search(markup)
    texts = [text_of(row) for row in _MEMBER.findall(found[1])] if found else [text_of(markup)]
    yield from (plain(text) for text in texts if plain(text))
