"""The command that all others belong to: every error becomes one line, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from quizapp import __version__
from quizapp.errors import InputError, QuizappError

BAD_INPUT = 2


class Group(click.Group):
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


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="quizapp")
def main() -> None:
    """Turn a text into quiz items with proof, take them as a quiz in the browser, study them in Anki."""


def write(file: str, content: bytes) -> None:
    """Write the whole file; `InputError` where that is impossible."""
    try:
        Path(file).write_bytes(content)
    except OSError as error:
        raise InputError(f"“{file}” cannot be written: {os.strerror(error.errno or 0)}.") from error
