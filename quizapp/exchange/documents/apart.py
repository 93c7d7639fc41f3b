"""Files read in a process of their own, which ends after some seconds whatever they hold."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import msgspec

import quizapp
from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents.document import Document
from quizapp.exchange.documents.kinds import kind_of
from quizapp.exchange.documents.reading import DAMAGED, read_document
from quizapp.phrases import phrase

SECONDS = 3  # of the processor
MOST_MEMORY = 1_500_000_000
TOO_SLOW = phrase(
    "This file takes too long to read. Save the part that you need as a file of its own, or copy its text and paste it."
)
_PATIENCE = 15  # times as long on the clock, where others use the processor, too

log = logging.getLogger(__name__)


class Answer(msgspec.Struct, frozen=True):
    """What the other process found: a document, or the sentence of an error with what fills its holes."""

    document: Document | None = None
    template: str = ""
    values: dict[str, str | int] = msgspec.field(default_factory=dict)


def read_document_apart(name: str, content: bytes, *, seconds: int = SECONDS) -> Document:
    """What `read_document` gives and raises, in bounded time and without holding up this process.

    Raises `SourceUnreadable` also for a file that takes longer than these ``seconds`` of the processor. Plain text
    is read here: that takes less time than it takes to start a process.
    """
    if not content or kind_of(name, content) == "text":
        return read_document(name, content)
    answer = _answer(name, content, seconds)
    if answer.document is None:
        raise SourceUnreadable(answer.template, **answer.values)
    return answer.document


def _answer(name: str, content: bytes, seconds: int) -> Answer:
    own = name[-200:].encode("ascii", "replace").decode().replace("\x00", "")  # only its end is looked at
    command = [sys.executable, "-m", "quizapp.exchange.documents", str(seconds), own]
    home = Path(quizapp.__file__).parents[1]
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            command, input=content, capture_output=True, cwd=home, timeout=_PATIENCE * seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SourceUnreadable(TOO_SLOW) from error
    if done.returncode:
        log.warning("reading a file ended with %s", done.returncode)  # what it printed may quote the file
        raise SourceUnreadable(TOO_SLOW if done.returncode < 0 else DAMAGED)
    return msgspec.json.decode(done.stdout, type=Answer)
