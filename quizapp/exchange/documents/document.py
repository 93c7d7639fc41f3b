"""What a file says: its text, and who wrote it when, where the file itself states that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MAX_CHARACTERS = 2_000_000
MAX_FILE_BYTES = 50_000_000


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file as text: paragraphs are parted by blank lines, headings stand alone, list entries have a line each."""

    text: str
    title: str = ""
    author: str = ""
    dated: date | None = None
