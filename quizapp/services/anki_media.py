"""Images and sounds of a file of Anki's: named by their content, and stored with the deck that takes the notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from quizapp.core.items.media import Media
from quizapp.errors import InputError
from quizapp.exchange.apkg.reading import AnkiFile
from quizapp.exchange.media import read_media
from quizapp.phrases import phrase
from quizapp.services.media import MOST_BYTES
from quizapp.store import media
from quizapp.store.database import Connection, in_parts

TOO_MUCH = phrase("A deck has at most %(most)s MB of images and sounds.") % {"most": MOST_BYTES // 1_000_000}
_AT_ONCE = 1_000
_ADDRESS = re.compile(r"(?:[a-z]+:)?//|data:", re.IGNORECASE)


@dataclass
class PackageMedia:
    """What a file holds, looked at when a note first names it: one medium is in memory at a time.

    ``here`` are media that the deck keeps of notes that are known, by guid and by their names there. ``refused`` counts
    by reason what cannot be kept, ``missing`` are the names of what the file has not.
    """

    file: AnkiFile
    here: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    missing: set[str] = field(default_factory=set)
    size: int = 0
    _names: dict[str, str | None] = field(default_factory=dict)
    _kept: dict[str, tuple[str, Media]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._shared = {name: kept for media in self.here.values() for name, kept in media.items()}

    def resolve(self, name: str, guid: str) -> str | None:
        """The name by which a medium of a note is kept here, None where the file has it not or it cannot be kept.

        What the file has not is the note's own, and only then that of others: two may have the same name.
        """
        if name not in self.file.media and (own := self.here.get(guid, {}).get(name)):
            return own
        if name not in self._names:
            self._names[name] = self._found(name)
        return self._names[name]

    def _found(self, name: str) -> str | None:
        if name in self.file.media:
            return self._looked_at(name)
        if name not in self._shared and not _ADDRESS.match(name):
            self.missing.add(name)
        return self._shared.get(name)

    def _looked_at(self, name: str) -> str | None:
        try:
            found, _ = read_media(self.file.read_media(name), original=name)
        except InputError as error:
            self.refused[str(error)] += 1
            return None
        if found.name not in self._kept:
            if self.size + found.size > MOST_BYTES:
                self.refused[TOO_MUCH] += 1
                return None
            self.size += found.size
            self._kept[found.name] = name, found
        return found.name

    def store(self, connection: Connection, deck: int, *, now: datetime) -> None:
        """Give a deck all that notes named, inside the transaction that stores them."""
        for some in in_parts(list(self._kept), _AT_ONCE):
            present = media.find(connection, deck, some)
            for name in some:
                if name not in present:
                    original, found = self._kept[name]
                    _, content = read_media(self.file.read_media(original), original=original)
                    media.add(connection, deck, found, content, now=now)
            media.keep(connection, deck, some)
