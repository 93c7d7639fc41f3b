"""Decks as files for other programs."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.decks.deck import Deck
from quizapp.errors import InputError
from quizapp.exchange.apkg import NOTHING, Kept, files_of, write_apkg
from quizapp.exchange.formats import FORMATS
from quizapp.phrases import phrase
from quizapp.services.decks import get_deck
from quizapp.services.media import contents_named, contents_of
from quizapp.services.quizzes import GONE, get_attempt, missed_items
from quizapp.store import decks, items, notes
from quizapp.store.database import reading

NO_FORMAT = phrase("There is no format named “%(format)s”.")


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file to hand out."""

    filename: str
    media_type: str
    content: bytes


def export_apkg(deck_id: str) -> Export:
    """An Anki package of a deck: accepted items as notes, retired ones as tombstones. Raises `NotFound`."""
    deck = get_deck(deck_id)
    content = _package(deck)
    return Export(filename=f"{deck.id}.apkg", media_type="application/apkg", content=content)


def _package(deck: Deck, *, only: AbstractSet[str] | None = None) -> bytes:
    """The deck, or the items of it that are named, with all that they show."""
    kept = kept_of(deck.id)
    items = [entry.item for entry in deck.items if only is None or entry.item.id in only]
    names = set(files_of(items, kept).values())
    return write_apkg(deck, only=only, media=contents_named(deck.id, names), kept=kept)


def kept_of(deck_id: str) -> Kept:
    """The notes of Anki that items of a deck were made of. Raises `NotFound`."""
    with reading() as connection:
        row = decks.find(connection, deck_id).id
        types = notes.types(connection, row)
        if not types:
            return NOTHING
        edited = items.edited(connection, row)
        return Kept(types=types, notes=notes.of_deck(connection, row), edited=edited)


def export_items(deck_id: str, form: str) -> Export:
    """The accepted items of a deck in a format of `FORMATS`, those left out that it cannot carry.

    Raises `NotFound`; `InputError` where there is no such format.
    """
    if form not in FORMATS:
        raise InputError(NO_FORMAT, format=form)
    found = FORMATS[form]
    deck = get_deck(deck_id)
    carried = [entry.item for entry in deck.accepted if found.refusal(entry.item) is None]
    content = found.write(deck, carried, contents_of(deck_id, deck.accepted))
    return Export(filename=f"{deck.id}.{found.extension}", media_type=found.media_type, content=content)


def export_missed(attempt_id: str, *, now: datetime | None = None) -> Export:
    """An Anki package of what an attempt missed: the same notes as in the whole deck, as they are today.

    Raises `NotFound`; `InputError` where nothing was missed, or nothing of it is asked any more.
    """
    attempt = get_attempt(attempt_id, now=now)
    missed = missed_items(attempt)
    deck = get_deck(attempt.deck_id)
    if not missed & {entry.item.id for entry in deck.asked}:
        raise InputError(GONE)
    content = _package(deck, only=missed)
    return Export(filename=f"{deck.id}-missed.apkg", media_type="application/apkg", content=content)
