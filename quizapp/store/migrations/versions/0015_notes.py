"""Files that are imported in the background, and the notes of Anki that items were made of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEYED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """Four tables, a column of jobs, and one of versions, whose kind was that of their item."""
    op.create_table(
        "upload",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("preview", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("choice", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["learner.id"], name="fk_upload_owner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        sa.UniqueConstraint("public_id", name="uq_upload_public_id"),
        **KEYED,
    )
    op.create_index("ix_upload_owner_id", "upload", ["owner_id"])
    op.create_index("ix_upload_created", "upload", ["created"])
    op.create_table(
        "upload_part",
        sa.Column("upload_id", KEY, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name="fk_upload_part_upload_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("upload_id", "number", name="pk_upload_part"),
    )
    _notes()
    with op.batch_alter_table("job", table_kwargs=KEYED) as job:
        job.add_column(sa.Column("upload_id", KEY, nullable=True))
        job.create_foreign_key("fk_job_upload_id", "upload", ["upload_id"], ["id"], ondelete="CASCADE")
        job.create_index("ix_job_upload_id", ["upload_id"])
    with op.batch_alter_table("item_version", table_kwargs=KEYED) as version:
        version.add_column(sa.Column("kind", sa.String(), nullable=True))


def _notes() -> None:
    op.create_table(
        "note_type",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("deck_id", KEY, nullable=False),
        sa.Column("anki_id", sa.BigInteger(), nullable=False),
        sa.Column("plain", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_note_type_deck_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_note_type"),
        sa.UniqueConstraint("deck_id", "anki_id", name="uq_note_type_deck_id_anki_id"),
        **KEYED,
    )
    op.create_table(
        "note",
        sa.Column("item_id", KEY, autoincrement=False, nullable=False),
        sa.Column("deck_id", KEY, nullable=False),
        sa.Column("guid", sa.String(), nullable=False),
        sa.Column("note_type_id", KEY, nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.Column("ordinals", sa.JSON(), nullable=False),
        sa.Column("media", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("modified", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_note_item_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_note_deck_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["note_type_id"], ["note_type.id"], name="fk_note_note_type_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name="pk_note"),
    )
    op.create_index("ix_note_deck_id_guid", "note", ["deck_id", "guid"], unique=True)
    op.create_index("ix_note_guid", "note", ["guid"])
    op.create_index("ix_note_note_type_id", "note", ["note_type_id"])
