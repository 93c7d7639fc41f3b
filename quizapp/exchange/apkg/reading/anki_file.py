"""What every file of Anki's gives once it is open, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from quizapp.exchange.apkg.reading.learning import LearnedCard, LoggedReview
from quizapp.exchange.apkg.reading.note import AnkiDeck, Counts, Note, NoteType


class AnkiFile(Protocol):
    """What reads it raises `ImportRejected` where the file is damaged, and nothing else.

    ``media`` are the bytes of each medium by the file's own word; no name of one is a path.
    """

    @property
    def note_types(self) -> tuple[NoteType, ...]:
        """All that the file holds, used or not."""

    @property
    def decks(self) -> tuple[AnkiDeck, ...]:
        """Those that hold cards, by path."""

    @property
    def media(self) -> Mapping[str, int]:
        """Name → bytes."""

    @property
    def counts(self) -> Counts:
        """Known on opening."""

    def notes(self) -> Iterator[Note]:
        """Notes one by one, in the order in which they were made; may be called again."""

    def cards(self) -> Iterator[LearnedCard]:
        """Every card's state one by one, a note's own together and in order."""

    def reviews(self) -> Iterator[LoggedReview]:
        """The log of reviews one by one, oldest first."""

    def read_media(self, name: str) -> bytes:
        """All of a medium. Raises `ImportRejected` where it is not there, damaged or too large."""
