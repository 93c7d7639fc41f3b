"""HTML as plain text, in one pass whose time grows with the length alone, however broken the markup is.

What comes out is text, to be escaped like any other: `&lt;b&gt;` gives the four signs, not a tag.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]{0,15})")
_END = re.compile(r"[\"'>]")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACE = re.compile(r"[ \t\r\n\f]+")
# A space that would be folded, or a line feed before another; a lone space between words is none.
_EXACT_SPACE = re.compile(r"(?<!\S)[^\S\n]|[^\S\n](?!\S)|[^\S \n]|\n(?=\n)")
_UNSEEN = frozenset({"script", "style", "template", "title", "noscript", "iframe", "object", "svg", "math"})
_BREAKS = frozenset(
    "address article blockquote br dd div dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split()
)
_CELLS = frozenset({"td", "th"})


def text_of(markup: str) -> str:
    """What a reader sees: a line for each paragraph or row, no tags, no scripts, no comments."""
    text = "".join(_texts(markup))
    lines = (_REFERENCE.sub(lambda found: html.unescape(found[0]), line.strip()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def markup_of(text: str) -> str:
    """Markup of which `text_of` makes this text again, whatever spaces and line feeds are in it."""
    spelled = _EXACT_SPACE.sub(lambda found: f"&#{ord(found[0])};", html.escape(text, quote=False))
    return spelled.replace("\n", "<br>")


def _texts(markup: str) -> Iterator[str]:
    """The pieces between tags, spaces folded, and a line feed for each tag that breaks the line."""
    at = 0
    while at < len(markup):
        start = markup.find("<", at)
        start = len(markup) if start < 0 else start
        yield _SPACE.sub(" ", markup[at:start])
        at, shown = _skipped(markup, start)
        yield shown


def _skipped(markup: str, start: int) -> tuple[int, str]:
    """Where the tag or comment at ``start`` ends, and what is seen of it; what is never closed goes on to the end."""
    if markup.startswith("<!--", start):
        return _behind(markup, "-->", start + 4), ""
    if markup.startswith(("<!", "<?"), start):
        return _behind(markup, ">", start), ""
    found = _NAME.match(markup, start + 1)
    if found is None:
        return start + 1, markup[start : start + 1]
    name, end = found[1].lower(), _tag_end(markup, found.end())
    if name in _UNSEEN and markup[start + 1] != "/":
        return _behind_element(markup, name, end), " "
    return end, "\n" if name in _BREAKS else " " if name in _CELLS else ""


def _behind(markup: str, mark: str, start: int) -> int:
    end = markup.find(mark, start)
    return len(markup) if end < 0 else end + len(mark)


def _tag_end(markup: str, at: int) -> int:
    """Behind the > that ends a tag; one between quotation marks does not."""
    while found := _END.search(markup, at):
        if found[0] == ">":
            return found.end()
        at = _behind(markup, found[0], found.end())
    return len(markup)


def _behind_element(markup: str, name: str, start: int) -> int:
    """Behind the end tag of an element whose content is not read as text."""
    found = re.compile(f"</{name}", re.IGNORECASE).search(markup, start)
    return len(markup) if found is None else _tag_end(markup, found.end())
