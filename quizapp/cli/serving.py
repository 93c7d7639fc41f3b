"""`quizapp serve` and the worker that it starts."""

from __future__ import annotations

from dataclasses import replace

import click

from quizapp.cli.group import main
from quizapp.cli.instance import settings


@main.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: 8000]")
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Web processes.")
def serve(host: str | None, port: int | None, workers: int) -> None:
    """Serve the app in the browser; makes or migrates the database and loads the starting decks first.

    Example: quizapp serve --port 8080
    """
    from quizapp import create_app
    from quizapp.web.logs import configure
    from quizapp.web.server import make_ready
    from quizapp.web.server import serve as serve_forever

    told = settings()
    configure(told.log, told.log_level)
    told = replace(told, host=host or told.host, port=port or told.port)
    for title in make_ready(create_app(told)):
        click.echo(f"Loaded “{title}”.", err=True)
    _warn(told.host)
    serve_forever(
        told,
        create=lambda: create_app(told),
        workers=workers,
        ready=lambda address: click.echo(f"quizapp is at {address} – stop with Ctrl+C."),
    )


def _warn(host: str) -> None:
    """Others can reach this address, and nobody looks after the site."""
    if host in {"127.0.0.1", "localhost", "::1"}:
        return
    from quizapp.cli.instance import instance
    from quizapp.services.access import is_looked_after

    with instance():
        if not is_looked_after():
            click.echo(
                "Nobody looks after this site yet: anybody may change the decks that came with it. "
                "Make an operator: quizapp create-teacher YOU@example.org --operator",
                err=True,
            )


@main.command(hidden=True)
def work() -> None:
    """Work through the queue of texts until ended; `serve` starts this.

    Example: quizapp work
    """
    from quizapp import create_app
    from quizapp.services.worker import work_until_ended
    from quizapp.web.logs import configure

    told = settings()
    configure(told.log, told.log_level)
    work_until_ended(create_app(told).app_context)
