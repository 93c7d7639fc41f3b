"""Files that are sent to the wrong door: what they are and where they go in."""

from __future__ import annotations

import io
import re
import zipfile

from quizapp.errors import ImportRejected
from quizapp.exchange.formats import recognised
from quizapp.phrases import phrase

ANKI = phrase("This is a file of Anki’s. It goes in on the page “Decks”, under “Import”.")
DOCUMENT = phrase(
    "This is a document and no table of items. Its text goes in under “New from text”, which makes items of it."
)
MARKUP = phrase(
    "This is XML or a web page, but neither Moodle’s question bank nor QTI 2. Export it there as “Moodle XML” or as "
    "“QTI 2.1”."
)
_MEMBERS = {
    "collection.anki2": ANKI, "collection.anki21": ANKI, "collection.anki21b": ANKI, "word/document.xml": DOCUMENT,
}  # fmt: skip
_OF_ANKI = re.compile(rb"\s*(?:#[^\r\n]*\r?\n)*#(?:guid column|notetype(?: column)?|deck(?: column)?):")
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|html)\b", re.IGNORECASE)
# a question of GIFT may begin with a tag that it asks for: then an answer in braces follows, or ends its first line
_GIFT = re.compile(
    rb"(?<![\\{])\{\s*(?:(?:T|F|TRUE|FALSE)\s*[}#]|[=~#])|\A[^\r\n]*(?<![\\{])\{[^{}\r\n]*\}[ \t]*(?:[\r\n]|\Z)",
    re.IGNORECASE,
)
_MOST_MEMBERS = 2_000_000  # bytes of an archive's list of its members


def require_here(raw: bytes) -> None:
    """Raises `ImportRejected`, which says where it goes, for what is read by another way."""
    found = _named(raw) if raw.startswith(b"PK\x03\x04") else _stated(raw)
    if found:
        raise ImportRejected(found)


def _stated(raw: bytes) -> str:
    start = raw[:4096].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(b"%PDF-"):
        return DOCUMENT
    if _MARKUP.match(start) and not _GIFT.search(start.lstrip()) and recognised(raw) is None:
        return MARKUP
    return ANKI if _OF_ANKI.match(start) else ""


def _named(raw: bytes) -> str:
    """By the names of an archive's members, which stand at its end; a list of many is not looked through."""
    at = raw.rfind(b"PK\x05\x06")
    if at < 0 or int.from_bytes(raw[at + 12 : at + 16], "little") > _MOST_MEMBERS:
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as zipped:
            names = set(zipped.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return ""
    return next((told for name, told in _MEMBERS.items() if name in names), "")
