"""The tables of media: what they are made of, and which deck has which."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, false, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base
from quizapp.store.rows import Key

UNKEPT = text("kept = 0"), text("NOT kept")
"""For SQLite and PostgreSQL: each takes an index only for the condition in its own words."""


class MediaRow(Base):
    """An image or a sound, once for all decks that have it. ``content`` stands last: who does not ask for it, does
    not read over it."""

    __tablename__ = "media"

    name: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class DeckMediaRow(Base):
    """A deck has media. ``kept``: a version of an item of the deck names it; versions stay, so it stays, too."""

    __tablename__ = "deck_media"
    __table_args__ = (
        Index("ix_deck_media_added", "added", sqlite_where=UNKEPT[0], postgresql_where=UNKEPT[1]),
    )

    deck_id: Mapped[int] = mapped_column(
        Key, ForeignKey("deck.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    name: Mapped[str] = mapped_column(ForeignKey("media.name"), primary_key=True, index=True)
    original: Mapped[str]
    added: Mapped[datetime]
    kept: Mapped[bool] = mapped_column(server_default=false())
