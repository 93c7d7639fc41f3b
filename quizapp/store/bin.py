"""The bin: what was deleted and can still be brought back, whatever it is.

A row goes into it by two columns, and everything that hangs on it stays: so bringing it back is taking them off, and
what hung on it is there again. One table of nouns says what can be in it; there is no other way to delete these things
than by it, but for an account that goes with all it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, Select, delete, exists, literal, null, or_, select, update
from sqlalchemy.orm import aliased

from quizapp.core.teaching.account import MOST_NAME
from quizapp.core.teaching.classroom import name_key
from quizapp.store import assignments, classes, decks
from quizapp.store.database import Connection
from quizapp.store.rows import AssignmentRow, Binned, ClassroomRow, DeckRow, MemberRow
from quizapp.store.there import there

Noun = Literal["deck", "class", "assignment", "member"]
NOUNS: dict[Noun, type[Binned]] = {
    "deck": DeckRow,
    "class": ClassroomRow,
    "assignment": AssignmentRow,
    "member": MemberRow,
}
MOST = 200
_LARGEST = 2**62


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Whose bin is meant: that of a learner's row, 0 for nobody's, and with ``everybodys`` also what nobody owns."""

    learner: int
    everybodys: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A thing as the bin knows it: its ``id`` in addresses, a member's number; ``room`` is the class that it is of, by
    id and title, or itself. ``deleted_at`` is None for what is there."""

    noun: Noun
    row: int
    id: str
    title: str
    deleted_at: datetime | None
    room: str
    room_title: str
    is_own: bool = False
    """Of a member: that it is who asks."""

    @property
    def name(self) -> str:
        """One word for noun and id."""
        return f"{self.noun}.{self.id}"


def named(name: str) -> tuple[Noun, str] | None:
    """The noun and the id that `Entry.name` is made of; None where it is no such name."""
    noun, _, id = name.partition(".")
    return next(((known, id) for known in NOUNS if known == noun), None)


def put(connection: Connection, noun: Noun, row: int, *, by: int | None, now: datetime) -> bool:
    """Put a row into the bin; False where it is in it already, and stays as it went."""
    table = NOUNS[noun]
    thrown = update(table).where(table.id == row, there(table)).values(deleted_at=now, deleted_by=by)
    return connection.execute(thrown.execution_options(preserve_rowcount=True)).rowcount == 1


def take_out(connection: Connection, entry: Entry) -> bool:
    """Bring a row back; False where it was not in the bin any more. Call it in a transaction of one's own."""
    if entry.noun == "member" and not _makes_room(connection, entry.row):
        return False
    table = NOUNS[entry.noun]
    back = update(table).where(table.id == entry.row, table.deleted_at.is_not(None))
    values = {"deleted_at": None, "deleted_by": None}
    return connection.execute(back.values(values).execution_options(preserve_rowcount=True)).rowcount == 1


def destroy(connection: Connection, noun: Noun, row: int, *, before: datetime | None = None) -> bool:
    """Delete a row for ever, with all that hangs on it; False where it is not in the bin, or not since ``before`` this
    moment: then it stays."""
    table = NOUNS[noun]
    binned = select(table.id).where(table.id == row, table.deleted_at.is_not(None))
    if before is not None:
        binned = binned.where(table.deleted_at < before)
    if connection.execute(binned.with_for_update()).first() is None:
        return False
    _DESTROY[noun](connection, row)
    return True


def find(connection: Connection, whose: Whose, noun: Noun, id: str) -> Entry | None:
    """The thing with this name, in the bin or not, where it is one of theirs."""
    named = _entries(noun, whose).where(_named(noun, id))
    return next(iter(_read(connection, noun, named, whose)), None)


def entries(connection: Connection, whose: Whose) -> list[Entry]:
    """What is in somebody's bin, the last deleted first."""
    found: list[Entry] = []
    for noun, table in NOUNS.items():
        binned = _entries(noun, whose).where(table.deleted_at.is_not(None))
        found += _read(connection, noun, binned.order_by(table.deleted_at.desc()).limit(MOST), whose)
    return sorted(found, key=_when, reverse=True)[:MOST]


def older(connection: Connection, before: datetime) -> list[tuple[Noun, int]]:
    """The rows that went into the bin before this moment."""
    return [
        (noun, row)
        for noun, table in NOUNS.items()
        for row in connection.execute(select(table.id).where(table.deleted_at < before)).scalars()
    ]


def left_alone(connection: Connection, learner: int) -> list[tuple[Noun, int]]:
    """What is in the bin of a learner's row that nobody else could bring back: of classes that nobody else leads."""
    other = aliased(MemberRow)
    led = exists().where(
        other.classroom_id == ClassroomRow.id, other.learner_id != learner, other.teaches, there(other)
    )
    whose = Whose(learner=learner)
    of_class: tuple[Noun, ...] = ("member", "assignment", "class")
    return [
        (noun, row.id)
        for noun in of_class
        for row in connection.execute(_entries(noun, whose).where(NOUNS[noun].deleted_at.is_not(None), ~led))
    ]


