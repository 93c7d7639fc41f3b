"""What a file of Anki's says of notes: note types with their templates, decks, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

Path = tuple[str, ...]
"""A deck and its subdecks by name, the outermost first."""


@dataclass(frozen=True, slots=True)
class Template:
    """How a card is made of fields: the markup of its two sides in Anki's notation."""

    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """Fields by name, and templates; a cloze note type has one template for all its cards."""

    id: int
    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    css: str = field(default="", repr=False)

    def __hash__(self) -> int:
        """Of its number: each note asks for it, and that of all the markup takes longer than to make the item."""
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class AnkiDeck:
    """A deck that holds cards; ``about`` is markup as it came."""

    id: int
    path: Path
    about: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it came: ``fields`` are markup, as many as its note type has; ``deck`` is that of its first card.

    ``guid`` is never empty. Nothing here holds a control character other than tab and line ends, or a lone surrogate.
    """

    guid: str
    note_type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: Path
    modified: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a file holds, known before anything is read; ``left_out`` counts notes without a note type."""

    notes: int = 0
    cards: int = 0
    reviews: int = 0
    media: int = 0
    media_bytes: int = 0
    left_out: int = 0
