"""The text of a form, pasted or as a file, and how large each may be."""

from __future__ import annotations

from dataclasses import replace

from flask import current_app, request
from flask_babel import gettext as _

from quizapp.core.text.particulars import UNKNOWN, Particulars
from quizapp.core.text.source import MAX_BYTES, Source, source_from_text
from quizapp.errors import InputError, SourceUnreadable
from quizapp.phrases import phrase
from quizapp.services.documents import source_from_file
from quizapp.web.particulars import sent_particulars

TOO_LARGE = phrase(
    "This file is too large: the limit is %(limit)s MB. Save the part that you need as a file of its own."
)
ENDS = ".txt,.text,.md,.markdown,.html,.htm,.xhtml,.pdf,.docx"
"""What a browser offers to choose from."""


def file_limit() -> int:
    """The largest file, in bytes."""
    limit: int = current_app.config["UPLOAD_LIMIT"]
    return limit


def text_limit() -> int:
    """The longest text, pasted or in a file, in bytes."""
    return min(MAX_BYTES, file_limit())


def limits() -> dict[str, int | str]:
    """What the form says of them."""
    return {"limit": text_limit(), "file_limit": file_limit(), "ends": ENDS}


def sent_source(*, title: str | None = None, known: Particulars = UNKNOWN, present: str = "") -> Source:
    """The source that was sent, with what the form says of it and, where that is what is ``known``, the file.

    What stands in the form unchanged, the ``present`` text, does not count beside a file. Raises `InputError` where
    there are both, or none that can be read, and for particulars that are none.
    """
    typed = sent_particulars(known)
    source = _sent_text(title, present)
    stated = source.particulars
    dated = typed.dated if typed.dated != known.dated else stated.dated or typed.dated
    return replace(source, particulars=replace(typed, dated=dated, author=typed.author or stated.author))


def _sent_text(title: str | None, present: str) -> Source:
    pasted, upload = request.form.get("text", ""), request.files.get("file")
    if upload is None or not upload.filename:
        return source_from_text(pasted, title=title)
    if pasted.split() and pasted.split() != present.split():
        raise InputError(
            _("There is a changed text and a file. Keep one of them.")
            if present
            else _("There is a pasted text and a file. Keep one of them.")
        )
    content = upload.read()
    if len(content) > file_limit():
        raise SourceUnreadable(TOO_LARGE, limit=f"{file_limit() / 1_000_000:g}")
    return source_from_file(upload.filename, content, title=title, apart=True)
