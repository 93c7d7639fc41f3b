"""Reads the file on standard input for `apart`, within its limits, and writes what it found as JSON."""

from __future__ import annotations

import logging
import resource
import sys

import msgspec

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents.apart import MOST_MEMORY, Answer
from quizapp.exchange.documents.reading import read_document


def main(name: str, seconds: int) -> None:
    """Read, and answer; a signal ends this process where it takes too long."""
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = Answer(document=read_document(name, sys.stdin.buffer.read()))
    except SourceUnreadable as error:
        values = {key: value if isinstance(value, int) else str(value) for key, value in error.values.items()}
        answer = Answer(template=error.template, values=values)
    sys.stdout.buffer.write(msgspec.json.encode(answer))


if __name__ == "__main__":
    main(sys.argv[2], int(sys.argv[1]))
