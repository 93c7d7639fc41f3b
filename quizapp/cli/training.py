"""`quizapp train`: the ranking's weights from items that people rated, in files or in review."""

from __future__ import annotations

import json
from pathlib import Path

import click

from quizapp.cli.group import main, write
from quizapp.errors import ImportRejected, SourceUnreadable


@main.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--from-decks", is_flag=True, help="Learn from what was accepted and rejected in review, too.")
@click.option("--ratings", metavar="OUT.jsonl", help="Write the ratings of the decks to this file.")
@click.option("-o", "--output", metavar="OUT.json", help="Write the weights to this file.")
def train(files: tuple[Path, ...], from_decks: bool, ratings: str | None, output: str | None) -> None:
    """Learn from rated items which ones teachers accept.

    Each line of a FILE is a JSON object with “document”, “kind”, “pattern”, “stem”, “key”, “options” and “verdict”: A
    for accepted, anything else for a reason why not. Lines of items made here also have “confidence”, and weigh thrice.

    With --from-decks, what was decided in review is learned from: every item that was accepted or rejected by itself.

    Example: quizapp train rated.jsonl --from-decks -o ranking.json
    """
    from quizapp.core.items.training import rated_from_plain
    from quizapp.core.items.training import train as learn

    if not files and not from_decks:
        raise click.UsageError("Give a FILE of rated items, or --from-decks.")
    rows = [row for file in files for row in _rows(file)] + (_decided(ratings) if from_decks else [])
    rated = [rated_from_plain(row, place=place) for place, row in rows]
    trained = learn(rated)
    click.echo(
        f"{trained.count} rated items, {trained.accepted} accepted; "
        f"accuracy {trained.accuracy:.3f}, AUC {trained.auc:.3f} on unseen documents"
    )
    click.echo("chance from  items  mean chance %  accepted %")
    for least, count, mean, accepted in trained.calibration:
        click.echo(f"{least:11.1f}  {count:5}  {100 * mean:13.1f}  {100 * accepted:10.1f}")
    click.echo("threshold   kept %   accepted % of those")
    for threshold, kept, accepted in trained.curve:
        click.echo(f"{threshold:9.2f}  {100 * kept:7.1f}  {100 * accepted:7.1f}")
    if output is not None:
        told = {"count": trained.count, "accepted": trained.accepted, "weights": trained.weights}
        write(output, (json.dumps(told, indent=1) + "\n").encode())


def _decided(ratings: str | None) -> list[tuple[str, object]]:
    """What was decided in the decks of this instance, written to a file where one is named."""
    from quizapp.cli.instance import instance
    from quizapp.services.ratings import rated_lines

    with instance():
        lines = rated_lines()
    if ratings is not None:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        write(ratings, text.encode())
    return [(f"deck “{line['document']}”", line) for line in lines]


def _rows(file: Path) -> list[tuple[str, object]]:
    """The lines of a file, each with its place."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceUnreadable(f"“{file}” cannot be read as UTF-8 text.") from error
    found: list[tuple[str, object]] = []
    for n, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append((f"{file.name}, line {n}", json.loads(line)))
            except json.JSONDecodeError as error:
                raise ImportRejected(
                    f"this is not JSON: {error.msg}", place=f"{file.name}, line {n}"
                ) from error
    return found
