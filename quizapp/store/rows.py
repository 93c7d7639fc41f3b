"""The tables.

Their names are the glossary's; a row's ``id`` is ours alone, ``public_id`` stands in addresses.

``autoincrement`` everywhere: SQLite would hand the number of a deleted row to a new one, and parsed item
versions are cached by their number.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base

Key = BigInteger().with_variant(Integer, "sqlite")
KEYED = {"sqlite_autoincrement": True}
WAITING = text("state IN ('queued', 'running')")
_THERE = text("deleted_at IS NULL")


def _key() -> Mapped[int]:
    return mapped_column(Key, primary_key=True, autoincrement=True)


def _belongs_to(target: str, *, index: bool = False) -> Mapped[int]:
    return mapped_column(Key, ForeignKey(target, ondelete="CASCADE"), index=index)


class Binned:
    """What goes into the bin before it is deleted for ever: ``deleted_at`` is NULL for what is there. Every query that
    does not ask for the bin says `quizapp.store.there.there`. ``deleted_by`` is who put it in, where that is known."""

    id: Mapped[int]
    deleted_at: Mapped[datetime | None] = mapped_column(index=True)
    deleted_by: Mapped[int | None] = mapped_column(
        Key, ForeignKey("learner.id", ondelete="SET NULL"), index=True
    )


class LearnerRow(Base):
    """``public_id`` is a secret token: the browser that has it is this learner, unless an account has."""

    __tablename__ = "learner"
    __table_args__ = KEYED

    id: Mapped[int] = _key()
    public_id: Mapped[str] = mapped_column(unique=True)
    created: Mapped[datetime]
    preferences: Mapped[dict[str, Any]]


class AccountRow(Base):
    """Somebody who signs in, with what they learned and made as ``learner_id``.

    ``password`` is a hash; ``reset`` is the hash of a token that sets a new password until ``reset_until``.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("role IN ('learner', 'teacher', 'operator')", name="role"),
        Index("ix_account_role", "role"),
        KEYED,
    )

    id: Mapped[int] = _key()
    public_id: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(unique=True)
    password: Mapped[str]
    epoch: Mapped[int]
    learner_id: Mapped[int] = mapped_column(Key, ForeignKey("learner.id", ondelete="CASCADE"), unique=True)
    created: Mapped[datetime]
    reset: Mapped[str | None] = mapped_column(unique=True)
    reset_until: Mapped[datetime | None]


class SourceRow(Base):
    """A teacher's text. Never changed: offsets point into it.

    All that stands below ``sha256`` is known of it beside its text, and may change.
    """

    __tablename__ = "source"
    __table_args__ = KEYED

    id: Mapped[int] = _key()
    title: Mapped[str]
    text: Mapped[str]
    sha256: Mapped[str]
    dated: Mapped[date | None]
    author: Mapped[str] = mapped_column(server_default="")
    licence: Mapped[str] = mapped_column(server_default="")
    address: Mapped[str] = mapped_column(server_default="")
    review_by: Mapped[date | None]
    review_every: Mapped[int] = mapped_column(server_default="365")


