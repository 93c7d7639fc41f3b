"""All versions of an item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from quizapp.core.items.item import Item
from quizapp.store import versions
from quizapp.store.database import Connection
from quizapp.store.rows import AccountRow, ItemVersionRow, LearnerRow


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A version with its row, the row of the source that it quotes, and who worded it: a learner's id, and the name
    of an account where that has one."""

    id: int
    number: int
    source_id: int
    modified: datetime
    item: Item
    author: str | None
    name: str | None


def of_item(connection: Connection, item_row: int) -> Sequence[Stored]:
    """The versions of an item, the newest first. Call it before a transaction writes: see `versions.load`."""
    rows = connection.execute(
        select(
            ItemVersionRow.id,
            ItemVersionRow.source_id,
            LearnerRow.public_id.label("author"),
            AccountRow.name,
        )
        .outerjoin(LearnerRow, LearnerRow.id == ItemVersionRow.author_id)
        .outerjoin(AccountRow, AccountRow.learner_id == LearnerRow.id)
        .where(ItemVersionRow.item_id == item_row)
        .order_by(ItemVersionRow.version.desc())
    ).all()
    loaded = versions.load(connection, [row.id for row in rows])
    return [
        Stored(
            id=row.id,
            number=loaded[row.id].number,
            source_id=row.source_id,
            modified=loaded[row.id].modified,
            item=loaded[row.id].item,
            author=row.author,
            name=row.name,
        )
        for row in rows
    ]
