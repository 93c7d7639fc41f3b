"""A class: learners whom somebody teaches, and the code by which they join."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.errors import InputError

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Those of a code: none that is read for another one, and no vowel but A and E, so that few words come out."""
CODE_LENGTH = 6
OPEN = timedelta(days=60)
"""How long a code joins: one on an old slide must not let strangers in for ever."""
MOST_TITLE = 80
MOST_EXTRA = 300
_MOST_DIGITS = 3
_READ_FOR = str.maketrans({"O": "Q", "0": "Q", "I": "J", "L": "J", "1": "J", "U": "V"})


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in a class. ``number`` names them in its pages; ``learner`` is secret, and is not shown.

    ``extra`` is how much more time they have where time is limited, in percent. ``is_known``: they have an account.
    """

    number: int
    learner: str
    name: str
    joined: datetime
    teaches: bool = False
    extra: int = 0
    is_known: bool = False


@dataclass(frozen=True, kw_only=True)
class Classroom:
    """A class with everybody in it. Its code joins until ``open_until``; whoever is in comes back by it later, too."""

    id: str
    title: str
    code: str
    open_until: datetime
    created: datetime
    members: tuple[Member, ...] = ()

    @property
    def learners(self) -> tuple[Member, ...]:
        """Those who are taught, by name."""
        found = (member for member in self.members if not member.teaches)
        return tuple(sorted(found, key=lambda member: (member.name.casefold(), member.number)))

    @property
    def teachers(self) -> tuple[Member, ...]:
        """Those who lead it, who came first first."""
        return tuple(member for member in self.members if member.teaches)

    def is_open(self, now: datetime) -> bool:
        """Whether somebody new can join."""
        return now < self.open_until

    def member(self, learner: str | None) -> Member | None:
        """The member that this learner is."""
        return next((member for member in self.members if member.learner == learner), None)


def new_code(rng: random.Random) -> str:
    """A code to join by."""
    return "".join(rng.choice(SIGNS) for _ in range(CODE_LENGTH))


def code_from(text: str) -> str:
    """A code as it is kept, from one that a person typed: with spaces, dashes or small letters."""
    return "".join(sign for sign in text.upper().translate(_READ_FOR) if sign in SIGNS)[:CODE_LENGTH]


def code_shown(code: str) -> str:
    """A code in two halves, so that it is read out and typed without a slip."""
    half = CODE_LENGTH // 2
    return f"{code[:half]} {code[half:]}"


def title_from(text: str) -> str:
    """Raises `InputError`."""
    title = " ".join(text.split())
    if not 1 <= len(title) <= MOST_TITLE:
        raise InputError("A class has a title of at most %(most)s characters.", most=MOST_TITLE)
    return title


def name_key(name: str) -> str:
    """By which two names in a class are the same."""
    return "".join(name.casefold().split())


def extra_from(text: str) -> int:
    """More time in percent. Raises `InputError`."""
    digits = text.strip() or "0"
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    if not is_number or int(digits) > MOST_EXTRA:
        raise InputError("More time is given in percent, from 0 to %(most)s.", most=MOST_EXTRA)
    return int(digits)
