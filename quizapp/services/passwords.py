"""Passwords that are worth having, as hashes that cost time to guess."""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cache
from importlib.metadata import distribution

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from quizapp.core.teaching.account import password_from
from quizapp.errors import InputError

_HASHER = PasswordHasher()
"""Argon2id with the parameters of RFC 9106, 4 for small memory: 64 MiB, three passes."""
_ADDED = string.digits + string.punctuation
"""What people put around a word where they were told to; those who guess do it, too."""


def chosen(text: str, *, name: str, email: str | None) -> str:
    """A new password that is worth having. Raises `InputError` with what to change."""
    password = password_from(text, name=name, email=email)
    whole = password.casefold()
    word = whole.strip(_ADDED)
    if whole in tried_first() or (2 * len(word) >= len(whole) and word in tried_first()):
        raise InputError(
            "Many people have this password, so it is tried first. A few words that belong together for you do well."
        )
    return password


@cache
def tried_first() -> frozenset[str]:
    """The 30,000 passwords that most people have, in small letters, of whatever length: the list of zxcvbn.

    The list is read as text: importing it would keep 19 MB of other words in every process.
    """
    listed = str(distribution("zxcvbn").locate_file("zxcvbn/frequency_lists.py"))
    with open(listed, encoding="utf-8") as file:  # noqa: PTH123 - what `locate_file` gives need not be a Path
        found = re.search(r'"passwords": "([^"]+)"', file.read())
    if found is None:
        raise RuntimeError("zxcvbn has no list of passwords where it was")
    return frozenset({*found[1].split(","), "quizapp"})


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
