"""Decks as files for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.decks.deck import Deck
from quizapp.core.decks.outline import outlined
from quizapp.core.text.source import MAX_TITLE
from quizapp.errors import InputError
from quizapp.exchange import losses
from quizapp.exchange.apkg import NOTHING, Kept, Part, files_of, write_decks
from quizapp.exchange.apkg.names import own_name
from quizapp.exchange.formats import FORMATS
from quizapp.phrases import phrase
from quizapp.services import editions
from quizapp.services.decks import get_deck
from quizapp.services.media import contents_named, contents_of
from quizapp.services.quizzes import GONE, get_attempt, missed_items
from quizapp.services.selection import WHOLE, Selection
from quizapp.store import decks, items, notes
from quizapp.store.database import reading

ANKI = "anki"
NO_DECK = phrase("Choose at least one deck.")
LONG_NAME = phrase("A deck’s name takes at most %(most)s characters.")
NO_FORMAT = phrase("There is no format named “%(format)s”.")


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file to hand out."""

    filename: str
    media_type: str
    content: bytes


def export_apkg(
    deck_id: str, *, selection: Selection = WHOLE, name: str = "", now: datetime | None = None
) -> Export:
    """An Anki package of a deck: accepted items as notes, retired ones as tombstones; of a part no tombstones.

    ``name`` is what the deck is called in the Anki that it goes to. A whole deck that leaves ``now`` is an edition.
    Raises `NotFound`; `InputError` where nothing is selected, or the name is too long.
    """
    deck = get_deck(deck_id)
    only = selection.of(outlined(deck))
    content = write_decks([_part(deck, only=only, name=checked_name(name))])
    if only is None and now is not None:
        editions.record(deck, now=now)
    return _package(deck.id if only is None else f"{deck.id}-part", content)


def export_decks(deck_ids: Sequence[str], *, now: datetime | None = None) -> Export:
    """One Anki package of several whole decks, each under its own name.

    Raises `NotFound`; `InputError` where there are none, or they do not fit into one package.
    """
    if not deck_ids:
        raise InputError(NO_DECK)
    found = [get_deck(id) for id in dict.fromkeys(deck_ids)]
    content = write_decks([_part(deck) for deck in found])
    if now is not None:
        for deck in found:
            editions.record(deck, now=now)
    return _package("decks" if len(found) > 1 else found[0].id, content)


def checked_name(text: str) -> str:
    """What a deck is called in somebody's Anki, as it will be written; "" where they gave none.

    Raises `InputError` where it is too long.
    """
    if len(text) > MAX_TITLE:
        raise InputError(LONG_NAME, most=MAX_TITLE)
    return own_name(text)


def _package(stem: str, content: bytes) -> Export:
    return Export(filename=f"{stem}.apkg", media_type="application/apkg", content=content)


def _part(deck: Deck, *, only: AbstractSet[str] | None = None, name: str = "") -> Part:
    """The deck, or the items of it that are named, with all that they show."""
    kept = kept_of(deck.id)
    items = [entry.item for entry in deck.items if only is None or entry.item.id in only]
    names = set(files_of(items, kept).values())
    return Part(deck=deck, only=only, media=contents_named(deck.id, names), kept=kept, name=name)


def kept_of(deck_id: str) -> Kept:
    """The notes of Anki that items of a deck were made of. Raises `NotFound`."""
    with reading() as connection:
        row = decks.find(connection, deck_id).id
        types = notes.types(connection, row)
        if not types:
            return NOTHING
        edited = items.edited(connection, row)
        return Kept(types=types, notes=notes.of_deck(connection, row), edited=edited)


def kept_items(deck_id: str) -> frozenset[str]:
    """The ids of the items of a deck that go back to Anki as the notes that they were. Raises `NotFound`."""
    with reading() as connection:
        return frozenset(notes.items_of(connection, decks.find(connection, deck_id).id))


def export_items(deck_id: str, form: str, *, now: datetime | None = None) -> Export:
    """The accepted items of a deck in a format of `FORMATS`, those left out that it cannot carry.

    For Anki that is `export_apkg`: notes that came from there go back as they came. Raises `NotFound`; `InputError`
    where there is no such format.
    """
    if form not in FORMATS:
        raise InputError(NO_FORMAT, format=form)
    if form == ANKI:
        return export_apkg(deck_id, now=now)
    found = FORMATS[form]
    deck = get_deck(deck_id)
    carried = [entry.item for entry in deck.accepted if found.refusal(entry.item) is None]
    media = {} if losses.MEDIA in found.lost else contents_of(deck_id, deck.accepted)
    content = found.write(deck, carried, media)
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
    return _package(f"{deck.id}-missed", write_decks([_part(deck, only=missed)]))
