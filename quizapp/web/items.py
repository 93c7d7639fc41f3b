"""Writing and editing one item: its form, its flaws, and the case that somebody else was faster."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.kinds import KINDS, WRITABLE
from quizapp.errors import InputError, ItemInvalid, ItemVersionStale, NotFound
from quizapp.services import changes, decks, drafts, writing
from quizapp.services.media import Refused
from quizapp.web import learner, media, rows, undo
from quizapp.web.clock import now
from quizapp.web.editing import NEW, Editor, editor_of, is_claim, way_of
from quizapp.web.fields import Fields, fields_of
from quizapp.web.forms import submitted, whole_number
from quizapp.web.htmx import render, see_other, wants_fragment
from quizapp.web.media import ENDS, FIELD
from quizapp.web.parts import parts_of
from quizapp.web.review import after_change, entry_of
from quizapp.web.translations import said

pages = Blueprint("items", __name__)
DECK = "/decks/<id>/items"
PATH = f"{DECK}/<item_id>"
FIRST_KIND = "mcq"
_OF_PAGE = ("kind", "item_id", "version", "add", "remove", "turn", "seek", "attach", "detach", FIELD)
"""Fields that say what a form is about, not what an item says."""


@pages.get(f"{DECK}/new")
def new(id: str) -> Response:
    """An empty form for a kind."""
    found = decks.get_deck(id)
    kind = _kind(request.args.get("kind", FIRST_KIND), WRITABLE)
    fields = {"category": [request.args.get("category", "")], "tags": [request.args.get("tags", "")]}
    return _page(found, editor_of(found, kind, fields), fresh=True)


@pages.post(f"{DECK}/new")
def create(id: str) -> Response:
    """Store what was written; what breaks a rule comes back with the rule and all that was typed."""
    found, kind = decks.get_deck(id), _kind(request.form.get("kind", FIRST_KIND))
    fields, refused = media.with_files(id, _item_fields())
    try:
        _require_all(refused)
        entry = writing.add_item(id, kind, fields, now=now(), by=learner.required().id)
    except InputError as error:
        editor = editor_of(found, kind, fields, seek="evidence" in fields, refused=refused)
        return _page(found, editor, status=422, problem=said(error), flaws=_flaws(error))
    undo.remember(id, {entry.item.id: "rejected"})
    flash(_("Saved. It is asked from the next quiz on.") if found.published else _("Saved and accepted."))
    return see_other(url_for("items.card", id=id, item_id=entry.item.id))


@pages.post(f"{DECK}/rows")
def change_rows(id: str) -> Response:
    """The form with a row more or less, as another kind, or with sentences that may prove it: nothing is stored."""
    found, kind = decks.get_deck(id), _kind(request.form.get("kind", FIRST_KIND))
    fields, refused = media.with_files(id, _item_fields())
    entry, way, more = _opened(found), way_of(kind), dict[str, Any]()
    if "attach" in request.form or "detach" in request.form:
        fields, more = _with_media(fields), {"focus": "media"}
    elif "add" in request.form:
        fields, more = rows.with_row(fields, way), {"focus": "row"}
    elif "remove" in request.form:
        fields = rows.without_row(
            fields, way, whole_number("remove", default=0, smallest=0, largest=rows.MOST)
        )
    elif "turn" in request.form and entry is None:
        turned = _kind(request.form["turn"], WRITABLE)
        fields = rows.turned(fields, was_claim=is_claim(kind), is_claim=is_claim(turned))
        kind = turned
    elif "seek" in request.form:
        more = {"seek": True, "focus": "proof"}
    editor = editor_of(found, kind, fields, entry=entry, refused=refused, **more)
    return _page(found, editor, status=422 if refused else 200, fresh=True)


@pages.post(f"{DECK}/preview")
def preview(id: str) -> Response:
    """The item as a learner sees it, and the rules that it breaks: no item is stored."""
    found, kind = decks.get_deck(id), _kind(request.form.get("kind", FIRST_KIND))
    fields, refused = media.with_files(id, _item_fields())  # without a script they come with the button
    editor = editor_of(found, kind, fields, entry=_opened(found), refused=refused)
    return _page(found, editor, block="preview")


@pages.get(PATH)
def card(id: str, item_id: str) -> Response:
    """One item as the reviewer sees it: where an edit that is given up goes back to."""
    found = decks.get_deck(id, only=[item_id])
    entry = entry_of(found, item_id)
    return render("item.html", block="card", deck=found, entry=entry, can_undo=undo.concerns(id, item_id))


@pages.get(f"{PATH}/edit")
def form(id: str, item_id: str) -> Response:
    """The form with what the item says now."""
    found = decks.get_deck(id)
    entry = entry_of(found, item_id)
    return _page(found, editor_of(found, entry.item.kind, fields_of(entry.item), entry=entry), fresh=True)


@pages.post(f"{PATH}/edit")
def edit(id: str, item_id: str) -> Response:
    """Store a new version; a flawed or late one comes back with the reason and what was typed."""
    version = whole_number("version", default=0, smallest=0, largest=1_000_000)
    fields, refused = media.with_files(id, _item_fields())
    try:
        _require_all(refused)
        before = changes.state_of(id, item_id)
        by = learner.required().id
        entry = drafts.edit_item(id, item_id, fields, version=version, now=now(), by=by)
    except InputError as error:
        return _again(
            id,
            item_id,
            fields,
            refused,
            status=422,
            problem=said(error),
            flaws=_flaws(error),
            version=version,
        )
    except ItemVersionStale as error:
        return _again(id, item_id, fields, refused, status=409, problem=said(error), stale=True)
    undo.remember(id, {item_id: list(astuple(before))})
    if wants_fragment() and parts_of(request.headers.get("HX-Current-URL", "")).path.endswith("/edit"):
        flash(_("Saved."))
        return see_other(url_for("items.card", id=id, item_id=item_id))
    return after_change(id, entry)


def _with_media(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """The files were added when they came; one may be taken off."""
    if "detach" not in request.form:
        return fields
    return media.without(fields, whole_number("detach", default=0, smallest=0, largest=rows.MOST))


def _require_all(refused: tuple[Refused, ...]) -> None:
    """Raises `InputError` where a file was refused that was to be saved with the item."""
    if refused:
        raise InputError(
            _("A file could not be taken. Everything else is still here: save again, with it or without.")
        )


def _again(
    id: str, item_id: str, fields: Fields, refused: tuple[Refused, ...], *, status: int, **told: Any
) -> Response:
    found = decks.get_deck(id)
    entry = entry_of(found, item_id)
    editor = editor_of(found, entry.item.kind, fields, entry=entry, seek="evidence" in fields,
                       refused=refused)  # fmt: skip
    return _page(found, editor, status=status, **told)


def _page(found: Deck, editor: Editor, *, block: str = "form", status: int = 200, **context: Any) -> Response:
    told = {"problem": "", "flaws": [], "stale": False, "fresh": False}
    version = editor.entry.version if editor.entry else 0
    categories = sorted({each.item.category for each in found.items}, key=str.casefold)
    return render(
        "edit.html", block=block, status=status, deck=found, editor=editor, form=editor.form, categories=categories,
        carried=rows.CARRIED, kinds=WRITABLE, ends=ENDS, is_fragment=wants_fragment(),
        **(told | {"version": version} | context),
    )  # fmt: skip


def _item_fields() -> dict[str, list[str]]:
    return {name: values for name, values in submitted().items() if name not in _OF_PAGE}


def _opened(found: Deck) -> DeckItem | None:
    """The item that the form is about, None for a new one. Raises `NotFound`."""
    item_id = request.form.get("item_id", NEW)
    return None if item_id == NEW else entry_of(found, item_id)


def _kind(name: str, known: Collection[str] = KINDS) -> str:
    if name not in known:
        raise NotFound("kind", name)
    return name


def _flaws(error: InputError) -> list[Any]:
    broken = error.flaws if isinstance(error, ItemInvalid) else ()
    return [CATALOGUE[name] for name in broken if name in CATALOGUE]
