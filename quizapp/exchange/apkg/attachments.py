"""Images and sounds on cards: the markup of a note's fields, and the files that go along."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from quizapp.core.items.attachment import Attachment, Place, placed
from quizapp.core.items.item import Item
from quizapp.exchange.apkg.markup import escape

_MEDIA = re.compile(
    r"""\[sound:([^\[\]<>]{1,300})\]|src=(?:"([^"<>]{1,300})"|'([^'<>]{1,300})'|([^\s"'<>]{1,300}))"""
)


def shown(item: Item, place: Place) -> str:
    """An item's media at a place; empty where there are none. Their names are those of the files in the package."""
    return "".join(f"<div>{_one(each)}</div>" for each in placed(item.media, place))


def _one(each: Attachment) -> str:
    if each.kind == "audio":
        return f"[sound:{each.name}] <small>{escape(each.alt)}</small>"
    return f'<img src="{each.name}" alt="{_quoted(each.alt)}">'


def _quoted(text: str) -> str:
    return escape(text).replace("<br>", " ").replace('"', html.escape('"'))


def media_in(fields: Iterable[str]) -> Iterator[str]:
    """The names of what fields show or play, though no template may show them now."""
    for text in fields:
        if "[sound:" in text or "src=" in text:
            for found in _MEDIA.finditer(text):
                yield html.unescape(next(filter(None, found.groups()))).strip()
