"""The table of files that came in for a deck."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base
from quizapp.store.rows import KEYED, Key


class IntakeRow(Base):
    """A file for a deck: looked at while it is ``open``, then ``stored``, and perhaps ``taken back``.

    ``content`` is the packed file, empty once it was stored; ``choices`` how it is to be read. ``done`` says, once it
    was stored, what it added and changed and what to go back to. ``learner_id`` is who sent it.
    """

    __tablename__ = "intake"
    __table_args__ = (
        UniqueConstraint("deck_id", "public_id"),
        CheckConstraint("state IN ('open', 'stored', 'taken back')", name="state"),
        KEYED,
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    deck_id: Mapped[int] = mapped_column(Key, ForeignKey("deck.id", ondelete="CASCADE"))
    public_id: Mapped[str]
    learner_id: Mapped[int | None] = mapped_column(
        Key, ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    filename: Mapped[str]
    state: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    choices: Mapped[dict[str, Any]]
    done: Mapped[dict[str, Any]]
    created: Mapped[datetime] = mapped_column(index=True)
