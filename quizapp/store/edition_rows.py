"""The table of states in which decks left for Anki."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base
from quizapp.store.rows import KEYED, Key


class EditionRow(Base):
    """A state of a deck that left; ``notes`` is {item id: [modified in seconds, state, version]}."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("deck_id", "number"), KEYED)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    deck_id: Mapped[int] = mapped_column(Key, ForeignKey("deck.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    title: Mapped[str]
    digest: Mapped[str]
    notes: Mapped[dict[str, Any]]
