"""The shell's way in: `quizapp generate FILE` needs no database, the rest works on the decks of an instance."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from quizapp import __version__
from quizapp.errors import ImportRejected, InputError, QuizappError, SourceUnreadable

if TYPE_CHECKING:
    from flask import Flask

    from quizapp.services.generation import Generated

BAD_INPUT = 2


class _Group(click.Group):
    """Errors of ours and of usage become one line on standard error and exit code 2, never a traceback."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options before the command."""
        with _telling():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _telling():
            return super().invoke(ctx)


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except QuizappError as error:
        _stop(str(error))
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        _stop(f"{error.format_message()} Try: {error.ctx.command_path if error.ctx else 'quizapp'} --help")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        if error.filename is None:
            raise
        _stop(
            f"“{error.filename}”: {os.strerror(error.errno or 0)}. Choose another folder or make it writable."
        )


def _stop(message: str) -> NoReturn:
    click.echo(f"quizapp: {' '.join(message.split())}", err=True)
    raise SystemExit(BAD_INPUT)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="quizapp")
def main() -> None:
    """Turn a text into quiz items with proof, take them as a quiz in the browser, study them in Anki."""


@main.command()
@click.argument("file", metavar="FILE|-")
@click.option("--title", help="Title of the text; else its first line, else the file's name.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Same seed, same items."
)
@click.option("--limit", type=click.IntRange(min=1), help="Keep only this many items, the most telling ones.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="OUT", help="Write to this file instead of standard output.")
@click.option("--apkg", metavar="OUT.apkg", help="Also write an Anki deck.")
def generate(
    file: str,
    title: str | None,
    seed: int,
    limit: int | None,
    form: str,
    output: str | None,
    apkg: str | None,
) -> None:
    """Make quiz items from a text file (or “-”, standard input), each with the quote that proves it.

    Example: quizapp generate report.txt --format json -o report.json --apkg report.apkg
    """
    from quizapp.core.text.source import source_from_bytes
    from quizapp.services.generation import generate_from

    raw, changed = _read(file)
    source = source_from_bytes(raw, name="" if file == "-" else Path(file).name, title=title)
    with _progress() as tell:
        generated = generate_from(source, seed=seed, limit=limit, progress=tell)
    written = _as_json(generated) if form == "json" else _as_text(generated)
    if apkg is not None:
        _write(apkg, _as_apkg(generated, changed))
    if output is None:
        click.echo(written.encode() if form == "json" else written, nl=False)
    else:
        _write(output, written.encode())


def _read(file: str) -> tuple[bytes, datetime]:
    """A file's bytes and when they last changed; standard input changed now."""
    from quizapp.core.text.source import MAX_BYTES

    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1), datetime.now(UTC)
    try:
        path = Path(file)
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1), datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise SourceUnreadable(f"“{file}” cannot be read: {os.strerror(error.errno or 0)}.") from error


def _write(file: str, content: bytes) -> None:
    try:
        Path(file).write_bytes(content)
    except OSError as error:
        raise InputError(f"“{file}” cannot be written: {os.strerror(error.errno or 0)}.") from error


@contextmanager
def _progress() -> Iterator[Any]:
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


@main.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: 8000]")
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Web processes.")
def serve(host: str | None, port: int | None, workers: int) -> None:
    """Serve the app in the browser; makes or migrates the database and loads the starting decks first.

    Example: quizapp serve --port 8080
    """
    from quizapp import create_app
    from quizapp.web.server import make_ready
    from quizapp.web.server import serve as serve_forever

    settings = _settings()
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    for title in make_ready(create_app(settings)):
        click.echo(f"Loaded “{title}”.", err=True)
    serve_forever(
        settings,
        create=lambda: create_app(settings),
        workers=workers,
        ready=lambda address: click.echo(f"quizapp is at {address} – stop with Ctrl+C."),
    )


@main.command(hidden=True)
def work() -> None:
    """Work through the queue of texts until ended; `serve` starts this.

    Example: quizapp work
    """
    from quizapp import create_app
    from quizapp.services.worker import work_until_ended

    work_until_ended(create_app(_settings()).app_context)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, exists=True, path_type=Path), required=False)
def seed(folder: Path | None) -> None:
    """Load the starting decks, or every deck of statements (*.toml) in FOLDER; a second time changes nothing.

    Example: quizapp seed my-decks/
    """
    from quizapp.config import resource
    from quizapp.services.seeding import load_seeds

    with _instance():
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

    with _instance():
        found = list_decks()
    if not found:
        click.echo("No decks yet. Load the starting decks with: quizapp seed", err=True)
    width = max((len(deck.id) for deck in found), default=0)
    for deck in found:
        state = "" if deck.published else f"  (not published, {deck.drafts} to review)"
        click.echo(f"{deck.id:<{width}}  {deck.items:>4} items  {deck.title}{state}")


@main.command()
@click.argument("deck")
@click.option("-o", "--output", metavar="OUT.apkg", required=True, help="The file to write.")
def export(deck: str, output: str) -> None:
    """Write DECK (its name in `quizapp decks`) as an Anki package.

    Example: quizapp export northeast-2023 -o northeast.apkg
    """
    from quizapp.services.exports import export_apkg

    with _instance():
        exported = export_apkg(deck)
    _write(output, exported.content)


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

    with _instance():
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


@contextmanager
def _instance() -> Iterator[Flask]:
    """The application of this folder's instance, its database in the form that this version needs."""
    from quizapp import create_app
    from quizapp.store.migrate import upgrade

    app = create_app(_settings())
    upgrade(app)
    with app.app_context():
        yield app


def _settings() -> Any:
    from quizapp.config import Settings

    return Settings.from_environ(os.environ)


if __name__ == "__main__":
    main()
