"""A text becomes drafts: the form, and the job at work."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _

from quizapp.core.items.modes import DEFAULT, mode_from
from quizapp.core.text.source import Source, source_from_bytes, source_from_text
from quizapp.errors import InputError
from quizapp.services import decks, texts
from quizapp.web import learner, renewal
from quizapp.web.clock import now
from quizapp.web.htmx import render, see_other
from quizapp.web.translations import said

pages = Blueprint("texts", __name__)


@pages.get("/texts/new")
def new() -> Response:
    """An empty form."""
    return _form(title="", text="")


@pages.post("/texts")
def submit() -> Response:
    """Queue a text. One that cannot be read comes back with the reason and what was typed."""
    try:
        mode = mode_from(request.form.get("mode", ""))
        job = texts.submit_text(_source(), now=now(), mode=mode, owner=learner.required().id)
    except InputError as error:
        sent = {name: request.form.get(name, "") for name in ("title", "text", "mode")}
        return _form(**sent, status=422, problem=said(error))
    return see_other(url_for("texts.job", id=job.id))


@pages.get("/jobs/<id>")
def job(id: str) -> Response:
    """How far the job is; when it is done, its drafts; when it failed, why, with the text to change."""
    found = texts.get_job(id)
    if found.state == "done" and found.deck_id is not None:
        return see_other(url_for("renewal.listed" if found.updates else "review.drafts", id=found.deck_id))
    if found.state == "failed" and found.updates:
        return renewal.form(decks.get_deck(found.updates), text=found.text, problem=said(found.error))
    if found.state == "failed":
        return _form(title=found.title, text=found.text, mode=found.mode, problem=said(found.error))
    return render("job.html", block="work", job=found)


def _form(*, title: str, text: str, mode: str = DEFAULT, problem: str = "", status: int = 200) -> Response:
    return render(
        "text.html",
        block="form",
        status=status,
        problem=problem,
        title=title,
        text=text,
        mode=mode,
        limit=_limit(),
    )


def _source() -> Source:
    """The text of the form, pasted or as a file. Raises `InputError` where there are both."""
    title, pasted, upload = (
        request.form.get("title", ""),
        request.form.get("text", ""),
        request.files.get("file"),
    )
    if upload is None or not upload.filename:
        return source_from_text(pasted, title=title)
    if pasted.strip():
        raise InputError(_("There is a pasted text and a file. Keep one of them."))
    return source_from_bytes(upload.read(), name=upload.filename, title=title)


def _limit() -> int:
    limit: int = current_app.config["UPLOAD_LIMIT"]
    return limit
