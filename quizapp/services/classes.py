"""Classes: made, joined, led and left."""

from __future__ import annotations

from datetime import datetime

from quizapp.core.teaching.account import name_from
from quizapp.core.teaching.classroom import (
    OPEN,
    Classroom,
    Member,
    code_from,
    extra_from,
    name_key,
    title_from,
)
from quizapp.errors import InputError, NotFound
from quizapp.phrases import phrase
from quizapp.store import accounts, bin, classes, learners
from quizapp.store.database import Connection, reading, transaction

TAKEN = phrase(
    "Somebody in this class is called “%(name)s” already. Add a letter, or sign in if that is you."
)


def new_class(*, title: str, learner: str, name: str, now: datetime) -> Classroom:
    """A class that this learner, a teacher, leads. Raises `InputError`."""
    called = title_from(title)
    with transaction() as connection:
        row = classes.add(connection, title=called, now=now)
        mine = learners.row(connection, learner)
        classes.join(connection, row, mine, name=name_from(name), now=now, teaches=True)
        return classes.by_row(connection, row)


def title_of_class(id: str) -> str:
    """For the pages of a room full of phones, which show nobody else. Raises `NotFound`."""
    with reading() as connection:
        return classes.title_of(connection, id)


def get_class(id: str) -> Classroom:
    """Raises `NotFound`."""
    with reading() as connection:
        return classes.get(connection, id)


def classes_of(learner: str) -> tuple[Classroom, ...]:
    """The classes that a learner is in, newest first."""
    with reading() as connection:
        return tuple(classes.of_learner(connection, learners.row(connection, learner)))


def class_with(code: str) -> Classroom:
    """The class that this code joins. Raises `InputError` where there is none."""
    with reading() as connection:
        row = classes.row_by_code(connection, code_from(code))
        if row is None:
            raise InputError(
                "No class has the code “%(code)s”. Look at it once more.", code=code.strip()[:20]
            )
        return classes.by_row(connection, row)


def require_open(found: Classroom, now: datetime) -> None:
    """Raises `InputError` where the code of a class is too old to join by."""
    if not found.is_open(now):
        raise InputError("This code is too old to join by. Ask your teacher to open the class again.")


def join(code: str, *, learner: str, name: str, now: datetime) -> Classroom:
    """Become a learner of the class with this code; who is in it already stays what they are.

    Raises `InputError` where there is no such class, it takes nobody any more, or the name is somebody else's there.
    """
    found = class_with(code)
    if found.member(learner) is not None:
        return found
    require_open(found, now)
    called = name_from(name)
    with transaction() as connection:
        row = classes.row_of(connection, found.id)
        mine = learners.row(connection, learner)
        added = classes.join(connection, row, mine, name=called, now=now)
        joined = classes.by_row(connection, row)
        if not added and joined.member(learner) is None:  # else the same form came in a moment earlier
            raise InputError(TAKEN, name=called)
        return joined


def rename_class(id: str, *, title: str) -> None:
    """Raises `NotFound`, `InputError`."""
    called = title_from(title)
    with transaction() as connection:
        classes.change(connection, classes.row_of(connection, id), title=called)


def renew_code(id: str, *, now: datetime) -> Classroom:
    """Another code to join by; the old one joins no more. Raises `NotFound`."""
    with transaction() as connection:
        row = classes.row_of(connection, id)
        classes.new_code_for(connection, row, now=now)
        return classes.by_row(connection, row)


def keep_open(id: str, *, now: datetime) -> Classroom:
    """Let the code of a class join for as long again from now. Raises `NotFound`."""
    with transaction() as connection:
        row = classes.row_of(connection, id)
        classes.change(connection, row, open_until=now + OPEN)
        return classes.by_row(connection, row)


def delete_class(id: str, *, now: datetime, by: str | None = None) -> None:
    """Put a class into the bin, and what is assigned in it; learners keep their attempts. Raises `NotFound`."""
    with transaction() as connection:
        who = learners.row_of(connection, by)
        bin.put(connection, "class", classes.row_of(connection, id), by=who, now=now)


def change_member(id: str, number: int, *, name: str, extra: str) -> Member:
    """Another name, or more time where time is limited. Raises `NotFound`, `InputError`."""
    called, percent = name_from(name), extra_from(extra)
    with transaction(alone=True) as connection:
        found = classes.get(connection, id)
        member_of(found, number)
        others = {name_key(member.name) for member in found.members if member.number != number}
        if name_key(called) in others:
            raise InputError(TAKEN, name=called)
        classes.change_member(connection, number, name=called, name_key=name_key(called), extra=percent)
        return member_of(classes.get(connection, id), number)


def remove_member(id: str, number: int, *, now: datetime, by: str | None = None) -> Member:
    """Take somebody out; what they did stays theirs. Who went ``by`` themselves can come back by themselves.

    Raises `NotFound`; `InputError` for the last who leads the class.
    """
    with transaction(alone=True) as connection:
        found = classes.get(connection, id)
        member = member_of(found, number)
        if member.teaches and len(found.teachers) == 1:
            raise InputError("A class needs somebody who leads it. Delete the class if it is over.")
        bin.put(connection, "member", number, by=learners.row_of(connection, by), now=now)
    return member


def add_teacher(id: str, email: str, *, now: datetime) -> Member:
    """Let another teacher lead the class, too. Raises `NotFound`; `InputError` where no teacher has this address."""
    with transaction(alone=True) as connection:
        row = classes.row_of(connection, id)
        found = accounts.by_email(connection, email.strip().lower())
        if found is None or not found.account.teaches:
            raise InputError("No teacher has an account with the address “%(email)s”.", email=email[:80])
        account = found.account
        known = classes.by_row(connection, row).member(account.learner)
        if known is not None:
            classes.change_member(connection, known.number, teaches=True)
        elif not classes.join(connection, row, found.learner_row, name=account.name, now=now, teaches=True):
            raise InputError(TAKEN, name=account.name)
        member = classes.by_row(connection, row).member(account.learner)
    if member is None:
        raise NotFound("member", email)
    return member


def account_called(connection: Connection, code: str, name: str) -> accounts.StoredAccount | None:
    """The account of somebody whom the class with this code knows by this name."""
    row = classes.row_by_code(connection, code_from(code))
    found = None if row is None else classes.named(connection, row, name)
    return None if found is None else accounts.by_learner(connection, found[1])


def member_of(found: Classroom, number: int) -> Member:
    """The member with this number. Raises `NotFound`."""
    member = next((member for member in found.members if member.number == number), None)
    if member is None:
        raise NotFound("member", str(number))
    return member
