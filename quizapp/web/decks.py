"""The list of decks, a deck's page, its items, its source, its Anki file and its end."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from quizapp.core.study.behaviours import IMMEDIATE
from quizapp.core.study.quiz import MOST_ITEMS, MOST_MINUTES, Quiz, behaviour_named
from quizapp.errors import InputError
from quizapp.services import assignments, choices, decks, portions, quizzes, reports, sources
from quizapp.web import access, bin, learner, to_anki
from quizapp.web.clock import now, seed
from quizapp.web.forms import page_number, whole_number
from quizapp.web.htmx import render, see_other
from quizapp.web.marks import source_pieces, span_name
from quizapp.web.moments import today
from quizapp.web.paging import Page
from quizapp.web.particulars import fields_of, fields_sent, sent_particulars
from quizapp.web.translations import said

pages = Blueprint("decks", __name__)
ITEMS_PER_PAGE = 60
QUIZ_LENGTHS = (5, 10, 20)
MINUTES = (5, 10, 20, 30, 60)


@pages.get("/")
def home() -> Response:
    """All decks, and the quizzes that this learner may go on with."""
    known = learner.current()
    open_ones = quizzes.open_attempts_of(known.id, now=now()) if known else ()
    listed, day = decks.list_decks(access.actor()), today(now())
    rulings = reports.unheard_rulings(known.id) if known else ()
    return render(
        "home.html",
        decks=listed,
        overdue=[deck for deck in listed if deck.is_own and deck.is_overdue(day)],
        reported=reports.waiting_by_deck([deck.id for deck in listed if deck.is_own]),
        open_attempts=open_ones,
        rulings=rulings,
    )


@pages.get("/decks/<id>")
def deck(id: str) -> Response:
    """A deck: what it holds, and what can be done with it."""
    cover = portions.cover_of(id)
    if not cover.deck.published:
        access.require("edit", id)
        return see_other(url_for("review.drafts", id=id))
    lengths = {length for length in (*QUIZ_LENGTHS, cover.size) if 0 < length <= min(cover.size, MOST_ITEMS)}
    return render(
        "deck.html",
        deck=cover.deck,
        cover=cover,
        lengths=sorted(lengths),
        minutes=MINUTES,
        reported=reports.waiting_by_deck([id]).get(id, 0),
        turnable=choices.turnable_in(cover),
        can_edit=access.may("edit", id),
    )


@pages.post("/decks/<id>/quiz")
def start(id: str) -> Response:
    """Draw a quiz and go to its first item."""
    quiz = _quiz()
    attempt = quizzes.start_quiz(id, now=now(), seed=seed(), quiz=quiz, learner=learner.required().id)
    return see_other(url_for("attempts.item", id=attempt.id, position=1))


@pages.get("/decks/<id>/items")
def items(id: str) -> Response:
    """Every accepted item; keys and evidence only where the address asks for them."""
    tag = request.args.get("tag", "")
    listed = portions.list_items(id, tag=tag, page=page_number(), size=ITEMS_PER_PAGE)
    page = Page(entries=listed.deck.items, number=listed.number, pages=listed.pages, total=listed.total)
    return render(
        "items.html", deck=listed.deck, page=page, shown=request.args.get("show") == "answers", tag=tag,
        tags=sorted(listed.tags.items(), key=lambda pair: pair[0].casefold()), can_edit=access.may("edit", id),
    )  # fmt: skip


@pages.get("/decks/<id>/source")
def source(id: str) -> Response:
    """The whole source with every item's evidence as a place to jump to."""
    found = decks.get_deck(id)
    quoted = [evidence for entry in found.asked if (evidence := found.evidence_of(entry)) is not None]
    at = request.args.get("at", "")
    is_lost = bool(at) and at not in map(span_name, quoted)
    pieces = source_pieces(found.source.text, quoted)
    return render("source.html", deck=found, pieces=pieces, at=at, is_lost=is_lost)


@pages.get("/decks/<id>/anki")
def anki(id: str) -> Response:
    """The deck as a file for Anki, or a part of it."""
    return to_anki.file(id)


@pages.route("/decks/<id>/settings", methods=["GET", "POST"])
def settings(id: str) -> Response:
    """Title and description, and what is known of the source. What cannot be used comes back with the reason."""
    found = decks.get_deck(id, only=())
    if request.method != "POST":
        return render("settings.html", deck=found, sent={}, known=fields_of(found.source.particulars))
    sent = {name: request.form.get(name, "") for name in ("title", "about", "visibility")}
    try:
        known = sent_particulars(found.source.particulars)
        decks.rename_deck(id, **sent)
        sources.describe_source(id, known, title=request.form.get("source_title", ""), now=now())
    except InputError as error:
        return render("settings.html", status=422, deck=found, sent=request.form, known=fields_sent(),
                      problem=said(error))  # fmt: skip
    return see_other(url_for("decks.deck", id=id))


@pages.route("/decks/<id>/delete", methods=["GET", "POST"])
def delete(id: str) -> Response:
    """Ask first, then delete."""
    found = decks.get_deck(id, only=())
    if request.method != "POST":
        return render(
            "delete.html", deck=found, items=decks.number_of_items(id), given=assignments.number_of(id)
        )
    decks.delete_deck(id, now=now(), by=access.actor().learner)
    bin.told(_("The deck “%(title)s” was deleted.", title=found.title), "deck", id)
    return see_other(url_for("decks.home"))


def _quiz() -> Quiz:
    """The quiz that the form asks for. Raises `InputError`."""
    minutes = whole_number("minutes", default=0, smallest=0, largest=MOST_MINUTES)
    return Quiz(
        count=whole_number("count", default=10, largest=MOST_ITEMS),
        category=request.form.get("category") or None,
        behaviour=behaviour_named(request.form.get("behaviour") or IMMEDIATE.name),
        limit=timedelta(minutes=minutes) if minutes else None,
        confidence="confidence" in request.form,
        as_choice="as_choice" in request.form,
    )
