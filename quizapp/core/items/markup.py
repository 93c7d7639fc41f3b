"""The words of a piece of markup, for lists, for reading aloud and for formats without any."""

from __future__ import annotations

import html
import re

_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|hr|/?(?:p|div|li|tr|ul|ol|table|h[1-6]|blockquote|pre))\b[^>]*>", re.IGNORECASE)
_SOUND = re.compile(r"\[sound:[^\]]*\]")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def words_of(markup: str) -> str:
    """What somebody reads of it, on one line."""
    if "<" not in markup and "&" not in markup and "[" not in markup:
        return " ".join(markup.split())
    return " ".join(lines_of(markup).split())


def lines_of(markup: str) -> str:
    """What somebody reads of it, its lines kept."""
    if "<" not in markup and "&" not in markup and "[" not in markup:
        return markup.strip()
    text = _BREAK.sub("\n", _HIDDEN.sub("", _SOUND.sub("", markup)))
    lines = (" ".join(line.split()) for line in html.unescape(_TAG.sub("", text)).split("\n"))
    return "\n".join(line for line in lines if line)
