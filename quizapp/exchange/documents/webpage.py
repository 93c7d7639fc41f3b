"""Saved web pages: what the page says, without what only surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from quizapp.core.text.source import normalize
from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents.blocks import one_line, written
from quizapp.exchange.documents.dates import stated_date
from quizapp.exchange.documents.document import Document
from quizapp.exchange.documents.markup import blocks_of
from quizapp.exchange.documents.plain import decoded

if TYPE_CHECKING:
    from lxml.etree import _Element

_DROPPED = (
    "script style nav aside footer noscript template svg math iframe object button select textarea "
    "input img picture audio video canvas map dialog head".split()
)  # fmt: skip
_CONTENT = ("main", "*[@role='main']", "article")
_HIDDEN = "@hidden or @aria-hidden='true' or contains(translate(@style, ' ', ''), 'display:none')"
_EDIT_LINK = "contains(@class, 'mw-editsection')"
_HEADINGS = "self::h1 or self::h2 or self::h3"
# a page's header goes; of an article's header its headings stay, for they are its title
_HEADERS = (
    "//header[not(ancestor::article or ancestor::main)]",
    f"//header//*[not(descendant-or-self::*[{_HEADINGS}]) and not(ancestor::*[{_HEADINGS}])]",
)
_ENCODING = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.I
)
_OF_PAGES = re.compile(r"utf-?8|iso-8859-\d+|windows-\d+|us-ascii|gb\w+|big5|euc-\w+|shift_jis|koi8-[ru]")
_MEANT = {  # what browsers take these names for
    "utf-8": "utf-8-sig",
    "iso-8859-1": "windows-1252",
    "us-ascii": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_HEAD_BYTES = 4096
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{1,100};base64,[A-Za-z0-9+/=\s]*")  # pictures and fonts
MAX_MARKUP = 5_000_000
# a tag of hundreds of attributes; the time that libxml2 takes for one grows with the square of their number
_CROWDED = re.compile(
    r"""<[A-Za-z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++))?+){200}"""
)
_MARK = "dropped"
_REFERENCE = re.compile(r"\s*\[\s*(?:\d{1,3}|[a-z]|note \d{1,2}|citation needed)\s*\]\s*")
_AUTHORS = ("author", "dc.creator", "article:author")
_DATES = ("date", "dc.date", "article:published_time", "datepublished", "pubdate")


def read_web_page(content: bytes) -> Document:
    """A page's main part, or all of it. Raises `SourceUnreadable` and what lxml raises."""
    page = parsed(_EMBEDDED.sub("", _text(content)))
    title, author, dated = _title(page), _named(page, _AUTHORS), _dated(page)
    drop_surroundings(page)
    text = written(blocks_of(_content(page)))
    return Document(text=text, title=title, author=_person(author), dated=dated)


def parsed(markup: str) -> _Element:
    """A page as a tree, without comments; nothing is fetched or expanded.

    Raises `SourceUnreadable` where it is too large or nested too deeply, and what lxml raises.
    """
    from lxml import html

    if len(markup) > MAX_MARKUP or _CROWDED.search(markup):
        raise SourceUnreadable(
            "This page holds too much markup to be read. Open it in a browser, copy its text, and paste it."
        )
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    page: _Element = html.document_fromstring(
        normalize(markup).encode() or b"<p>", parser=parser, ensure_head_body=True
    )
    if any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log):
        raise SourceUnreadable(
            "This page is nested too deeply to be read. Open it in a browser, copy its text, and paste it."
        )
    return page


def drop_surroundings(page: _Element) -> None:
    """Take out scripts, menus, pictures and whatever a reader of the page does not see."""
    from lxml import etree

    etree.strip_elements(page, *_DROPPED, with_tail=False)
    whole = _length(page)
    for element in list(_surroundings(page, whole)):
        element.tag = _MARK
    etree.strip_elements(page, _MARK, with_tail=False)  # all at once: one by one takes the square of the time


def _surroundings(page: _Element, whole: int) -> Iterator[_Element]:
    for path in (f"//body//*[{_HIDDEN} or {_EDIT_LINK}]", *_HEADERS):
        yield from page.xpath(path)
    yield from (
        form for form in page.xpath("//form") if _length(form) < 0.5 * whole
    )  # some hold all of a page
    yield from (mark for mark in page.xpath("//sup") if _REFERENCE.fullmatch("".join(mark.itertext())))


def _text(content: bytes) -> str:
    """By the encoding that the page states, else as any text."""
    stated = _ENCODING.search(content[:_HEAD_BYTES])
    name = stated[1].decode("ascii").lower() if stated else ""
    if not _OF_PAGES.fullmatch(name) or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decoded(content)
    try:
        return content.decode(_MEANT.get(name, name))
    except (LookupError, UnicodeError):  # an encoding that does not exist or is not the one used
        return decoded(content)


def _content(page: _Element) -> _Element:
    """The main part; an article only where it is most of the page."""
    whole: _Element = page.find("body")
    if whole is None:
        return page
    for path in _CONTENT:
        parts: list[_Element] = page.xpath(f"//{path}")
        longest = max(parts, key=_length, default=None)
        if longest is not None and _length(longest) > 0.5 * _length(whole):
            return longest
    return whole


def _length(element: _Element) -> int:
    return len("".join(element.itertext()))


def _title(page: _Element) -> str:
    return one_line("".join(page.xpath("string(//head/title)")))


def _named(page: _Element, names: tuple[str, ...]) -> str:
    """What the page's head says under the first of these names."""
    stated = {
        str(meta.get("name") or meta.get("property") or "").lower(): str(meta.get("content") or "")
        for meta in page.xpath("//meta[@content]")
    }
    return one_line(next((stated[name] for name in names if stated.get(name)), ""))


def _person(author: str) -> str:
    return "" if author.startswith(("http:", "https:")) else author


def _dated(page: _Element) -> date | None:
    times = [str(time.get("datetime") or time.text or "") for time in page.xpath("//time")]
    stated = (stated_date(words) for words in [_named(page, _DATES), *times[:1]])
    return next((day for day in stated if day), None)
