"""Images and sounds of items: taken in from files, chosen in a form, handed out again."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.attachment import PLACES, Attachment
from quizapp.core.items.media import Media, is_name
from quizapp.core.items.shown import media_names
from quizapp.errors import InputError, NotFound
from quizapp.exchange.media import read_media
from quizapp.phrases import phrase
from quizapp.services.edits import Fields, lines_of
from quizapp.store import decks, media
from quizapp.store.database import reading, transaction

MOST_BYTES = 100_000_000
"""What the media of one deck may have together."""
MOST_OF_ITEM = 6
MOST_ALT = 500
KEPT_FOR = timedelta(days=1)
"""How long a file waits for its item to be saved."""
_MOST_ORIGINAL = 120

FULL = phrase(
    "Images and sounds of a deck may have %(most)s MB together; with this file they would have more."
)
TOO_MANY = phrase("An item takes at most %(most)s images and sounds.")
NO_ALT = phrase("Say what one sees on each image, for learners who cannot.")
NO_LABEL = phrase("Say what each sound is, for learners who cannot hear it.")
LONG_ALT = phrase("A description takes at most %(most)s characters.")


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A file that was not taken, and why."""

    original: str
    error: InputError


@dataclass(frozen=True, kw_only=True)
class Added:
    """What became of the files that were sent."""

    media: tuple[Media, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """Media in a form: what is known of it and what was typed, whether that may be stored or not."""

    media: Media
    alt: str
    place: str


def add_files(deck_id: str, files: Sequence[tuple[str, bytes]], *, now: datetime) -> Added:
    """Take files, (name, content) each, into a deck; one that cannot be taken does not keep the others out.

    They wait there for an item to name them, and are forgotten after `KEPT_FOR`. Raises `NotFound`.
    """
    added, refused = [], []
    for sent, content in files:
        original = _plain_name(sent)
        try:
            found, kept = read_media(content, original=original)
            _store(deck_id, found, kept, now=now)
            added.append(found)
        except InputError as error:
            refused.append(Refused(original=original, error=error))
    return Added(media=tuple(added), refused=tuple(refused))


def _store(deck_id: str, found: Media, content: bytes, *, now: datetime) -> None:
    with transaction(alone=True) as connection:
        media.sweep(connection, before=now - KEPT_FOR)
        deck = decks.find(connection, deck_id).id
        _require_room(media.size_of(connection, deck), found, media.find(connection, deck, [found.name]))
        media.add(connection, deck, found, content, now=now)


def lend(deck_id: str, to: str, names: Collection[str], *, now: datetime) -> None:
    """Give a deck media of another one, for an item that goes there. Raises `NotFound`; `InputError` where they are
    too many bytes for it."""
    if not names:
        return
    with transaction(alone=True) as connection:
        found = media.find(connection, decks.find(connection, deck_id).id, names)
        other = decks.find(connection, to).id
        for each in found.values():
            _require_room(media.size_of(connection, other), each, media.find(connection, other, [each.name]))
            media.give(connection, other, each, now=now)


def rows_of(deck_id: str, fields: Fields) -> tuple[Row, ...]:
    """The media that a form names, without those that the deck has not. Raises `NotFound`."""
    names = [name for name in fields.get("media_name", ()) if is_name(name)][:MOST_OF_ITEM]
    if not names:
        return ()
    with reading() as connection:
        known = media.find(connection, decks.find(connection, deck_id).id, names)
    alts, places = lines_of(fields, "media_alt"), list(fields.get("media_place", ()))
    said = zip(fields.get("media_name", ()), _padded(alts), _padded(places), strict=False)
    return tuple(
        Row(media=known[name], alt=" ".join(alt.split()), place=place if place in PLACES else PLACES[0])
        for name, alt, place in said
        if name in known
    )


def attached(deck_id: str, fields: Fields, before: tuple[Attachment, ...] = ()) -> tuple[Attachment, ...]:
    """The media of an item as its form says; ``before`` where the form says nothing of them.

    Raises `NotFound`; `InputError` for media that are not there, too many, or without a description.
    """
    if "has_media" not in fields:
        return before
    names = fields.get("media_name", ())
    if len(names) > MOST_OF_ITEM:
        raise too_many()
    found = rows_of(deck_id, fields)
    if len(found) < len(names):
        raise InputError(media.GONE)
    for row in found:
        if problem := problem_of(row):
            raise problem
    return tuple(attachment_of(row) for row in found)


def too_many() -> InputError:
    """What is said of more than an item takes."""
    return InputError(TOO_MANY, most=MOST_OF_ITEM)


def problem_of(row: Row) -> InputError | None:
    """What is wrong with one of them."""
    if not row.alt:
        words = NO_ALT if row.media.kind == "image" else NO_LABEL
        return InputError(words)
    return InputError(LONG_ALT, most=MOST_ALT) if len(row.alt) > MOST_ALT else None


def get_media(deck_id: str, name: str) -> Media:
    """What a deck has under a name. Raises `NotFound`."""
    with reading() as connection:
        found = media.named(connection, decks.storable(deck_id), name) if is_name(name) else None
    if found is None:
        raise NotFound("file", name)
    return found


def content_of(found: Media) -> bytes:
    """Its bytes. Raises `NotFound` where it went away since."""
    with reading() as connection:
        content = media.content(connection, found.name)
    if content is None:
        raise NotFound("file", found.name)
    return content


def contents_of(deck_id: str, entries: Iterable[DeckItem]) -> Mapping[str, bytes]:
    """The bytes of what these items of a deck show, by name. Raises `NotFound`."""
    return contents_named(deck_id, {name for entry in entries for name in media_names(entry.item)})


def contents_named(deck_id: str, names: Collection[str]) -> Mapping[str, bytes]:
    """The bytes of those of these that a deck has, by name. Raises `NotFound`."""
    if not names:
        return {}
    with reading() as connection:
        return media.contents(connection, decks.find(connection, deck_id).id, names)


def attachment_of(row: Row) -> Attachment:
    """A row as it stands in an item."""
    place = next(place for place in PLACES if place == row.place)
    return Attachment(
        name=row.media.name, alt=row.alt, place=place, width=row.media.width, height=row.media.height
    )


def _require_room(taken: int, found: Media, present: Mapping[str, Media]) -> None:
    if found.name not in present and taken + found.size > MOST_BYTES:
        raise InputError(FULL, most=MOST_BYTES // 1_000_000)


def _plain_name(name: str) -> str:
    """The last part of what a browser calls a file, without what nobody sees: it is shown, never opened."""
    last = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    return seen[-_MOST_ORIGINAL:].strip()


def _padded(values: Sequence[str]) -> list[str]:
    return [*values, *[""] * (MOST_OF_ITEM - len(values))]
