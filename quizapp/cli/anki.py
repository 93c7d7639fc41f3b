"""A file of Anki's into a deck, told as it goes."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapp.errors import InputError

if TYPE_CHECKING:
    from quizapp.services.packages import Outcome
    from quizapp.services.previews import Preview


_ZIP = b"PK\x03\x04"
_OF_OTHERS = frozenset({"xl/workbook.xml", "imsmanifest.xml", "content.xml", "word/document.xml"})
"""Workbooks, packages of QTI and documents are archives, too."""
_HEADINGS = (
    b"#separator:",
    b"#html:",
    b"#notetype",
    b"#guid column:",
    b"#deck",
    b"#tags column:",
    b"#columns:",
)


def is_of_anki(path: Path) -> bool:
    """Whether a file's content is a package, or a text with the headings that Anki writes."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(_ZIP):
        return not _is_of_others(path)
    return any(line.startswith(_HEADINGS) for line in start.splitlines()[:8])


def _is_of_others(path: Path) -> bool:
    """Whether an archive has a member that tells; one that cannot be read has none."""
    try:
        with zipfile.ZipFile(path) as archive:
            return not _OF_OTHERS.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def import_anki(file: Path, *, into: str | None, preview: bool, history: bool, owner: str | None) -> None:
    """Take a file into a deck, a new one where none is named. ``owner`` is the address of the account that gets it.

    Raises `InputError`, `NotFound`.
    """
    from quizapp.services import packages, previews

    if history and owner is None:
        raise InputError("Say whose history it is: --history --as EMAIL.")
    row = None if owner is None else packages.learner_row(owner)
    found = previews.look(file, title=packages.title_of(file.name), owner=row)
    _tell(found)
    if preview:
        return
    choice = packages.Choice(title=found.title, into=into or "", history=history)
    deck, outcome = packages.bring(file, choice, owner=row, now=datetime.now(UTC))
    click.echo(f"{deck}: {_words(outcome)}.")


def _tell(found: Preview) -> None:
    kinds = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in found.kinds)
    click.echo(
        f"{found.notes} notes: {kinds}; {found.cards} cards, {found.media} media, {found.reviews} reviews."
    )
    for reason, number in found.refused:
        click.echo(f"{number} cannot be shown: {reason}", err=True)
    for reason, number in found.lost_media:
        click.echo(f"{number} media left out: {reason}", err=True)
    if found.missing:
        click.echo(f"{found.missing} media are not in the file: {', '.join(found.missed)}", err=True)
    for deck, number in found.known.items():
        click.echo(f"{number} are known in {deck}.")


def _words(outcome: Outcome) -> str:
    numbers = {
        "new": outcome.new,
        "updated": outcome.changed,
        "unchanged": outcome.known,
        "edited here and waiting for a decision": outcome.conflicts,
        "not in the file any more and kept": outcome.gone,
        "cards with their history": outcome.cards,
    }
    return ", ".join(f"{number} {words}" for words, number in numbers.items() if number or words == "new")
