"""A text becomes drafts: the form, and the job at work."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, request, url_for

from quizapp.core.items.modes import DEFAULT, mode_from
from quizapp.core.text.particulars import UNKNOWN
from quizapp.errors import InputError
from quizapp.services import decks, texts
from quizapp.web import learner, renewal
from quizapp.web.clock import now
from quizapp.web.htmx import render, see_other
from quizapp.web.particulars import fields_of, fields_sent
from quizapp.web.translations import said
from quizapp.web.uploads import limits, sent_source

pages = Blueprint("texts", __name__)


@pages.get("/texts/new")
def new() -> Response:
    """An empty form."""
    return _form(title="", text="", known=fields_of(UNKNOWN))


@pages.post("/texts")
def submit() -> Response:
    """Queue a text. One that cannot be read comes back with the reason and what was typed."""
    try:
        mode = mode_from(request.form.get("mode", ""))
        job = texts.submit_text(
            sent_source(title=request.form.get("title", "")),
            now=now(),
            mode=mode,
            owner=learner.required().id,
        )
    except InputError as error:
        sent = {name: request.form.get(name, "") for name in ("title", "text", "mode")}
        return _form(**sent, known=fields_sent(), status=422, problem=said(error))
    return see_other(url_for("texts.job", id=job.id))


@pages.get("/jobs/<id>")
def job(id: str) -> Response:
    """How far the job is; when it is done, its drafts; when it failed, why, with the text to change."""
    found = texts.get_job(id)
    if found.state == "done" and found.deck_id is not None:
        return see_other(url_for("renewal.listed" if found.updates else "review.drafts", id=found.deck_id))
    if found.state == "failed" and found.updates:
        deck, known = decks.get_deck(found.updates), fields_of(found.particulars)
        return renewal.form(deck, text=found.text, known=known, problem=said(found.error))
    if found.state == "failed":
        known = fields_of(found.particulars)
        return _form(
            title=found.title, text=found.text, mode=found.mode, known=known, problem=said(found.error)
        )
    return render("job.html", block="work", job=found)


def _form(
    *,
    title: str,
    text: str,
    known: Mapping[str, str],
    mode: str = DEFAULT,
    problem: str = "",
    status: int = 200,
) -> Response:
    shown = {"problem": problem, "title": title, "text": text, "known": known, "mode": mode}
    return render("text.html", block="form", status=status, **shown, **limits())
