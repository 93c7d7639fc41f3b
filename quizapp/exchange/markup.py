"""Texts as markup that any program shows alike, and markup as text again."""

from __future__ import annotations

import re

from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported
from quizapp.exchange.gift.escapes import readable
from quizapp.exchange.gift.markup import markup_of, text_of

# Signs that XML 1.0 has no way to write, beside those that are no text anywhere.
_NO_XML = re.compile("[\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\r\f]+")

__all__ = ["folded", "legible", "markup_of", "require_words", "text_of"]


def require_words(item: Item, format: str) -> None:
    """Raises `ExportUnsupported` for a card that came as markup, which only Anki and our own formats can show."""
    if item.kind == "faces":
        raise ExportUnsupported(item.kind, format)


def legible(text: str) -> str:
    """The text without signs that XML cannot hold, line feeds as its only line ends."""
    return text if text.isprintable() else _NO_XML.sub("", readable(text))


def folded(text: str) -> str:
    """A legible text as a browser shows it: spaces in a row are one, no line is empty."""
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    lines = (_SPACES.sub(" ", line).strip(" ") for line in legible(text).split("\n"))
    return "\n".join(line for line in lines if line)
