"""Reviewing drafts beside their source: accept, reject, undo, publish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.core.decks.deck import Deck, DeckItem, ItemStatus
from quizapp.errors import InputError, NotFound
from quizapp.services import changes, decks, portions
from quizapp.services import drafts as drafting
from quizapp.web import access, undo
from quizapp.web.clock import now
from quizapp.web.desk import DRAFTS_PER_PAGE, Filter, Rating, desk_of, rating_of
from quizapp.web.forms import is_number, page_number, whole_number
from quizapp.web.htmx import render, see_other, wants_fragment
from quizapp.web.translations import said

pages = Blueprint("review", __name__)
SETTABLE = frozenset(get_args(ItemStatus)) - {"retired"}


@pages.get("/decks/<id>/review")
def drafts(id: str) -> Response:
    """Drafts beside their source."""
    return _desk(id, block="desk")


@pages.post("/decks/<id>/items/<item_id>/status")
def set_status(id: str, item_id: str) -> Response:
    """Accept, reject, or make a draft again."""
    status = request.form.get("status", "")
    if status not in SETTABLE:
        raise InputError(_("An item can be accepted, rejected or a draft."))
    before = entry_of(decks.get_deck(id, only=[item_id]), item_id).status
    why = request.form.get("why", "")
    entry = drafting.review_item(id, item_id, status=cast(ItemStatus, status), now=now(), why=why)
    if entry.status != before:  # why an item was rejected is told after that
        undo.remember(id, {item_id: before})
    return _back(id) if request.form.get("back") else after_change(id, entry)


@pages.get("/decks/<id>/accept")
def rated(id: str) -> Response:
    """How many drafts are rated at least so."""
    return _desk(id, block="rated", is_rating=True)


@pages.post("/decks/<id>/accept")
def accept_all(id: str) -> Response:
    """Accept every draft, or every one that is rated at least so."""
    least = whole_number("least", default=0, smallest=0, largest=100)
    accepted = drafting.accept_rated(id, least=least / 100, now=now())
    undo.remember_many(id, accepted, "draft", among=_ids(id))
    flash(ngettext("%(num)d item accepted.", "%(num)d items accepted.", len(accepted)))
    return see_other(url_for("review.drafts", id=id))


@pages.post("/decks/<id>/undo")
def take_back(id: str) -> Response:
    """Undo the last decision."""
    before = undo.last(id, among=_ids(id))
    if not before:
        flash(_("There is nothing to undo."))
    _undo(id, before)
    if request.form.get("back") == "item":
        return see_other(url_for("items.card", id=id, item_id=request.form.get("item_id", "")))
    if request.form.get("back"):
        return _back(id)
    where = f"#{next(iter(before))}" if len(before) == 1 else ""
    if wants_fragment() and len(before) == 1:
        name = next(iter(before))
        return after_change(id, entry_of(decks.get_deck(id, only=[name]), name))
    return see_other(url_for("review.drafts", id=id) + where)


@pages.post("/decks/<id>/publish")
def publish(id: str) -> Response:
    """Give the deck its title and let learners in."""
    try:
        decks.rename_deck(id, title=request.form.get("title", ""), about=request.form.get("about", ""))
        decks.publish_deck(id)
    except InputError as error:
        return _desk(id, block="publishing", status=422, problem=said(error), given=request.form)
    flash(_("Published. Everybody who has the address can take a quiz now."))
    return see_other(url_for("decks.deck", id=id))


def _undo(id: str, before: Mapping[str, undo.Before]) -> None:
    """Go back to what was before a step. Raises `NotFound` where it touched a deck that is not this person's now."""
    here = {name: was for name, was in before.items() if "/" not in name}
    for name in before.keys() - here.keys():
        deck_id, item_id = undo.place_of(name)
        access.require("edit", deck_id)
        drafting.review_item(deck_id, item_id, status=cast(ItemStatus, before[name]), now=now())
    drafting.restore(id, {item: was for item, was in here.items() if isinstance(was, str)}, now=now())
    for was in here.values():
        if not isinstance(was, str):
            changes.go_back(id, changes.Before(*was), now=now())


def _back(id: str) -> Response:
    """To the page from which the form was sent: the coverage map, or the list of changes."""
    if request.form.get("back") == "coverage":
        return see_other(url_for("statements.coverage", id=id))
    return see_other(url_for("renewal.listed", id=id) + "#lists")


def after_change(id: str, entry: DeckItem) -> Response:
    """The changed item and the counts, or the page at that item."""
    if not wants_fragment():
        return see_other(f"{url_for('review.drafts', id=id)}#{entry.item.id}")
    return render(
        "review.html",
        block="changed",
        deck=decks.get_deck(id, only=[entry.item.id]),
        entry=entry,
        counts=portions.lay_out(id, size=1).statuses,
        rating=_rating(id),
        undoable=undo.depth(id),
    )


def entry_of(found: Deck, item_id: str) -> DeckItem:
    """An item in its deck. Raises `NotFound`."""
    for entry in found.items:
        if entry.item.id == item_id:
            return entry
    raise NotFound("item", item_id)


def _ids(id: str) -> list[str]:
    """The items of a deck in an order that a decision does not change."""
    return portions.list_ids(id)


def _rating(id: str) -> Rating:
    """For the rating in the address, or that which a form carries along."""
    text = request.values.get("least", "")
    drafts = portions.deck_of_drafts(id)
    return rating_of(drafts, least=min(100, int(text)) if is_number(text) else None)


def _desk(id: str, *, block: str, status: int = 200, **context: Any) -> Response:
    wanted = Filter(
        kind=request.args.get("kind", ""), status=request.args.get("status", ""), page=page_number()
    )
    laid = portions.lay_out(
        id, kind=wanted.kind, status=wanted.status, page=wanted.page, size=DRAFTS_PER_PAGE
    )
    statements, rejections = drafting.list_statements(id)
    desk = desk_of(laid, wanted, statements=statements, rejections=rejections)
    shown = {"problem": "", "given": {}, "is_rating": False, "rating": _rating(id)} | context
    return render(
        "review.html", block=block, status=status, deck=laid.deck, desk=desk, counts=desk.counts,
        undoable=undo.depth(id), **shown,
    )  # fmt: skip
