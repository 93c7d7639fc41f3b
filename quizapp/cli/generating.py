"""`quizapp generate FILE`: from a text to items, without a database."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizapp import __version__
from quizapp.cli.group import main, write
from quizapp.errors import SourceUnreadable

if TYPE_CHECKING:
    from quizapp.core.items.explain import SentenceOutcome
    from quizapp.core.items.modes import Mode
    from quizapp.services.generation import Generated


@main.command()
@click.argument("file", metavar="FILE|-")
@click.option("--title", help="Title of the text; else its first line, else the file's name.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Same seed, same items."
)
@click.option("--limit", type=click.IntRange(min=1), help="Keep only this many items, the most telling ones.")
@click.option(
    "--mode",
    type=click.Choice(["strict", "normal", "all"]),
    default="normal",
    show_default=True,
    help="strict: few and surest; normal: what a teacher likely takes; all: everything sound, to pick from.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="OUT", help="Write to this file instead of standard output.")
@click.option("--apkg", metavar="OUT.apkg", help="Also write an Anki deck.")
@click.option("--explain", is_flag=True, help="Tell of every sentence what became of it, and why.")
def generate(
    file: str,
    title: str | None,
    seed: int,
    limit: int | None,
    mode: Mode,
    form: str,
    output: str | None,
    apkg: str | None,
    explain: bool,
) -> None:
    """Make quiz items from a file (or “-”, standard input), each with the quote that proves it.

    The file may be plain text, Markdown, a web page, PDF or Word (.docx).

    Example: quizapp generate report.txt --format json -o report.json --apkg report.apkg
    """
    from quizapp.services.documents import source_from_file
    from quizapp.services.generation import explain_from, generate_from

    raw, changed = read(file)
    source = source_from_file(name_of(file), raw, title=title)
    with progress() as tell:
        make = explain_from if explain else generate_from
        generated = make(source, seed=seed, limit=limit, mode=mode, progress=tell)
    write_as = {
        (False, "text"): _as_text,
        (False, "json"): _as_json,
        (True, "text"): _explained,
        (True, "json"): _explained_as_json,
    }
    written = write_as[explain, form](generated)
    if apkg is not None:
        write(apkg, _as_apkg(generated, changed))
    if output is None:
        click.echo(written.encode() if form == "json" else written, nl=False)
    else:
        write(output, written.encode())


def read(file: str) -> tuple[bytes, datetime]:
    """A file's bytes and when they last changed; standard input changed now."""
    from quizapp.exchange.documents import MAX_FILE_BYTES

    if file == "-":
        return sys.stdin.buffer.read(MAX_FILE_BYTES + 1), datetime.now(UTC)
    try:
        path = Path(file)
        with path.open("rb") as stream:
            return stream.read(MAX_FILE_BYTES + 1), datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise SourceUnreadable(f"“{file}” cannot be read: {os.strerror(error.errno or 0)}.") from error


def name_of(file: str) -> str:
    """The file's own name; nothing for standard input, whose kind its content must say."""
    return "" if file == "-" else Path(file).name


@contextmanager
def progress() -> Iterator[Any]:
    """A progress bar on a terminal, from the second on which the work takes longer than one second."""
    if not sys.stderr.isatty():
        yield None
        return
    started = datetime.now(UTC)
    with click.progressbar(length=100, file=sys.stderr, label="Reading the text", show_eta=False) as bar:
        drawn = bar.render_progress
        bar.render_progress = lambda: None  # type: ignore[method-assign]  # nothing is drawn in the first second

        def tell(share: float, stage: str) -> None:
            if (datetime.now(UTC) - started).total_seconds() > 1:
                bar.render_progress = drawn  # type: ignore[method-assign]
            bar.label = stage
            bar.update(max(0, round(100 * share) - bar.pos))

        yield tell


def _as_json(generated: Generated) -> str:
    from quizapp.core.statements.parse import model_release
    from quizapp.exchange.native import Document, write_document

    return write_document(
        Document(
            version=__version__,
            model=model_release(),
            seed=generated.seed,
            source=generated.source,
            statements=generated.extraction.statements,
            items=generated.generation.items,
            rejections=generated.generation.rejections,
            sentences=generated.extraction.sentences,
        )
    )


def _as_text(generated: Generated) -> str:
    from quizapp.exchange.plain import write_plain

    return write_plain(generated.source, generated.generation.items)


def _explained(generated: Generated) -> str:
    from quizapp.exchange.explained import write_explained

    return write_explained(generated.source, _outcomes(generated))


def _explained_as_json(generated: Generated) -> str:
    from quizapp.exchange.explained import write_explained_json

    return write_explained_json(generated.source, _outcomes(generated))


def _outcomes(generated: Generated) -> tuple[SentenceOutcome, ...]:
    from quizapp.core.items.explain import explain

    extraction = generated.extraction
    return explain(extraction.sentences, extraction.statements, generated.generation)


def _as_apkg(generated: Generated, changed: datetime) -> bytes:
    """A deck that belongs to the text's title, so that a mended text updates the notes of the one before."""
    from quizapp.core.decks.deck import Deck, DeckItem
    from quizapp.exchange.apkg import write_apkg

    title = generated.source.title
    digest = hashlib.blake2b(title.encode(), digest_size=8).digest()
    deck = Deck(
        id=digest.hex(),
        title=title,
        about="",
        reference="",
        anki_id=(1 << 30) + int.from_bytes(digest[:4]) % (1 << 30),
        source=generated.source,
        items=tuple(DeckItem(item=item, version=1, modified=changed) for item in generated.generation.items),
    )
    return write_apkg(deck)
