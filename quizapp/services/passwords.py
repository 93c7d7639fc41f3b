"""Passwords as hashes that cost time to guess."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
"""Argon2id with the parameters of RFC 9106, 4 for small memory: 64 MiB, three passes."""


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(unicodedata.normalize("NFKC", password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password. Where there is no account, as much time is spent as where there is one."""
    try:
        _HASHER.verify(kept or _nobodys(), unicodedata.normalize("NFKC", password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")
