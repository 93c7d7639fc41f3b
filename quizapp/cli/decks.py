"""Commands on the decks of an instance: load, list, export."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp.cli.group import main, write
from quizapp.cli.instance import instance


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, exists=True, path_type=Path), required=False)
def seed(folder: Path | None) -> None:
    """Load the starting decks, or every deck of statements (*.toml) in FOLDER; a second time changes nothing.

    Example: quizapp seed my-decks/
    """
    from quizapp.config import resource
    from quizapp.services.seeding import load_seeds

    with instance():
        titles = load_seeds(folder or resource("seeds"), now=datetime.now(UTC))
    for title in titles:
        click.echo(f"Loaded “{title}”.")
    if not titles:
        click.echo("Nothing new to load.")


@main.command()
def decks() -> None:
    """List all decks: name, number of items, title.

    Example: quizapp decks
    """
    from quizapp.services.decks import list_decks

    with instance():
        found = list_decks()
    if not found:
        click.echo("No decks yet. Load the starting decks with: quizapp seed", err=True)
    width = max((len(deck.id) for deck in found), default=0)
    for deck in found:
        state = "" if deck.published else f"  (not published, {deck.drafts} to review)"
        click.echo(f"{deck.id:<{width}}  {deck.items:>4} items  {deck.title}{state}")


@main.command()
@click.argument("deck")
@click.option("-o", "--output", metavar="OUT.apkg", required=True, help="The file to write.")
def export(deck: str, output: str) -> None:
    """Write DECK (its name in `quizapp decks`) as an Anki package.

    Example: quizapp export northeast-2023 -o northeast.apkg
    """
    from quizapp.services.exports import export_apkg

    with instance():
        exported = export_apkg(deck)
    write(output, exported.content)
