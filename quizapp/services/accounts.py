"""Accounts: made, entered, changed and left."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from quizapp.core.teaching.account import (
    Account,
    Role,
    email_from,
    name_from,
    role_named,
)
from quizapp.errors import InputError, NotFound
from quizapp.services import classes as classes_service
from quizapp.services.classes import TAKEN, account_called
from quizapp.services.passwords import chosen, hashed, matches
from quizapp.store import accounts, bin, classes, decks, jobs, learners, uploads
from quizapp.store.accounts import StoredAccount
from quizapp.store.again import retried
from quizapp.store.database import Connection, reading, transaction

RESET_VALID = timedelta(hours=24)


def sign_up(
    *, role: str, name: str, email: str, password: str, now: datetime, learner: str | None = None
) -> Account:
    """A new account of a teacher or a learner; what the browser's learner did and made becomes its own.

    Raises `InputError` with what to change.
    """
    wanted = role_named(role)
    address = email_from(email)
    if address is None and wanted == "teacher":
        raise InputError(
            "A teacher needs an email address: by it you sign in, and a new password comes there."
        )
    return create(role=wanted, name=name, email=address, password=password, now=now, learner=learner)


def sign_up_in_class(
    code: str, *, name: str, password: str, now: datetime, learner: str | None = None
) -> Account:
    """A learner's account without an address, entered by the code of a class, this name and this password.

    Raises `InputError` with what to change.
    """
    called = name_from(name)
    kept = hashed(chosen(password, name=called, email=None))
    room = classes_service.class_with(code)
    classes_service.require_open(room, now)
    with transaction(alone=True) as connection:
        row = _learner_row(connection, learner, now=now)
        id = accounts.add(
            connection, role="learner", name=called, email=None, password=kept, learner=row, now=now
        )
        accounts.rename_learner(connection, row)
        if not classes.join(connection, classes.row_of(connection, room.id), row, name=called, now=now):
            raise InputError(TAKEN, name=called)
        return accounts.by_id(connection, id).account


def create(
    *, role: Role, name: str, email: str | None, password: str, now: datetime, learner: str | None = None
) -> Account:
    """An account of any role. Raises `InputError` with what to change."""
    called, address = name_from(name), email_from(email or "")
    if address is None:
        raise InputError("Give an email address: by it you sign in.")
    kept = hashed(chosen(password, name=called, email=address))
    with transaction(alone=True) as connection:
        if accounts.by_email(connection, address) is not None:
            raise InputError("There is an account with this email address already: sign in.")
        row = _learner_row(connection, learner, now=now)
        id = accounts.add(
            connection, role=role, name=called, email=address, password=kept, learner=row, now=now
        )
        accounts.rename_learner(connection, row)
        return accounts.by_id(connection, id).account


def appoint(email: str, *, name: str, role: Role, password: str, now: datetime) -> Account | None:
    """Give an address this role: None where it has an account, the new one otherwise. Raises `InputError`."""
    address = email_from(email)
    with transaction() as connection:
        found = None if address is None else accounts.by_email(connection, address)
        if found is not None:
            epoch = found.account.epoch + (found.account.role != role)  # sessions of the old role end
            accounts.change(connection, found.row, role=role, epoch=epoch)
            return None
    called = name or email.strip().partition("@")[0]
    return create(role=role, name=called, email=address, password=password, now=now)


def sign_in(
    email: str, password: str, *, now: datetime, learner: str | None = None, code: str = ""
) -> Account:
    """The account with this address and password; what the browser's learner did moves into it.

    With the ``code`` of a class, ``email`` is the name there of somebody who need not have an address. Raises
    `InputError`, without a word on which of the two is wrong.
    """
    with reading() as connection:
        if code.strip():
            found = account_called(connection, code, email)
        else:
            found = accounts.by_email(connection, email.strip().lower())
    if not matches(None if found is None else found.password, password) or found is None:
        raise InputError("Email or password is wrong.")
    with transaction() as connection:
        _take_along(connection, learner, found)
        return accounts.by_id(connection, found.account.id).account


def get_account(id: str) -> Account:
    """Raises `NotFound`."""
    with reading() as connection:
        return accounts.known(connection, id)


def change_details(id: str, *, name: str, email: str, password: str = "") -> Account:
    """Another name or address; another address needs the present password, for links for new ones come there.

    A link that is on its way to the old address ends. Raises `NotFound`, `InputError`.
    """
    called, address = name_from(name), email_from(email)
    with reading() as connection:
        before = accounts.by_id(connection, id)
    if address != before.account.email and not matches(before.password, password):
        raise InputError("Another email address needs your present password.")
    with transaction(alone=True) as connection:
        found = accounts.by_id(connection, id)
        if address is None and found.account.email is not None:
            raise InputError("Give an email address: by it you sign in.")
        other = None if address is None else accounts.by_email(connection, address)
        if other is not None and other.row != found.row:
            raise InputError("There is an account with this email address already.")
        ended = {} if address == found.account.email else {"reset": None, "reset_until": None}
        accounts.change(connection, found.row, name=called, email=address, **ended)
        return accounts.by_id(connection, id).account


def end_sessions(id: str) -> None:
    """End every session of an account, in all browsers; tokens of programs go on. Raises `NotFound`."""
    with transaction() as connection:
        found = accounts.by_id(connection, id)
        accounts.change(connection, found.row, epoch=found.account.epoch + 1)


def change_password(id: str, *, old: str, new: str) -> Account:
    """Another password; every other session of the account ends. Raises `NotFound`, `InputError`."""
    found = _confirmed(id, old)
    return _with_password(found, new)


def reset_token(email: str, *, now: datetime) -> str:
    """A token that sets a new password once, for a day; an older one ends. Raises `NotFound`."""
    with transaction() as connection:
        found = accounts.by_email(connection, email.strip().lower())
        if found is None:
            raise NotFound("account", email[:80])
        token = secrets.token_urlsafe(24)
        accounts.change(connection, found.row, reset=_digest(token), reset_until=now + RESET_VALID)
    return token


def reset_of_member(classroom: str, number: int, *, now: datetime) -> str:
    """As `reset_token`, for somebody in a class who has no address, by their teacher.

    Raises `NotFound`; `InputError` for who has no account, or an address.
    """
    member = classes_service.member_of(classes_service.get_class(classroom), number)
    token = secrets.token_urlsafe(24)
    with transaction() as connection:
        found = accounts.by_learner(connection, learners.row(connection, member.learner))
        if found is None or found.account.email is not None or found.account.teaches:
            raise InputError(
                "A new password for this person comes by email, or from who looks after this site."
            )
        accounts.change(connection, found.row, reset=_digest(token), reset_until=now + RESET_VALID)
    return token


def account_of_reset(token: str, *, now: datetime) -> Account:
    """Whose password a token sets. Raises `NotFound` where it is used up, too old or none."""
    return _of_reset(token, now).account


def reset_password(token: str, new: str, *, now: datetime) -> Account:
    """A new password, by a token that is used up by it. Raises `NotFound`, `InputError`."""
    return _with_password(_of_reset(token, now), new)


@retried
def delete_account(id: str, *, password: str) -> None:
    """Delete an account with everything it did, its decks, and classes that nobody else is in.

    Raises `NotFound`, `InputError`.
    """
    found = _confirmed(id, password)
    with transaction() as connection:
        for deck in decks.rows_of(connection, found.learner_row):
            decks.delete_for_ever(connection, deck)
        for noun, row in bin.left_alone(connection, found.learner_row):
            bin.destroy(connection, noun, row)
        for room in classes.of_nobody_else(connection, found.learner_row):
            classes.delete_for_ever(connection, room)
        uploads.forget_of(connection, found.learner_row)
        jobs.forget_of(connection, found.learner_row)
        accounts.delete_for_ever(connection, found.learner_row)


def sign_out(email: str) -> None:
    """As `end_sessions`, by the address. Raises `NotFound`."""
    with reading() as connection:
        found = accounts.by_email(connection, email.strip().lower())
    if found is None:
        raise NotFound("account", email[:80])
    end_sessions(found.account.id)


def _learner_row(connection: Connection, learner: str | None, *, now: datetime) -> int:
    """The row of this browser's learner, where no account has it, or a new one."""
    if learner is not None:
        row = learners.row(connection, learner)
        if not accounts.has_account(connection, row):
            return row
    return learners.row(connection, learners.add(connection, now=now).id)


def _take_along(connection: Connection, learner: str | None, found: StoredAccount) -> None:
    """Move what a browser's learner did into an account, unless it is another account's."""
    if learner is None or learner == found.account.learner:
        return
    row = learners.row(connection, learner)
    if not accounts.has_account(connection, row):
        accounts.move(connection, row, found.learner_row)


def _confirmed(id: str, password: str) -> StoredAccount:
    with reading() as connection:
        found = accounts.by_id(connection, id)
    if not matches(found.password, password):
        raise InputError("The present password is wrong.")
    return found


def _with_password(found: StoredAccount, new: str) -> Account:
    account = found.account
    kept = hashed(chosen(new, name=account.name, email=account.email))
    with transaction() as connection:
        accounts.change(
            connection, found.row, password=kept, epoch=account.epoch + 1, reset=None, reset_until=None,
        )  # fmt: skip
        return accounts.by_id(connection, account.id).account


def _of_reset(token: str, now: datetime) -> StoredAccount:
    with reading() as connection:
        found = accounts.by_reset(connection, _digest(token))
    if found is None or found.reset_until is None or found.reset_until <= now:
        raise NotFound("link for a new password", token[:8])
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
