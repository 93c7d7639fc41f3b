"""All tables together: whoever wants every one of them must have read every file of rows."""

from __future__ import annotations

from sqlalchemy import MetaData

from quizapp.store import edition_rows, intake_rows, media_rows, note_rows, rows, throttle_rows, token_rows
from quizapp.store.base import Base

_FILES = (rows, edition_rows, intake_rows, media_rows, note_rows, throttle_rows, token_rows)


def metadata() -> MetaData:
    """The tables of all files of rows."""
    return Base.metadata
