"""Wrong passwords are counted by the name that was typed, whether or not there is such an account."""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"

KEYED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """Two columns go."""
    with op.batch_alter_table("account", table_kwargs=KEYED) as account:
        account.drop_column("failures")
        account.drop_column("failed")
