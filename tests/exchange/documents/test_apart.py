"""A file is read in another process as it would be here, and never for longer than allowed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents import read_document, read_document_apart
from tests.exchange.documents.paper import PROSE, page, pdf
from tests.exchange.documents.traps import locked, word

ROOT = Path(__file__).resolve().parents[3]
STATED = "/Title (Bridges) /Author (Ada) /CreationDate (D:20240503)"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Café.".encode()),
        ("a.md", b"---\nauthor: Ada\n---\n# One"),
        ("a.html", b"<html><title>One</title><p>Two."),
        ("a.pdf", pdf(page(PROSE), stated=STATED)),
        ("a.docx", word()),
        ("a\x00\udcff.pdf", pdf(page(PROSE))),
    ],
    ids=["txt", "md", "html", "pdf", "docx", "odd name"],
)
def test_a_file_is_read_as_it_would_be_here(name: str, content: bytes) -> None:
    assert read_document_apart(name, content) == read_document(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b""), ("a.pdf", locked("secret")), ("a.docx", word()[:2000]), ("a.md", b"a " * 500_001)],
    ids=["empty", "locked", "damaged", "too large"],
)
def test_a_file_is_refused_with_the_words_that_it_would_be_here(name: str, content: bytes) -> None:
    with pytest.raises(SourceUnreadable) as here:
        read_document(name, content)
    with pytest.raises(SourceUnreadable) as there:
        read_document_apart(name, content)
    assert (there.value.template, there.value.values) == (here.value.template, here.value.values)


GREEDY = """
import quizapp.exchange.documents.__main__ as reader
from quizapp.exchange.documents.document import Document
def greedy(name, content):
    bytearray(2_000_000_000)
    return Document(text="there was room")
reader.read_document = greedy
reader.main("a.md", 3)
"""


def test_the_process_that_reads_has_no_room_for_two_gigabytes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GREEDY], cwd=ROOT, input=b"# One", capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.endswith(b"MemoryError\n")) == (1, b"", True)


def test_a_reader_that_broke_off_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(SourceUnreadable, match="damaged"):
        read_document_apart("a.md", b"# One")


def test_a_file_that_takes_too_long_is_given_up() -> None:
    started = time.monotonic()
    with pytest.raises(SourceUnreadable, match="takes too long to read"):
        read_document_apart("a.md", b"a\n\n" * 330_000, seconds=1)
    assert time.monotonic() - started < 60
