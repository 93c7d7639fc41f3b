"""Notes of a file of Anki's into a deck: staged on disk outside of any transaction, then stored by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import IO, TypeVar

import msgspec

from quizapp.core.decks.kept import KeptNote, KeptType
from quizapp.core.decks.regeneration import Regeneration, Step, regenerate
from quizapp.core.items.codec import body_from_plain
from quizapp.core.items.item import FROM_ANKI, Item, note_id
from quizapp.core.items.tags import taken
from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.attachments import media_in
from quizapp.exchange.apkg.reading import AnkiFile, Note, NoteType
from quizapp.exchange.apkg.taking import Taken, take
from quizapp.phrases import phrase
from quizapp.services.edits import NO_CATEGORY
from quizapp.store import brought, items, notes, overlays
from quizapp.store.brought import Brought, Into
from quizapp.store.database import Connection
from quizapp.store.overlays import Overlay

BATCH = 1_000
T = TypeVar("T")
READING = phrase("Reading notes")
_LENGTH = 4

Progress = Callable[[float, str], None]
MediaOf = Callable[[str, str], str | None]
"""The name of a medium in the file and the guid of the note → the name by which it is kept, None where it is not."""
Made = tuple[Note, Taken, dict[str, str]]
"""A note, what an item gets of it, and by what names its media are kept, by their names there."""


@dataclass(kw_only=True)
class Tally:
    """What becomes of the notes of a file. ``refused`` counts by reason, ``kinds`` what can be shown by kind;
    ``known`` are those that need no change, ``unread`` those among them that were not even made."""

    new: int = 0
    changed: int = 0
    known: int = 0
    unread: int = 0
    conflicts: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    types: dict[int, KeptType] = field(default_factory=dict)

    @property
    def notes(self) -> int:
        """All notes that are taken."""
        return self.kinds.total() + self.unread


def made_of(
    file: AnkiFile, resolve: MediaOf, tally: Tally, *, progress: Progress, most: float = 1.0,
    dates: Mapping[str, datetime] | None = None,
) -> Iterator[Made]:  # fmt: skip
    """What notes become, one after another, while ``tally`` counts.

    A guid that comes twice counts once. ``most`` is the share of the whole work that this is; ``dates`` are those of
    the notes that are here already: such a note is made only where it is newer.
    """
    seen, here = set[str](), dates or {}
    total = max(1, file.counts.notes)
    for number, note in enumerate(file.notes()):
        if not number % 100:
            progress(most * min(1.0, number / total), READING)
        guid = note.guid
        if guid in seen:
            continue
        seen.add(guid)
        if guid in here and note.modified <= here[guid]:
            tally.known += 1
            tally.unread += 1
        elif (made := _made(note, resolve, tally)) is not None:
            yield made
        else:
            continue
        if note.note_type.id not in tally.types:
            tally.types[note.note_type.id] = kept_type(note.note_type)


def _made(note: Note, resolve: MediaOf, tally: Tally) -> Made | None:
    media: dict[str, str] = {}

    def resolved(name: str) -> str | None:
        found = resolve(name, note.guid)
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
    return note, made, media


def stage(made: Iterable[Made], into: IO[bytes]) -> None:
    """Write notes as columns hold them to a file, a batch after another."""
    encoder = msgspec.msgpack.Encoder()
    for batch in batches(made):
        plain = encoder.encode([_brought(*each) for each in batch])
        into.write(len(plain).to_bytes(_LENGTH, "big") + plain)


def staged_in(file: IO[bytes]) -> Iterator[list[Brought]]:
    """The batches that were staged in a file."""
    decoder = msgspec.msgpack.Decoder(list[Brought])
    while head := file.read(_LENGTH):
        yield decoder.decode(file.read(int.from_bytes(head, "big")))


def _brought(note: Note, made: Taken, media: dict[str, str]) -> Brought:
    """The item's name is made of the note's guid."""
    return Brought(
        note_id(note.guid), made.body.kind, made.stem, _json(made.body), category_of(note.deck), made.rationale,
        _labels(note.tags), note.guid, note.note_type.id, _json(note.fields), _json_again(note.tags),
        _json_again(note.deck), _json_again(made.ordinals), _json(media) if media else "{}", note.modified,
    )  # fmt: skip


_encode = msgspec.json.Encoder().encode


def _json(value: object) -> str:
    return _encode(value).decode()


# decks, tags and numbers of cards are those of thousands of notes
@lru_cache(maxsize=10_000)
def _json_again(value: tuple[str, ...] | tuple[int, ...]) -> str:
    return _json(value)


@lru_cache(maxsize=10_000)
def _labels(tags: tuple[str, ...]) -> str:
    return _json(taken(tags))


def kept_type(found: NoteType) -> KeptType:
    """A note type as it is kept."""
    templates = tuple((each.name, each.question, each.answer) for each in found.templates)
    return KeptType(
        id=found.id, name=found.name, is_cloze=found.is_cloze, fields=found.fields, templates=templates, css=found.css
    )  # fmt: skip


def store(
    connection: Connection, staged: Iterable[Sequence[Brought]], into: Into, *, tally: Tally, now: datetime
) -> None:
    """Store notes in batches, in the transaction of the caller; ``tally`` counts what becomes of them."""
    position = items.next_position(connection, into.deck)
    is_new = notes.number_of(connection, into.deck) == 0
    for batch in staged:
        found = {} if is_new else notes.known(connection, into.deck, [each.guid for each in batch])
        fresh = [each for each in batch if each.guid not in found] if found else batch
        brought.add(connection, fresh, into, position=position, now=now)
        position += len(fresh)
        tally.new += len(fresh)
        newer = [each for each in batch if each.guid in found and each.modified > found[each.guid].modified]
        tally.known += len(batch) - len(fresh) - len(newer)
        _change(connection, newer, into, found=found, tally=tally, now=now)


def batches(found: Iterable[T]) -> Iterator[list[T]]:
    """Some at a time."""
    source = iter(found)
    while batch := list(islice(source, BATCH)):
        yield batch


def _change(
    connection: Connection, newer: Sequence[Brought], into: Into, *, found: Mapping[str, notes.Known], tally: Tally,
    now: datetime,
) -> None:  # fmt: skip
    """What a newer note says is asked from now on, unless somebody edited the item here: then that person decides."""
    if not newer:
        return
    present = _overlays(connection, into.deck, [found[each.guid].item for each in newer])
    fresh = [item_of(each) for each in newer]
    done = regenerate([each.standing for each in present.values()], chosen=fresh, candidates=fresh)
    tally.changed += sum(step.change in {"changed", "returned"} for step in done.steps)
    tally.conflicts += sum(step.change == "conflict" for step in done.steps)
    tally.known += sum(step.change == "unchanged" for step in done.steps)
    steps = _kept_status(done, present)
    overlays.carry_out_in_place(connection, list(present.values()), steps, source_id=into.source_id, now=now)
    notes.change(connection, {found[each.guid].row: _kept(each) for each in newer}, type_rows=into.types)


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


def item_of(one: Brought) -> Item:
    """The item that was made of a note."""
    return Item(
        id=one.id,
        stem=one.stem,
        body=body_from_plain(one.kind, msgspec.json.decode(one.body)),
        category=one.category,
        rationale=one.rationale,
        statement="",
        evidence=None,
        pattern=FROM_ANKI,
        confidence=1.0,
        written=True,
        tags=tuple(msgspec.json.decode(one.labels)),
    )


def _kept(one: Brought) -> KeptNote:
    fields, tags, path = (tuple(msgspec.json.decode(each)) for each in (one.fields, one.tags, one.path))
    return KeptNote(
        guid=one.guid, type=one.type, fields=fields, tags=tags, path=path, media=msgspec.json.decode(one.media),
        ordinals=tuple(msgspec.json.decode(one.ordinals)), modified=one.modified,
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def category_of(path: tuple[str, ...]) -> str:
    """The subdecks below the outermost deck, so that one category is one subdeck."""
    return " / ".join(path[1:]) or NO_CATEGORY
