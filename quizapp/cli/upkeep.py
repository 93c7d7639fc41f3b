"""Commands for who keeps an instance: back up, restore, look what is wrong."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp.cli.group import main
from quizapp.cli.instance import settings
from quizapp.errors import InputError

_MB = 1_000_000


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the whole database into FILE while quizapp runs, and check the copy; it replaces no file.

    In a folder the file gets a name with the time. Decks, classes, answers, pictures and accounts are all in it; keep
    it as safe as the database itself. The key that signs sessions is not: without it everybody signs in again.

    Example: quizapp backup /srv/backups/
    """
    from quizapp.store.backup import back_up

    database = _database(f"pg_dump --format=custom --file={file} {{url}}")
    if file.is_dir():
        file /= f"quizapp-{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}.db"
    made = back_up(database, file)
    click.echo(f"“{made.file}” holds everything: {made.size / _MB:.1f} MB, checked.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the database; stop quizapp first. The old database is kept beside it.

    A backup of an older version is brought to the present form at the next start; one of a newer version is refused.
    What people deleted since the backup was made is there again.

    Example: quizapp restore /srv/backups/quizapp-2026-03-01T02-00-00Z.db
    """
    from quizapp.store.backup import put_back

    database = _database(f"pg_restore --clean --if-exists --single-transaction --dbname={{url}} {file}")
    kept = put_back(file, database, now=datetime.now(UTC))
    click.echo(f"“{file}” is the database now.")
    if kept is not None:
        click.echo(f"The old one is kept as “{kept}”; delete it when you do not need it any more.")


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor(form: str) -> None:
    """Look at everything that an installation needs, and tell what to do about what is wrong; nothing is changed.

    Exits with 1 where something must be done (fail); what may go wrong (warn) fails nothing.

    Example: quizapp doctor --format json
    """
    from quizapp.services.doctor import examine_all

    found = examine_all(settings(), now=datetime.now(UTC))
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2).encode())
    for one in found if form == "text" else ():
        click.echo(f"{one.level:<4}  {one.part:<10}  {one.said}{f' → {one.todo}' if one.todo else ''}")
    if any(one.level == "fail" for one in found):
        raise SystemExit(1)


def _database(program: str) -> Path:
    """The SQLite file; `InputError` with the command that does it where a server has the data."""
    known = settings()
    if known.database_url.startswith("postgresql"):
        name = "QUIZAPP_DATABASE_URL" if os.environ.get("QUIZAPP_DATABASE_URL") else "DATABASE_URL"
        raise InputError(
            "The data live on a PostgreSQL server, which has programs of its own for this: "
            + program.format(url=f'"${name}"')
        )
    if known.database_file is None:
        raise InputError("The data live in memory only, and end with the program.")
    return known.database_file
