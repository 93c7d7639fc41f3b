"""What becomes of an item beside its wording: its copies, its place, its end and its history."""

from __future__ import annotations

from dataclasses import astuple

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from quizapp.errors import InputError
from quizapp.services import copies, decks, drafts, history
from quizapp.web import access, learner, undo
from quizapp.web.clock import now
from quizapp.web.forms import whole_number
from quizapp.web.htmx import render, see_other
from quizapp.web.items import PATH, pages
from quizapp.web.review import entry_of
from quizapp.web.revisions import changes_between
from quizapp.web.translations import said

__all__ = ["pages"]


@pages.post(f"{PATH}/duplicate")
def duplicate(id: str, item_id: str) -> Response:
    """A copy to be changed: on to its form."""
    copy = copies.duplicate_item(id, item_id, now=now(), by=learner.required().id)
    undo.remember(id, {copy.item.id: "rejected"})
    flash(_("This is a copy. It is asked once you saved it."))
    return see_other(url_for("items.form", id=id, item_id=copy.item.id))


@pages.get(f"{PATH}/move")
def moving(id: str, item_id: str) -> Response:
    """The decks that it may go to."""
    return _moving(id, item_id)


@pages.post(f"{PATH}/move")
def move(id: str, item_id: str) -> Response:
    """Into another deck of one's own."""
    to = request.form.get("to", "")
    if not to:
        return _moving(id, item_id, status=422, problem=_("Choose a deck."))
    access.require("edit", to)
    try:
        moved, was = copies.move_item(id, item_id, to, now=now(), by=learner.required().id)
    except InputError as error:
        return _moving(id, item_id, status=422, problem=said(error))
    undo.remember(id, {item_id: was, undo.elsewhere(to, moved.item.id): "rejected"})
    flash(_("Moved to “%(title)s”.", title=decks.get_deck(to, only=()).title))
    return see_other(url_for("items.card", id=id, item_id=item_id))


@pages.post(f"{PATH}/delete")
def delete(id: str, item_id: str) -> Response:
    """Not asked any more; what was answered stays."""
    was = entry_of(decks.get_deck(id, only=[item_id]), item_id).status
    entry = drafts.review_item(id, item_id, status="rejected", now=now())
    undo.remember(id, {item_id: was})
    flash(
        _("Deleted: it is not asked any more. Answers that were given stay.")
        if entry.status == "retired"
        else _("Deleted: it is not asked.")
    )
    return see_other(url_for("items.card", id=id, item_id=item_id))


@pages.get(f"{PATH}/history")
def past(id: str, item_id: str) -> Response:
    """Every version, what changed in it, when and by whom."""
    found = history.list_history(id, item_id)
    older = (*found.revisions[1:], None)
    told = [
        (revision, changes_between(before.item if before else None, revision.item))
        for revision, before in zip(found.revisions, older, strict=True)
    ]
    return render(
        "history.html", deck=decks.get_deck(id, only=()), entry=found.entry, told=told, me=access.actor().learner,
        can_undo=undo.concerns(id, item_id),
    )  # fmt: skip


@pages.post(f"{PATH}/restore")
def restore(id: str, item_id: str) -> Response:
    """An earlier version is the newest one again."""
    number = whole_number("number", default=0, smallest=0, largest=1_000_000)
    if not number:
        raise InputError(_("Choose a version."))
    try:
        before = history.restore(id, item_id, number, now=now(), by=learner.required().id)
    except InputError as error:
        flash(said(error))
    else:
        undo.remember(id, {item_id: list(astuple(before))})
        flash(_("Version %(n)s is what the item says again.", n=number))
    return see_other(url_for("items.past", id=id, item_id=item_id))


def _moving(id: str, item_id: str, *, status: int = 200, problem: str = "") -> Response:
    found = decks.get_deck(id, only=[item_id])
    others = [deck for deck in decks.list_decks(access.actor()) if deck.is_own and deck.id != id]
    return render(
        "move.html", status=status, deck=found, entry=entry_of(found, item_id), others=others, problem=problem
    )
