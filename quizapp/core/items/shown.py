"""What an item shows and plays, whether it was attached to it or stands in its markup."""

from __future__ import annotations

import re

from quizapp.core.items.interaction import Side
from quizapp.core.items.item import Item
from quizapp.core.items.kinds.faces import Faces
from quizapp.core.items.media import is_name

_ADDRESS = re.compile(r"""src=["']?([0-9a-f]{32}\.[a-z0-9]{2,4})""")


def media_names(item: Item) -> set[str]:
    """The names of its images and sounds."""
    names = {each.name for each in item.media}
    if isinstance(item.body, Faces):
        names.update(name for side in item.body.sides for name in _names_of(side))
    return names


def names_in(markup: str) -> tuple[str, ...]:
    """The names of what markup shows and plays, in its order."""
    return tuple(name for name in _ADDRESS.findall(markup) if is_name(name))


def _names_of(side: Side) -> list[str]:
    return [
        *names_in(side.prompt),
        *names_in(side.answer),
        *([side.picture] if is_name(side.picture) else []),
    ]
