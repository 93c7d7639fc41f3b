"""Notes of a file of Anki's into a deck: staged on disk outside of any transaction, then stored by one."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import IO, TypeVar

import msgspec

from quizapp.core.decks.deck import ItemStatus
from quizapp.core.decks.kept import KeptNote, KeptType
from quizapp.core.decks.regeneration import Regeneration, Step, regenerate
from quizapp.core.items.codec import body_from_plain, body_to_plain
from quizapp.core.items.item import Item, note_id
from quizapp.core.items.tags import taken
from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import AnkiFile, Note, NoteType
from quizapp.exchange.apkg.taking import Resolver, take
from quizapp.phrases import phrase
from quizapp.store import items, notes, overlays
from quizapp.store.database import Connection
from quizapp.store.overlays import Overlay

BATCH = 1_000
T = TypeVar("T")
NO_FOLDER = "general"
"""The category of what lies in no subdeck."""
READING = phrase("Reading notes")
_LENGTH = 4
_MEDIA = re.compile(
    r"""\[sound:([^\[\]<>]{1,300})\]|src=(?:"([^"<>]{1,300})"|'([^'<>]{1,300})'|([^\s"'<>]{1,300}))"""
)

Progress = Callable[[float, str], None]


class Staged(msgspec.Struct):
    """A note on its way: what its item says, and what is kept beside it."""

    kind: str
    stem: str
    body: object
    rationale: str
    note: KeptNote


@dataclass(kw_only=True)
class Tally:
    """What becomes of the notes of a file. ``refused`` counts by reason, ``kinds`` what can be shown by kind."""

    new: int = 0
    changed: int = 0
    known: int = 0
    conflicts: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def notes(self) -> int:
        """All notes that are taken."""
        return self.kinds.total()


def stage(
    file: AnkiFile,
    into: IO[bytes],
    resolve: Callable[[Note], Resolver],
    *,
    progress: Progress,
    most: float = 1.0,
) -> tuple[Tally, dict[int, KeptType]]:
    """Write what notes become to a file, one after another; how many there are, and their note types.

    A guid that comes twice counts once. ``most`` is the share of the whole work that this is.
    """
    tally, types, seen = Tally(), dict[int, KeptType](), set[str]()
    total = max(1, file.counts.notes)
    encoder = msgspec.msgpack.Encoder()
    for number, note in enumerate(file.notes()):
        if not number % 100:
            progress(most * min(1.0, number / total), READING)
        if note.guid in seen:
            continue
        seen.add(note.guid)
        staged = _staged(note, resolve(note), tally)
        if staged is not None:
            if note.note_type.id not in types:
                types[note.note_type.id] = kept_type(note.note_type)
            plain = encoder.encode(staged)
            into.write(len(plain).to_bytes(_LENGTH, "big") + plain)
    return tally, types


def _staged(note: Note, resolve: Resolver, tally: Tally) -> Staged | None:
    media: dict[str, str] = {}

    def resolved(name: str) -> str | None:
        found = resolve(name)
        if found is not None:
            media[name] = found
        return found

    try:
        made = take(note, resolved)
    except ImportRejected as error:
        tally.refused[error.reason] += 1
        return None
    for name in media_in(note.fields):
        resolved(name)
    tally.kinds[made.body.kind] += 1
    kept = KeptNote(
        guid=note.guid, type=note.note_type.id, fields=note.fields, tags=note.tags, path=note.deck,
        ordinals=made.ordinals, media=media, modified=note.modified,
    )  # fmt: skip
    return Staged(made.body.kind, made.stem, body_to_plain(made.body), made.rationale, kept)


def media_in(fields: Iterable[str]) -> Iterator[str]:
    """The names of what fields show or play, though no template may show them now."""
    for text in fields:
        if "[sound:" in text or "src=" in text:
            for found in _MEDIA.finditer(text):
                yield html.unescape(next(filter(None, found.groups()))).strip()


def kept_type(found: NoteType) -> KeptType:
    """A note type as it is kept."""
    templates = tuple((each.name, each.question, each.answer) for each in found.templates)
    return KeptType(
        id=found.id, name=found.name, is_cloze=found.is_cloze, fields=found.fields, templates=templates, css=found.css
    )  # fmt: skip


