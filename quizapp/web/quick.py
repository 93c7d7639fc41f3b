"""Quick entry: many items in one text, looked at before they are stored."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import ngettext

from quizapp.errors import InputError
from quizapp.services import decks, quick
from quizapp.services.quick import Quick
from quizapp.web import learner, undo
from quizapp.web.clock import now
from quizapp.web.htmx import render, see_other
from quizapp.web.items import DECK
from quizapp.web.keeping import pages
from quizapp.web.translations import said

__all__ = ["pages"]


@pages.get(f"{DECK}/quick")
def quickly(id: str) -> Response:
    """An empty text with an example beside it."""
    return _page(id, "", None)


@pages.post(f"{DECK}/quick")
def read(id: str) -> Response:
    """What the text gives; with ``add`` the sound items are stored, and what could not be taken stays in the form."""
    text, category = request.form.get("text", ""), request.form.get("category", "")
    try:
        found = quick.read_quick(id, text, category=category)
        if "add" in request.form and found.items:
            return _added(id, text, category)
    except InputError as error:
        return _page(id, text, None, status=422, problem=said(error))
    return _page(id, text, found, status=200 if found.items else 422)


def _added(id: str, text: str, category: str) -> Response:
    ids, rest = quick.add_quick(id, text, category=category, now=now(), by=learner.required().id)
    among = [entry.item.id for entry in decks.get_deck(id).items]
    undo.remember_many(id, ids, "rejected", among=among)
    told = ngettext("%(num)d item added.", "%(num)d items added.", len(ids))
    if not rest:
        flash(told)
        return see_other(url_for("review.drafts", id=id))
    return _page(id, rest, quick.read_quick(id, rest, category=category), status=422, added=told)


def _page(id: str, text: str, found: Quick | None, *, status: int = 200, **context: Any) -> Response:
    kinds = Counter(item.kind for _line, item in found.items).most_common() if found else []
    told = {"problem": "", "added": ""} | context
    return render(
        "quick.html", block="form", status=status, deck=decks.get_deck(id), text=text, found=found, kinds=kinds,
        category=request.form.get("category", ""), **told,
    )  # fmt: skip
