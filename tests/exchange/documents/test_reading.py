"""What all kinds of files have in common on their way in."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.core.text.passage import passages
from quizapp.core.text.source import source_from_text
from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents import read_document
from quizapp.exchange.documents.kinds import Kind
from quizapp.exchange.documents.reading import _READERS
from tests.exchange.documents.paper import PROSE, page, pdf

ROOT = Path(__file__).resolve().parents[3]
PAGE = f"<html><h1>The bridge</h1><p>{' '.join(PROSE)}</p><ul><li>It is old.</li><li>It is wide.</li></ul></html>"


def test_there_is_a_reader_for_every_kind() -> None:
    assert set(_READERS) == set(Kind.__args__)  # type: ignore[attr-defined]


def test_a_document_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        read_document("a.txt", b"One.").text = "Two."  # type: ignore[misc]


def test_headings_and_entries_become_passages_of_their_own() -> None:
    source = source_from_text(read_document("a.html", PAGE.encode()).text)
    found = [(passage.role, passage.text) for passage in passages(source)]
    assert found == [
        ("title", "The bridge"),
        ("body", " ".join(PROSE)),
        ("body", "It is old."),
        ("body", "It is wide."),
    ]


def test_the_cause_of_damage_is_kept_for_the_log() -> None:
    with pytest.raises(SourceUnreadable) as caught:
        read_document("a.pdf", pdf(page(PROSE))[:300])
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize("library", ["pypdf", "docx", "lxml", "markdown_it"])
def test_libraries_are_loaded_only_for_a_file_that_needs_them(library: str) -> None:
    program = f"import sys, quizapp.exchange.documents; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
