"""Markdown: its text, with what the lines before it say about it."""

from __future__ import annotations

import re

from quizapp.exchange.documents.blocks import one_line, written
from quizapp.exchange.documents.dates import stated_date
from quizapp.exchange.documents.document import Document
from quizapp.exchange.documents.markup import blocks_of
from quizapp.exchange.documents.plain import read_text
from quizapp.exchange.documents.webpage import drop_surroundings, parsed

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n((?:.+\n){1,100}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
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

    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
