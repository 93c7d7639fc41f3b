"""A file is read in another process as it would be here, and never for longer than allowed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents import read_document, read_document_apart
from tests.exchange.documents.paper import PROSE, page, pdf
from tests.exchange.documents.traps import locked, word

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


def test_a_file_that_takes_too_much_memory_is_given_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The process that reads is told to take two gigabytes, of the one and a half that it may have."""
    greedy = "import quizapp.exchange.documents.reading as r\n"
    greedy += "def read_document(name, content):\n    bytearray(2_000_000_000)\n    return r.Document(text='room')\n"
    greedy += "r.read_document = read_document\n"
    (tmp_path / "sitecustomize.py").write_text(greedy)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    with pytest.raises(SourceUnreadable, match="damaged"):
        read_document_apart("a.md", b"# One")


def test_a_file_that_takes_too_long_is_given_up() -> None:
    started = time.monotonic()
    with pytest.raises(SourceUnreadable, match="takes too long to read"):
        read_document_apart("a.md", b"a\n\n" * 330_000, seconds=1)
    assert time.monotonic() - started < 60
