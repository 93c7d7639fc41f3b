"""`quizapp audit`: whether every item keeps its promises, and all of them together those of a deck."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from quizapp.cli.group import main
from quizapp.cli.instance import instance
from quizapp.errors import ImportRejected

if TYPE_CHECKING:
    from quizapp.core.items.audit import Finding
    from quizapp.core.items.flaws import DeckFinding


class _Told(NamedTuple):
    """A problem of one item, or of a whole deck: then ``item`` is “deck”."""

    place: str
    item: str
    problem: str
    fatal: bool


@main.command()
@click.argument("what", metavar="[DECK|FILE.json]", required=False)
@click.option("--advice", is_flag=True, help="Also tell advisory flaws, and every case of those of a deck.")
def audit(what: str | None, advice: bool) -> None:
    """Check evidence and form of every item of DECK, of a generated FILE.json, or of all decks.

    Prints one line for each item that fails, and then exits with 1. What the items of a deck lack together, like
    keys at uneven places, is told in one line a rule and fails nothing; nor does advice.

    Example: quizapp audit report.json --advice
    """
    problems: dict[tuple[str, str], list[str]] = {}
    fails = False
    for told in _audited(what, advice=advice):
        fails = fails or told.fatal
        problems.setdefault((told.place, told.item), []).append(told.problem)
    for (place, item), found in problems.items():
        lines = found if item == "deck" else [" ".join(found)]
        for line in lines:
            click.echo(" ".join(f"{place} {item}: {line}".split()))
    if fails:
        raise SystemExit(1)
    click.echo("All items keep their promises.", err=True)


def _audited(what: str | None, *, advice: bool) -> Iterator[_Told]:
    if what is not None and (what.endswith(".json") or Path(what).is_file()):
        yield from _audited_file(what, advice=advice)
        return
    from quizapp.services.audits import audit_deck, audit_deck_together
    from quizapp.services.decks import list_decks

    with instance():
        for deck in [what] if what is not None else [summary.id for summary in list_decks()]:
            found, together = audit_deck(deck, advice=advice), audit_deck_together(deck)
            yield from _told(deck, found, together, advice=advice)


def _audited_file(file: str, *, advice: bool) -> Iterator[_Told]:
    from quizapp.core.items.audit import audit as audit_items
    from quizapp.core.items.audit import audit_together
    from quizapp.exchange.native import read_document

    try:
        document = read_document(Path(file).read_bytes())
    except OSError as error:
        raise ImportRejected(f"“{file}” cannot be read: {os.strerror(error.errno or 0)}.") from error
    yield from (_Told(file, id, problem, fatal=True) for id, problem in document.broken)
    found = audit_items(document.source, document.items, advice=advice)
    yield from _told(file, found, audit_together(document.items), advice=advice)


def _told(
    place: str, found: Sequence[Finding], together: Sequence[DeckFinding], *, advice: bool
) -> Iterator[_Told]:
    yield from (_Told(place, one.item, one.problem, fatal=one.fatal) for one in found)
    by_rule: dict[str, list[str]] = {}
    for finding in together:
        by_rule.setdefault(finding.flaw, []).append(finding.problem)
    for rule, cases in by_rule.items():
        if advice or len(cases) == 1:
            yield from (_Told(place, "deck", f"Advice ({rule}): {case}", fatal=False) for case in cases)
        else:
            first = f"{len(cases)} cases, the first: {cases[0]}"
            yield _Told(place, "deck", f"Advice ({rule}): {first}", fatal=False)
