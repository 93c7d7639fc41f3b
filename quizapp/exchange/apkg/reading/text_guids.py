"""Which known notes the rows of a text are that states no guids: by note type and first field, as Anki knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_SIZED = re.compile(r"(Basic|Cloze) \(\d+\)")


@dataclass(frozen=True, slots=True)
class Named:
    """A note, by the name of its note type and its fields."""

    note_type: str
    fields: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What Anki knows it by; how many columns a text without names of note types had is no part of it."""
        sized = _SIZED.fullmatch(self.note_type)
        return sized[1] if sized else self.note_type, self.fields[0] if self.fields else ""


class Guids:
    """Guids of known notes. Of several with one key a row is the one whose fields agree; each is given once."""

    def __init__(self, notes: Iterable[tuple[str, Named]], rows: Iterable[Named]) -> None:
        """``rows`` are those of the whole text: what agrees with one of them further down is nobody else's."""
        self._width: int | None = None
        self._spare: dict[object, list[str]] = {}
        self._like: dict[object, list[str]] = {}
        known = list(notes)
        if not known:
            return
        looked_at, meant = Pass(self), set[str]()
        for row in rows:
            if self._width is None:
                self._width = len(row.fields)
                for guid, note in known:
                    self._like.setdefault(self._cut(note), []).append(guid)
            meant.add(looked_at.agreeing(row) or "")
        for guid, note in known:
            if guid not in meant:
                self._spare.setdefault(note.key, []).append(guid)

    def _cut(self, note: Named) -> object:
        """The key with so many fields as the rows of this text have."""
        width = self._width or 0
        return note.key, *note.fields[:width], *("",) * (width - len(note.fields))

    def like(self, row: Named) -> tuple[object, Sequence[str]]:
        """The guids of notes whose fields agree, and what they have in common."""
        place = self._cut(row)
        return place, self._like.get(place, ())

    def spare(self, row: Named) -> tuple[object, Sequence[str]]:
        """Those of notes with its key with which no row agrees."""
        return row.key, self._spare.get(row.key, ())


@dataclass
class Pass:
    """One reading of a text, from its first row on."""

    guids: Guids
    _at: dict[object, int] = field(default_factory=dict)

    def give(self, row: Named) -> str | None:
        """The guid of the known note that a row is, None for a new one."""
        return self.agreeing(row) or self._next(*self.guids.spare(row))

    def agreeing(self, row: Named) -> str | None:
        """The next of those whose fields agree; the last again for a row that comes once more."""
        place, same = self.guids.like(row)
        return (self._next(place, same) or same[-1]) if same else None

    def _next(self, place: object, some: Sequence[str]) -> str | None:
        at = self._at.get(place, 0)
        self._at[place] = at + 1
        return some[at] if at < len(some) else None
