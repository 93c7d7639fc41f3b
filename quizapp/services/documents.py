"""Teachers' files as sources."""

from __future__ import annotations

from dataclasses import replace

from quizapp.core.text.particulars import MOST_AUTHOR, Particulars
from quizapp.core.text.source import Source, source_from_text
from quizapp.exchange.documents import read_document, read_document_apart


def source_from_file(name: str, content: bytes, *, title: str | None = None, apart: bool = False) -> Source:
    """The text of a file, with the author and the day that the file itself states.

    Its title is the one given, else the one that the file states, else its first line. ``apart``: read it in bounded
    time in another process, as a server must. Raises `SourceUnreadable`.
    """
    document = (read_document_apart if apart else read_document)(name, content)
    given = " ".join((title or "").split())
    author = " ".join(document.author.split())[:MOST_AUTHOR]
    source = source_from_text(document.text, name=name, title=given or document.title)
    return replace(source, particulars=Particulars(dated=document.dated, author=author))
