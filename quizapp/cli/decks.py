"""Commands on the decks of an instance: load, list, import, compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapp.cli.group import main
from quizapp.cli.instance import instance
from quizapp.errors import InputError

if TYPE_CHECKING:
    from quizapp.services.parity import Parity

ENCODINGS = (
    "utf-8-sig", "utf-16", "cp1252", "cp1250", "cp1251", "gb18030", "big5", "shift_jis", "euc_kr"
)  # fmt: skip
"""Written out here because no command should load formats only to list them."""


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


@main.command("import")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option(
    "--into", "deck", metavar="DECK", help="The deck that takes the items; Anki's may make a new one."
)
@click.option("--preview", is_flag=True, help="Only tell what would be stored.")
@click.option(
    "--columns", metavar="ROLE=COLUMN,…",
    help="What the columns of a table hold, by letter or heading: stem=A,key=B or stem=Frage,wrong=C+D.",
)  # fmt: skip
@click.option("--kind", type=click.Choice(["basic", "short_answer"]), help="The kind of rows that name none.")
@click.option("--category", default="", help="The category of items that name none.")
@click.option("--encoding", type=click.Choice(ENCODINGS), help="Of a table whose encoding is guessed wrong.")
@click.option("--overwrite", is_flag=True, help="Change items, too, that were changed here since the export.")
@click.option("--history", is_flag=True, help="Of Anki: take what was learned there, too. Needs --as.")
@click.option(
    "--as", "owner", metavar="EMAIL", help="Of Anki: the account that gets the new deck and the history."
)
def import_items(
    file: Path, deck: str | None, *, preview: bool, columns: str | None, kind: str | None, category: str,
    encoding: str | None, overwrite: bool, history: bool, owner: str | None,
) -> None:  # fmt: skip
    """Bring the items of FILE (a package of Anki's, a table in CSV, TSV or XLSX, GIFT, Moodle XML, QTI 2.1, JSON) in.

    New ones become drafts; those whose id is in the file change. Lines and notes that cannot be taken are told and cost
    only themselves. A package that comes again updates its notes.

    Example: quizapp import items.csv --into northeast-2023 --preview
    """
    from quizapp.cli.anki import is_of_anki
    from quizapp.services.imports import import_file, read_file
    from quizapp.services.intakes import Choices

    if is_of_anki(file):
        from quizapp.cli.anki import import_anki

        with instance():
            import_anki(file, into=deck, preview=preview, history=history, owner=owner)
        return
    if deck is None:
        raise InputError("Name the deck that takes the items: --into DECK.")
    raw = file.read_bytes()
    said = dict(part.partition("=")[::2] for part in (columns or "").split(",") if part)
    choices = Choices(kind=kind or "", category=category, encoding=encoding or "", overwrite=overwrite)
    with instance():
        if preview:
            found = read_file(deck, raw, columns=said, choices=choices)
        else:
            found = import_file(deck, raw, columns=said, choices=choices, now=datetime.now(UTC))
    for refused in found.refused:
        click.echo(f"line {refused.line}: {' '.join(str(refused.error).split())}", err=True)
    for change in found.conflicts:
        click.echo(f"line {change.line}: {change.item.id} was changed here, too; see --overwrite", err=True)
    numbers = f"{len(found.items)} items {'can be added' if preview else 'added'}"
    if found.changed or found.conflicts or found.same:
        numbers += f", {len(found.changed)} changed, {found.same} as they are"
    click.echo(f"{numbers}, {len(found.refused) + len(found.conflicts)} refused.")


@main.command("verify-parity")
@click.argument("deck")
def verify_parity(deck: str) -> None:
    """Write DECK in every format that can be read back, read it, and compare item by item.

    Prints a line for each item and format with the hash of what came back, and what the format says that it leaves
    out of the item; exits with 1 where anything else is missing.

    Example: quizapp verify-parity northeast-2023
    """
    from quizapp.services.parity import verify_deck

    with instance():
        found = verify_deck(deck)
    for one in found:
        state = "not carried" if one.refused else "equal" if one.holds else f"DIFFERS from {one.expected}"
        lost = "" if one.refused else ",".join(loss.name for loss in one.lost)
        click.echo(f"{one.item} {one.format} {one.hash or '-'} {state}{f' without {lost}' if lost else ''}")
    for line in totals(found):
        click.echo(line, err=True)
    if not all(one.holds for one in found):
        raise SystemExit(1)


def totals(found: Sequence[Parity]) -> Iterator[str]:
    """A line for each format: how many items were equal, not carried and different."""
    for form in dict.fromkeys(one.format for one in found):
        of_it = [one for one in found if one.format == form]
        refused, broken = sum(one.refused for one in of_it), sum(not one.holds for one in of_it)
        yield f"{form}: {len(of_it) - refused - broken} equal, {refused} not carried, {broken} different"
