"""PDF documents: the text of their pages in order."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents.blocks import one_line, written
from quizapp.exchange.documents.dates import stated_date
from quizapp.exchange.documents.document import Document
from quizapp.exchange.documents.pdf_budget import require_bounded
from quizapp.exchange.documents.pdf_furniture import without_furniture
from quizapp.exchange.documents.pdf_lines import lines_of
from quizapp.exchange.documents.pdf_paragraphs import paragraphs

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 500
_LIMITS: dict[str, Any] = {  # of pypdf's own guards
    "maximum_declared_stream_length": 50_000_000,
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "page_tree_maximum_entries": 5_000,
    "page_tree_maximum_page_entries": 50_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "xform_maximum_invocations_per_extraction": 500,
}
_FILE_NAME = re.compile(
    r"(?:Microsoft \w+ - .*|untitled.*|.*\.(?:docx?|odt|rtf|pptx?|indd|tex|pdf|html?))", re.I
)
_READABLE = 0.5  # of the signs; a font without a table of its letters gives others


def read_pdf(content: bytes) -> Document:
    """The text of at most 500 pages. Raises `SourceUnreadable` and what pypdf raises."""
    with _guarded():
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(content))
        _require_open(reader)
        pages = _pages(reader)
        require_bounded(pages)
        text = written(paragraphs(without_furniture(lines_of(pages))))
        _require_words(text)
        stated = {key: str(reader.metadata.get(key) or "") for key in _KEYS} if reader.metadata else {}
    title = one_line(stated.get("/Title", ""))
    return Document(
        text=text,
        title="" if _FILE_NAME.fullmatch(title) else title,
        author=one_line(stated.get("/Author", "")),
        dated=stated_date(stated.get("/CreationDate", "")),
    )


_KEYS = ("/Title", "/Author", "/CreationDate")


@contextmanager
def _guarded() -> Iterator[None]:
    """Pypdf with limits fit for teachers' files, and without a line in the log for each fault of a file."""
    from pypdf import apply_configuration

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with apply_configuration(**_LIMITS):
        yield


def _require_open(reader: PdfReader) -> None:
    """Many a PDF is encrypted with an empty password, only to forbid changes."""
    from pypdf.errors import DependencyError

    try:
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        is_open = False
    if not is_open:
        raise SourceUnreadable(
            "This PDF is locked with a password or against copying. "
            "Open it, print it to a new PDF or copy its text, and choose that."
        )


def _pages(reader: PdfReader) -> Sequence[PageObject]:
    number = len(reader.pages)
    if number > MAX_PAGES:
        raise SourceUnreadable(
            "This PDF has %(pages)s pages; the limit is %(limit)s. "
            "Save the pages that you need as a file of their own.",
            pages=number,
            limit=MAX_PAGES,
        )
    return list(reader.pages)


def _require_words(text: str) -> None:
    letters = sum(1 for char in text if char.isalnum())
    if not letters:
        raise SourceUnreadable(
            "This PDF holds pictures of pages, not text. Let a program recognise the text (OCR) first, "
            "or type or paste the text."
        )
    if letters < _READABLE * sum(1 for char in text if not char.isspace()):
        raise SourceUnreadable(
            "The letters of this PDF cannot be told apart from its drawings. "
            "Save it as a PDF once more from the program that made it, or copy its text and paste it."
        )
