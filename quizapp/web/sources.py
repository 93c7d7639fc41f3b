"""A deck's source is looked at again: it is still right, or it was not after all."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Flask, Response, flash, request, session, url_for
from flask_babel import gettext as _

from quizapp.errors import InputError
from quizapp.services import sources
from quizapp.web.clock import now
from quizapp.web.htmx import see_other
from quizapp.web.moments import today

pages = Blueprint("sources", __name__)
_LAST = "checked"


def init_app(app: Flask) -> None:
    """Teach the templates what was found right a moment ago."""
    app.add_template_global(last_check)


@pages.post("/decks/<id>/check")
def check(id: str) -> Response:
    """The source is still right: the day to look at it again moves on."""
    before, after = sources.check_source(id, today=today(now()))
    if before.review_by is not None and after.review_by is not None and before != after:
        was, since = before.review_by.isoformat(), after.review_by.isoformat()
        session[_LAST] = {"deck": id, "was": was, "since": since}
    return _back(id)


@pages.post("/decks/<id>/uncheck")
def uncheck(id: str) -> Response:
    """Take that back."""
    was, since = (_day(request.form.get(name, "")) for name in ("was", "since"))
    if not sources.uncheck_source(id, was=was, since=since):
        flash(_("There is nothing to undo."))
    return _back(id)


def last_check() -> dict[str, Any] | None:
    """What was found right a moment ago, told once: the deck, and the day that was moved and to which."""
    if _LAST not in session:
        return None
    found = session.pop(_LAST)
    return {"deck": found["deck"], "was": found["was"], "since": date.fromisoformat(found["since"])}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(_("“%(text)s” is no day: write it like 2026-03-01.", text=text[:40])) from error


def _back(id: str) -> Response:
    """To the page that the form was on."""
    pages = {"home": url_for("decks.home"), "review": url_for("review.drafts", id=id)}
    return see_other(pages.get(request.form.get("back", ""), url_for("decks.deck", id=id)))
