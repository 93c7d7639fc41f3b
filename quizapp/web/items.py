"""Editing one item: its form, its flaws, and the case that somebody else was faster."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.flaws import CATALOGUE
from quizapp.errors import InputError, ItemInvalid, ItemVersionStale
from quizapp.services import decks, drafts
from quizapp.web.clock import now
from quizapp.web.fields import Fields, fields_of
from quizapp.web.forms import submitted, whole_number
from quizapp.web.htmx import render
from quizapp.web.review import after_change, entry_of
from quizapp.web.translations import said

pages = Blueprint("items", __name__)
PATH = "/decks/<id>/items/<item_id>"
_BLANK = {name: [""] for name in ("stem", "rationale", "category", "answers")}
"""A form may come without any of its fields."""


@pages.get(PATH)
def card(id: str, item_id: str) -> Response:
    """One item as the reviewer sees it: where an edit that is given up goes back to."""
    found = decks.get_deck(id)
    return render("edit.html", block="card", deck=found, entry=entry_of(found, item_id), form=None)


@pages.get(f"{PATH}/edit")
def form(id: str, item_id: str) -> Response:
    """The form with what the item says now."""
    found = decks.get_deck(id)
    entry = entry_of(found, item_id)
    return _form(found, entry, fields_of(entry.item), version=entry.version)


@pages.post(f"{PATH}/edit")
def edit(id: str, item_id: str) -> Response:
    """Store a new version; a flawed or late one comes back with the reason and what was typed."""
    fields, version = submitted(), whole_number("version", default=0, smallest=0, largest=1_000_000)
    try:
        entry = drafts.edit_item(id, item_id, fields, version=version, now=now())
    except InputError as error:
        broken = error.flaws if isinstance(error, ItemInvalid) else ()
        flaws = [CATALOGUE[name] for name in broken if name in CATALOGUE]
        found = decks.get_deck(id)
        return _form(
            found,
            entry_of(found, item_id),
            fields,
            version=version,
            status=422,
            problem=said(error),
            flaws=flaws,
        )
    except ItemVersionStale as error:
        found = decks.get_deck(id)
        entry = entry_of(found, item_id)
        return _form(found, entry, fields, version=entry.version, status=409, problem=said(error), stale=True)
    return after_change(id, entry)


def _form(
    found: Deck, entry: DeckItem, fields: Fields, *, version: int, status: int = 200, **context: Any
) -> Response:
    told = {"problem": "", "flaws": [], "stale": False} | context
    return render(
        "edit.html", block="form", status=status, deck=found, entry=entry, form=_BLANK | dict(fields), version=version,
        interaction=entry.item.body.interaction(entry.item.stem), **told,
    )  # fmt: skip
