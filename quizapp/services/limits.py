"""Who does something too often."""

from __future__ import annotations

import math
from datetime import datetime

from quizapp.core.teaching.limit import Limit
from quizapp.errors import TooOften
from quizapp.store import throttle
from quizapp.store.database import reading, transaction


def require(who: str, limit: Limit, *, now: datetime) -> None:
    """Raises `TooOften`."""
    with reading() as connection:
        due = throttle.due(connection, who)
    wait = limit.wait(due, now.timestamp())
    if wait > 0:
        raise TooOften(math.ceil(wait))


def count(who: str, limit: Limit, *, now: datetime) -> None:
    """One more time."""
    with transaction() as connection:
        throttle.spend(connection, who, limit, now=now.timestamp())
