"""What a template does to a field on its way to a card: ``{{filter:Field}}``."""

from __future__ import annotations

import html
from collections.abc import Iterator

_SOUND = "sound:"


def hint(value: str, field: str) -> str:
    """``hint:``, what is shown when it is asked for."""
    if not value:
        return ""
    return f'<details class="hint"><summary>{html.escape(field)}</summary>{value}</details>'


def furigana(value: str) -> str:
    """``furigana:``, readings in brackets above the characters before them."""
    return _read(value, "<ruby>{base}<rt>{reading}</rt></ruby>")


def kana(value: str) -> str:
    """``kana:``, only the readings."""
    return _read(value, "{reading}")


def kanji(value: str) -> str:
    """``kanji:``, without the readings."""
    return _read(value, "{base}")


def _read(value: str, shape: str) -> str:
    return "".join(_pieces(value.replace("&nbsp;", " "), shape))


def _pieces(text: str, shape: str) -> Iterator[str]:
    """A base reaches back to a space, which goes, or to a tag's end."""
    at, found = 0, text.find("[")
    while found >= 0:
        end = text.find("]", found + 2)
        if end < 0:
            break
        space, tag = text.rfind(" ", at, found), text.rfind(">", at, found)
        base_at = max(space, tag) + 1 or at
        base_at = max(base_at, at)
        reading = text[found + 1 : end]
        if base_at == found or reading.startswith(_SOUND):
            yield text[at : end + 1]
        else:
            yield text[at : space if space == base_at - 1 and space >= at else base_at]
            yield shape.format(base=text[base_at:found], reading=reading)
        at = end + 1
        found = text.find("[", at)
    yield text[at:]
