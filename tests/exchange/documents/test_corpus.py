"""Whole lessons written to each format come back with the same words in the same order."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import textwrap
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import docx
import pytest

from quizapp.exchange.documents import read_document
from tests.core.corpus import corpus_at_hand, texts
from tests.exchange.documents.paper import page, pdf

CHROMIUM = shutil.which("chromium")
LINES = 44
NEEDED = 0.99  # of a PDF's words


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def as_text(text: str) -> bytes:
    return text.encode()


def as_markdown(text: str) -> bytes:
    marks = re.compile(r"([\\`*_{}\[\]()#+\-.!~|<>&])")
    return "\n\n".join(marks.sub(r"\\\1", part) for part in paragraphs(text)).encode()


def as_page(text: str) -> bytes:
    body = "\n".join(f"<p>{html.escape(part)}</p>" for part in paragraphs(text))
    return f"<!doctype html><html><meta charset=utf-8><title>A lesson</title><body>{body}</html>".encode()


def as_word(text: str) -> bytes:
    word = docx.Document()
    for part in paragraphs(text):
        word.add_paragraph(part)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def as_pdf(text: str) -> bytes:
    """Set in lines, with a running head and page numbers."""
    lines = [line for part in paragraphs(text) for line in [*textwrap.wrap(part, 90), ""]]
    parts = [lines[start : start + LINES] for start in range(0, len(lines), LINES)]
    head = "Reader for the course" if len(parts) > 1 else ""
    return pdf(*(page(part, head=head, foot=f"{n}") for n, part in enumerate(parts, 1) if any(part)))


def western(text: str) -> str:
    """What the letters of a PDF made by hand can write."""
    return text.encode("cp1252", "ignore").decode("cp1252")


def kept_share(text: str, found: str) -> float:
    """The share of the text's words that are found again in their order; extra words count as lost."""
    before, after = text.split(), found.split()
    same = sum(
        block.size for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    )
    return same / max(len(before), len(after))


@corpus_at_hand
@pytest.mark.parametrize(
    ("name", "write"),
    [("a.txt", as_text), ("a.md", as_markdown), ("a.html", as_page), ("a.docx", as_word)],
)
def test_every_word_comes_back(name: str, write: Callable[[str], bytes]) -> None:
    for title, text in texts().items():
        assert read_document(name, write(text)).text.split() == text.split(), title


@corpus_at_hand
@pytest.mark.parametrize(("name", "write"), [("a.md", as_markdown), ("a.html", as_page), ("a.docx", as_word)])
def test_every_paragraph_comes_back(name: str, write: Callable[[str], bytes]) -> None:
    for title, text in texts().items():
        assert read_document(name, write(text)).text.split("\n\n") == paragraphs(text), title


@corpus_at_hand
def test_the_words_of_a_pdf_come_back() -> None:
    for title, text in texts().items():
        written = western(text)
        assert kept_share(written, read_document("a.pdf", as_pdf(written)).text) >= NEEDED, title


@corpus_at_hand
@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium to print with")
def test_the_words_of_a_printed_page_come_back(tmp_path: Path) -> None:
    text = "\n\n".join(texts().values())
    (tmp_path / "page.html").write_bytes(as_page(text))
    subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'page.pdf'}",
            (tmp_path / "page.html").as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = read_document("page.pdf", (tmp_path / "page.pdf").read_bytes())
    assert found.title == "A lesson"
    assert kept_share(text, found.text) >= NEEDED
