"""Images and sounds of a file of Anki's: named by their content, and stored with the deck that takes the notes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from quizapp.exchange.apkg.reading import AnkiFile
from quizapp.store.database import Connection


@dataclass
class PackageMedia:
    """What a file holds, looked at when a note first names it. ``refused`` counts by reason what cannot be kept."""

    file: AnkiFile
    kept: dict[str, str] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)

    def resolve(self, name: str) -> str | None:
        """The name by which a medium is kept here, None where it is not."""
        return self.kept.get(name)

    def store(self, connection: Connection, deck: int, *, now: datetime) -> None:
        """Give a deck all that notes named."""
