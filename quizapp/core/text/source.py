"""A teacher's text, decoded once and never changed again: every offset in the project points into it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from quizapp.core.text.clean import is_boilerplate
from quizapp.core.text.language import require_english
from quizapp.core.text.particulars import UNKNOWN, Particulars
from quizapp.errors import SourceUnreadable
from quizapp.phrases import phrase

MAX_BYTES = 1_000_000
MAX_TITLE = 120

_TOO_LARGE = phrase(
    "This text is too large: the limit is %(limit)s MB (about 150,000 words). "
    "Split it into parts and make a deck of each."
)

_LINE_END = re.compile("\r\n|[\r\f\v\x85\u2028]")
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", phrase("a PNG picture")),
    (b"\xff\xd8\xff", phrase("a JPEG picture")),
    (b"GIF8", phrase("a GIF picture")),
    (b"%PDF", phrase("a PDF document")),
    (b"PK\x03\x04", phrase("a zip archive or an Office document")),
    (b"\xd0\xcf\x11\xe0", phrase("an old Office document")),
    (b"\x1f\x8b", phrase("a gzip archive")),
    (b"{\\rtf", phrase("an RTF document")),
)


@dataclass(frozen=True, kw_only=True)
class Source:
    """A text with its title. Offsets are in code points of ``text``, whose line ends are ``\\n``."""

    title: str
    text: str
    particulars: Particulars = UNKNOWN

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def words(self) -> int:
        """Number of words, a hyphenated word counting once."""
        return sum(1 for _ in _WORD.finditer(self.text))

    def quote(self, start: int, end: int) -> str:
        """The text between two offsets."""
        return self.text[start:end]


def source_from_bytes(raw: bytes, *, name: str = "", title: str | None = None) -> Source:
    """Decode an uploaded file.

    ``name`` is the file's name, used only for a title of last resort. Raises `SourceUnreadable`
    for a file that is too large, not a text, or of an encoding that cannot be told.
    """
    if len(raw) > MAX_BYTES:
        raise SourceUnreadable(_TOO_LARGE, limit=MAX_BYTES // 1_000_000)
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise SourceUnreadable(
                "This file is %(what)s, not a text. Save it as plain text (.txt or .md) first.", what=what
            )
    return source_from_text(decode(raw), name=name, title=title)


def source_from_text(text: str, *, name: str = "", title: str | None = None) -> Source:
    """Take a pasted text. Raises `SourceUnreadable` where it is empty, too large or not English."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES + 4096:
        raise SourceUnreadable(_TOO_LARGE, limit=MAX_BYTES // 1_000_000)
    cleaned = normalize(text)
    if not cleaned.strip():
        raise SourceUnreadable("There is no text here. Paste one, or choose a file.")
    require_english(cleaned)
    return Source(title=_title(cleaned, given=title, name=name), text=cleaned)


def decode(raw: bytes) -> str:
    """The bytes of a text file as text. Raises `SourceUnreadable` where they are binary or of unknown encoding."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise SourceUnreadable(
                "This file begins like UTF-16 text but is damaged. Save it as UTF-8."
            ) from error
    if b"\x00" in raw:
        raise SourceUnreadable("This file is not a text: it holds binary bytes. Choose a .txt or .md file.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_western(raw)


def _decode_western(raw: bytes) -> str:
    """Windows-1252, accepted only where nearly all of it reads as Western prose."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise SourceUnreadable(
            "The encoding of this file cannot be told. Save it as UTF-8 and try again."
        ) from error
    odd = sum(1 for char in text if ord(char) > 127)
    if odd > 0.08 * len(text) or any(
        unicodedata.category(char) == "Cc" and char not in "\n\r\t\f" for char in text
    ):
        raise SourceUnreadable("The encoding of this file cannot be told. Save it as UTF-8 and try again.")
    return text


def normalize(text: str) -> str:
    """One kind of line end; no controls, lone surrogates or invisible characters that hide in words."""
    text = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    kept = (char if _is_kept(char) else "" for char in text)
    return "".join(kept)


def _is_kept(char: str) -> bool:
    if char in "\n\t":
        return True
    return unicodedata.category(char) not in {"Cc", "Cs", "Cf", "Co"} or char in "\u200c\u200d"


def _title(text: str, *, given: str | None, name: str) -> str:
    """The given title, else a first line that looks like one, else the file's name."""
    chosen = " ".join(normalize(given or "").split())
    if chosen:
        return chosen[:MAX_TITLE]
    lines = [line.strip().lstrip("#").strip() for line in text.splitlines()]
    first = next((line for line in lines if _WORD.search(line) and not is_boilerplate(line)), lines[0])
    if 2 <= len(first) <= MAX_TITLE and not first.endswith((".", ";", ",", ":")):
        return first
    stem = normalize(PurePath(name).stem).replace("_", " ").replace("-", " ").strip()
    return stem[:MAX_TITLE] or " ".join(first.split()[:8])[:MAX_TITLE]
