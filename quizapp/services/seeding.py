"""Loading the starting decks."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec

from quizapp import core
from quizapp.core.decks.regeneration import Regeneration
from quizapp.core.decks.remaking import Made, Remade, remake_written
from quizapp.core.statements.codec import statement_to_plain
from quizapp.core.statements.written import WrittenStatements, read_written
from quizapp.core.text.particulars import UNKNOWN, Particulars
from quizapp.errors import ImportRejected, InputError
from quizapp.services import renewal
from quizapp.store import decks, items, sources
from quizapp.store.database import Connection, reading, transaction


def load_seeds(folder: Path, *, now: datetime) -> tuple[str, ...]:
    """Load every ``*.toml`` of statements as a published deck; the titles of what was added or changed.

    A second load of the same files changes nothing. Where a file changed, unchanged items stay as they are,
    changed ones get a new version, vanished ones are retired; a deck that somebody deleted is not brought
    back unasked. What somebody edited, rejected or renamed here stays as they left it; where the file changed
    beneath an edit, the two wait side by side for a decision. Raises `ImportRejected`.
    """
    return tuple(
        title
        for file in sorted(folder.glob("*.toml"))
        if (title := load_seed(_read(file), name=file.name, now=now)) is not None
    )


def preview_seed(deck_id: str, raw: bytes, *, name: str) -> Regeneration:
    """What loading this file would do to the items of a deck; nothing is stored.

    Raises `NotFound`; `ImportRejected` where the file cannot be read or is another deck's, `InputError` for a deck
    that does not follow a file.
    """
    written = read_written(raw, name=name)
    if written.id != deck_id:
        raise ImportRejected(f"this file is of the deck “{written.id}”, not of “{deck_id}”", place=name)
    with reading() as connection:
        deck = decks.find(connection, deck_id)
        if deck.origin is None:
            raise InputError("The deck “%(deck)s” was made of a text. Give the new text.", deck=deck_id)
        made = renewal.made_of(connection, deck)
    remade = remake_written(made, written.statements, text=written.source.text, curated=written.curated)
    return remade.regeneration(made.items, arrive="accepted")


def load_seed(raw: bytes, *, name: str, now: datetime) -> str | None:
    """Load one file; the deck's title where that added or changed anything. Raises `ImportRejected`."""
    written, made_of = read_written(raw, name=name), _made_of(raw)
    with reading() as connection:
        if not _may_be_news(connection, written.id, made_of):
            return None
        found = decks.look_for(connection, written.id)
        made = Made(statements=(), items=()) if found is None else renewal.made_of(connection, found)
    remade = remake_written(made, written.statements, text=written.source.text, curated=written.curated)
    origin = _Origin.of(written, made_of)
    with transaction(alone=True) as connection:
        if not _may_be_news(connection, written.id, made_of):  # another process was faster
            return None
        deck = decks.look_for(connection, written.id)
        if deck is None:
            _add(connection, written, remade, origin=origin, now=now)
            return written.title
        is_news = _update(connection, deck, written, remade, origin=origin, now=now)
    return written.title if is_news else None


class _Origin(msgspec.Struct, frozen=True):
    """What a file said of its deck when it was loaded last."""

    title: str
    about: str
    reference: str
    content: str
    made_of: str
    source: Particulars = UNKNOWN

    @classmethod
    def of(cls, written: WrittenStatements, made_of: str) -> Self:
        """``content`` is a digest of the statements."""
        plain = msgspec.json.encode([statement_to_plain(each) for each in written.statements])
        digest = hashlib.blake2b(plain, digest_size=16).hexdigest()
        return cls(
            title=written.title,
            about=written.about,
            reference=written.reference,
            content=digest,
            made_of=made_of,
            source=written.source.particulars,
        )

    def says_as(self, stored: str | None) -> bool:
        """Whether the stored one says the same, made of whatever it was."""
        before = _Origin.read(stored)
        return msgspec.structs.replace(before, made_of=self.made_of) == self

    @classmethod
    def read(cls, stored: str | None) -> Self:
        """What `plain` gave."""
        return msgspec.json.decode(stored or "", type=cls)

    def plain(self) -> str:
        """As it is stored."""
        return msgspec.json.encode(self).decode()


def _may_be_news(connection: Connection, id: str, made_of: str) -> bool:
    """Whether the file may say something new of a deck of its own; others may have a deck of this name, or had one."""
    deck = decks.look_for(connection, id)
    if deck is None:
        return not decks.is_deleted(connection, id)
    return deck.origin is not None and _Origin.read(deck.origin).made_of != made_of


def _made_of(raw: bytes) -> str:
    """A digest of the file and of the program that makes items of it: a start with neither changed makes none."""
    digest = hashlib.blake2b(raw, digest_size=16)
    for module in sorted(Path(core.__file__).parent.rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ImportRejected(f"the file cannot be read: {error.strerror}", place=file.name) from error


def _add(
    connection: Connection, written: WrittenStatements, remade: Remade, *, origin: _Origin, now: datetime
) -> None:
    source_id = sources.add(connection, written.source)
    sources.add_statements(connection, source_id, remade.statements, remade.generation.rejections)
    deck = decks.add(
        connection,
        public_id=written.id,
        title=written.title,
        about=written.about,
        reference=written.reference,
        source_id=source_id,
        published=True,
        now=now,
        origin=origin.plain(),
    )
    placed = dict(enumerate(remade.generation.items, 1))
    items.add(connection, deck, placed, source_id=source_id, status="accepted", now=now, released=True)


def _update(
    connection: Connection, deck: decks.Found, written: WrittenStatements, remade: Remade, *, origin: _Origin,
    now: datetime,
) -> bool:  # fmt: skip
    """Bring a loaded deck to what its file says now; whether that changed anything to speak of."""
    before = _Origin.read(deck.origin)
    told = {
        name: getattr(origin, name)
        for name in ("title", "about", "reference")
        if getattr(origin, name) != getattr(before, name)
    }
    decks.change(connection, deck.id, origin=origin.plain(), **told)
    source = written.source
    if origin.source == before.source:  # what somebody changed here stays
        source = replace(source, particulars=sources.text_of(connection, deck.source_id).particulars)
    regeneration = renewal.replace_source(connection, deck, source, remade, now=now, arrive="accepted")
    return regeneration.is_news or not origin.says_as(deck.origin)
