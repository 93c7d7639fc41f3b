"""`quizapp move`."""

from __future__ import annotations

from dataclasses import replace

import click

from quizapp.cli.group import main
from quizapp.cli.instance import settings


@main.command()
@click.option(
    "--to", "url", required=True, help="Address of an empty database: postgresql://… or sqlite:///…"
)
def move(url: str) -> None:
    """Carry everything over to another database and read every row back.

    Stop the server first: what is answered meanwhile would stay behind. The old database is not changed. The other one
    gets everything in one transaction, or nothing. Then set QUIZAPP_DATABASE_URL to it and start again.

    Example: quizapp move --to postgresql://quizapp@localhost/quizapp
    """
    from quizapp import create_app
    from quizapp.config import database_url
    from quizapp.services import moving

    told = settings()
    source, target = create_app(told), create_app(replace(told, database_url=database_url(url)))
    click.echo(f"{'table':<24}{'rows':>10}")
    done = moving.move(source, target, told=lambda table, rows: click.echo(f"{table:<24}{rows:>10,}"))
    click.echo(f"{sum(one.rows for one in done):,} rows carried over and read back equal.")
    click.echo("Set QUIZAPP_DATABASE_URL to the new address and start quizapp again.")
