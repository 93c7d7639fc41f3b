"""What core must be given because it may not take it: the time, and chance."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def seed() -> int:
    """A number nobody can foresee, to shuffle by."""
    return secrets.randbits(31)
