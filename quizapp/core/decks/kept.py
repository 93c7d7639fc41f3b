"""The note that an item was made of, kept beside it so that it can go back to Anki whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class KeptType:
    """A note type: ``templates`` are (name, prompt, answer) in Anki's notation; ``id`` is Anki's number."""

    id: int
    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str, str], ...]
    css: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class KeptNote:
    """A note as it came; ``type`` is the number of its note type.

    ``fields`` are markup that nobody cleaned: never shown. ``path`` names its deck and the decks above, the outermost
    first; ``ordinals`` are the numbers of its cards in the order of the item's faces; ``media`` tells by what name each
    medium of its fields is kept here.
    """

    guid: str
    type: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    path: tuple[str, ...]
    ordinals: tuple[int, ...]
    media: dict[str, str]
    modified: datetime
