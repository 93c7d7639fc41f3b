"""Notes in plain text, as Anki exports them: headers, then a row of columns for each note."""

from __future__ import annotations

import csv
import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from quizapp.core.decks.kept import KeptNote
from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.markup import clean
from quizapp.exchange.apkg.reading import limits
from quizapp.exchange.apkg.reading.learning import LearnedCard, LoggedReview
from quizapp.exchange.apkg.reading.limits import refusing
from quizapp.exchange.apkg.reading.note import AnkiDeck, Counts, Note, NoteType, Template
from quizapp.exchange.apkg.reading.note import Path as DeckPath
from quizapp.exchange.apkg.reading.notes import moment
from quizapp.exchange.apkg.reading.schema import DEFAULT_DECK
from quizapp.exchange.apkg.reading.text_guids import Guids, Named, Pass
from quizapp.exchange.apkg.reading.text_headers import Headers, headers_of

_GAP = re.compile(r"\{\{c\d{1,3}::")
_BASIC = ("Front", "Back")
_START = 4096
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the deck that takes a text has already: note types by number, notes by guid.

    A text says neither how cards look nor what its columns leave out, so both stay as they are there.
    """

    types: Mapping[int, NoteType] = field(default_factory=dict)
    notes: Mapping[str, KeptNote] = field(default_factory=dict)


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class _Row:
    """One note's columns, by what they hold."""

    guid: str
    note_type: str
    is_stated: bool
    deck: DeckPath
    tags: tuple[str, ...]
    fields: tuple[str, ...]


class TextExport:
    """An open text; see `AnkiFile`. A text has no media, cards or reviews.

    It does not say how cards look: note types have the name that it states, and those that are ``known`` by number
    or by name; others get plain templates. Where it states no guid, a known note of that type with the same first
    field has it; else one is made from both, by which Anki knows a note of a text again, too.
    """

    media: Mapping[str, int] = {}

    def __init__(self, path: Path, known: Known = NOTHING_KNOWN) -> None:
        self._path, self._encoding, self._known = path, _encoding(path), known
        with self._lines() as lines:
            self._headers = headers_of(lines)
        self._guids = Guids(() if self.states_guids else _named(known), self.named())
        self._modified = moment(path.stat().st_mtime)
        widths, gapped, decks = dict[str, int](), Counter[str](), dict[DeckPath, int]()
        rows = Counter[str]()
        for row in self._rows():
            used = _used(row.fields)
            widths[row.note_type] = max(widths.get(row.note_type, len(_BASIC)), used)
            decks.setdefault(row.deck, len(decks) + 1)
            rows[row.note_type] += 1
            gapped[row.note_type] += any(map(_GAP.search, row.fields))
            if len(widths) > limits.MAX_NOTE_TYPES or len(decks) > limits.MAX_DECKS:
                raise ImportRejected(limits.NOT_A_TEXT)
        self._by_name = {
            # a basic note may speak of gaps, and a cloze note may have lost its own
            name: self._named(name, width) or _note_type(
                name, self._headers, width, is_cloze=2 * gapped[name] > rows[name]
            )
            for name, width in widths.items()
        }  # fmt: skip
        self.note_types = tuple(self._by_name.values())
        self.decks = tuple(AnkiDeck(number, path) for path, number in sorted(decks.items()))
        self.counts = Counts(notes=rows.total())

    @property
    def states_guids(self) -> bool:
        """Whether a column says which notes its rows are."""
        return "guid" in self._headers.places

    def named(self) -> Iterator[Named]:
        """The rows as Anki knows notes without guids."""
        for columns in self._columns():
            yield self._split(columns)[1]

    def _named(self, name: str, width: int) -> NoteType | None:
        """The known note type of this name that has room for so many fields."""
        fitting = (one for one in self._known.types.values() if one.name == name)
        return next((one for one in fitting if len(one.fields) >= width), None)

    def notes(self) -> Iterator[Note]:
        """See `AnkiFile`."""
        for row in self._rows():
            known = self._known.notes.get(row.guid)
            kept_type = None if known is None else self._kept_type(row, known)
            note_type = kept_type or self._by_name[row.note_type]
            width = len(note_type.fields)
            rest = known.fields if known and kept_type else ("",) * width
            fields = (*row.fields[:width], *rest[len(row.fields) :])
            is_same = (
                known and kept_type and (fields, row.tags, row.deck) == (known.fields, known.tags, known.path)
            )
            modified = known.modified if known and is_same else self._modified
            yield Note(row.guid, note_type, fields, row.tags, row.deck, modified)

    def _kept_type(self, row: _Row, known: KeptNote) -> NoteType | None:
        """The note type that a known note has here, None where the row states another or has fields that it lacks."""
        found = self._known.types[known.type]
        is_other = row.is_stated and row.note_type != found.name
        return None if is_other or _used(row.fields) > len(found.fields) else found

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

    def _columns(self) -> Iterator[list[str]]:
        with refusing(limits.NOT_A_TEXT), self._lines() as lines:
            reader = csv.reader(_below_headers(lines), delimiter=self._headers.separator, strict=False)
            for columns in reader:
                if any(columns):
                    yield [clean(column) for column in columns[: limits.MAX_FIELDS]]

    def _rows(self) -> Iterator[_Row]:
        giving = Pass(self._guids)
        for columns in self._columns():
            yield self._row(columns, giving)

    def _split(self, columns: list[str]) -> tuple[dict[str, str], Named]:
        """What columns hold that are no fields, by what that is, and the note."""
        headers = self._headers
        places = headers.places
        if len(columns) < 2 and not headers.are_stated:
            raise ImportRejected(limits.NOT_A_TEXT)
        held = {name: columns[place].strip() for name, place in places.items() if place < len(columns)}
        fields = [text for place, text in enumerate(columns) if place not in places.values()]
        if not headers.is_html:
            fields = [html.escape(text, quote=False).replace("\n", "<br>") for text in fields]
        stated = held.get("notetype", "") or headers.note_type
        return held | {"notetype": stated}, Named(stated or _kind(fields), tuple(fields) or ("",))

    def _row(self, columns: list[str], giving: Pass) -> _Row:
        headers, (held, named) = self._headers, self._split(columns)
        guid = held.get("guid", "") or giving.give(named) or self._new_guid(named)
        known = self._known.notes.get(guid)
        tags = (*headers.tags, *held.get("tags", "").split())
        if known and "tags" not in headers.places:
            tags = tuple(dict.fromkeys((*known.tags, *headers.tags)))  # Anki adds them, too
        deck = held.get("deck", "") or headers.deck
        return _Row(
            guid=guid,
            note_type=held["notetype"] or _sized(named.note_type, named.fields),
            is_stated=bool(held["notetype"]),
            deck=known.path if known and not deck else _path(deck),
            tags=tags,
            fields=named.fields,
        )

    def _new_guid(self, named: Named) -> str:
        """One made of what Anki knows a note by; where a known note has that and is another row's, of all fields."""
        guid = _made_guid(named.note_type, named.fields[0])
        is_taken = guid in self._known.notes and not self.states_guids
        return _made_guid(named.note_type, "\x1f".join(named.fields)) if is_taken else guid


