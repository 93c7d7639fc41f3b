"""`quizapp audit`: whether every item keeps its promises."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from quizapp.cli.group import main
from quizapp.cli.instance import instance
from quizapp.errors import ImportRejected


@main.command()
@click.argument("what", metavar="[DECK|FILE.json]", required=False)
def audit(what: str | None) -> None:
    """Check evidence and form of every item of DECK, of a generated FILE.json, or of all decks.

    Prints one line for each item that fails, and then exits with 1.

    Example: quizapp audit report.json
    """
    problems: dict[tuple[str, str], list[str]] = {}
    for place, item, problem in _audited(what):
        problems.setdefault((place, item), []).append(problem)
    for (place, item), told in problems.items():
        click.echo(" ".join(f"{place} {item}: {' '.join(told)}".split()))
    if problems:
        raise SystemExit(1)
    click.echo("All items keep their promises.", err=True)


def _audited(what: str | None) -> Iterator[tuple[str, str, str]]:
    """(where, item, problem)."""
    if what is not None and (what.endswith(".json") or Path(what).is_file()):
        yield from _audited_file(what)
        return
    from quizapp.services.audits import audit_deck
    from quizapp.services.decks import list_decks

    with instance():
        for deck in [what] if what is not None else [summary.id for summary in list_decks()]:
            yield from ((deck, finding.item, finding.problem) for finding in audit_deck(deck))


def _audited_file(file: str) -> Iterator[tuple[str, str, str]]:
    from quizapp.core.items.audit import audit as audit_items
    from quizapp.exchange.native import read_document

    try:
        document = read_document(Path(file).read_bytes())
    except OSError as error:
        raise ImportRejected(f"“{file}” cannot be read: {os.strerror(error.errno or 0)}.") from error
    yield from ((file, id, problem) for id, problem in document.broken)
    found = audit_items(document.source, document.items)
    yield from ((file, finding.item, finding.problem) for finding in found)
