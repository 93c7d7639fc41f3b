"""Anki packages: opened whole, read row by row."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import archive as archives
from quizapp.exchange.apkg.reading import database, learned, limits, notes
from quizapp.exchange.apkg.reading.archive import Archive
from quizapp.exchange.apkg.reading.generations import Generation, generation_of
from quizapp.exchange.apkg.reading.learning import LearnedCard, LoggedReview
from quizapp.exchange.apkg.reading.limits import refusing
from quizapp.exchange.apkg.reading.media import media_of
from quizapp.exchange.apkg.reading.note import AnkiDeck, Counts, Note
from quizapp.exchange.apkg.reading.schema import DEFAULT_DECK, read_schema

_TABLES = {
    "notes": frozenset({"id", "guid", "mid", "mod", "tags", "flds"}),
    "cards": frozenset(
        "id nid did odid ord type queue due odue ivl factor reps lapses data".split()
    ),
}  # fmt: skip
_OF_DOCUMENTS = {"col": frozenset({"crt", "models", "decks"})}
_OF_TABLES = {
    "col": frozenset({"crt"}),
    "notetypes": frozenset({"id", "name", "config"}),
    "fields": frozenset({"ntid", "ord", "name"}),
    "templates": frozenset({"ntid", "ord", "name", "config"}),
    "decks": frozenset({"id", "name", "kind"}),
}
_LOG = {"revlog": frozenset({"id", "cid", "ease", "ivl", "time", "type"})}
_USED_DECKS = f"SELECT DISTINCT {notes.DECK} FROM cards c"  # noqa: S608 - nothing but a constant is put in


class Package:
    """An open .apkg or .colpkg; see `AnkiFile`."""

    def __init__(self, archive: Archive, connection: sqlite3.Connection, generation: Generation) -> None:
        self._archive, self._connection, self._is_packed = archive, connection, generation.is_packed
        self._schema = read_schema(connection, is_packed=generation.is_packed)
        self._media = media_of(archive, generation)
        self._has_log = database.holds(connection, "revlog")
        self.note_types = tuple(self._schema.note_types.values())
        self.decks = self._used_decks()
        self.media: Mapping[str, int] = {name: medium.size for name, medium in self._media.items()}
        self.counts = self._counted()

    def notes(self) -> Iterator[Note]:
        """See `AnkiFile`. Notes whose note type is missing are left out, as ``counts`` tells."""
        with refusing():
            only = self.decks[0] if len(self.decks) == 1 else None
            yield from notes.notes(self._connection, self._schema, only)

    def cards(self) -> Iterator[LearnedCard]:
        """See `AnkiFile`."""
        with refusing():
            yield from learned.cards(self._connection, self._schema.decks)

    def reviews(self) -> Iterator[LoggedReview]:
        """See `AnkiFile`."""
        if self._has_log:
            with refusing():
                yield from learned.reviews(self._connection)

    def read_media(self, name: str) -> bytes:
        """See `AnkiFile`."""
        medium = self._media.get(name)
        if medium is None:
            raise ImportRejected(limits.NOT_THERE, place=name)
        if medium.size > limits.MAX_MEDIUM:
            raise ImportRejected(limits.MEDIUM_TOO_LARGE, place=name)
        return self._archive.read(medium.member, most=medium.size, is_packed=self._is_packed)

    def _used_decks(self) -> tuple[AnkiDeck, ...]:
        found = list[AnkiDeck]()
        for (id,) in self._connection.execute(_USED_DECKS):
            found.append(self._schema.decks.get(id) or AnkiDeck(id or 0, DEFAULT_DECK))
            if len(found) > limits.MAX_DECKS:
                raise ImportRejected(limits.TOO_LARGE)
        return tuple(sorted(found, key=lambda deck: deck.path))

    def _counted(self) -> Counts:
        known = unknown = 0
        for id, count in self._connection.execute(
            "SELECT CAST(mid AS INTEGER), count(*) FROM notes GROUP BY 1"
        ):
            if id in self._schema.note_types:
                known += count
            else:
                unknown += count
        return Counts(
            notes=known,
            cards=self._count("cards"),
            reviews=self._count("revlog") if self._has_log else 0,
            media=len(self.media),
            media_bytes=sum(self.media.values()),
            left_out=unknown,
        )

    def _count(self, table: str) -> int:
        (count,) = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - ours
        return int(count)


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """The package in a file, to be used inside ``with``; its database lies unpacked beside other temporary files.

    Raises `ImportRejected`, its reason a sentence for whoever chose the file.
    """
    with ExitStack() as stack:
        archive = stack.enter_context(archives.opened(path))
        generation = generation_of(archive)
        with refusing(limits.NO_ROOM):
            file = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="quizapp-"))) / "collection"
            unpacked = stack.enter_context(file.open("wb"))
        with unpacked:
            archive.unpack(generation.collection, unpacked, most=limits.MAX_COLLECTION,
                           is_packed=generation.is_packed)  # fmt: skip
        tables = _TABLES | (_OF_TABLES if generation.is_packed else _OF_DOCUMENTS)
        connection = stack.enter_context(database.opened(file, tables=tables, optional=_LOG))
        with refusing():
            package = Package(archive, connection, generation)
        yield package
