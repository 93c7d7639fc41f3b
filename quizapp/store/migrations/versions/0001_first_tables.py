"""Every table of the first day: sources and statements, decks and items, attempts and responses, jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITING = sa.text("state IN ('queued', 'running')")


def upgrade() -> None:
    """Every table; there is no way back but a backup."""
    _source()
    _deck()
    _item()
    _attempt()
    _job()


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "statement",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("plain", sa.JSON(), nullable=False),
        sa.Column("rejection", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_statement_source_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        sa.UniqueConstraint("source_id", "position", name="uq_statement_source_id_position"),
        sqlite_autoincrement=True,
    )


def _deck() -> None:
    op.create_table(
        "deck",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("anki_id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_deck_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deck"),
        sa.UniqueConstraint("anki_id", name="uq_deck_anki_id"),
        sa.UniqueConstraint("public_id", name="uq_deck_public_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deck_source_id", "deck", ["source_id"])
    op.create_table(
        "tombstone",
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("anki_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("public_id", name="pk_tombstone"),
        sa.UniqueConstraint("anki_id", name="uq_tombstone_anki_id"),
    )


def _item() -> None:
    op.create_table(
        "item",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("deck_id", KEY, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(), nullable=True),
        sa.CheckConstraint(
            "status IN ('draft', 'accepted', 'rejected', 'retired')", name=op.f("ck_item_status")
        ),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_item_deck_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_item"),
        sa.UniqueConstraint("deck_id", "public_id", name="uq_item_deck_id_public_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "item_version",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("derivation", sa.JSON(), nullable=True),
        sa.Column("pattern", sa.String(), nullable=False),
        sa.Column("flaws", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("modified", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_item_version_item_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_item_version_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_item_version"),
        sa.UniqueConstraint("item_id", "version", name="uq_item_version_item_id_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_item_version_source_id", "item_version", ["source_id"])


def _attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("deck_id", KEY, nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_attempt_deck_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.UniqueConstraint("public_id", name="uq_attempt_public_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attempt_deck_id", "attempt", ["deck_id"])
    op.create_table(
        "attempt_item",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("attempt_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_version_id", KEY, nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_attempt_item_attempt_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_version.id"],
            name="fk_attempt_item_item_version_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attempt_item"),
        sa.UniqueConstraint("attempt_id", "position", name="uq_attempt_item_attempt_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attempt_item_item_version_id", "attempt_item", ["item_version_id"])
    op.create_table(
        "response",
        sa.Column("attempt_item_id", KEY, autoincrement=False, nullable=False),
        sa.Column("item_version_id", KEY, nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("fraction", sa.Double(), nullable=False),
        sa.Column("feedback", sa.JSON(), nullable=False),
        sa.Column("answered", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_item_id"], ["attempt_item.id"], name="fk_response_attempt_item_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"], ["item_version.id"], name="fk_response_item_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_item_id", name="pk_response"),
    )
    op.create_index("ix_response_item_version_id", "response", ["item_version_id"])


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("deck_id", KEY, nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heartbeat", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_job_state")),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_job_deck_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_job_source_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("public_id", name="uq_job_public_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_deck_id", "job", ["deck_id"])
    op.create_index("ix_job_source_id", "job", ["source_id"])
    op.create_index("ix_job_state_created", "job", ["state", "created"])
    op.create_index(
        "uq_job_waiting", "job", ["sha256"], unique=True, sqlite_where=WAITING, postgresql_where=WAITING
    )
