"""What is known of a deck's source beside its text, and that somebody looked at it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from quizapp.core.text.particulars import Particulars
from quizapp.core.text.source import MAX_TITLE
from quizapp.errors import InputError
from quizapp.store import decks, items, sources
from quizapp.store.database import Connection, transaction


def describe_source(deck_id: str, particulars: Particulars, *, title: str = "", now: datetime) -> None:
    """Change title and particulars of a deck's source; its text, and so all its items, stay.

    Where that changes what stands on cards in Anki, the items count as modified, so that a new file updates them.
    Raises `NotFound`; `InputError` for a title that is too long. Without a title it stays.
    """
    title = " ".join(title.split())
    if len(title) > MAX_TITLE:
        raise InputError("The title of a source takes at most %(title)s characters.", title=MAX_TITLE)
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        before = sources.text_of(connection, deck.source_id)
        sources.describe(connection, deck.source_id, particulars, title=title)
        if (before.title, before.particulars.dated) != (title or before.title, particulars.dated):
            items.touch(connection, deck.id, now=now)


def check_source(deck_id: str, *, today: date) -> tuple[Particulars, Particulars]:
    """Note that a deck's source is still right; its particulars before and after, for `uncheck_source`.

    One that nobody needs to look at yet stays as it is, so that a second press changes nothing. Raises `NotFound`.
    """
    with transaction() as connection:
        source_id, before = _present(connection, deck_id)
        after = before.checked(today) if before.is_overdue(today) else before
        sources.describe(connection, source_id, after)
    return before, after


def uncheck_source(deck_id: str, *, was: date, since: date) -> bool:
    """Set the day to look at a source again back to what it ``was``; False where it is not ``since`` any more.

    Raises `NotFound`.
    """
    with transaction() as connection:
        source_id, present = _present(connection, deck_id)
        is_same = present.review_by == since
        if is_same:
            sources.describe(connection, source_id, replace(present, review_by=was))
    return is_same


def _present(connection: Connection, deck_id: str) -> tuple[int, Particulars]:
    row = decks.find(connection, deck_id).source_id
    return row, sources.text_of(connection, row).particulars
