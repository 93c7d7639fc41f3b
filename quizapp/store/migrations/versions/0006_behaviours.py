"""How a quiz behaves, its time and what was said of an answer; attempts made before told each answer at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEYED = {"sqlite_autoincrement": True}


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def upgrade() -> None:
    """Columns of three tables."""
    with op.batch_alter_table("attempt", table_kwargs=KEYED) as attempt:
        attempt.add_column(sa.Column("behaviour", sa.String(), nullable=False, server_default="immediate"))
        attempt.add_column(sa.Column("deadline", sa.DateTime(timezone=True), nullable=True))
        attempt.add_column(sa.Column("ended", sa.DateTime(timezone=True), nullable=True))
        attempt.add_column(_flag("confidence"))
    with op.batch_alter_table("attempt_item", table_kwargs=KEYED) as place:
        place.add_column(_flag("hinted"))
        place.add_column(_flag("flagged"))
    with op.batch_alter_table("response") as response:
        response.add_column(sa.Column("confidence", sa.String(), nullable=True))
