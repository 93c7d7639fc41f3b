"""Classes and who is in them."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, insert, select, update
from sqlalchemy.orm import aliased

from quizapp.core.teaching.classroom import OPEN, Classroom, Member, name_key, new_code
from quizapp.errors import NotFound
from quizapp.store.database import Connection, insert_once
from quizapp.store.decks import storable
from quizapp.store.rows import AccountRow, ClassroomRow, LearnerRow, MemberRow
from quizapp.store.there import there

_MEMBERS = (
    select(
        MemberRow.id, MemberRow.classroom_id, MemberRow.name, MemberRow.joined, MemberRow.teaches, MemberRow.extra,
        LearnerRow.public_id.label("learner"), exists().where(AccountRow.learner_id == LearnerRow.id).label("is_known"),
    )
    .join(LearnerRow, LearnerRow.id == MemberRow.learner_id)
    .where(there(MemberRow))
    .order_by(MemberRow.id)
)  # fmt: skip


def add(connection: Connection, *, title: str, now: datetime) -> int:
    """Store a class without members; its row."""
    values = {
        "public_id": secrets.token_urlsafe(9),
        "title": title,
        "code": _free_code(connection),
        "open_until": now + OPEN,
        "created": now,
    }
    return connection.execute(insert(ClassroomRow).returning(ClassroomRow.id), values).scalar_one()


def row_of(connection: Connection, public_id: str) -> int:
    """The row of a class. Raises `NotFound`."""
    found = select(ClassroomRow.id).where(ClassroomRow.public_id == storable(public_id), there(ClassroomRow))
    row = connection.execute(found).scalar()
    if row is None:
        raise NotFound("class", public_id)
    return int(row)


def title_of(connection: Connection, public_id: str) -> str:
    """The title of a class, without anybody in it. Raises `NotFound`."""
    found = select(ClassroomRow.title).where(
        ClassroomRow.public_id == storable(public_id), there(ClassroomRow)
    )
    title: str | None = connection.execute(found).scalar()
    if title is None:
        raise NotFound("class", public_id)
    return title


def get(connection: Connection, public_id: str) -> Classroom:
    """A class with everybody in it. Raises `NotFound`."""
    return by_row(connection, row_of(connection, public_id))


def by_row(connection: Connection, row: int) -> Classroom:
    """The class in this row. Raises `NotFound` where somebody deleted it a moment ago."""
    found = _classes(connection, [row])
    if not found:
        raise NotFound("class", str(row))
    return found[0]


def row_by_code(connection: Connection, code: str) -> int | None:
    """The row of the class that this code joins."""
    found = select(ClassroomRow.id).where(ClassroomRow.code == code, there(ClassroomRow))
    return connection.execute(found).scalar()


def of_learner(connection: Connection, learner: int) -> list[Classroom]:
    """The classes that a learner's row is in, newest first."""
    mine = select(MemberRow.classroom_id).where(MemberRow.learner_id == learner, there(MemberRow))
    return _classes(connection, connection.execute(mine).scalars())


def of_nobody_else(connection: Connection, learner: int) -> list[int]:
    """The rows of classes that nobody else is in, nor can be brought back into."""
    mine, other = aliased(MemberRow), aliased(MemberRow)
    shared = exists().where(other.classroom_id == mine.classroom_id, other.learner_id != learner)
    found = select(mine.classroom_id).distinct().where(mine.learner_id == learner, ~shared)
    return list(connection.execute(found).scalars())


def change(connection: Connection, row: int, **values: str | datetime) -> None:
    """Set columns of a class."""
    connection.execute(update(ClassroomRow).where(ClassroomRow.id == row).values(**values))


def new_code_for(connection: Connection, row: int, *, now: datetime) -> None:
    """Another code: whoever knows the old one joins no more."""
    change(connection, row, code=_free_code(connection), open_until=now + OPEN)


def delete_for_ever(connection: Connection, row: int) -> None:
    """Delete a class with its assignments; attempts stay their learners'."""
    connection.execute(delete(ClassroomRow).where(ClassroomRow.id == row))


def join(
    connection: Connection, classroom: int, learner: int, *, name: str, now: datetime, teaches: bool = False
) -> bool:
    """Add a member; False where the name is somebody else's or the learner is in already.

    Who was in before and is back needs nobody to bring them back any more.
    """
    values = {
        "classroom_id": classroom,
        "learner_id": learner,
        "name": name,
        "name_key": name_key(name),
        "teaches": teaches,
        "extra": 0,
        "joined": now,
    }
    if not insert_once(connection, MemberRow, values):
        return False
    former = delete(MemberRow).where(MemberRow.classroom_id == classroom, MemberRow.learner_id == learner)
    connection.execute(former.where(MemberRow.deleted_at.is_not(None)))
    return True


def change_member(connection: Connection, number: int, **values: str | int | bool) -> None:
    """Set columns of a member."""
    connection.execute(update(MemberRow).where(MemberRow.id == number).values(**values))


def named(connection: Connection, classroom: int, name: str) -> tuple[int, int] | None:
    """The number and the learner's row of the member with this name."""
    found = select(MemberRow.id, MemberRow.learner_id).where(
        MemberRow.classroom_id == classroom, MemberRow.name_key == name_key(name), there(MemberRow)
    )
    row = connection.execute(found).first()
    return None if row is None else (row[0], row[1])


def move(connection: Connection, old: int, new: int) -> None:
    """Give one learner's memberships to another, where the other is not in the class already."""
    theirs = select(MemberRow.classroom_id).where(MemberRow.learner_id == new, there(MemberRow))
    moved = update(MemberRow).where(MemberRow.learner_id == old, MemberRow.classroom_id.not_in(theirs))
    connection.execute(moved.values(learner_id=new))


def _classes(connection: Connection, rows: Iterable[int]) -> list[Classroom]:
    wanted = list(rows)
    members: defaultdict[int, list[Member]] = defaultdict(list)
    for row in connection.execute(_MEMBERS.where(MemberRow.classroom_id.in_(wanted))):
        members[row.classroom_id].append(_member(row))
    query = select(ClassroomRow.__table__).where(ClassroomRow.id.in_(wanted), there(ClassroomRow))
    found = connection.execute(query.order_by(ClassroomRow.created.desc(), ClassroomRow.id.desc()))
    return [
        Classroom(
            id=row.public_id, title=row.title, code=row.code, open_until=row.open_until, created=row.created,
            members=tuple(members[row.id]),
        )
        for row in found
    ]  # fmt: skip


def _member(row: Row[*tuple[Any, ...]]) -> Member:
    return Member(
        number=row.id,
        learner=row.learner,
        name=row.name,
        joined=row.joined,
        teaches=row.teaches,
        extra=row.extra,
        is_known=bool(row.is_known),
    )


def _free_code(connection: Connection) -> str:
    """A code that no class has, not even one in the bin: it comes back with its own."""
    code = new_code(secrets.SystemRandom())
    while connection.execute(select(exists().where(ClassroomRow.code == code))).scalar_one():
        code = new_code(secrets.SystemRandom())
    return code
