"""Commands on the decks of an instance: load, list, export."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp.cli.group import main, write
from quizapp.cli.instance import instance
from quizapp.errors import InputError


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
@click.option(
    "--format", "form", type=click.Choice(["anki", "gift", "csv", "json"]), default="anki", show_default=True
)
@click.option("-o", "--output", metavar="OUT", required=True, help="The file to write.")
def export(deck: str, form: str, output: str) -> None:
    """Write DECK (its name in `quizapp decks`) as an Anki package or another file.

    Items that a format cannot carry are left out; `quizapp verify-parity` tells which.

    Example: quizapp export northeast-2023 --format csv -o northeast.csv
    """
    from quizapp.services.exports import export_apkg, export_items

    with instance():
        exported = export_apkg(deck) if form == "anki" else export_items(deck, form)
    write(output, exported.content)


@main.command("import")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option(
    "--into", "deck", metavar="DECK", help="The deck that takes the items; Anki's may make a new one."
)
@click.option("--preview", is_flag=True, help="Only tell what would be stored.")
@click.option("--history", is_flag=True, help="Of Anki: take what was learned there, too. Needs --as.")
@click.option(
    "--as", "owner", metavar="EMAIL", help="Of Anki: the account that gets the new deck and the history."
)
def import_items(file: Path, deck: str | None, *, preview: bool, history: bool, owner: str | None) -> None:
    """Add the items of FILE to a deck: a package of Anki's, or as drafts a table in CSV or a text in GIFT.

    Lines and notes that give no item are told and cost only themselves. A package that comes again updates its notes.

    Example: quizapp import items.csv --into northeast-2023 --preview
    """
    from quizapp.services.imports import import_file, read_file
    from quizapp.services.packages import is_of_anki

    if is_of_anki(file):
        from quizapp.cli.anki import import_anki

        with instance():
            import_anki(file, into=deck, preview=preview, history=history, owner=owner)
        return
    if deck is None:
        raise InputError("Name the deck that takes the items: --into DECK.")
    raw = file.read_bytes()
    with instance():
        found = read_file(deck, raw) if preview else import_file(deck, raw, now=datetime.now(UTC))
    for refused in found.refused:
        click.echo(f"line {refused.line}: {' '.join(str(refused.error).split())}", err=True)
    click.echo(
        f"{len(found.items)} items {'can be added' if preview else 'added'}, {len(found.refused)} refused."
    )


@main.command("verify-parity")
@click.argument("deck")
def verify_parity(deck: str) -> None:
    """Write DECK in every format that can be read back, read it, and compare item by item.

    Prints a line for each item and format with the hash of what came back; exits with 1 where something is missing
    that the format should carry. What a format leaves out by design is told on standard error.

    Example: quizapp verify-parity northeast-2023
    """
    from quizapp.services.carriers import FORMATS
    from quizapp.services.parity import verify_deck

    with instance():
        found = verify_deck(deck)
    for name, carrier in FORMATS.items():
        click.echo(f"{name} leaves out: {', '.join(carrier.lost) or 'nothing'}", err=True)
    for one in found:
        state = "not carried" if one.refused else "equal" if one.holds else f"DIFFERS from {one.expected}"
        bare = " without its images and sounds" if one.bare else ""
        click.echo(f"{one.item} {one.format} {one.hash or '-'} {state}{bare}")
    for name in FORMATS:
        if count := sum(one.bare for one in found if one.format == name):
            click.echo(f"{name}: {count} items go without their images and sounds", err=True)
    if not all(one.holds for one in found):
        raise SystemExit(1)
