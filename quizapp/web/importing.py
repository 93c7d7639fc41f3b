"""Items of a file into a deck: what its columns hold, what it would do, and then all of it stored or taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.core.decks.deck import Deck, ItemStatus
from quizapp.core.items.kinds import KINDS
from quizapp.errors import Conflict, ImportRejected, InputError, NotFound
from quizapp.exchange.formats import FORMATS
from quizapp.exchange.sheets import ENCODINGS, ROLES, SEPARATORS, WORKBOOK, letter, write_template
from quizapp.services import decks, intakes
from quizapp.services.exports import Export
from quizapp.services.intakes import Choices, Look
from quizapp.services.planning import Plan
from quizapp.store.intakes import Intake
from quizapp.web import learner
from quizapp.web.clock import now
from quizapp.web.downloads import download
from quizapp.web.htmx import render, see_other
from quizapp.web.revisions import changes_between
from quizapp.web.translations import said
from quizapp.web.uploads import file_limit

pages = Blueprint("importing", __name__)
PATH = "/decks/<id>/import"
ENDS = ".csv,.tsv,.tab,.txt,.xlsx,.gift,.xml,.zip,.json,.jsonl"
SHOWN_ROWS, SHOWN_ITEMS, SHOWN_REFUSED = 8, 40, 200
TEMPLATES = {"csv": "text/csv", "xlsx": WORKBOOK}
COLUMN_WORDS: dict[str, LazyString] = {
    "": _l("Not taken"),
    "stem": _l("Stem"),
    "key": _l("Key"),
    "right": _l("Number or letter of the key"),
    "wrong": _l("Wrong answer"),
    "option": _l("Option, right or wrong"),
    "options": _l("All options in one cell"),
    "kind": _l("Kind"),
    "category": _l("Category"),
    "tags": _l("Tags"),
    "rationale": _l("Rationale"),
    "feedback": _l("Feedback for each option"),
    "id": _l("Id here"),
    "version": _l("Version here"),
}
SEPARATOR_WORDS: dict[str, LazyString] = {",": _l("Comma"), ";": _l("Semicolon"), "\t": _l("Tab")}


@pages.get(PATH)
def choose(id: str) -> Response:
    """A file, or a pasted table; and the imports before."""
    return _start(id)


@pages.post(PATH)
def receive(id: str) -> Response:
    """Keep what was sent and look at it. What cannot be read comes back with the reason and what was pasted."""
    try:
        filename, raw = _sent()
        known = learner.required().id
        name = intakes.receive(id, filename, raw, now=now(), by=known)
    except InputError as error:
        return _start(id, status=422, problem=said(error))
    return see_other(url_for("importing.page", id=id, name=name))


@pages.get(f"{PATH}/<name>")
def page(id: str, name: str) -> Response:
    """What the columns hold; of a file that is stored, what it did."""
    intake = intakes.get(id, name)
    if intake.state != "open":
        return render("import_done.html", deck=_head(id), intake=intake, done=intakes.done_of(intake))
    found = intakes.look(intake)
    if found.grid is None:
        return see_other(url_for("importing.preview", id=id, name=name))
    return _columns(id, intake, found)


@pages.post(f"{PATH}/<name>/columns")
def columns(id: str, name: str) -> Response:
    """Keep what was said of the columns, and go on to the preview; ``again`` only reads once more."""
    intake = intakes.get(id, name)
    if intake.state != "open":
        return see_other(url_for("importing.page", id=id, name=name))
    before = intakes.choices_of(intake)
    try:
        choices = _choices(before)
        found = intakes.look_at(intake.content, choices)
        if "again" not in request.form:
            found.rows()
    except InputError as error:
        return _columns(
            id, intake, intakes.look_at(intake.content, _readable(before)), status=422, problem=said(error)
        )
    intakes.choose(id, name, choices)
    endpoint = "importing.page" if "again" in request.form else "importing.preview"
    return see_other(url_for(endpoint, id=id, name=name))


@pages.get(f"{PATH}/<name>/preview")
def preview(id: str, name: str) -> Response:
    """What it would do; nothing is stored."""
    intake = intakes.get(id, name)
    if intake.state != "open":
        return see_other(url_for("importing.page", id=id, name=name))
    return _preview(id, intake)


@pages.post(f"{PATH}/<name>/store")
def store(id: str, name: str) -> Response:
    """Store all of it, or nothing where the deck changed since the preview."""
    status: ItemStatus = "accepted" if request.form.get("status") == "accepted" else "draft"
    intake = intakes.get(id, name)
    try:
        intakes.carry_out(
            id, name, now=now(), seen=request.form.get("seen", ""), status=status, by=learner.required().id
        )
    except (Conflict, InputError) as error:
        if intake.state != "open":  # sent twice, or once more after going back: what became of it is there
            flash(said(error))
            return see_other(url_for("importing.page", id=id, name=name))
        told = 409 if isinstance(error, Conflict) else 422
        return _preview(id, intake, status=told, problem=said(error))
    return see_other(url_for("importing.page", id=id, name=name))


@pages.post(f"{PATH}/<name>/back")
def take_back(id: str, name: str) -> Response:
    """As if it had never been stored."""
    try:
        done = intakes.take_back(id, name, now=now())
    except Conflict as error:
        flash(said(error))
        return see_other(url_for("importing.page", id=id, name=name))
    told = _("The import was taken back.")
    if done.left:
        told += " " + ngettext(
            "%(num)d item stays: somebody changed it since.",
            "%(num)d items stay: somebody changed them since.",
            done.left,
        )
    flash(told)
    return see_other(url_for("importing.page", id=id, name=name))


@pages.get("/decks/<id>/import-template/<form>")
def template(id: str, form: str) -> Response:
    """A table to fill in, with a row of each kind."""
    if form not in TEMPLATES:
        raise NotFound("format", form)
    return download(
        Export(filename=f"items.{form}", media_type=TEMPLATES[form], content=write_template(form))
    )


def _sent() -> tuple[str, bytes]:
    """The name and the content of what was sent. Raises `InputError`."""
    pasted, upload = request.form.get("table", ""), request.files.get("file")
    if upload is None or not upload.filename:
        return "", pasted.encode()
    if pasted.strip():
        raise InputError(_("There is a pasted table and a file. Keep one of them."))
    content = upload.read()
    if len(content) > file_limit():
        raise InputError(
            _("This file is too large: the limit is %(limit)s MB.", limit=f"{file_limit() / 1_000_000:g}")
        )
    return upload.filename, content


def _choices(before: Choices) -> Choices:
    """What the form says. Columns are guessed anew where the file is read otherwise."""
    form = request.form
    if "only" in form:
        return replace(before, overwrite="overwrite" in form)
    sheet = form.get("sheet", "0")
    read = {
        "encoding": form.get("encoding", "") if form.get("encoding", "") in {"", *ENCODINGS} else "",
        "separator": form.get("separator", "") if form.get("separator", "") in {"", *SEPARATORS} else "",
        "sheet": int(sheet) if sheet.isascii() and sheet.isdigit() and len(sheet) < 4 else 0,
    }
    is_same = all(getattr(before, name) == value for name, value in read.items())
    kind = form.get("kind", "")
    return Choices(
        columns=(_named_columns() or None) if is_same or form.get("kept") == "1" else None,
        header=_header(),
        kind=kind if kind in {"basic", "short_answer"} else "",
        category=form.get("category", "").strip()[:60],
        as_table=before.as_table,
        overwrite=before.overwrite,
        **cast(dict[str, Any], read),
    )


def _readable(before: Choices) -> Choices:
    """With the columns that the form names, so that nothing that was chosen is lost."""
    named = _named_columns()
    return replace(before, columns=named, header=_header()) if named else before


def _named_columns() -> tuple[str, ...]:
    return tuple(role if role in ROLES else "" for role in request.form.getlist("column"))


def _header() -> int:
    text = request.form.get("header", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _start(id: str, *, status: int = 200, problem: str = "") -> Response:
    return render(
        "import.html", status=status, deck=_head(id), problem=problem, ends=ENDS, file_limit=file_limit(),
        table=request.form.get("table", ""),
        before=[(intake, intakes.done_of(intake)) for intake in intakes.list_stored(id)],
    )  # fmt: skip


def _columns(id: str, intake: Intake, found: Look, *, status: int = 200, problem: str = "") -> Response:
    grid, layout = found.grid, found.layout
    if grid is None or layout is None:
        raise ImportRejected(intakes.UNKNOWN)
    heads = dict(grid.rows[: SHOWN_ROWS + layout.header])
    rows = [(line, cells) for line, cells in heads.items() if line > layout.header][:SHOWN_ROWS]
    return render(
        "import_columns.html", status=status, deck=_head(id), intake=intake, found=found, grid=grid,
        layout=layout, problem=problem, rows=rows, headings=heads.get(layout.header, ()),
        lines=[line for line, _cells in grid.rows[:20]], column_words=COLUMN_WORDS, separator_words=SEPARATOR_WORDS,
        encodings=ENCODINGS, letter=letter, kinds=[kind for kind in ("basic", "short_answer") if kind in KINDS],
    )  # fmt: skip


def _preview(id: str, intake: Intake, *, status: int = 200, problem: str = "") -> Response:
    found = intakes.look(intake)
    try:
        planned = intakes.preview(id, found)
    except ImportRejected as error:
        return _columns(id, intake, found, status=422, problem=said(error))
    return render(
        "import_preview.html", status=status, deck=_head(id), intake=intake, found=found, plan=planned,
        problem=problem, form_label=FORMATS[found.format].label, shown=SHOWN_ITEMS, most_refused=SHOWN_REFUSED,
        changed=_told(planned), conflicts=_told(planned, conflicts=True),
    )  # fmt: skip


def _told(planned: Plan, *, conflicts: bool = False) -> list[Any]:
    """Changes with their parts, as many as a page shows."""
    changes = planned.conflicts if conflicts else planned.changed
    return [(each, changes_between(each.entry.item, each.item)) for each in changes[:SHOWN_ITEMS]]


def _head(id: str) -> Deck:
    """The deck without its items."""
    return decks.get_deck(id, only=())
