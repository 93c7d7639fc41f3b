"""The table of personal tokens, by which programs read what a person may."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base
from quizapp.store.rows import KEYED, Key


class TokenRow(Base):
    """``hashed`` is the SHA-256 of a token that nobody kept: it was shown once. ``hint`` is how it begins, to be known
    again. ``expires`` is NULL for one that does not."""

    __tablename__ = "token"
    __table_args__ = KEYED

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    account_id: Mapped[int] = mapped_column(Key, ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    hashed: Mapped[str] = mapped_column(unique=True)
    hint: Mapped[str]
    created: Mapped[datetime]
    expires: Mapped[datetime | None]
    used: Mapped[datetime | None]
