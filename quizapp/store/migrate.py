"""Bringing a database to the form that this version needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import inspect, text

from quizapp.errors import Unavailable
from quizapp.store.database import ALONE, Connection, db
from quizapp.store.faults import translated
from quizapp.store.migrations import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
NEWER = (
    "This database was made by a newer quizapp (its form is “{revision}”). Install that version or a later "
    "one, or point QUIZAPP_DATABASE_URL at another database. Nothing was changed."
)
FOREIGN = (
    "This database holds tables of another program. Point QUIZAPP_DATABASE_URL at an empty one. "
    "Nothing was changed."
)


def upgrade(app: Flask) -> None:
    """Bring the application's database to the newest form, all steps in one transaction.

    An empty database gets every table. Where it is in that form already, nothing is written. Raises
    `Unavailable` with what to do where the database is newer than this program, another program's, damaged or
    out of reach.
    """
    with app.app_context(), translated(), db.engine.connect() as connection:
        if revision_of(connection) == HEAD:
            return
        connection.rollback()
        if connection.dialect.name == "sqlite":
            _upgrade_sqlite(connection)
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ALONE})
            _upgrade(connection)
            connection.commit()


def config_for(connection: Connection) -> Config:
    """Alembic's settings, running on this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade_sqlite(connection: Connection) -> None:
    """With foreign keys off: SQLite changes a table by making it anew, and dropping the old would cascade."""
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        _upgrade(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise RuntimeError(f"a migration left a reference to nothing in {broken[0]}")
        connection.commit()
    finally:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def _upgrade(connection: Connection) -> None:
    """Look again, now that nobody else can migrate, and run what is missing."""
    revision = revision_of(connection)
    if revision == HEAD:
        return
    from alembic import command
    from alembic.script import ScriptDirectory

    config = config_for(connection)
    if revision is None and inspect(connection).get_table_names():
        raise Unavailable(FOREIGN)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise Unavailable(NEWER.format(revision=revision))
    command.upgrade(config, "head")


def revision_of(connection: Connection) -> str | None:
    """The name of the form that a database is in, None for one without tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
