"""The tables of what came from Anki: files that were sent, and the notes that items were made of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base
from quizapp.store.rows import KEYED, Key


class UploadRow(Base):
    """A file that was sent to be imported, until it is or until somebody thinks better of it.

    ``preview`` is what was found in it, ``choice`` what is to be made of it, ``outcome`` what was; NULL
    until then.
    """

    __tablename__ = "upload"
    __table_args__ = KEYED

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[int] = mapped_column(Key, ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    created: Mapped[datetime] = mapped_column(index=True)
    preview: Mapped[dict[str, Any] | None]
    choice: Mapped[dict[str, Any] | None]
    outcome: Mapped[dict[str, Any] | None]


class UploadPartRow(Base):
    """A piece of such a file, counted from 1: no more than one is ever held in memory."""

    __tablename__ = "upload_part"

    upload_id: Mapped[int] = mapped_column(
        Key, ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class NoteTypeRow(Base):
    """A note type as a deck got it: ``plain`` holds its name, fields, templates and style; ``anki_id`` is Anki's."""

    __tablename__ = "note_type"
    __table_args__ = (UniqueConstraint("deck_id", "anki_id"), KEYED)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    deck_id: Mapped[int] = mapped_column(Key, ForeignKey("deck.id", ondelete="CASCADE"))
    anki_id: Mapped[int] = mapped_column(BigInteger)
    plain: Mapped[dict[str, Any]]


class NoteRow(Base):
    """The note that an item was made of, as it came: what our kinds do not hold, so that it can go back whole.

    ``fields`` are markup that is never shown; ``path`` is its deck by names; ``ordinals`` are the numbers of its cards,
    in the order of the item's faces; ``media`` names what its fields show, as it is kept, by its name there.
    """

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_deck_id_guid", "deck_id", "guid", unique=True),
        Index("ix_note_guid", "guid"),
    )

    item_id: Mapped[int] = mapped_column(
        Key, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    deck_id: Mapped[int] = mapped_column(Key, ForeignKey("deck.id", ondelete="CASCADE"))
    guid: Mapped[str]
    note_type_id: Mapped[int] = mapped_column(Key, ForeignKey("note_type.id", ondelete="CASCADE"), index=True)
    fields: Mapped[list[str]]
    tags: Mapped[list[str]]
    path: Mapped[list[str]]
    ordinals: Mapped[list[int]] = mapped_column(JSON)
    media: Mapped[dict[str, Any]]
    modified: Mapped[datetime]
