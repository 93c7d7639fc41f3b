"""Files of Anki's into decks: sent, looked through, and taken in once somebody saw what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.core.decks.deck import DeckSummary
from quizapp.errors import InputError, SourceUnreadable
from quizapp.services import decks, packages
from quizapp.services.packages import Choice, Import, Outcome
from quizapp.web import access, learner
from quizapp.web.clock import now
from quizapp.web.htmx import render, see_other, wants_fragment
from quizapp.web.moments import offset
from quizapp.web.translations import said
from quizapp.web.uploads import TOO_LARGE, file_limit

pages = Blueprint("imports", __name__)
ENDS = ".apkg,.colpkg,.txt,.csv,.tsv"
"""What a browser offers to choose from."""


@pages.get("/decks/import")
def new() -> Response:
    """Choose a file."""
    return _form()


@pages.post("/decks/import")
def send() -> Response:
    """Take a file and look through it in the background. One that cannot be taken comes back with the reason."""
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise InputError(_("Choose a file first."))
        id = packages.submit(file.filename[-120:], _pieces(file), owner=learner.required().id, now=now())
    except InputError as error:
        return _form(problem=said(error), status=422)
    return see_other(url_for("imports.page", id=id))


@pages.get("/imports/<id>")
def page(id: str) -> Response:
    """How far the work is; then what the file holds; in the end the deck."""
    found = packages.get_import(id)
    if found.state in {"queued", "running"}:
        return render("import_work.html", block="work", job=found)
    if found.state == "done" and found.outcome is not None and found.deck is not None:
        flash(_told(found.outcome))
        return see_other(url_for("decks.deck", id=found.deck))
    if wants_fragment():
        return see_other(url_for("imports.page", id=id))
    if found.preview is None:
        return _form(problem=said(found.error))
    return _preview(found, problem=said(found.error) if found.state == "failed" else "")


@pages.post("/imports/<id>")
def confirm(id: str) -> Response:
    """Take it in as chosen."""
    found = packages.get_import(id)
    choice = _chosen()
    if found.preview is None:
        return see_other(url_for("imports.page", id=id))
    try:
        packages.confirm(id, choice, actor=access.actor(), now=now())
    except InputError as error:
        return _preview(found, choice=choice, problem=said(error), status=422)
    return see_other(url_for("imports.page", id=id))


@pages.post("/imports/<id>/stop")
def stop(id: str) -> Response:
    """Think better of it: the file is forgotten, and nothing of it stored."""
    packages.cancel(id)
    flash(_("The import was stopped. Nothing of the file was stored."))
    return see_other(url_for("imports.new"))


def _chosen() -> Choice:
    into = request.form.get("into", "")
    return Choice(
        title="" if into else " ".join(request.form.get("title", "").split()),
        into=into,
        history="history" in request.form,
        offset=offset(),
    )


def _pieces(file: Any) -> Iterator[bytes]:
    """The file, piece by piece. Raises `SourceUnreadable` where it is too large."""
    size = 0
    while piece := file.stream.read(packages.PART):
        size += len(piece)
        if size > file_limit():
            raise SourceUnreadable(TOO_LARGE, limit=f"{file_limit() / 1_000_000:g}")
        yield piece


def _form(*, problem: str = "", status: int = 200) -> Response:
    return render(
        "anki_import.html", block="form", status=status, problem=problem, ends=ENDS, file_limit=file_limit()
    )


def _preview(
    found: Import, *, choice: Choice | None = None, problem: str = "", status: int = 200
) -> Response:
    """``choice`` is what was typed; else the deck that knows most of it, else a new one, is chosen."""
    offered = [deck for deck in decks.list_decks(access.actor()) if deck.is_own]
    known = {} if found.preview is None else found.preview.known
    chosen = choice or found.choice or Choice(title=_title(found), into=_likely(offered, known))
    return render(
        "anki_preview.html", block="form", status=status, job=found, preview=found.preview, decks=offered,
        known=known, choice=chosen, title=chosen.title or _title(found), problem=problem,
    )  # fmt: skip


def _title(found: Import) -> str:
    return "" if found.preview is None else found.preview.title


def _likely(offered: list[DeckSummary], known: dict[str, int]) -> str:
    own = {deck.id for deck in offered}
    return max((id for id in known if id in own), key=lambda id: known[id], default="")


def _told(outcome: Outcome) -> str:
    """What an import did, in one line."""
    n = outcome
    parts = [
        (n.new, ngettext("%(num)d note is new", "%(num)d notes are new", n.new)),
        (n.changed, ngettext("%(num)d was updated", "%(num)d were updated", n.changed)),
        (n.known, ngettext("%(num)d is unchanged", "%(num)d are unchanged", n.known)),
        (n.conflicts, ngettext("%(num)d waits under Changes, for you edited it here",
                               "%(num)d wait under Changes, for you edited them here", n.conflicts)),
        (n.gone, ngettext("%(num)d is not in the file any more and stays",
                          "%(num)d are not in the file any more and stay", n.gone)),
        (n.left_out, ngettext("%(num)d cannot be shown", "%(num)d cannot be shown", n.left_out)),
        (n.cards, ngettext("%(num)d card brought its history", "%(num)d cards brought their history", n.cards)),
    ]  # fmt: skip
    return str(_("Imported:")) + " " + ", ".join(words for number, words in parts if number) + "."
