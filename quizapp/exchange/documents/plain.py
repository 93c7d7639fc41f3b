"""Text files, in the encodings that teachers' computers write."""

from __future__ import annotations

import re

from quizapp.core.text.source import decode, normalize
from quizapp.exchange.documents.document import Document

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def read_text(content: bytes) -> Document:
    """A text as it stands. Raises `SourceUnreadable` where its encoding cannot be told."""
    return Document(text=normalize(decoded(content)).strip("\n"))


def decoded(content: bytes) -> str:
    """The bytes as text: Unicode where they are, else Chinese where all signs are pairs of bytes, else Western."""
    if _is_unicode(content) or not _is_paired(content):
        return decode(content)
    try:
        return content.decode("gb2312")
    except UnicodeDecodeError:
        return decode(content)


def _is_unicode(content: bytes) -> bool:
    if content.startswith(_MARKS) or b"\x00" in content:
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_paired(content: bytes) -> bool:
    """Whether signs beyond ASCII never stand alone, as é does in Western and no sign does in Chinese texts."""
    return all(len(run) % 2 == 0 for run in _BEYOND_ASCII.findall(content))
