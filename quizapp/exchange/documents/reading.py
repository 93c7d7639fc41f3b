"""The border: any file comes in, a document or a sentence for the teacher goes out."""

from __future__ import annotations

import logging
import struct
import zipfile
import zlib
from collections.abc import Callable

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents.document import MAX_CHARACTERS, MAX_FILE_BYTES, Document
from quizapp.exchange.documents.kinds import Kind, kind_of
from quizapp.exchange.documents.markdown import read_markdown
from quizapp.exchange.documents.pdf import read_pdf
from quizapp.exchange.documents.plain import read_text
from quizapp.exchange.documents.webpage import read_web_page
from quizapp.exchange.documents.word import read_word
from quizapp.phrases import phrase

_READERS: dict[Kind, Callable[[bytes], Document]] = {
    "text": read_text,
    "markdown": read_markdown,
    "web page": read_web_page,
    "pdf": read_pdf,
    "word": read_word,
}
# what the libraries were seen to raise, or say that they raise, on files that are broken or made to break them
_GARBAGE: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

DAMAGED = phrase(
    "This file is damaged, or not quite what its name says. "
    "Open it in the program that made it, save it again, and choose the new file."
)

log = logging.getLogger(__name__)


def read_document(name: str, content: bytes) -> Document:
    """The text of a teacher's file.

    ``name`` is the file's name, of which only the end is looked at. Raises `SourceUnreadable` for a file that is
    empty, too large, protected, damaged, of a kind that cannot be read, not what its name says, or without text.
    """
    if not content:
        raise SourceUnreadable("This file is empty. Choose the file that holds your text.")
    if len(content) > MAX_FILE_BYTES:
        raise SourceUnreadable(
            "This file is too large: the limit is %(limit)s MB. Save the part that you need as a file of its own.",
            limit=MAX_FILE_BYTES // 1_000_000,
        )
    return _checked(_read(kind_of(name, content), content))


def _read(kind: Kind, content: bytes) -> Document:
    try:
        return _READERS[kind](content)
    except (*_GARBAGE, *_libraries_own()) as error:
        log.info("a file could not be read as %s: %r", kind, error)
        raise SourceUnreadable(DAMAGED) from error


def _libraries_own() -> tuple[type[Exception], ...]:
    """The base classes of the libraries' errors, looked for only when there is an error."""
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError
    from pypdf.errors import DependencyError, DeprecationError, PyPdfError

    return PythonDocxError, OpcError, LxmlError, DependencyError, DeprecationError, PyPdfError


def _checked(document: Document) -> Document:
    if len(document.text) > MAX_CHARACTERS:
        raise SourceUnreadable(
            "This file holds too much text: the limit is %(limit)s million characters. "
            "Save the part that you need as a file of its own.",
            limit=MAX_CHARACTERS // 1_000_000,
        )
    if not any(char.isalnum() for char in document.text):
        raise SourceUnreadable(
            "There is no text in this file. Choose another one, or copy its text and paste it."
        )
    return document
