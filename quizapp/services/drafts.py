"""Reviewing the items of a deck: accept, reject, edit, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast, get_args

from quizapp.core.decks.deck import WHY_NOT, DeckItem, ItemStatus, Judgement
from quizapp.core.items.generate import Rejection
from quizapp.core.items.item import Item
from quizapp.core.items.ranking import acceptance
from quizapp.core.statements.statement import Statement
from quizapp.errors import InputError, ItemVersionStale, NotFound
from quizapp.phrases import phrase
from quizapp.services import evidence, media
from quizapp.services.edits import edited
from quizapp.services.writing import sound
from quizapp.store import decks, items, learners, sources, versions
from quizapp.store.database import Connection, reading, transaction

UNPROVEN = phrase(
    "The text does not hold the sentence that proves this item any more. Put it back into the text first."
)


def review_item(deck_id: str, item_id: str, *, status: ItemStatus, now: datetime, why: str = "") -> DeckItem:
    """Set an item's status: ``accepted``, ``rejected`` or back to ``draft``; ``why`` it is rejected. Raises `NotFound`.

    What learners may have already is not ``rejected`` but ``retired``, so that they are told. Raises `InputError`
    for accepting what a change of the source took away: nothing proves it any more.
    """
    if status not in get_args(ItemStatus):
        raise InputError("There is no status “%(status)s”.", status=status)
    if why and why not in WHY_NOT:
        raise InputError("There is no reason “%(reason)s”.", reason=why)
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        place = _place(connection, deck.id, item_id)
        if status == "accepted" and place.withdrawn is not None:
            _require_proof(connection, deck, place)
        items.set_status(connection, place, status, now=now, judged=_judged(status, why))
        _release(connection, deck)
    return _entry(deck_id, item_id)


def accept_all(deck_id: str, *, now: datetime) -> int:
    """Accept every item still a draft; how many. Raises `NotFound`."""
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        accepted = items.accept_drafts(connection, deck.id)
        _release(connection, deck)
    return accepted


def accept_rated(deck_id: str, *, least: float, now: datetime) -> tuple[str, ...]:
    """Accept every draft that a teacher takes as it is with at least this probability, 0–1; their ids, in the deck's
    order. Raises `NotFound`."""
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        placed = items.places(connection, deck.id, locked=True)
        drafts = [place for place in placed if place.status == "draft"]
        rated = {entry.item.id: acceptance(entry.item) for entry in items.entries(connection, drafts)}
        chosen = [place for place in drafts if rated.get(place.public_id, 0.0) >= least]
        items.accept(connection, [place.id for place in chosen])
        _release(connection, deck)
    return tuple(place.public_id for place in chosen)


def restore(deck_id: str, before: Mapping[str, ItemStatus], *, now: datetime) -> None:
    """Give items the status that they had before a decision, all at once. Raises `NotFound`."""
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        places = {place.public_id: place for place in items.places(connection, deck.id, locked=True)}
        for item_id, status in before.items():
            if item_id not in places:
                raise NotFound("item", item_id)
            items.set_status(connection, places[item_id], status, now=now)
        _release(connection, deck)


def edit_item(
    deck_id: str, item_id: str, fields: Mapping[str, Sequence[str]], *, version: int, now: datetime,
    by: str | None = None,
) -> DeckItem:  # fmt: skip
    """A new version of an item from an edit form, worded ``by`` this learner; the item becomes accepted.

    ``fields``: ``stem``, ``rationale``, ``category``, ``tags`` (parted by commas), and by kind
    ``option_text``/``option_correct`` (indexes)/``option_feedback``; ``answers`` (one a line);
    ``gap_key``/``gap_accept`` (alternatives parted by ``|``), or without them gaps in brackets in the stem;
    ``left``/``right``; ``sequence``. For what a person wrote ``evidence``, see `evidence.chosen`; with ``has_media``
    also ``media_name``/``media_alt``/``media_place``.

    Raises `NotFound`, `ItemVersionStale`, and `ItemInvalid` with the names of its flaws where the edit is fatally
    flawed or its quote no longer supports its key; `InputError` for a form that is no such form.
    """
    before = _entry(deck_id, item_id)
    _require_version(before.version, version)
    with reading() as connection:
        source = decks.get(connection, deck_id).source
    chosen = evidence.chosen(fields, source, before.item)
    shown = media.attached(deck_id, fields, before.item.media)
    item = sound(edited(before.item, fields, evidence=chosen, media=shown))
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        place = _place(connection, deck.id, item_id)
        _require_version(place.version, version)
        if versions.digest(item) == versions.digest(before.item):
            items.set_status(connection, place, "accepted", now=now, judged="accepted")
        else:
            _add_version(connection, deck, place, item, now=now, by=by)
        _release(connection, deck)
    return _entry(deck_id, item_id)


def _add_version(
    connection: Connection,
    deck: decks.Found,
    place: items.Place,
    item: Item,
    *,
    now: datetime,
    by: str | None,
) -> None:
    source_id, author = _source_of(connection, deck, place, item), learners.row_of(connection, by)
    items.add_version(connection, place, item, source_id=source_id, status="accepted", now=now, author=author)


def list_statements(deck_id: str) -> tuple[tuple[Statement, ...], tuple[Rejection, ...]]:
    """All statements of a deck's source and why some gave no item. Raises `NotFound`."""
    with reading() as connection:
        return sources.of_deck(connection, decks.find(connection, deck_id).id)


def _judged(status: ItemStatus, why: str) -> Judgement | None:
    if status in {"rejected", "retired"}:
        return cast(Judgement, why or "rejected")
    return "accepted" if status == "accepted" else None


def _require_proof(connection: Connection, deck: decks.Found, place: items.Place) -> None:
    """An item that is asked already may go on quoting an older text; none begins to."""
    (entry,) = items.entries(connection, [place])
    if place.status != "accepted" and not sources.quotes(connection, deck.source_id, entry.item.evidence):
        raise InputError(UNPROVEN)


def _source_of(connection: Connection, deck: decks.Found, place: items.Place, item: Item) -> int:
    """The deck's source, or the older one that an item still quotes."""
    is_there = sources.quotes(connection, deck.source_id, item.evidence)
    return deck.source_id if is_there else items.source_of(connection, place)


def _require_version(present: int, opened: int) -> None:
    if present != opened:
        raise ItemVersionStale(items.STALE)


def _release(connection: Connection, deck: decks.Found) -> None:
    if deck.published:
        items.release(connection, deck.id)


def _place(connection: Connection, deck: int, item_id: str) -> items.Place:
    place = items.find(connection, deck, decks.storable(item_id))
    if place is None:
        raise NotFound("item", item_id)
    return place


def _entry(deck_id: str, item_id: str) -> DeckItem:
    with reading() as connection:
        place = _place(connection, decks.find(connection, deck_id).id, item_id)
        found = items.entries(connection, [place])
    if not found:
        raise NotFound("item", item_id)
    return found[0]
