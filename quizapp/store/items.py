"""Items in their decks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from quizapp.core.decks.deck import DeckItem, ItemStatus
from quizapp.core.items.item import Item
from quizapp.errors import ItemVersionStale
from quizapp.store import versions
from quizapp.store.database import Connection, insert_all
from quizapp.store.rows import ItemRow, ItemVersionRow

STALE = "Somebody changed this item since you opened it. Reload it and try again."
WITHDRAWN = ""
"""The origin of an item that its file does not hold any more."""


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
    origin: str | None


_IS_PRESENT = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.version == ItemRow.version)
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
    ItemRow.origin,
).join(ItemVersionRow, _IS_PRESENT)


def places(connection: Connection, deck: int) -> list[Place]:
    """All items of a deck in their order."""
    rows = connection.execute(_PLACES.where(ItemRow.deck_id == deck).order_by(ItemRow.position, ItemRow.id))
    return [Place(**row) for row in rows.mappings()]


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
        )
        for place in placed
        if place.version_id in loaded  # not deleted between two reads
    )


def add(
    connection: Connection, deck: int, items: Mapping[int, Item], *, source_id: int, status: ItemStatus,
    now: datetime, seeded: bool = False,
) -> None:  # fmt: skip
    """Add items at their positions, each in its first version."""
    rows = [
        {
            "deck_id": deck,
            "public_id": item.id,
            "kind": item.kind,
            "status": status,
            "released": seeded,
            "position": position,
            "version": 1,
            "start": item.evidence.start,
            "end": item.evidence.end,
            "modified": now,
            "origin": versions.digest(item) if seeded else None,
        }
        for position, item in items.items()
    ]
    insert_all(connection, ItemRow, rows)
    found = connection.execute(select(ItemRow.public_id, ItemRow.id).where(ItemRow.deck_id == deck))
    ids = {row[0]: row[1] for row in found}
    first = [
        versions.columns(item, item_id=ids[item.id], number=1, source_id=source_id, modified=now)
        for item in items.values()
    ]
    insert_all(connection, ItemVersionRow, first)


def add_version(
    connection: Connection, place: Place, item: Item, *, source_id: int, status: ItemStatus, now: datetime,
    origin: str | None = None,
) -> int:  # fmt: skip
    """Give an item its next version; the version's number.

    Raises `ItemVersionStale` where it has one already.
    """
    number = place.version + 1
    changed = connection.execute(
        update(ItemRow)
        .where(ItemRow.id == place.id, ItemRow.version == place.version)
        .values(version=number, start=item.evidence.start, end=item.evidence.end, status=status, modified=now,
                origin=place.origin if origin is None else origin)
    )  # fmt: skip
    if changed.rowcount != 1:
        raise ItemVersionStale(STALE)
    row = versions.columns(item, item_id=place.id, number=number, source_id=source_id, modified=now)
    insert_all(connection, ItemVersionRow, [row])
    return number


def contents(connection: Connection, placed: Sequence[Place]) -> dict[str, Item]:
    """What items say, by their public id."""
    loaded = versions.load(connection, [place.version_id for place in placed])
    return {place.public_id: loaded[place.version_id].item for place in placed}


def place_again(
    connection: Connection,
    place: Place,
    item: Item,
    *,
    position: int,
    source_id: int,
    now: datetime,
    origin: str,
) -> None:
    """Bring an item to what its file says now: a new version only for other content, else only its place.

    What a file took away and brings back is asked again; what somebody rejected here stays rejected.
    """
    returns = place.origin == WITHDRAWN and place.status == "retired"
    status: ItemStatus = "accepted" if returns else place.status
    if versions.digest(item) != versions.digest(contents(connection, [place])[place.public_id]):
        add_version(connection, place, item, source_id=source_id, status=status, now=now, origin=origin)
        connection.execute(update(ItemRow).where(ItemRow.id == place.id).values(position=position))
        return
    where = {"start": item.evidence.start, "end": item.evidence.end, "position": position}
    modified = now if returns else place.modified
    row = update(ItemRow).where(ItemRow.id == place.id)
    connection.execute(row.values(origin=origin, status=status, modified=modified, **where))


def withdraw(connection: Connection, place: Place, *, now: datetime) -> None:
    """Retire an item that its file does not hold any more."""
    if place.origin == WITHDRAWN:
        return
    row = update(ItemRow).where(ItemRow.id == place.id)
    if place.status == "accepted":
        row = row.values(status="retired", modified=now)
    connection.execute(row.values(origin=WITHDRAWN))


def set_status(connection: Connection, place: Place, status: ItemStatus, *, now: datetime) -> None:
    """Change an item's status; what learners may have is retired where it would be rejected.

    Retiring and bringing back are changes that learners must be told of, so they count as modifications.
    """
    if status == "rejected" and place.released:
        status = "retired"
    told = (place.status == "retired") != (status == "retired")
    row = update(ItemRow).where(ItemRow.id == place.id)
    connection.execute(row.values(status=status, modified=now if told else place.modified))


def accept_drafts(connection: Connection, deck: int) -> int:
    """Accept every draft of a deck; how many there were."""
    drafts = update(ItemRow).where(ItemRow.deck_id == deck, ItemRow.status == "draft")
    return connection.execute(drafts.values(status="accepted")).rowcount


def release(connection: Connection, deck: int) -> None:
    """Mark what learners get from a published deck from now on."""
    accepted = update(ItemRow).where(ItemRow.deck_id == deck, ItemRow.status == "accepted", ~ItemRow.released)
    connection.execute(accepted.values(released=True))


def counts(connection: Connection) -> list[tuple[int, str, str, str, int]]:
    """Items of all decks as (deck's row, status, kind, category, number)."""
    rows = connection.execute(
        select(ItemRow.deck_id, ItemRow.status, ItemRow.kind, ItemVersionRow.category, func.count())
        .join(
            ItemVersionRow,
            (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.version == ItemRow.version),
        )
        .group_by(ItemRow.deck_id, ItemRow.status, ItemRow.kind, ItemVersionRow.category)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
