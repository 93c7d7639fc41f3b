"""What the last change of a deck's source did, and what a teacher decides about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from quizapp.core.decks.deck import Change, Deck, DeckItem, ItemStatus
from quizapp.core.items.item import Item
from quizapp.errors import Conflict, InputError, ItemInvalid, NotFound
from quizapp.phrases import phrase
from quizapp.services.edits import proven
from quizapp.store import decks, items, overlays, sources
from quizapp.store.database import Connection, reading, transaction
from quizapp.store.items import Place
from quizapp.store.overlays import Overlay

Choice = Literal["mine", "new"]
DECIDED = phrase("Somebody decided this already. Reload the page to see how.")
_OPEN = frozenset({"draft", "accepted"})


@dataclass(frozen=True, kw_only=True)
class Changed:
    """An item that a change of the source touched.

    ``earlier`` is what a changed one said before. Of a conflict ``base`` is what the edit was made on and ``rival``
    what is generated now, None where nothing is; ``can_follow`` says that the edit is proven by the new sentence, too.
    """

    entry: DeckItem
    earlier: Item | None = None
    base: Item | None = None
    rival: Item | None = None
    can_follow: bool = False


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What nobody looked at yet, each list in the deck's order; ``kept`` counts the edits that no change reached.
    ``deck`` has only what was touched."""

    deck: Deck
    conflicts: tuple[Changed, ...]
    changed: tuple[Changed, ...]
    new: tuple[Changed, ...]
    returned: tuple[Changed, ...]
    retired: tuple[Changed, ...]
    kept: int = 0

    @property
    def total(self) -> int:
        """How many items there are to look at."""
        return sum(map(len, (self.conflicts, self.changed, self.new, self.returned, self.retired)))


@dataclass(frozen=True)
class Before:
    """An item's state before a decision, enough to go back to it."""

    item: str
    version: int
    base: int
    rival: int | None
    status: ItemStatus
    withdrawn: ItemStatus | None


def list_changes(deck_id: str) -> Changes:
    """What the last change of a deck's source did. Raises `NotFound`."""
    with reading() as connection:
        placed = items.changed_places(connection, decks.find(connection, deck_id).id)
        present = overlays.overlays(connection, placed)
        deck = decks.get(connection, deck_id, [each.public_id for each in placed if _is_touched(each)])
    known = [each for each in present if _is_touched(each.place)]
    entries = {entry.item.id: entry for entry in deck.items}
    found = [(each, entries[each.place.public_id]) for each in known if each.place.public_id in entries]

    def of(news: Change) -> tuple[Changed, ...]:
        return tuple(
            Changed(entry=entry, earlier=each.earlier)
            for each, entry in found
            if each.place.news == news and each.place.rival is None
        )

    return Changes(
        deck=deck,
        conflicts=tuple(_conflict(each, entry) for each, entry in found if _is_open(each.place)),
        changed=of("changed"),
        new=of("new"),
        returned=of("returned"),
        retired=of("retired"),
        kept=sum(_is_kept(each) for each in present),
    )


def _is_touched(place: Place) -> bool:
    return place.news is not None or place.rival is not None


def _is_kept(each: Overlay) -> bool:
    """Whether an edit stands as somebody left it, and its sentence, too."""
    place = each.place
    is_left = place.status in _OPEN and place.withdrawn is None and not _is_touched(place)
    return is_left and each.standing.is_edited


def decide(deck_id: str, item_id: str, choice: Choice, *, now: datetime) -> Before:
    """End a conflict: go on with the edit (``mine``), or with what is generated now (``new``).

    ``mine`` moves to the new sentence where that proves it, and else goes on quoting the earlier text. ``new``
    retires an item that the source does not give any more. Raises `NotFound`, and `Conflict` where somebody
    decided already.
    """
    if choice not in {"mine", "new"}:
        raise InputError("Choose your wording or the new one.")
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        (overlay,) = overlays.overlays(connection, [_place(connection, deck.id, item_id)])
        if overlay.place.rival is None:
            raise Conflict(DECIDED)
        text = sources.text_of(connection, deck.source_id).text
        before = before_of(overlay.place)
        if choice == "new":
            _take_new(connection, overlay, text, now=now)
        else:
            _keep_mine(connection, overlay, text, source_id=deck.source_id, now=now)
    return before


