"""The bin: what was deleted and can be brought back, and the word after a deletion that can be undone at once."""

from __future__ import annotations

from flask import Blueprint, Response, flash, url_for
from flask_babel import gettext as _

from quizapp.services import bin
from quizapp.store.bin import Entry, Noun
from quizapp.web import access
from quizapp.web.clock import now
from quizapp.web.htmx import render, see_other

pages = Blueprint("bin", __name__)


def told(words: str, noun: Noun, id: str) -> None:
    """Say on the next page what was deleted, with a button that undoes it."""
    told_undone_by(words, url_for("bin.restore", id=f"{noun}.{id}"))


def told_undone_by(words: str, address: str) -> None:
    """Say on the next page what was done; its button sends to this address, which the page finds in the category."""
    flash(words, f"undo {address}")


@pages.get("/deleted")
def listed() -> Response:
    """What can be brought back, and for how long."""
    moment = now()
    found = [(entry, bin.days_left(entry, now=moment)) for entry in bin.list_bin(access.actor())]
    return render("deleted.html", found=found, kept=bin.KEPT.days)


@pages.post("/deleted/<id>/restore")
def restore(id: str) -> Response:
    """Bring it back, and go to it."""
    entry = bin.restore(id, actor=access.actor())
    flash(_("“%(title)s” is back.", title=entry.title))
    return see_other(_place(entry))


@pages.post("/deleted/<id>/destroy")
def destroy(id: str) -> Response:
    """Delete it for ever."""
    entry = bin.destroy(id, actor=access.actor())
    flash(_("“%(title)s” is deleted for ever.", title=entry.title))
    return see_other(url_for("bin.listed"))


def _place(entry: Entry) -> str:
    if entry.noun == "deck":
        return url_for("decks.deck", id=entry.id)
    if entry.noun == "assignment":
        return url_for("assignments.page", id=entry.id)
    return url_for("classes.room", id=entry.room)
