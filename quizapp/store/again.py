"""What the database broke off so that others could go on is done again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy import exc

from quizapp.errors import Unavailable

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 4
_WAIT_SECONDS = (0.01, 0.05)
_BROKEN_OFF = "40"
"""Class 40 of the SQL standard, transaction rollback: PostgreSQL's 40001 (serialisation) and 40P01 (deadlock)."""


def retried(act: Callable[P, R]) -> Callable[P, R]:
    """Call ``act`` again where its transaction gave way to another one; after some tries its `Unavailable` is raised.

    ``act`` stores everything in one transaction of its own, so that what was broken off has stored nothing.
    """

    @wraps(act)
    def acted(*args: P.args, **named: P.kwargs) -> R:
        for tried in range(1, TRIES):
            try:
                return act(*args, **named)
            except Unavailable as fault:
                if not gave_way(fault):
                    raise
                time.sleep(tried * random.uniform(*_WAIT_SECONDS))  # noqa: S311 - so that two do not meet again
        return act(*args, **named)

    return acted


def gave_way(fault: Unavailable) -> bool:
    """Whether the database itself chose this transaction to be the one that gives up."""
    cause = fault.__cause__
    state = getattr(cause.orig, "sqlstate", None) if isinstance(cause, exc.DBAPIError) else None
    return str(state or "").startswith(_BROKEN_OFF)