def move(connection: Connection, old: int, new: int) -> None:
    """Give what one learner's row deleted to another one."""
    for table in NOUNS.values():
        connection.execute(update(table).where(table.deleted_by == old).values(deleted_by=new))
    theirs = update(MemberRow).where(MemberRow.learner_id == old, MemberRow.deleted_at.is_not(None))
    connection.execute(theirs.values(learner_id=new))


def _when(entry: Entry) -> tuple[float, int]:
    return (entry.deleted_at.timestamp() if entry.deleted_at else 0.0, entry.row)


def _read(
    connection: Connection, noun: Noun, query: Select[*tuple[Any, ...]], whose: Whose
) -> Iterable[Entry]:
    return [
        Entry(
            noun=noun, row=row.id, id=str(row.name), title=row.title, deleted_at=row.deleted_at, room=row.room,
            room_title=row.room_title, is_own=row.learner is not None and row.learner == whose.learner,
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def _named(noun: Noun, id: str) -> ColumnElement[bool]:
    if noun != "member":
        return cast(ColumnElement[bool], _NAMES[noun] == decks.storable(id))
    number = int(id) if id.isascii() and id.isdigit() and len(id) < 20 else 0
    return MemberRow.id == min(number, _LARGEST)


_NAMES: dict[Noun, Any] = {
    "deck": DeckRow.public_id,
    "class": ClassroomRow.public_id,
    "assignment": AssignmentRow.public_id,
}


def _entries(noun: Noun, whose: Whose) -> Select[*tuple[Any, ...]]:
    """What somebody may bring back: decks that are theirs, and all of classes that they lead or went from."""
    if noun == "deck":
        return _DECKS.where(_owns(whose))
    if noun == "class":
        return _CLASSES.where(_leads(whose))
    if noun == "assignment":
        return _ASSIGNMENTS.where(_leads(whose))
    who_went = MemberRow.deleted_by == MemberRow.learner_id  # nobody else brings somebody back who left
    by_others = or_(MemberRow.deleted_by.is_(None), ~who_went)
    myself = (MemberRow.learner_id == whose.learner) & or_(who_went, there(MemberRow))
    return _MEMBERS.where(or_(_leads(whose) & by_others, myself))


def _columns(id: Any, title: Any, *, of_class: bool = True, learner: Any = None) -> Select[*tuple[Any, ...]]:
    room = (ClassroomRow.public_id, ClassroomRow.title) if of_class else (literal(""), literal(""))
    table = id.class_
    return select(
        table.id,
        id.label("name"),
        title.label("title"),
        table.deleted_at,
        room[0].label("room"),
        room[1].label("room_title"),
        (null() if learner is None else learner).label("learner"),
    )


_DECKS = _columns(DeckRow.public_id, DeckRow.title, of_class=False)
_CLASSES = _columns(ClassroomRow.public_id, ClassroomRow.title)
_ASSIGNMENTS = (
    _columns(AssignmentRow.public_id, AssignmentRow.title)
    .join(ClassroomRow, ClassroomRow.id == AssignmentRow.classroom_id)
    .join(DeckRow, DeckRow.id == AssignmentRow.deck_id)
    .where(there(ClassroomRow, DeckRow))
)
_MEMBERS = (
    _columns(MemberRow.id, MemberRow.name, learner=MemberRow.learner_id)
    .join(ClassroomRow, ClassroomRow.id == MemberRow.classroom_id)
    .where(there(ClassroomRow))
)


def _owns(whose: Whose) -> ColumnElement[bool]:
    mine = DeckRow.owner_id == whose.learner
    return or_(mine, DeckRow.owner_id.is_(None)) if whose.everybodys else mine


def _leads(whose: Whose) -> ColumnElement[bool]:
    me = aliased(MemberRow)
    return exists().where(
        me.classroom_id == ClassroomRow.id, me.learner_id == whose.learner, me.teaches, there(me)
    )


def _makes_room(connection: Connection, row: int) -> bool:
    """Whether a member can come back: not where they came by themselves. A name that is taken gets a number."""
    found = connection.execute(select(MemberRow.__table__).where(MemberRow.id == row)).one_or_none()
    if found is None:
        return False
    there_now = select(MemberRow.learner_id, MemberRow.name_key).where(
        MemberRow.classroom_id == found.classroom_id, there(MemberRow)
    )
    others = connection.execute(there_now).all()
    if found.learner_id in {other.learner_id for other in others}:
        connection.execute(delete(MemberRow).where(MemberRow.id == row, MemberRow.deleted_at.is_not(None)))
        return False
    taken = {other.name_key for other in others}
    name, number = found.name, 1
    while name_key(name) in taken:
        number += 1
        name = f"{found.name[: MOST_NAME - 6].rstrip()} {number}"
    if number > 1:
        classes.change_member(connection, row, name=name, name_key=name_key(name))
    return True


def _destroy_member(connection: Connection, row: int) -> None:
    connection.execute(delete(MemberRow).where(MemberRow.id == row))


_DESTROY: dict[Noun, Callable[[Connection, int], None]] = {
    "deck": decks.delete_for_ever,
    "class": classes.delete_for_ever,
    "assignment": assignments.delete_for_ever,
    "member": _destroy_member,
}
