"""Items in their decks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update

from quizapp.core.decks.deck import Change, DeckItem, ItemStatus, Judgement
from quizapp.core.items.item import Item
from quizapp.core.items.shown import media_names
from quizapp.errors import ItemVersionStale
from quizapp.phrases import phrase
from quizapp.store import media, versions
from quizapp.store.database import Connection, in_parts, insert_all
from quizapp.store.rows import DeckRow, ItemRow, ItemVersionRow
from quizapp.store.there import there

STALE = phrase("Somebody changed this item since you opened it. Reload it and try again.")
_AT_ONCE = 1_000
GONE = 0
"""The rival of an edited item that its source does not give any more."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """An item's row: all that may change, and the row of its present version."""

    id: int
    public_id: str
    status: ItemStatus
    released: bool
    version: int
    version_id: int
    start: int
    end: int
    modified: datetime
    base: int
    rival: int | None
    withdrawn: ItemStatus | None
    news: Change | None
    earlier: int | None
    judged: Judgement | None


_PLACES = select(
    ItemRow.id,
    ItemRow.public_id,
    ItemRow.status,
    ItemRow.released,
    ItemRow.version,
    ItemVersionRow.id.label("version_id"),
    ItemRow.start,
    ItemRow.end,
    ItemRow.modified,
    ItemRow.base,
    ItemRow.rival,
    ItemRow.withdrawn,
    ItemRow.news,
    ItemRow.earlier,
    ItemRow.judged,
).join(ItemVersionRow, versions.IS_PRESENT)


def places(connection: Connection, deck: int, *, locked: bool = False) -> list[Place]:
    """All items of a deck in their order; ``locked``: nobody else changes them before this transaction ends."""
    query = _PLACES.where(ItemRow.deck_id == deck).order_by(ItemRow.position, ItemRow.id)
    rows = connection.execute(query.with_for_update(of=ItemRow) if locked else query)
    return [Place(**row) for row in rows.mappings()]


def changed_places(connection: Connection, deck: int) -> list[Place]:
    """The items of a deck in their order that an update touched or somebody edited."""
    is_changed = or_(ItemRow.news.is_not(None), ItemRow.rival.is_not(None), ItemRow.version != ItemRow.base)
    query = _PLACES.where(ItemRow.deck_id == deck, is_changed).order_by(ItemRow.position, ItemRow.id)
    return [Place(**row) for row in connection.execute(query).mappings()]


def places_of(connection: Connection, deck: int, ids: Sequence[str]) -> list[Place]:
    """These items of a deck, by their ids, in the deck's order."""
    found: list[tuple[int, Place]] = []
    query = _PLACES.add_columns(ItemRow.position).where(ItemRow.deck_id == deck)
    for some in in_parts(ids, _AT_ONCE):
        for row in connection.execute(query.where(ItemRow.public_id.in_(some))).mappings():
            found.append((row["position"], Place(**{name: row[name] for name in row if name != "position"})))
    return [place for _, place in sorted(found, key=lambda each: (each[0], each[1].id))]


def find(connection: Connection, deck: int, public_id: str) -> Place | None:
    """One item of a deck."""
    rows = connection.execute(_PLACES.where(ItemRow.deck_id == deck, ItemRow.public_id == public_id))
    row = rows.mappings().first()
    return None if row is None else Place(**row)


def entries(connection: Connection, placed: Sequence[Place]) -> tuple[DeckItem, ...]:
    """Items as the domain knows them."""
    loaded = versions.load(connection, [place.version_id for place in placed])
    return tuple(
        DeckItem(
            item=versions.at(loaded[place.version_id].item, start=place.start, end=place.end),
            version=place.version,
            modified=place.modified,
            status=place.status,
            news=place.news,
            is_disputed=place.rival is not None,
            judged=place.judged,
        )
        for place in placed
        if place.version_id in loaded  # not deleted between two reads
    )


def edited(connection: Connection, deck: int) -> set[str]:
    """The ids of the items that say something else than the generator or a file said."""
    rows = connection.execute(
        select(ItemRow.public_id).where(ItemRow.deck_id == deck, ItemRow.version != ItemRow.base)
    )
    return set(rows.scalars())


def add(
    connection: Connection, deck: int, items: Mapping[int, Item], *, source_id: int, status: ItemStatus,
    now: datetime, released: bool = False, news: Change | None = None, author: int | None = None,
) -> dict[str, int]:  # fmt: skip
    """Add items at their positions, each in its first version, which is its base; their rows by their ids."""
    rows = [
        {
            "deck_id": deck,
            "public_id": item.id,
            "kind": item.kind,
            "status": status,
            "released": released,
            "position": position,
            "version": 1,
            **dict(zip(("start", "end"), item.span, strict=True)),
            "modified": now,
            "news": news,
        }
        for position, item in items.items()
    ]
    insert_all(connection, ItemRow, rows)
    named = ItemRow.public_id.in_([item.id for item in items.values()])
    found = connection.execute(select(ItemRow.public_id, ItemRow.id).where(ItemRow.deck_id == deck, named))
    ids = {row[0]: row[1] for row in found}
    first = [
        versions.columns(
            item, item_id=ids[item.id], number=1, source_id=source_id, modified=now, author=author
        )
        for item in items.values()
    ]
    insert_all(connection, ItemVersionRow, first)
    media.keep(connection, deck, {name for item in items.values() for name in media_names(item)})
    return ids


def next_position(connection: Connection, deck: int) -> int:
    """The place behind all items of a deck."""
    last = select(func.max(ItemRow.position)).where(ItemRow.deck_id == deck)
    return (connection.execute(last).scalar() or 0) + 1


