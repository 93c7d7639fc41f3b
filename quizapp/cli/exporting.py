"""`quizapp export`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from quizapp.cli.group import main, write
from quizapp.cli.instance import instance
from quizapp.errors import InputError

if TYPE_CHECKING:
    from quizapp.services.editions import Forecast
    from quizapp.services.exports import Export
    from quizapp.services.selection import Selection

NAMES = ("anki", "moodle", "qti", "gift", "csv", "xlsx", "jsonl", "json")
"""Of formats, written out here because no command should load them only to be listed."""
_OF_ANKI = "Only a file for Anki can be of several decks or of a part, or have --name or --since."
_OF_ONE = "--name, --since and what chooses a part are for one deck."


@main.command()
@click.argument("decks", metavar="DECK...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(NAMES), default="anki", show_default=True)
@click.option("-o", "--output", metavar="OUT", required=True, help="The file to write.")
@click.option(
    "--category", "categories", multiple=True, help="Anki: only items of this category; repeatable."
)
@click.option("--tag", "tags", multiple=True, help="Anki: only items with this tag; repeatable.")
@click.option("--kind", "kinds", multiple=True, help="Anki: only items of this kind; repeatable.")
@click.option("--item", "items", multiple=True, help="Anki: only the item with this id; repeatable.")
@click.option("--name", default="", help="Anki: what the deck is called in the collection that it goes to.")
@click.option(
    "--since", type=click.IntRange(0), metavar="EDITION",
    help="Anki: tell what changed since this edition instead of the last one; 0: all is new.",
)  # fmt: skip
def export(
    decks: tuple[str, ...], form: str, output: str, categories: tuple[str, ...], tags: tuple[str, ...],
    kinds: tuple[str, ...], items: tuple[str, ...], name: str, since: int | None,
) -> None:  # fmt: skip
    """Write each DECK (its name in `quizapp decks`) into an Anki package, or one DECK into another file.

    On standard error it tells what the format leaves out, and for Anki what an import will do: what is new, changed
    and retired since the deck left last.

    Example: quizapp export northeast-2023 --category industry -o industry.apkg
    """
    from quizapp.services.selection import Selection

    part = Selection(
        categories=frozenset(categories), tags=frozenset(tags), kinds=frozenset(kinds), items=frozenset(items)
    )
    is_special = bool(name) or since is not None or not part.is_whole
    if form != "anki" and (is_special or len(decks) > 1):
        raise InputError(_OF_ANKI)
    if is_special and len(decks) > 1:
        raise InputError(_OF_ONE)
    with instance():
        _tell_losses(decks, form)
        if form == "anki":
            exported = _for_anki(decks, part, name=name, since=since)
        else:
            from quizapp.services.exports import export_items

            exported = export_items(decks[0], form)
    write(output, exported.content)


def _tell_losses(decks: tuple[str, ...], form: str) -> None:
    from quizapp.exchange.formats import FORMATS
    from quizapp.services.decks import get_deck
    from quizapp.services.offers import offer_of

    for deck in decks:
        offer = offer_of(FORMATS[form], get_deck(deck))
        for refused in offer.refused:
            click.echo(f"{refused.item.id}: {refused.why}", err=True)
        for loss, count in offer.lost:
            click.echo(f"{loss.sentence} ({count} of {offer.carried} items)", err=True)


def _for_anki(decks: tuple[str, ...], part: Selection, *, name: str, since: int | None) -> Export:
    """The package, after telling what it changes."""
    from quizapp.services.editions import forecast
    from quizapp.services.exports import export_apkg, export_decks
    from quizapp.services.portions import outline

    for deck in decks:
        for line in told(forecast(outline(deck), since=since, selection=part)):
            click.echo(f"{deck}: {line}", err=True)
    now = datetime.now(UTC)
    if len(decks) > 1:
        return export_decks(decks, now=now)
    return export_apkg(decks[0], selection=part, name=name, now=now)


def told(found: Forecast) -> Iterator[str]:
    """What an import will do, in a line, and a line for each item that changed or was retired."""
    changes, before = found.changes, found.since
    since = (
        "for who has nothing of it"
        if before is None
        else f"since edition {before.number} ({before.at:%Y-%m-%d})"
    )
    yield (
        f"{since}: {len(changes.new)} new, {len(changes.changed)} changed, {len(changes.retired)} retired,"
        f" {len(changes.same)} as they are"
    )
    for one in found.changed:
        what = ["asked again"] * one.is_back + list(one.parts)
        yield f"changed {one.item.id} ({', '.join(what) or 'content'}): {one.item.stem}"
    for item in found.retired:
        yield f"retired {item.id}: {item.stem}"
