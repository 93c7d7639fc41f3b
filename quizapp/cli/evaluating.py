"""`quizapp evaluate DIR`: figures of what the generator makes of many texts, without a database."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapp.cli.generating import progress
from quizapp.cli.group import main, write
from quizapp.errors import ImportRejected

if TYPE_CHECKING:
    from quizapp.exchange.measured import Before

_LAST = "evaluation.json"


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Same seed, same items."
)
@click.option("--before", metavar="FILE.json", help="Compare with this run instead of the last one.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="OUT", help="Write to this file instead of standard output.")
def evaluate(folder: Path, seed: int, before: str | None, form: str, output: str | None) -> None:
    """Measure what is generated from every text in DIR; a subfolder's name is the genre of the texts in it.

    Beside each figure stands that of the run before, which is kept as evaluation.json in the instance's folder.

    Example: quizapp evaluate texts/ --format json -o now.json
    """
    from quizapp.exchange.measured import write_evaluation, write_evaluation_json
    from quizapp.services.evaluation import evaluate_folder

    last = _last()
    past = _read(Path(before)) if before is not None else _read(last) if last.is_file() else None
    with progress() as tell:
        evaluation = evaluate_folder(folder, seed=seed, progress=tell)
    measured = write_evaluation_json(evaluation)
    written = measured if form == "json" else write_evaluation(evaluation, past)
    last.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write(str(last), measured.encode())
    if output is None:
        click.echo(written.encode(), nl=False)
    else:
        write(output, written.encode())


def _last() -> Path:
    """Where the figures of the last run are kept."""
    from quizapp.config import Settings

    return Settings.from_environ(os.environ).instance / _LAST


def _read(file: Path) -> Before:
    from quizapp.exchange.measured import read_before

    try:
        return read_before(file.read_bytes())
    except ImportRejected as error:
        raise ImportRejected(f"“{file}”: {error}. Choose another with --before, or remove it.") from error
    except OSError as error:
        raise ImportRejected(f"“{file}” cannot be read: {os.strerror(error.errno or 0)}.") from error