class StatementRow(Base):
    """A claim of a source as JSON; ``rejection`` says why it gave no item."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("source_id", "position"), KEYED)

    id: Mapped[int] = _key()
    source_id: Mapped[int] = _belongs_to("source.id")
    position: Mapped[int]
    public_id: Mapped[str]
    plain: Mapped[dict[str, Any]]
    rejection: Mapped[str | None]


class DeckRow(Binned, Base):
    """``origin`` is what a seed file said of the deck itself, or NULL for a deck that was made here.

    ``mode`` is that in which its items are chosen. ``owner_id`` is who made it, NULL for a deck of everybody's;
    ``visibility`` says who may have it once it is published.
    """

    __tablename__ = "deck"
    __table_args__ = (
        CheckConstraint("visibility IN ('own', 'link', 'everybody')", name="visibility"),
        Index("ix_deck_visibility_published", "visibility", "published"),
        KEYED,
    )

    id: Mapped[int] = _key()
    public_id: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    about: Mapped[str]
    reference: Mapped[str]
    anki_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    source_id: Mapped[int] = mapped_column(Key, ForeignKey("source.id"), index=True)
    published: Mapped[bool]
    created: Mapped[datetime]
    origin: Mapped[str | None]
    mode: Mapped[str] = mapped_column(server_default="normal")
    owner_id: Mapped[int | None] = mapped_column(
        Key, ForeignKey("learner.id", ondelete="SET NULL"), index=True
    )
    visibility: Mapped[str] = mapped_column(server_default="everybody")


class TombstoneRow(Base):
    """A deck that was deleted: its name is not used again, and a seed file does not bring it back."""

    __tablename__ = "tombstone"

    public_id: Mapped[str] = mapped_column(primary_key=True)
    anki_id: Mapped[int] = mapped_column(BigInteger, unique=True)


class ItemRow(Base):
    """An item's place in its deck: everything about it that may change.

    ``released`` says that learners may have it: it was accepted in a published deck once.
    ``start`` and ``end`` are where its quote stands in the deck's present source, or stood in an older one.
    ``modified`` is when its content, or whether it is asked at all, last changed.

    Four columns name versions: ``version`` is what is asked; ``base`` what the generator or a file said, which
    differs from it where somebody edited; ``rival`` a newer base that waits beside such an edit for a decision, 0
    where there is none any more; ``earlier`` what was asked before the last update. ``withdrawn`` is the status
    that the item comes back with when its source gives it again, NULL while it does. ``news`` is what the last
    update did to it, until somebody looked. ``judged`` is what somebody said who looked at what it says now alone:
    ``accepted``, ``rejected`` or why it is.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("deck_id", "public_id"),
        CheckConstraint("status IN ('draft', 'accepted', 'rejected', 'retired')", name="status"),
        Index("ix_item_deck_id_position", "deck_id", "position"),
        KEYED,
    )

    id: Mapped[int] = _key()
    deck_id: Mapped[int] = _belongs_to("deck.id")
    public_id: Mapped[str]
    kind: Mapped[str]
    status: Mapped[str]
    released: Mapped[bool]
    position: Mapped[int]
    version: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    modified: Mapped[datetime]
    base: Mapped[int] = mapped_column(server_default="1")
    rival: Mapped[int | None]
    withdrawn: Mapped[str | None]
    news: Mapped[str | None]
    earlier: Mapped[int | None]
    judged: Mapped[str | None]


