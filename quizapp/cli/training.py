"""`quizapp train FILE…`: the ranking's weights from items that people rated, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from quizapp.cli.group import main, write
from quizapp.errors import ImportRejected, SourceUnreadable


@main.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("-o", "--output", metavar="OUT.json", help="Write the weights to this file.")
def train(files: tuple[Path, ...], output: str | None) -> None:
    """Learn from rated items which ones teachers accept.

    Each line of a FILE is a JSON object with “document”, “kind”, “pattern”, “stem”, “key”, “options” and “verdict”: A
    for accepted, anything else for a reason why not. Lines of items made here also have “confidence”, and weigh thrice.

    Example: quizapp train rated.jsonl -o ranking.json
    """
    from quizapp.core.items.training import rated_from_plain
    from quizapp.core.items.training import train as learn

    rated = [rated_from_plain(row, place=place) for file in files for place, row in _rows(file)]
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
