"""An account: somebody who is known by more than their browser."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

from quizapp.errors import InputError

Role = Literal["learner", "teacher", "operator"]
"""Learners learn; teachers make decks and lead classes, too; operators look after the whole site, too."""

ROLES: tuple[Role, ...] = ("learner", "teacher", "operator")
MOST_NAME = 60
MOST_EMAIL = 254  # RFC 5321, 4.5.3.1.3: the longest path less its brackets
FEWEST_CHARACTERS, MOST_CHARACTERS = 8, 200
"""Of a password; NIST SP 800-63B, 5.1.1.2: at least 8, no rules of composition."""
_FEWEST_DIFFERENT = 4
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(?:\.[^\s@<>,;:\"()\[\]\\.]+)+")


@dataclass(frozen=True, kw_only=True)
class Account:
    """``learner`` is the id of what this person has learned here, a secret token.

    ``epoch`` counts passwords: a session of an older one has ended.
    """

    id: str
    role: Role
    name: str
    learner: str
    created: datetime
    email: str | None = None
    epoch: int = 0

    @property
    def teaches(self) -> bool:
        """Whether this person may lead classes."""
        return self.role != "learner"


def role_named(text: str) -> Role:
    """A role that people may choose for themselves. Raises `InputError`."""
    for role in ROLES[:2]:
        if text == role:
            return role
    raise InputError("Choose whether you teach or learn.")


def name_from(text: str) -> str:
    """A name as it is shown. Raises `InputError`."""
    kept = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C")
    name = " ".join(kept.split())
    if not name:
        raise InputError("Say by what name you want to be known.")
    if len(name) > MOST_NAME:
        raise InputError("A name takes at most %(most)s characters.", most=MOST_NAME)
    return name


def email_from(text: str) -> str | None:
    """An address as it is compared, in small letters; None where there is none. Raises `InputError`."""
    email = text.strip().lower()
    if not email:
        return None
    if len(email) > MOST_EMAIL or not _EMAIL.fullmatch(email):
        raise InputError("“%(email)s” is not an email address.", email=email[:60])
    return email


def password_from(text: str, *, name: str, email: str | None) -> str:
    """A password that is worth having. Raises `InputError` with what to change."""
    password = unicodedata.normalize("NFKC", text)
    if not FEWEST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise InputError(
            "A password has from %(fewest)s to %(most)s characters.",
            fewest=FEWEST_CHARACTERS,
            most=MOST_CHARACTERS,
        )
    if len(set(password)) < _FEWEST_DIFFERENT or _is_a_row(password):
        raise InputError(
            "This password is too easy to guess: a few words that belong together for you do well."
        )
    local = (email or "").partition("@")[0]
    if password.casefold() in {name.casefold(), email, local}:
        raise InputError("Name and email are no passwords: others know them.")
    return password


def _is_a_row(password: str) -> bool:
    """Whether each character follows the one before, as in 12345678 and hgfedcba."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return len(steps) == 1