def go_back(deck_id: str, before: Before, *, now: datetime) -> None:
    """Undo a decision. Raises `NotFound`; `Conflict` where the versions are not there any more."""
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        place = _place(connection, deck.id, before.item)
        overlays.change(
            connection, place, version=before.version, base=before.base, rival=before.rival,
            status=before.status, withdrawn=before.withdrawn, modified=now,
        )  # fmt: skip
        (overlay,) = overlays.overlays(connection, [_place(connection, deck.id, before.item)])
        text = sources.text_of(connection, deck.source_id).text
        _settle(connection, overlay.place, overlay.item, text)


def see_all(deck_id: str) -> int:
    """Put away the lists of a deck's changes, but for conflicts, which wait for a decision; how many items.

    Raises `NotFound`.
    """
    with transaction() as connection:
        return overlays.forget_news(connection, decks.find(connection, deck_id).id)


def _take_new(connection: Connection, overlay: Overlay, text: str, *, now: datetime) -> None:
    place = overlay.place
    if overlay.rival is None:
        gone = "retired" if place.status == "accepted" else "rejected"
        overlays.change(connection, place, rival=None, status=gone, withdrawn=place.status, modified=now)
        return
    values: dict[str, Any] = {"version": place.rival, "base": place.rival, "rival": None, "judged": None}
    overlays.change(connection, place, modified=now, **values)
    _settle(connection, place, overlay.rival, text)


def _keep_mine(connection: Connection, overlay: Overlay, text: str, *, source_id: int, now: datetime) -> None:
    place = overlay.place
    if overlay.rival is None:
        overlays.change(connection, place, rival=None, withdrawn=place.status)
        return
    overlays.change(connection, place, base=place.rival, rival=None)
    moved = _on(overlay.item, overlay.rival)
    if moved is not None and moved.quote != overlay.item.quote:
        items.add_version(connection, place, moved, source_id=source_id, status=place.status, now=now)
        _settle(connection, place, moved, text)


def _settle(connection: Connection, place: Place, item: Item, text: str) -> None:
    start, end = overlays.place_of(item, text)
    overlays.change(connection, place, start=start, end=end)


def _conflict(overlay: Overlay, entry: DeckItem) -> Changed:
    can_follow = overlay.rival is not None and _on(overlay.item, overlay.rival) is not None
    return Changed(entry=entry, base=overlay.base, rival=overlay.rival, can_follow=can_follow)


def _on(mine: Item, rival: Item) -> Item | None:
    """The edit with the new sentence for its evidence, or None where that does not prove it."""
    try:
        return replace(proven(mine, mine.body, {}, evidence=rival.evidence), flaws=mine.flaws)
    except ItemInvalid:
        return None


def _is_open(place: Place) -> bool:
    return place.rival is not None and place.status in _OPEN


def state_of(deck_id: str, item_id: str) -> Before:
    """An item's state, to go back to. Raises `NotFound`."""
    with reading() as connection:
        return before_of(_place(connection, decks.find(connection, deck_id).id, item_id))


def before_of(place: Place) -> Before:
    """An item's state, to go back to."""
    return Before(
        item=place.public_id,
        version=place.version,
        base=place.base,
        rival=place.rival,
        status=place.status,
        withdrawn=place.withdrawn,
    )


def _place(connection: Connection, deck: int, item_id: str) -> Place:
    place = items.find(connection, deck, decks.storable(item_id))
    if place is None:
        raise NotFound("item", item_id)
    return place
