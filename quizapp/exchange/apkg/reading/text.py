"""Notes in plain text, as Anki exports them: headers, then a row of columns for each note."""

from __future__ import annotations

import csv
import hashlib
import html
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.markup import clean
from quizapp.exchange.apkg.reading import limits
from quizapp.exchange.apkg.reading.learning import LearnedCard, LoggedReview
from quizapp.exchange.apkg.reading.limits import refusing
from quizapp.exchange.apkg.reading.note import AnkiDeck, Counts, Note, NoteType, Template
from quizapp.exchange.apkg.reading.note import Path as DeckPath
from quizapp.exchange.apkg.reading.notes import moment
from quizapp.exchange.apkg.reading.schema import DEFAULT_DECK
from quizapp.exchange.apkg.reading.text_headers import Headers, headers_of

_GAP = "{{c1::"
_BASIC = ("Front", "Back")
_START = 4096
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class _Row:
    """One note's columns, by what they hold."""

    guid: str
    note_type: str
    deck: DeckPath
    tags: tuple[str, ...]
    fields: tuple[str, ...]


class TextExport:
    """An open text; see `AnkiFile`. A text has no media, cards or reviews.

    It does not say how cards look: note types have the name that it states, with plain templates. Where it
    states no guid, one is made from note type and first field, by which Anki knows a note of a text again, too.
    """

    media: Mapping[str, int] = {}

    def __init__(self, path: Path) -> None:
        self._path, self._encoding = path, _encoding(path)
        with self._lines() as lines:
            self._headers = headers_of(lines)
        self._modified = moment(path.stat().st_mtime)
        widths, clozes, decks, count = dict[str, int](), set[str](), dict[DeckPath, int](), 0
        for count, row in enumerate(self._rows(), 1):  # noqa: B007 - the last one counts
            used = max((place for place, text in enumerate(row.fields, 1) if text), default=1)
            widths[row.note_type] = max(widths.get(row.note_type, len(_BASIC)), used)
            decks.setdefault(row.deck, len(decks) + 1)
            if any(_GAP in text for text in row.fields):
                clozes.add(row.note_type)
            if len(widths) > limits.MAX_NOTE_TYPES or len(decks) > limits.MAX_DECKS:
                raise ImportRejected(limits.NOT_A_TEXT)
        self._by_name = {
            name: _note_type(name, self._headers, width, is_cloze=name in clozes)
            for name, width in widths.items()
        }
        self.note_types = tuple(self._by_name.values())
        self.decks = tuple(AnkiDeck(number, path) for path, number in sorted(decks.items()))
        self.counts = Counts(notes=count)

    def notes(self) -> Iterator[Note]:
        """See `AnkiFile`."""
        for row in self._rows():
            note_type = self._by_name[row.note_type]
            width = len(note_type.fields)
            fields = (*row.fields[:width], *[""] * (width - len(row.fields)))
            yield Note(row.guid, note_type, fields, row.tags, row.deck, self._modified)

    def cards(self) -> Iterator[LearnedCard]:
        """None."""
        return iter(())

    def reviews(self) -> Iterator[LoggedReview]:
        """None."""
        return iter(())

    def read_media(self, name: str) -> bytes:
        """Raises `ImportRejected`: a text holds none."""
        raise ImportRejected(limits.NOT_THERE, place=name)

    @contextmanager
    def _lines(self) -> Iterator[IO[str]]:
        with refusing(limits.NOT_A_TEXT), self._path.open(encoding=self._encoding, newline="") as lines:
            yield lines

    def _rows(self) -> Iterator[_Row]:
        with refusing(limits.NOT_A_TEXT), self._lines() as lines:
            reader = csv.reader(_below_headers(lines), delimiter=self._headers.separator, strict=False)
            for columns in reader:
                if any(columns):
                    yield self._row([clean(column) for column in columns[: limits.MAX_FIELDS]])

    def _row(self, columns: list[str]) -> _Row:
        headers = self._headers
        places = headers.places
        if len(columns) < 2 and not headers.are_stated:
            raise ImportRejected(limits.NOT_A_TEXT)
        held = {name: columns[place] for name, place in places.items() if place < len(columns)}
        fields = [text for place, text in enumerate(columns) if place not in places.values()]
        if not headers.is_html:
            fields = [html.escape(text, quote=False).replace("\n", "<br>") for text in fields]
        name = held.get("notetype", "").strip() or headers.note_type or _kind(fields)
        return _Row(
            guid=held.get("guid", "").strip() or _made_guid(name, fields[0] if fields else ""),
            note_type=name,
            deck=_path(held.get("deck", "").strip() or headers.deck),
            tags=(*headers.tags, *held.get("tags", "").split()),
            fields=tuple(fields) or ("",),
        )


def _kind(fields: list[str]) -> str:
    return "Cloze" if any(_GAP in text for text in fields) else "Basic"


@contextmanager
def read_text(path: Path) -> Iterator[TextExport]:
    """The text in a file, to be used inside ``with``. Raises `ImportRejected`."""
    with refusing(limits.NOT_A_TEXT):
        if path.stat().st_size > limits.MAX_TEXT:
            raise ImportRejected(limits.TEXT_TOO_LARGE)
        export = TextExport(path)
        if not export.counts.notes:
            raise ImportRejected(limits.NOT_A_TEXT)
    yield export


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(_START)
    if start[:2] in _BOMS:
        return _BOMS[start[:2]]
    if b"\x00" in start or start.startswith(b"PK"):
        raise ImportRejected(limits.NOT_A_TEXT)
    return "utf-8-sig"


def _below_headers(lines: IO[str]) -> Iterator[str]:
    is_top = True
    for line in lines:
        is_top = is_top and line.startswith("#")
        if not is_top:
            yield line


def _note_type(name: str, headers: Headers, width: int, *, is_cloze: bool) -> NoteType:
    stated = [each for place, each in enumerate(headers.names) if place not in headers.places.values()]
    known = (*stated, *_BASIC[len(stated) :]) if len(stated) < len(_BASIC) else tuple(stated)
    fields = tuple(known[n] if n < len(known) else f"Field {n + 1}" for n in range(width))
    fields = fields if len(set(fields)) == width else tuple(f"Field {n + 1}" for n in range(width))
    first, *others = fields
    rest = "".join(f"{{{{#{each}}}}}<div>{{{{{each}}}}}</div>{{{{/{each}}}}}" for each in others)
    asked = f"{{{{cloze:{first}}}}}" if is_cloze else f"{{{{{first}}}}}"
    answer = f"{asked}{rest}" if is_cloze else f"{{{{FrontSide}}}}<hr>{rest}"
    digest = hashlib.blake2b("\x1f".join((name, *fields)).encode(), digest_size=6).digest()
    template = Template("Cloze" if is_cloze else "Card 1", asked, answer)
    return NoteType(int.from_bytes(digest, "big"), name, is_cloze, fields, (template,))


def _made_guid(note_type: str, first: str) -> str:
    return "text:" + hashlib.blake2b(f"{note_type}\x1f{first}".encode(), digest_size=12).hexdigest()


def _path(name: str) -> DeckPath:
    return tuple(part.strip() for part in name.split("::") if part.strip()) or DEFAULT_DECK
