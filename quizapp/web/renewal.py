"""A deck gets a new text: the form, what that changed, and the decisions about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any, cast

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.core.decks.deck import Deck
from quizapp.errors import Conflict, InputError
from quizapp.services import changes, decks, texts
from quizapp.services.changes import Choice
from quizapp.web import undo
from quizapp.web.clock import now
from quizapp.web.htmx import render, see_other
from quizapp.web.particulars import after_update, fields_of, fields_sent
from quizapp.web.translations import said
from quizapp.web.uploads import limits, sent_source

pages = Blueprint("renewal", __name__)


@pages.get("/decks/<id>/text")
def text(id: str) -> Response:
    """The form with the deck's present text."""
    deck = decks.get_deck(id)
    return form(deck, text=deck.source.text, known=fields_of(after_update(deck.source.particulars)))


@pages.post("/decks/<id>/text")
def update(id: str) -> Response:
    """Queue the new text. One that cannot be read comes back with the reason and what was typed."""
    deck = decks.get_deck(id)
    try:
        source = sent_source(known=after_update(deck.source.particulars), present=deck.source.text)
        job = texts.submit_update(id, source, now=now())
    except InputError as error:
        sent = request.form.get("text", "")
        return form(deck, text=sent, known=fields_sent(), status=422, problem=said(error))
    return see_other(url_for("texts.job", id=job.id))


@pages.get("/decks/<id>/changes")
def listed(id: str) -> Response:
    """What the last update did, until somebody looked."""
    found = changes.list_changes(id)
    return render("changes.html", deck=found.deck, changes=found, undoable=undo.depth(id))


@pages.post("/decks/<id>/items/<item_id>/decide")
def decide(id: str, item_id: str) -> Response:
    """End a conflict: the teacher's wording, or the new one."""
    try:
        before = changes.decide(id, item_id, cast(Choice, request.form.get("choice", "")), now=now())
    except Conflict as error:
        flash(said(error))
    else:
        undo.remember(id, {item_id: list(astuple(before))})
        flash(_("Decided. Undo takes it back."))
    return see_other(url_for("renewal.listed", id=id) + "#lists")


@pages.post("/decks/<id>/changes/seen")
def seen(id: str) -> Response:
    """Put the lists away; conflicts stay."""
    count = changes.see_all(id)
    flash(ngettext("%(num)d item marked as seen.", "%(num)d items marked as seen.", count))
    return see_other(url_for("renewal.listed", id=id))


def form(
    deck: Deck, *, text: str, known: Mapping[str, str], status: int = 200, problem: str = ""
) -> Response:
    """The form that gives a deck a new text; ``known`` are the fields of what is known of that."""
    context: dict[str, Any] = {"deck": deck, "text": text, "known": known, "problem": problem}
    return render("text.html", block="form", status=status, title=deck.source.title, **context, **limits())
