"""New wordings of many items at once, and the way back from them, in a few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from quizapp.core.items.item import Item
from quizapp.store import items, versions
from quizapp.store.database import Connection, in_parts, insert_all
from quizapp.store.items import Place
from quizapp.store.rows import ItemRow, ItemVersionRow

_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Wording:
    """An item's place when it was read, what it is to say now, and the row of the source that this quotes."""

    place: Place
    item: Item
    source_id: int


def sources_of(connection: Connection, placed: Sequence[Place]) -> dict[int, int]:
    """The row of a version → the row of the source that it quotes."""
    found: dict[int, int] = {}
    for some in in_parts([place.version_id for place in placed], _AT_ONCE):
        rows = select(ItemVersionRow.id, ItemVersionRow.source_id).where(ItemVersionRow.id.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(rows)}
    return found


def add_versions(
    connection: Connection, wordings: Sequence[Wording], *, now: datetime, author: int | None
) -> dict[str, int]:
    """Give items their next versions, their status as it was; by public id the numbers of these.

    The places were read locked in this transaction, so that nobody changes them meanwhile.
    """
    numbers: dict[int, int] = {}
    for some in in_parts([each.place.id for each in wordings], _AT_ONCE):
        numbers |= items.next_numbers(connection, some)
    _point(connection, [
        {"row": each.place.id, "number": numbers[each.place.id], "at": now, "was": None} for each in wordings
    ])  # fmt: skip
    insert_all(connection, ItemVersionRow, [
        versions.columns(each.item, item_id=each.place.id, number=numbers[each.place.id], source_id=each.source_id,
                         modified=now, author=author)
        for each in wordings
    ])  # fmt: skip
    return {each.place.public_id: numbers[each.place.id] for each in wordings}


def go_back(
    connection: Connection, before: Sequence[tuple[Place, int, str | None]], *, now: datetime
) -> None:
    """Make earlier versions, by number, those that are asked again, with what was said of them then."""
    _point(connection, [
        {"row": place.id, "number": number, "at": now, "was": judged} for place, number, judged in before
    ])  # fmt: skip


def _point(connection: Connection, changes: Sequence[dict[str, Any]]) -> None:
    if not changes:
        return
    row = update(ItemRow.__table__).where(ItemRow.id == bindparam("row"))  # type: ignore[arg-type]
    connection.execute(
        row.values(version=bindparam("number"), modified=bindparam("at"), judged=bindparam("was"),
                   news=None, earlier=None),
        list(changes),
    )  # fmt: skip
