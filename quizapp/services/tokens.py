"""Personal tokens: made and shown once, known by their hash, used by programs, revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from quizapp.errors import InputError, NotFound
from quizapp.phrases import phrase
from quizapp.services.access import Actor
from quizapp.store import accounts, tokens
from quizapp.store.database import reading, transaction
from quizapp.store.tokens import Token

START = "quizapp_"
"""By which a token that leaked into a public place is known for one."""
DAYS = (30, 90, 365, 0)
"""How long a token may be valid; 0 for as long as it is not revoked."""
MOST, MOST_NAME = 20, 60
FORGETS = timedelta(minutes=1)
"""Use is written down at most this often: reading must not cost a write each time."""
_HINT = len(START) + 4


def create(account_id: str, *, name: str, days: int, now: datetime) -> str:
    """A new token of an account, which is known only now. Raises `NotFound`; `InputError` with what to change."""
    called = " ".join(name.split())
    if not called or len(called) > MOST_NAME:
        raise InputError("Say in at most %(most)s characters what the token is for.", most=MOST_NAME)
    if days not in DAYS:
        raise InputError("Choose how long the token is valid.")
    token = START + secrets.token_urlsafe(32)
    with transaction(alone=True) as connection:
        account = accounts.by_id(connection, account_id).row
        if tokens.count(connection, account) >= MOST:
            raise InputError("An account has at most %(most)s tokens. Revoke one first.", most=MOST)
        expires = now + timedelta(days=days) if days else None
        tokens.add(
            connection,
            account,
            name=called,
            hashed=hash_of(token),
            hint=token[:_HINT],
            now=now,
            expires=expires,
        )
    return token


def list_tokens(account_id: str) -> list[Token]:
    """The tokens of an account, the newest first. Raises `NotFound`."""
    with reading() as connection:
        return tokens.of_account(connection, accounts.by_id(connection, account_id).row)


def revoke(account_id: str, number: int) -> None:
    """End a token at once. Raises `NotFound`."""
    with transaction() as connection:
        if not tokens.revoke(connection, accounts.by_id(connection, account_id).row, number):
            raise NotFound(phrase("token"), str(number))


def bearer(token: str, *, now: datetime) -> tuple[int, Actor] | None:
    """The number of a valid token and who acts by it; None for what is none, or none any more."""
    if not token.startswith(START) or not token.isascii() or len(token) > 200:
        return None
    with reading() as connection:
        found = tokens.bearer(connection, hash_of(token))
    if found is None or (found.token.expires is not None and found.token.expires <= now):
        return None
    if found.token.used is None or now - found.token.used > FORGETS:
        with transaction() as connection:
            tokens.use(connection, found.token.number, now=now)
    return found.token.number, Actor(learner=found.learner, role=found.role)


def hash_of(token: str) -> str:
    """What is kept of a token. It is random and long, so that one round of a fast hash keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()
