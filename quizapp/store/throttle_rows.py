"""Who did something often."""

from __future__ import annotations

from sqlalchemy import Double
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base


class ThrottleRow(Base):
    """When all that somebody did is paid off, in seconds since 1970. ``who`` is a keyed hash: nobody is named here."""

    __tablename__ = "throttle"

    who: Mapped[str] = mapped_column(primary_key=True)
    due: Mapped[float] = mapped_column(Double, index=True)
