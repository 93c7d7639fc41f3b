"""`quizapp regenerate DECK FILE`: a deck follows its changed source, after a look at what that does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapp.cli.generating import name_of, progress, read
from quizapp.cli.group import main
from quizapp.cli.instance import instance

if TYPE_CHECKING:
    from quizapp.core.decks.regeneration import Regeneration


@main.command()
@click.argument("deck")
@click.argument("file", metavar="FILE|-")
@click.option("--apply/--dry-run", "apply", default=False, show_default=True, help="Do it, or only show it.")
def regenerate(deck: str, file: str, apply: bool) -> None:
    """Bring DECK (its name in `quizapp decks`) to what FILE says now: a text (plain, Markdown, web page, PDF
    or Word), or a file of statements (*.toml).

    Shows what changes and stores nothing; with --apply it does it. Items whose sentence did not change stay as they
    are; changed ones get a new version that learners see at once; new ones arrive as drafts (from a file of
    statements: accepted); those whose sentence is gone are retired. What you edited stays as you left it: where the
    source changed beneath an edit, both wait side by side in the browser for your decision.

    Example: quizapp regenerate report report.txt
    """
    from quizapp.exchange.renewal import write_regeneration

    raw, _ = read(file)
    with instance():
        found = (
            _from_statements(deck, file, raw, apply)
            if file.endswith(".toml")
            else _from_text(deck, file, raw, apply)
        )
    click.echo(write_regeneration(found), nl=False)
    if not apply and found.is_news:
        click.echo("\nNothing is stored yet. Do it with --apply.", err=True)


def _from_text(deck: str, file: str, raw: bytes, apply: bool) -> Regeneration:
    from quizapp.services.decks import get_deck
    from quizapp.services.documents import source_from_file
    from quizapp.services.renewal import prepare, preview, text_for, update_deck

    text = source_from_file(name_of(file), raw)
    known = get_deck(deck).source.particulars
    source = text_for(deck, replace(text, particulars=text.particulars.or_else(known)))
    with progress() as tell:
        if apply:
            return update_deck(deck, source, now=datetime.now(UTC), progress=tell)
        return preview(prepare(deck, source, progress=tell))


def _from_statements(deck: str, file: str, raw: bytes, apply: bool) -> Regeneration:
    from quizapp.services.seeding import load_seed, preview_seed

    found = preview_seed(deck, raw, name=Path(file).name)
    if apply:
        load_seed(raw, name=Path(file).name, now=datetime.now(UTC))
    return found
