"""Images and sounds on cards: the markup of a note's fields, and the files that go along."""

from __future__ import annotations

import html

from quizapp.core.items.attachment import Attachment, Place, placed
from quizapp.core.items.item import Item
from quizapp.exchange.apkg.markup import escape


def shown(item: Item, place: Place) -> str:
    """An item's media at a place; empty where there are none. Their names are those of the files in the package."""
    return "".join(f"<div>{_one(each)}</div>" for each in placed(item.media, place))


def _one(each: Attachment) -> str:
    if each.kind == "audio":
        return f"[sound:{each.name}] <small>{escape(each.alt)}</small>"
    return f'<img src="{each.name}" alt="{_quoted(each.alt)}">'


def _quoted(text: str) -> str:
    return escape(text).replace("<br>", " ").replace('"', html.escape('"'))
