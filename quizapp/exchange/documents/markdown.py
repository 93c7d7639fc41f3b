"""Markdown: its text, with what the lines before it say about it."""

from __future__ import annotations

import re

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents.blocks import one_line, written
from quizapp.exchange.documents.dates import stated_date
from quizapp.exchange.documents.document import Document
from quizapp.exchange.documents.markup import blocks_of
from quizapp.exchange.documents.plain import read_text
from quizapp.exchange.documents.webpage import drop_surroundings, parsed

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n((?:.+\n){1,100}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
MAX_MARKDOWN = 1_000_000
MAX_BRACKETS = 20_000  # each may cost as much as a page of text
_DEEPEST = 60  # three for each level of a list; what is deeper would be lost
_STATED = re.compile(r"([A-Za-z]\w*)[ \t]*:[ \t]+(.+)")


def read_markdown(content: bytes) -> Document:
    """The text as a reader of the rendered page sees it. Raises `SourceUnreadable` and what lxml raises."""
    stated, text = _parted(read_text(content).text)
    page = parsed(_rendered(text))
    drop_surroundings(page)
    return Document(
        text=written(blocks_of(page)),
        title=stated.get("title", ""),
        author=stated.get("author", ""),
        dated=stated_date(stated.get("date", "")),
    )


def _parted(text: str) -> tuple[dict[str, str], str]:
    """What the front matter states, line by line, and the text after it."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    lines = [_STATED.fullmatch(line.strip()) for line in match[1].split("\n") if line.strip()]
    stated = {line[1].lower(): one_line(line[2].strip().strip("\"'")) for line in lines if line}
    return (stated, text[match.end() :]) if stated else ({}, text)


def _rendered(text: str) -> str:
    from markdown_it import MarkdownIt

    if len(text) > MAX_MARKDOWN:
        raise SourceUnreadable(
            "This text is too large: the limit is %(limit)s million characters. "
            "Split it into parts and make a deck of each.",
            limit=MAX_MARKDOWN // 1_000_000,
        )
    if text.count("[") > MAX_BRACKETS:
        raise SourceUnreadable(
            "This text holds too many links and pictures to be read. Take some of them out and try again."
        )
    rules = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    return str(rules.render(text))