def staged_in(file: IO[bytes]) -> Iterator[Staged]:
    """What was staged in a file."""
    decoder = msgspec.msgpack.Decoder(Staged)
    while head := file.read(_LENGTH):
        yield decoder.decode(file.read(int.from_bytes(head, "big")))


@dataclass(frozen=True, kw_only=True)
class Into:
    """The deck that takes notes: its row, its source's, and whether learners have it."""

    deck: int
    source_id: int
    released: bool
    types: Mapping[int, int]
    author: int | None = None


def store(
    connection: Connection, staged: Iterable[Staged], into: Into, *, tally: Tally, now: datetime
) -> None:
    """Store notes in batches, in the transaction of the caller; ``tally`` counts what becomes of them."""
    position = items.next_position(connection, into.deck)
    for batch in batches(staged):
        found = notes.known(connection, into.deck, [each.note.guid for each in batch])
        fresh = [each for each in batch if each.note.guid not in found]
        _add(connection, fresh, into, position=position, now=now)
        position += len(fresh)
        tally.new += len(fresh)
        newer = [
            each for each in batch
            if each.note.guid in found and each.note.modified > found[each.note.guid].note.modified
        ]  # fmt: skip
        tally.known += len(batch) - len(fresh) - len(newer)
        _change(connection, newer, into, found=found, tally=tally, now=now)


def batches(found: Iterable[T]) -> Iterator[list[T]]:
    """Some at a time."""
    source = iter(found)
    while batch := list(islice(source, BATCH)):
        yield batch


def _add(connection: Connection, fresh: list[Staged], into: Into, *, position: int, now: datetime) -> None:
    if not fresh:
        return
    status: ItemStatus = "accepted"
    made = {position + n: item_of(each) for n, each in enumerate(fresh)}
    rows = items.add(
        connection, into.deck, made, source_id=into.source_id, status=status, now=now, released=into.released,
        author=into.author,
    )  # fmt: skip
    beside = {rows[item.id]: each.note for item, each in zip(made.values(), fresh, strict=True)}
    notes.add(connection, into.deck, beside, type_rows=into.types)


def _change(
    connection: Connection, newer: list[Staged], into: Into, *, found: Mapping[str, notes.Known], tally: Tally,
    now: datetime,
) -> None:  # fmt: skip
    """What a newer note says is asked from now on, unless somebody edited the item here: then that person decides."""
    if not newer:
        return
    present = _overlays(connection, into.deck, [found[each.note.guid].item for each in newer])
    fresh = [item_of(each) for each in newer]
    done = regenerate([each.standing for each in present.values()], chosen=fresh, candidates=fresh)
    tally.changed += sum(step.change in {"changed", "returned"} for step in done.steps)
    tally.conflicts += sum(step.change == "conflict" for step in done.steps)
    tally.known += sum(step.change == "unchanged" for step in done.steps)
    steps = _kept_status(done, present)
    overlays.carry_out_in_place(connection, list(present.values()), steps, source_id=into.source_id, now=now)
    notes.change(connection, {found[each.note.guid].row: each.note for each in newer}, type_rows=into.types)


def _kept_status(done: Regeneration, present: Mapping[str, Overlay]) -> Regeneration:
    """What somebody turned down or retired here stays so: the file does not know of it."""
    steps: list[Step] = [
        replace(step, status=present[step.id].place.status) if step.id in present else step
        for step in done.steps
    ]
    return Regeneration(steps=tuple(steps))


def _overlays(connection: Connection, deck: int, ids: list[str]) -> dict[str, Overlay]:
    placed = items.places_of(connection, deck, ids)
    return {each.place.public_id: each for each in overlays.overlays(connection, placed)}


def item_of(staged: Staged) -> Item:
    """The item of a note; its name is made of the note's guid."""
    note = staged.note
    return Item(
        id=note_id(note.guid),
        stem=staged.stem,
        body=body_from_plain(staged.kind, staged.body),
        category=category_of(note.path),
        rationale=staged.rationale,
        statement="",
        evidence=None,
        pattern="from Anki",
        confidence=1.0,
        written=True,
        tags=taken(note.tags),
    )


def category_of(path: tuple[str, ...]) -> str:
    """The subdecks below the outermost deck, so that one category is one subdeck."""
    return " / ".join(path[1:]) or NO_FOLDER
