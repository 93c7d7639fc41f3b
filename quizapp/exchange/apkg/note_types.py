"""The three note types. Learners hold copies of them: every number and every list here is for ever.

A shipped note type never gains, loses or moves a field or template: a new need takes a spare field, or a new
note type under a new id. Markup, style and script may change; `REVISED` must then move, or nobody gets it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

REVISED = 1_795_392_000
"""When a template or the style last changed, in seconds; never ahead of the day of release."""

_COMMON = ("Rationale", "Evidence", "Source", "Retired", "Spare 1", "Spare 2", "Spare 3", "Spare 4")


@dataclass(frozen=True, kw_only=True)
class NoteType:
    """``first_id`` numbers the template; the fields take the numbers after it, in their order."""

    id: int
    name: str
    first_id: int
    fields: tuple[str, ...]
    markup: str
    cloze: bool = False

    @property
    def field_ids(self) -> dict[str, int]:
        """Field name → its number."""
        return {name: self.first_id + n for n, name in enumerate(self.fields, 1)}

    @property
    def front(self) -> str:
        """The template of the prompt."""
        return _template(f"{self.markup}_front")

    @property
    def back(self) -> str:
        """The template of the answer."""
        return _template(f"{self.markup}_back") + _read("proof.html")


BASIC = NoteType(id=1_795_392_000_101, name="Quizapp basic", first_id=731_000_100, markup="basic",
                 fields=("Stem", "Given", "Answer", "Accepted", *_COMMON))  # fmt: skip
CLOZE = NoteType(id=1_795_392_000_102, name="Quizapp cloze", first_id=731_000_200, markup="cloze", cloze=True,
                 fields=("Text", "Accepted", *_COMMON))  # fmt: skip
CHOICE = NoteType(id=1_795_392_000_103, name="Quizapp choice", first_id=731_000_300, markup="choice",
                  fields=("Stem", "Instruction", "Options", "Key", *_COMMON))  # fmt: skip

NOTE_TYPES = (BASIC, CLOZE, CHOICE)


def style() -> str:
    """The style sheet that all note types share."""
    return _read("style.css")


def _template(name: str) -> str:
    """A side's markup with its script, if it has one, written into it: a card loads nothing."""
    script = _read(f"{name}.js")
    return _read(f"{name}.html") + (f"<script>\n{script}</script>\n" if script else "")


@cache
def _read(name: str) -> str:
    file = files(__package__).joinpath("templates", name)
    return file.read_text("utf-8") if file.is_file() else ""