class ItemVersionRow(Base):
    """What an item says. Never changed once stored: responses point here, and parsed versions are cached.

    ``quote`` is empty where a person wrote the item without evidence, which ``written`` allows. ``author_id`` is who
    worded this version, NULL where nobody is known or a program did. ``kind`` is that of its body, NULL where it is its
    item's: only a note that is imported again may turn into another kind.
    """

    __tablename__ = "item_version"
    __table_args__ = (UniqueConstraint("item_id", "version"), KEYED)

    id: Mapped[int] = _key()
    item_id: Mapped[int] = _belongs_to("item.id")
    version: Mapped[int]
    source_id: Mapped[int] = mapped_column(Key, ForeignKey("source.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    stem: Mapped[str]
    body: Mapped[dict[str, Any]]
    category: Mapped[str]
    rationale: Mapped[str]
    statement: Mapped[str]
    derivation: Mapped[dict[str, Any] | None]
    pattern: Mapped[str]
    flaws: Mapped[list[str]]
    confidence: Mapped[float]
    modified: Mapped[datetime]
    written: Mapped[bool] = mapped_column(server_default=false())
    kind: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(server_default="[]")
    media: Mapped[list[dict[str, Any]]] = mapped_column(JSON, server_default="[]")
    author_id: Mapped[int | None] = mapped_column(
        Key, ForeignKey("learner.id", ondelete="SET NULL"), index=True
    )


class ClassroomRow(Binned, Base):
    """A class; ``code`` is what its learners join by, until ``open_until``."""

    __tablename__ = "classroom"
    __table_args__ = KEYED

    id: Mapped[int] = _key()
    public_id: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    open_until: Mapped[datetime]
    created: Mapped[datetime]


class MemberRow(Binned, Base):
    """Somebody in a class, by a name that nobody else there has: ``name_key`` is what two names are compared by.

    ``extra`` is more time in percent. Who is out of the class holds no name in it.
    """

    __tablename__ = "member"
    __table_args__ = (
        Index("uq_member_learner", "classroom_id", "learner_id", unique=True, sqlite_where=_THERE,
              postgresql_where=_THERE),
        Index("uq_member_name", "classroom_id", "name_key", unique=True, sqlite_where=_THERE, postgresql_where=_THERE),
        KEYED,
    )  # fmt: skip

    id: Mapped[int] = _key()
    classroom_id: Mapped[int] = _belongs_to("classroom.id", index=True)
    learner_id: Mapped[int] = _belongs_to("learner.id", index=True)
    name: Mapped[str]
    name_key: Mapped[str]
    teaches: Mapped[bool]
    extra: Mapped[int]
    joined: Mapped[datetime]


class AssignmentRow(Binned, Base):
    """A quiz that a class is to take. ``most`` attempts, NULL for any number; ``items`` ids that are asked, none for a
    draw from the deck."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("late IN ('closed', 'accepted')", name="late"),
        CheckConstraint("tell IN ('once', 'due')", name="tell"),
        KEYED,
    )

    id: Mapped[int] = _key()
    public_id: Mapped[str] = mapped_column(unique=True)
    classroom_id: Mapped[int] = _belongs_to("classroom.id", index=True)
    deck_id: Mapped[int] = _belongs_to("deck.id", index=True)
    title: Mapped[str]
    created: Mapped[datetime]
    opens: Mapped[datetime | None]
    due: Mapped[datetime | None]
    late: Mapped[str]
    penalty: Mapped[int]
    most: Mapped[int | None]
    method: Mapped[str]
    quiz: Mapped[dict[str, Any]]
    items: Mapped[list[str]]
    tell: Mapped[str] = mapped_column(server_default="once")


class LiveRow(Base):
    """A round that a class takes together. ``places`` are the rows of the versions asked, each with its seed;
    ``position`` counts them from 1."""

    __tablename__ = "live"
    __table_args__ = (
        CheckConstraint("phase IN ('lobby', 'asking', 'shown', 'over')", name="phase"),
        KEYED,
    )

    id: Mapped[int] = _key()
    public_id: Mapped[str] = mapped_column(unique=True)
    classroom_id: Mapped[int] = _belongs_to("classroom.id", index=True)
    deck_id: Mapped[int] = _belongs_to("deck.id", index=True)
    places: Mapped[dict[str, Any]]
    position: Mapped[int]
    phase: Mapped[str]
    created: Mapped[datetime]


class AttemptRow(Base):
    """``public_id`` is a secret token: who has it may answer. ``learner_id`` is NULL where nobody is known.

    ``ended`` is when it was handed in or its ``deadline`` passed; of one that tells each answer at once it stays NULL.
    """

    __tablename__ = "attempt"
    __table_args__ = KEYED

    id: Mapped[int] = _key()
    public_id: Mapped[str] = mapped_column(unique=True)
    deck_id: Mapped[int] = _belongs_to("deck.id", index=True)
    learner_id: Mapped[int | None] = mapped_column(
        Key, ForeignKey("learner.id", ondelete="SET NULL"), index=True
    )
    started: Mapped[datetime]
    behaviour: Mapped[str] = mapped_column(server_default="immediate")
    deadline: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    confidence: Mapped[bool] = mapped_column(server_default=false())
    assignment_id: Mapped[int | None] = mapped_column(
        Key, ForeignKey("assignment.id", ondelete="SET NULL"), index=True
    )
    live_id: Mapped[int | None] = mapped_column(Key, ForeignKey("live.id", ondelete="SET NULL"), index=True)


class AttemptItemRow(Base):
    """One place of an attempt, with the version that is asked there.

    ``choice`` is the body of kind ``mcq`` as which a plain card is asked, NULL where the item is asked as it is.
    """

    __tablename__ = "attempt_item"
    __table_args__ = (UniqueConstraint("attempt_id", "position"), KEYED)

    id: Mapped[int] = _key()
    attempt_id: Mapped[int] = _belongs_to("attempt.id")
    position: Mapped[int]
    item_version_id: Mapped[int] = _belongs_to("item_version.id", index=True)
    seed: Mapped[int] = mapped_column(BigInteger)
    hinted: Mapped[bool] = mapped_column(server_default=false())
    flagged: Mapped[bool] = mapped_column(server_default=false())
    choice: Mapped[dict[str, Any] | None]


class ResponseRow(Base):
    """What was answered. The primary key is the place: there is no second response to it.

    ``regraded`` is when its outcome was last changed because the item's key was.
    """

    __tablename__ = "response"

    attempt_item_id: Mapped[int] = mapped_column(
        Key, ForeignKey("attempt_item.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    item_version_id: Mapped[int] = _belongs_to("item_version.id", index=True)
    answer: Mapped[list[str]]
    fraction: Mapped[float]
    feedback: Mapped[list[str]]
    answered: Mapped[datetime]
    confidence: Mapped[str | None]
    regraded: Mapped[datetime | None]


class CardRow(Base):
    """One face of an item as a learner remembers it: what the card's reviews lead to, kept so that due ones are found.

    ``entries`` counts its log. ``deck_id`` is the item's.
    """

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("learner_id", "item_id", "face"),
        Index("ix_card_learner_id_due", "learner_id", "due"),
        Index("ix_card_learner_id_deck_id", "learner_id", "deck_id"),
        KEYED,
    )

    id: Mapped[int] = _key()
    learner_id: Mapped[int] = _belongs_to("learner.id")
    deck_id: Mapped[int] = _belongs_to("deck.id", index=True)
    item_id: Mapped[int] = _belongs_to("item.id", index=True)
    face: Mapped[int]
    entries: Mapped[int]
    stage: Mapped[str]
    step: Mapped[int]
    stability: Mapped[float | None]
    difficulty: Mapped[float | None]
    interval: Mapped[int]
    due: Mapped[datetime | None]
    reviewed: Mapped[datetime | None]
    offset: Mapped[int]
    reviews: Mapped[int]
    lapses: Mapped[int]
    suspended: Mapped[bool]
    buried_until: Mapped[datetime | None]


class ReviewRow(Base):
    """A line of the review log, only ever added. ``number`` counts a card's lines from 1: two tabs cannot both add one.

    ``stage`` is what the card was before; ``day`` the learner's own, counted from the year 1; ``undoes`` the line that
    an undoing takes back.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("card_id", "number"),
        Index("ix_review_learner_id_day", "learner_id", "day"),
        KEYED,
    )

    id: Mapped[int] = _key()
    card_id: Mapped[int] = _belongs_to("card.id")
    learner_id: Mapped[int] = _belongs_to("learner.id")
    number: Mapped[int]
    deed: Mapped[str]
    at: Mapped[datetime]
    day: Mapped[int]
    stage: Mapped[str]
    rating: Mapped[str | None]
    retention: Mapped[float]
    offset: Mapped[int]
    until: Mapped[datetime | None]
    undoes: Mapped[int | None] = mapped_column(Key, ForeignKey("review.id", ondelete="CASCADE"), index=True)


class ReportRow(Base):
    """A learner's word on an item. ``heard`` says that the learner saw the ruling.

    One report of a place for each reason: a second press on the button sends nothing new.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("attempt_item_id", "reason"),
        Index("ix_report_learner_id_heard", "learner_id", "heard"),
        KEYED,
    )

    id: Mapped[int] = _key()
    deck_id: Mapped[int] = _belongs_to("deck.id", index=True)
    attempt_item_id: Mapped[int] = _belongs_to("attempt_item.id")
    item_version_id: Mapped[int] = _belongs_to("item_version.id", index=True)
    learner_id: Mapped[int | None] = mapped_column(Key, ForeignKey("learner.id", ondelete="SET NULL"))
    reason: Mapped[str]
    words: Mapped[str]
    reported: Mapped[datetime]
    ruling: Mapped[str | None]
    reply: Mapped[str] = mapped_column(server_default="")
    ruled: Mapped[datetime | None]
    heard: Mapped[bool] = mapped_column(server_default=false())


class JobRow(Base):
    """Work on a source. ``tries`` also names who runs it: a worker that lost its claim has a lower number.

    ``upload_id`` is the file that is to be looked through or taken in; its source is then empty. ``updates_id`` is the
    deck that gets a new source; without one a deck is made. ``sha256`` names the work, so that the same is not queued
    twice.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name="state"),
        Index("uq_job_waiting", "sha256", unique=True, sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_job_state_created", "state", "created"),
        KEYED,
    )

    id: Mapped[int] = _key()
    public_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    stage: Mapped[str]
    progress: Mapped[float]
    source_id: Mapped[int] = _belongs_to("source.id", index=True)
    sha256: Mapped[str]
    deck_id: Mapped[int | None] = mapped_column(Key, ForeignKey("deck.id", ondelete="SET NULL"), index=True)
    updates_id: Mapped[int | None] = mapped_column(Key, ForeignKey("deck.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[int | None] = mapped_column(
        Key, ForeignKey("learner.id", ondelete="SET NULL"), index=True
    )
    upload_id: Mapped[int | None] = mapped_column(
        Key, ForeignKey("upload.id", ondelete="CASCADE"), index=True
    )
    mode: Mapped[str] = mapped_column(server_default="normal")
    error: Mapped[str]
    tries: Mapped[int]
    created: Mapped[datetime]
    heartbeat: Mapped[datetime]