def last_position(connection: Connection, deck: int, *, upto: int) -> int:
    """The position of the last item of a deck whose sentence begins at a place of the text or before it; what a person
    wrote stands behind them all."""
    last = select(func.max(ItemRow.position)).join(ItemVersionRow, versions.IS_PRESENT)
    before = last.where(ItemRow.deck_id == deck, ItemRow.start <= upto, ~ItemVersionRow.written)
    return connection.execute(before).scalar() or 1


def add_version(
    connection: Connection, place: Place, item: Item, *, source_id: int, status: ItemStatus, now: datetime,
    author: int | None = None,
) -> int:  # fmt: skip
    """Give an item its next version; the version's number. What an update did to it was seen by who wrote this.

    Raises `ItemVersionStale` where it has one already.
    """
    number = next_numbers(connection, [place.id])[place.id]
    changed = connection.execute(
        update(ItemRow)
        .where(ItemRow.id == place.id, ItemRow.version == place.version)
        .values(version=number, kind=item.kind, start=item.span[0], end=item.span[1], status=status, modified=now,
                news=None, earlier=None, judged=None, **_left(place, status))
    )  # fmt: skip
    if changed.rowcount != 1:
        raise ItemVersionStale(STALE)
    row = versions.columns(
        item, item_id=place.id, number=number, source_id=source_id, modified=now, author=author
    )
    insert_all(connection, ItemVersionRow, [row])
    if item.media:
        media.keep(connection, _deck_of(connection, place), {each.name for each in item.media})
    return number


def _deck_of(connection: Connection, place: Place) -> int:
    return connection.execute(select(ItemRow.deck_id).where(ItemRow.id == place.id)).scalar_one()


def source_of(connection: Connection, place: Place) -> int:
    """The row of the source that an item's present version quotes."""
    row = select(ItemVersionRow.source_id).where(ItemVersionRow.id == place.version_id)
    return connection.execute(row).scalar_one()


def next_numbers(connection: Connection, rows: Sequence[int]) -> dict[int, int]:
    """For items, by their rows, the number of the next version: versions that nobody is asked count, too."""
    highest = (
        select(ItemVersionRow.item_id, func.max(ItemVersionRow.version))
        .where(ItemVersionRow.item_id.in_(rows))
        .group_by(ItemVersionRow.item_id)
    )
    return {row[0]: row[1] + 1 for row in connection.execute(highest)}


def set_status(
    connection: Connection,
    place: Place,
    status: ItemStatus,
    *,
    now: datetime,
    judged: Judgement | None = None,
) -> None:
    """Change an item's status, with what somebody said who looked at it; what learners may have is retired where it
    would be rejected.

    Retiring and bringing back are changes that learners must be told of, so they count as modifications.
    """
    if status == "rejected" and place.released:
        status = "retired"
    told = (place.status == "retired") != (status == "retired")
    row = update(ItemRow).where(ItemRow.id == place.id)
    modified = now if told else place.modified
    connection.execute(
        row.values(
            status=status, modified=modified, news=None, earlier=None, judged=judged, **_left(place, status)
        )
    )


def _left(place: Place, status: ItemStatus) -> dict[str, ItemStatus]:
    """Of an item that its source does not give: it comes back as what somebody makes of it now."""
    return {} if place.withdrawn is None else {"withdrawn": status}


def accept_drafts(connection: Connection, deck: int) -> int:
    """Accept every draft of a deck; how many there were."""
    drafts = update(ItemRow).where(ItemRow.deck_id == deck, ItemRow.status == "draft")
    return connection.execute(drafts.values(status="accepted", news=None, earlier=None)).rowcount


def accept(connection: Connection, rows: Sequence[int]) -> None:
    """Accept drafts by their rows."""
    drafts = update(ItemRow).where(ItemRow.id.in_(rows), ItemRow.status == "draft")
    connection.execute(drafts.values(status="accepted", news=None, earlier=None))


def judged(connection: Connection) -> list[tuple[str, Item, Judgement]]:
    """What people said of items, of all decks as (deck's id, item, judgement)."""
    rows = connection.execute(
        select(DeckRow.public_id, ItemVersionRow.id, ItemRow.judged)
        .join(ItemRow, ItemRow.deck_id == DeckRow.id)
        .join(ItemVersionRow, versions.IS_PRESENT)
        .where(ItemRow.judged.is_not(None), there(DeckRow))
        .order_by(DeckRow.id, ItemRow.position, ItemRow.id)
    ).all()
    loaded = versions.load(connection, [row.id for row in rows])
    return [(row.public_id, loaded[row.id].item, row.judged) for row in rows if row.id in loaded]


def release(connection: Connection, deck: int) -> None:
    """Mark what learners get from a published deck from now on."""
    accepted = update(ItemRow).where(ItemRow.deck_id == deck, ItemRow.status == "accepted", ~ItemRow.released)
    connection.execute(accepted.values(released=True))


def touch(connection: Connection, deck: int, *, now: datetime) -> None:
    """Count what is asked as modified: something changed that stands on all cards."""
    asked = update(ItemRow).where(ItemRow.deck_id == deck, ItemRow.status == "accepted")
    connection.execute(asked.values(modified=now))


def counts(connection: Connection, decks: Sequence[int]) -> list[tuple[int, str, str, str, int]]:
    """Items of the decks in these rows as (deck's row, status, kind, category, number)."""
    rows = connection.execute(
        select(ItemRow.deck_id, ItemRow.status, ItemRow.kind, ItemVersionRow.category, func.count())
        .join(ItemVersionRow, versions.IS_PRESENT)
        .where(ItemRow.deck_id.in_(decks))
        .group_by(ItemRow.deck_id, ItemRow.status, ItemRow.kind, ItemVersionRow.category)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
