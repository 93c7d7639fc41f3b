"""The statements of a deck: what each gave, those that a teacher writes, and how much of the text is asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.core.decks.coverage import Asked, coverage_of
from quizapp.core.decks.deck import Deck
from quizapp.core.statements.own import ANSWER_TYPES, OTHER, Wish, is_own, wish_of
from quizapp.core.statements.statement import Statement
from quizapp.core.text.sentences import sentence_spans
from quizapp.errors import InputError
from quizapp.services import decks, statements
from quizapp.web import undo
from quizapp.web.clock import now
from quizapp.web.forms import page_number
from quizapp.web.htmx import render, see_other
from quizapp.web.map import page_with, paragraphs_of
from quizapp.web.paging import page_of
from quizapp.web.translations import said

pages = Blueprint("statements", __name__)
STATEMENTS_PER_PAGE = 40
HAVING = ("with", "without")


@pages.get("/decks/<id>/statements")
def listed(id: str) -> Response:
    """All statements by category, or those that the address asks for."""
    found = statements.list_asked(id)
    kind, having, at = (request.args.get(name, "") for name in ("kind", "items", "at"))
    shown = [one for one in found.asked if _fits(one, kind, having)]
    names = [name for name, _n in Counter(one.statement.category for one in shown).most_common()]
    shown.sort(key=lambda one: names.index(one.statement.category))
    page = page_of(shown, number=_page_of(shown, at), size=STATEMENTS_PER_PAGE)
    groups = [
        (name, list(group)) for name, group in groupby(page.entries, lambda one: one.statement.category)
    ]
    return render(
        "statements.html", deck=found.deck, groups=groups, page=page, kind=kind, having=having,
        total=len(found.asked), given=sum(bool(one.items) for one in found.asked),
        kinds=Counter(one.statement.kind for one in found.asked).most_common(),
        sizes=Counter(one.statement.category for one in shown), undoable=undo.depth(id), is_own=is_own,
    )  # fmt: skip


@pages.get("/decks/<id>/coverage")
def coverage(id: str) -> Response:
    """The text with what is asked about."""
    found = statements.list_asked(id)
    covered = coverage_of(found.deck, found.asked)
    page = page_with(paragraphs_of(found.deck.source, covered.sentences), page_number())
    there = len(sentence_spans(found.deck.source))
    return render(
        "coverage.html", deck=found.deck, coverage=covered, page=page, paragraphs=page.entries[0],
        silent=max(0, there - len(covered.sentences)), undoable=undo.depth(id),
    )  # fmt: skip


@pages.post("/decks/<id>/coverage")
def add_missing(id: str) -> Response:
    """Accept the best item about a sentence; where nothing can be asked of it, lead to the form."""
    statement_id, is_row = request.form.get("statement", ""), request.form.get("back") == "statements"
    entry = statements.accept_best(id, statement_id, now=now(), alone=is_row)
    if entry is None:
        flash(_("No item comes of this sentence by itself. Say what you would ask."))
        return see_other(url_for("statements.form", id=id, statement_id=statement_id))
    undo.remember(id, {entry.item.id: "draft"})
    flash(_("Accepted: %(stem)s", stem=_plain(entry.item.stem)))
    if is_row:
        return see_other(url_for("statements.listed", id=id, at=statement_id) + f"#{statement_id}")
    page = request.form.get("page", "1")
    return see_other(url_for("statements.coverage", id=id, page=page) + f"#at-{entry.item.span[0]}")


@pages.get("/decks/<id>/statements/new")
def new(id: str) -> Response:
    """An empty form."""
    return _form(decks.get_deck(id), Wish(sentence="", answers=()))


@pages.post("/decks/<id>/statements")
def add(id: str) -> Response:
    """Store a new statement with its drafts; a slip comes back with the reason and what was typed."""
    return _write(id, None)


@pages.get("/decks/<id>/statements/<statement_id>")
def form(id: str, statement_id: str) -> Response:
    """The form with what a statement says now."""
    found = statements.get_statement(id, statement_id)
    return _form(decks.get_deck(id), wish_of(found), found)


@pages.post("/decks/<id>/statements/<statement_id>")
def edit(id: str, statement_id: str) -> Response:
    """Store a statement written otherwise, with its drafts."""
    return _write(id, statements.get_statement(id, statement_id))


def _write(id: str, of: Statement | None) -> Response:
    deck = decks.get_deck(id)
    wish = _wish(deck)
    try:
        written, count = statements.write_statement(
            id, wish, now=now(), replaces=None if of is None else of.id
        )
    except InputError as error:
        return _form(deck, wish, of, status=422, problem=said(error))
    flash(ngettext("%(num)d draft waits for you.", "%(num)d drafts wait for you.", count))
    return see_other(url_for("statements.listed", id=id, at=written) + f"#{written}")


def _wish(deck: Deck) -> Wish:
    """What was typed; the closest sentence in its place where the teacher took that."""
    sent = {name: request.form.get(name, "").strip() for name in ("sentence", "words", "stem", "category")}
    taken = request.form.get("take", "")
    lines = (" ".join(line.split()) for line in request.form.get("answers", "").splitlines())
    answers = tuple(line for line in lines if line)
    if taken and (nearest := statements.nearest_sentence(deck, sent["sentence"], answers)):
        sent["words"] = sent["sentence"] if taken == "words" else sent["words"]
        sent["sentence"] = nearest
    type = request.form.get("type", "") or OTHER
    return Wish(answers=answers, type=type[:60], **sent)


def _form(
    deck: Deck, wish: Wish, of: Statement | None = None, *, status: int = 200, problem: str = ""
) -> Response:
    nearest = (
        statements.nearest_sentence(deck, wish.sentence, wish.answers) if problem and wish.sentence else ""
    )
    types = list(ANSWER_TYPES) + ([wish.type] if wish.type not in ANSWER_TYPES else [])
    categories = sorted({entry.item.category for entry in deck.items})
    return render(
        "statement.html", status=status, deck=deck, wish=wish, of=of, problem=problem, nearest=nearest, types=types,
        categories=categories, is_own=of is None or is_own(of),
    )  # fmt: skip


def _fits(one: Asked, kind: str, having: str) -> bool:
    return kind in {"", one.statement.kind} and (
        having not in HAVING or bool(one.items) == (having == "with")
    )


def _page_of(shown: Sequence[Asked], at: str) -> int:
    """The page that was asked for, or the one with a statement."""
    ids = [one.statement.id for one in shown]
    return 1 + ids.index(at) // STATEMENTS_PER_PAGE if at in ids else page_number()


def _plain(stem: str) -> str:
    """A stem as a line of text."""
    return " ".join(stem.replace("{{", "[").replace("}}", "]").split())