def _named(known: Known) -> Iterator[tuple[str, Named]]:
    for guid, note in known.notes.items():
        yield guid, Named(known.types[note.type].name, note.fields)


def _kind(fields: Sequence[str]) -> str:
    return "Cloze" if any(map(_GAP.search, fields)) else "Basic"


def _used(fields: Sequence[str]) -> int:
    """How many fields there are up to the last one that says something."""
    return max((place for place, text in enumerate(fields, 1) if text), default=1)


def _sized(kind: str, fields: Sequence[str]) -> str:
    """A name for the note type of a text that states none: one long row must not widen all the others."""
    used = _used(fields)
    return kind if used <= len(_BASIC) else f"{kind} ({used})"


@contextmanager
def read_text(path: Path, known: Known = NOTHING_KNOWN) -> Iterator[TextExport]:
    """The text in a file, to be used inside ``with``. Raises `ImportRejected`."""
    with refusing(limits.NOT_A_TEXT):
        if path.stat().st_size > limits.MAX_TEXT:
            raise ImportRejected(limits.TEXT_TOO_LARGE)
        export = TextExport(path, known)
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
    asked, answer = _sides(fields, is_cloze=is_cloze)
    digest = hashlib.blake2b("\x1f".join((name, *fields)).encode(), digest_size=6).digest()
    template = Template("Cloze" if is_cloze else "Card 1", asked, answer)
    return NoteType(int.from_bytes(digest, "big"), name, is_cloze, fields, (template,))


def _sides(fields: tuple[str, ...], *, is_cloze: bool) -> tuple[str, str]:
    """Templates that ask the first field and tell the others; a cloze of two fields as Anki's own has it."""
    first, *others = fields
    if is_cloze and len(others) == 1:
        return f"{{{{cloze:{first}}}}}", f"{{{{cloze:{first}}}}}<br>\n{{{{{others[0]}}}}}"
    rest = "".join(f"{{{{#{each}}}}}<div>{{{{{each}}}}}</div>{{{{/{each}}}}}" for each in others)
    if is_cloze:
        return f"{{{{cloze:{first}}}}}", f"{{{{cloze:{first}}}}}{rest}"
    return f"{{{{{first}}}}}", f"{{{{FrontSide}}}}<hr>{rest}"


def _made_guid(note_type: str, first: str) -> str:
    return "text:" + hashlib.blake2b(f"{note_type}\x1f{first}".encode(), digest_size=12).hexdigest()


def _path(name: str) -> DeckPath:
    return tuple(part.strip() for part in name.split("::") if part.strip()) or DEFAULT_DECK
