"""Which kind of file this is: its content says so first, the end of its name second."""

from __future__ import annotations

import re
from typing import Literal

from quizapp.errors import SourceUnreadable
from quizapp.phrases import phrase

Kind = Literal["text", "markdown", "web page", "pdf", "word"]

_ENDS: dict[str, Kind] = {
    "txt": "text",
    "text": "text",
    "md": "markdown",
    "markdown": "markdown",
    "html": "web page",
    "htm": "web page",
    "xhtml": "web page",
    "pdf": "pdf",
    "docx": "word",
}
_NAMES: dict[Kind, str] = {
    "text": phrase("a plain text"),
    "markdown": phrase("a Markdown text"),
    "web page": phrase("a web page"),
    "pdf": phrase("a PDF document"),
    "word": phrase("a Word document"),
}
_WRITTEN: tuple[Kind, ...] = ("text", "markdown", "web page")
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
_PDF_LATE = re.compile(rb"[\r\n]%PDF-\d")
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_LATE = 1024
_COMPRESSED = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", phrase("a PNG picture")),
    (b"\xff\xd8\xff", phrase("a JPEG picture")),
    (b"GIF8", phrase("a GIF picture")),
    (b"\x1f\x8b", phrase("a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", phrase("a 7z archive")),
    (b"Rar!\x1a\x07", phrase("a RAR archive")),
    (b"{\\rtf", phrase("an RTF document")),
)


def kind_of(name: str, content: bytes) -> Kind:
    """The kind of file. Raises `SourceUnreadable` where it is none of ours or its name says another one."""
    named = _ENDS.get(_end(name))
    found = _by_content(content, named)
    if found is None:
        return named if named in _WRITTEN else _unmarked(named)
    if named is not None and named != found:
        raise _misnamed(found, _end(name))
    return found


def _end(name: str) -> str:
    """What follows the last dot of the file's own name, whatever folders stand before it."""
    own = re.split(r"[/\\]", name)[-1].rstrip(" .\x00")
    return own.rpartition(".")[2].lower() if "." in own else ""


def _by_content(content: bytes, named: Kind | None) -> Kind | None:
    """What the first bytes say; None for bytes that could be any text."""
    if _PDF.match(content) or (named == "pdf" and _PDF_LATE.search(content[:_LATE])):
        return "pdf"
    if content.startswith(_COMPRESSED):
        return "word"
    if content.startswith(_OLD_OFFICE):
        raise SourceUnreadable(
            "This file is an old Word document, or one with a password. "
            "Open it in Word and save it as .docx without a password."
        )
    for magic, what in _OTHERS:
        if content.startswith(magic):
            raise SourceUnreadable(
                "This file is %(what)s. Save its text as .docx, .pdf, .html, .md or .txt and choose that file.",
                what=what,
            )
    return "web page" if named != "markdown" and _WEB_PAGE.match(content) else None


def _unmarked(named: Kind | None) -> Kind:
    if named is None:
        return "text"
    raise SourceUnreadable(
        "The name of this file says that it is %(what)s, but it is none, or it is damaged. "
        "Open it in the program that made it and save it again.",
        what=_NAMES[named],
    )


def _misnamed(found: Kind, end: str) -> SourceUnreadable:
    return SourceUnreadable(
        "The name of this file ends in .%(end)s, but it is %(what)s. Rename it to end in .%(right)s and try again.",
        end=end,
        what=_NAMES[found],
        right=next(known for known, kind in _ENDS.items() if kind == found),
    )
