"""Edits become overlays: an item knows its base, what came beneath it since, and what an update did to it."""

from __future__ import annotations

import hashlib

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_ITEM = sa.table(
    "item",
    sa.column("id"),
    sa.column("kind"),
    sa.column("status"),
    sa.column("version"),
    sa.column("origin"),
    sa.column("base"),
    sa.column("withdrawn"),
)
_VERSION = sa.table(
    "item_version",
    sa.column("item_id"),
    sa.column("version"),
    sa.column("stem"),
    sa.column("body", sa.JSON()),
    sa.column("category"),
    sa.column("rationale"),
    sa.column("quote"),
    sa.column("derivation", sa.JSON()),
)


def upgrade() -> None:
    """New columns; what a file said of an item, a digest so far, becomes the version that says it."""
    op.add_column("item", sa.Column("base", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("item", sa.Column("rival", sa.Integer(), nullable=True))
    op.add_column("item", sa.Column("withdrawn", sa.String(), nullable=True))
    op.add_column("item", sa.Column("news", sa.String(), nullable=True))
    op.add_column("item", sa.Column("earlier", sa.Integer(), nullable=True))
    _bases()
    op.drop_column("item", "origin")
    _job()


def _bases() -> None:
    """An item that was made of a text has its base in its first version, unless its file says otherwise."""
    connection = op.get_bind()
    for item in connection.execute(sa.select(_ITEM).where(_ITEM.c.origin.is_not(None))).all():
        row = sa.update(_ITEM).where(_ITEM.c.id == item.id)
        if item.origin == "":
            back = "accepted" if item.status == "retired" else item.status
            connection.execute(row.values(base=item.version, withdrawn=back))
            continue
        versions = connection.execute(
            sa.select(_VERSION).where(_VERSION.c.item_id == item.id).order_by(_VERSION.c.version)
        )
        said = [each.version for each in versions if _digest(item.kind, each) == item.origin]
        connection.execute(row.values(base=max(said, default=1)))


def _digest(kind: str, row: sa.Row[tuple[object, ...]]) -> str:
    content = [kind, row.stem, row.body, row.category, row.rationale, row.quote, row.derivation]
    return hashlib.blake2b(msgspec.json.encode(content, order="sorted"), digest_size=16).hexdigest()


def _job() -> None:
    """SQLite makes the table anew, and would forget that numbers are not used again."""
    with op.batch_alter_table("job", table_kwargs={"sqlite_autoincrement": True}) as job:
        job.add_column(sa.Column("updates_id", KEY, nullable=True))
        job.create_foreign_key("fk_job_updates_id", "deck", ["updates_id"], ["id"], ondelete="CASCADE")
        job.create_index("ix_job_updates_id", ["updates_id"])
