"""Reading, publishing and deleting decks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from quizapp.core.decks.deck import VISIBILITIES, Deck, DeckSummary
from quizapp.core.text.source import MAX_TITLE
from quizapp.errors import InputError
from quizapp.services.access import Actor, edits, is_open
from quizapp.store import bin, decks, items, learners
from quizapp.store.again import retried
from quizapp.store.database import reading, transaction

MOST_ABOUT = 500


def list_decks(actor: Actor | None = None) -> tuple[DeckSummary, ...]:
    """The decks that this actor may change, and those that are published for everybody; without an actor all.

    Published ones first, then drafts; each by title.
    """
    with reading() as connection:
        which = None if actor is None else decks.offered_to(actor.learner)
        found = decks.summaries(connection, which)
        everybody = actor is not None and is_open(connection)
    if actor is not None:
        owned = [replace(deck, is_own=edits(actor, deck.owner, is_open=everybody)) for deck in found]
        found = [deck for deck in owned if _is_listed(deck, actor)]
    return tuple(sorted(found, key=lambda deck: (not deck.published, deck.title.casefold(), deck.id)))


def _is_listed(deck: DeckSummary, actor: Actor) -> bool:
    """An operator may change every deck, but does not want all of them in the way."""
    if deck.published and deck.visibility == "everybody":
        return True
    return deck.is_own and deck.owner in {None, actor.learner}


def get_deck(id: str, *, only: Sequence[str] | None = None) -> Deck:
    """A deck with all its items, or ``only`` those with these ids: pages that speak of the deck alone, or of one item,
    do not wait for thousands of others. Raises `NotFound`."""
    with reading() as connection:
        return decks.get(connection, id, only)


def number_of_items(id: str) -> int:
    """How many items a deck has, drafts and rejected ones among them. Raises `NotFound`."""
    with reading() as connection:
        counted = items.counts(connection, [decks.find(connection, id).id])
    return sum(number for *_, number in counted)


def publish_deck(id: str) -> Deck:
    """Make the accepted items a deck for learners.

    Raises `NotFound`; `InputError` where no item is accepted.
    """
    if not get_deck(id).accepted:
        raise InputError("Accept at least one item before you publish this deck.")
    with transaction() as connection:
        deck = decks.find(connection, id)
        decks.change(connection, deck.id, published=True)
        items.release(connection, deck.id)
    return get_deck(id)


def rename_deck(id: str, *, title: str, about: str, visibility: str = "") -> Deck:
    """Change title and description, and who has the deck, where that is said; the number in Anki stays.

    Raises `NotFound`, `InputError` for an empty title.
    """
    title, about = " ".join(title.split()), " ".join(about.split())
    if not title:
        raise InputError("A deck needs a title.")
    if len(title) > MAX_TITLE or len(about) > MOST_ABOUT:
        raise InputError(
            "A title takes at most %(title)s characters and a description at most %(about)s.",
            title=MAX_TITLE,
            about=MOST_ABOUT,
        )
    who = {"visibility": visibility} if visibility in VISIBILITIES else {}
    with transaction() as connection:
        decks.change(connection, decks.find(connection, id).id, title=title, about=about, **who)
    return get_deck(id)


@retried
def delete_deck(id: str, *, now: datetime, by: str | None = None) -> None:
    """Put a deck into the bin, with its source, items and attempts. Raises `NotFound`."""
    with transaction() as connection:
        who = learners.row_of(connection, by)
        bin.put(connection, "deck", decks.find(connection, id).id, by=who, now=now)
