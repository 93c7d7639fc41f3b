"""XML of strangers as a tree: no declarations, no entities of its own, nothing fetched, bounded in size and depth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.errors import ImportRejected
from quizapp.phrases import phrase

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 20_000_000
MOST_ELEMENTS = 1_000_000
TOO_LARGE = phrase(
    "This file is too large to be read at once. Export fewer items, and import them part by part."
)
NOT_XML = phrase("This XML is damaged or cut off (%(why)s). Export it once more.")
DECLARED = phrase(
    "This XML declares a document type, which no export of items needs. Export it once more as it is."
)
ENCODED = phrase("The encoding of this XML cannot be read. Export it as UTF-8.")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_NAMED = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})")
_ASIDE = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_ENCODINGS = frozenset({"utf-8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252"})
_SHOWN = 120  # characters of what the parser says


def tree_of(raw: bytes, *, most: int = MOST_BYTES) -> _Element:
    """The root of a document. Raises `ImportRejected` with what to do about it."""
    from lxml import etree

    text = _text(raw, most)
    _require_plain(text)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError, ValueError) as error:
        raise ImportRejected(NOT_XML % {"why": str(error)[:_SHOWN]}) from error
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise ImportRejected(TOO_LARGE)
    return root


def _text(raw: bytes, most: int) -> str:
    """The document without its first line, which names an encoding that it does not have any more."""
    if len(raw) > most:
        raise ImportRejected(TOO_LARGE)
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "")
    named = _NAMED.match(raw.lstrip()[:400])
    encoding = encoding or (named[1].decode().lower() if named else "utf-8")
    if encoding not in _ENCODINGS and not encoding.startswith("utf-"):
        raise ImportRejected(ENCODED)
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ImportRejected(ENCODED) from error
    found = _DECLARATION.match(text)
    # as many lines as before: errors are told with the line on which they are
    return text if found is None else "\n" * found[0].count("\n") + text[found.end() :]


def _require_plain(text: str) -> None:
    """Raise where anything but comments stands before the first element: a document type, entities."""
    start = 0
    while found := _ASIDE.match(text, start):
        start = found.end()
    if text.startswith("<!", start):
        raise ImportRejected(DECLARED)
