"""Assignments: given by teachers, taken by learners, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from quizapp.core.analytics.gradebook import GRADING_METHODS, grading_method_named
from quizapp.core.decks.deck import DeckItem
from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.study.quiz import MOST_ITEMS, MOST_MINUTES, Quiz, behaviour_named
from quizapp.core.teaching.assignment import (
    MOST_ATTEMPTS,
    Assignment,
    late_rule_named,
    telling_named,
    title_of,
)
from quizapp.errors import InputError
from quizapp.services import analysis, assignments, classes, decks, gradebooks, regrading, reports
from quizapp.services.portions import deck_for
from quizapp.services.quizzes import chosen_of
from quizapp.web import access, bin, learner
from quizapp.web.clock import now, seed
from quizapp.web.downloads import download
from quizapp.web.forms import whole_number
from quizapp.web.headers import forget
from quizapp.web.htmx import render, see_other
from quizapp.web.moments import moment_field, moment_from
from quizapp.web.pictures import histogram, item_map
from quizapp.web.translations import said

pages = Blueprint("assignments", __name__)
pages.after_request(forget)  # names of pupils and their points stay on no computer of a school


@pages.route("/classes/<id>/assign", methods=["GET", "POST"])
def give(id: str) -> Response:
    """A new assignment of a class."""
    room = classes.get_class(id)
    offered = _decks()
    if request.method != "POST":
        given = {name: request.args.get(name, "") for name in request.args}
        return _form(room=room, offered=offered, given=given, choices=_choices(given))
    try:
        made = assignments.give(_selected(_assignment(id="", classroom=id)))
    except InputError as error:
        sent = _sent()
        return _form(room=room, offered=offered, given=sent, choices=_choices(sent), problem=said(error))
    flash(_("“%(title)s” is assigned.", title=made.title))
    return see_other(url_for("classes.room", id=id))


@pages.get("/assignments/<id>")
def page(id: str) -> Response:
    """What a learner has to know before they begin; for a teacher what came of it."""
    if access.may("mark", id):
        found = assignments.get_assignment(id)
        book = assignments.book(found.classroom, now=now(), only=id)
        made = assignments.attempts_of(id, now=now())
        return render("assignment_results.html", assignment=found, book=book, made=made, now=now())
    known = learner.required()
    standing = assignments.standing(id, learner=known.id, now=now())
    room = classes.get_class(standing.assignment.classroom)
    return render("assignment.html", standing=standing, room=room, me=room.member(known.id), now=now())


@pages.post("/assignments/<id>/start")
def start(id: str) -> Response:
    """Begin an attempt, or go on with the one that is open."""
    attempt = assignments.begin(id, learner=learner.required().id, now=now(), seed=seed())
    return see_other(url_for("attempts.item", id=attempt.id, position=attempt.next_position or 1))


@pages.route("/assignments/<id>/edit", methods=["GET", "POST"])
def edit(id: str) -> Response:
    """Other dates and rules."""
    found = assignments.get_assignment(id)
    room = classes.get_class(found.classroom)
    if request.method != "POST":
        return _form(room=room, offered=(), given=_fields(found), assignment=found)
    try:
        changed = _assignment(id=id, classroom=found.classroom, deck=found.deck_id, items=found.items)
        assignments.change(changed)
    except InputError as error:
        return _form(room=room, offered=(), given=_sent(), assignment=found, problem=said(error))
    flash(_("The assignment is changed."))
    return see_other(url_for("assignments.page", id=id))


@pages.route("/assignments/<id>/delete", methods=["GET", "POST"])
def delete(id: str) -> Response:
    """Ask first, then delete."""
    found = assignments.get_assignment(id)
    if request.method != "POST":
        return render("assignment_delete.html", assignment=found)
    assignments.withdraw(id, now=now(), by=learner.required().id)
    bin.told(_("“%(title)s” is not assigned any more.", title=found.title), "assignment", id)
    return see_other(url_for("classes.room", id=found.classroom))


@pages.get("/assignments/<id>/items")
def items(id: str) -> Response:
    """What the answers say of the items, and what to do about them."""
    found = analysis.analyse(id, now=now())
    deck = found.assignment.deck_id
    can_edit = access.may("edit", deck)
    waiting = reports.waiting_by_deck([deck]).get(deck, 0) if can_edit else 0
    return render(
        "analysis.html",
        found=found,
        spread=histogram(found.quiz.histogram),
        plot=item_map(_points(found)),
        can_edit=can_edit,
        waiting=waiting,
        stale=regrading.stale_items(deck) if can_edit else frozenset(),
    )


@pages.get("/assignments/<id>/grades.csv")
def grades_file(id: str) -> Response:
    """What every learner reached, for a spreadsheet."""
    found = assignments.get_assignment(id)
    return download(gradebooks.export_gradebook(found.classroom, now=now(), only=id))


@pages.get("/assignments/<id>/answers.csv")
def answers_file(id: str) -> Response:
    """What every learner answered, for a spreadsheet."""
    return download(gradebooks.export_answers(id, now=now()))


@pages.get("/assignments/<id>/items.csv")
def items_file(id: str) -> Response:
    """The statistics of the items, for a spreadsheet."""
    return download(gradebooks.export_statistics(id, now=now()))


def _points(found: analysis.Analysis) -> list[tuple[str, float, float]]:
    """(stem, facility, discrimination) of the items that have both."""
    return [
        (one.item.stem, one.statistics.facility.mean, one.statistics.discrimination)
        for one in found.items
        if one.statistics.facility.mean is not None and one.statistics.discrimination is not None
    ]


def _decks() -> list[tuple[str, str, int]]:
    """(id, title, items) of the decks that this teacher can give."""
    return [
        (deck.id, deck.title, deck.items)
        for deck in decks.list_decks(access.actor())
        if deck.published and deck.items
    ]


def _choices(given: Mapping[str, str]) -> tuple[DeckItem, ...]:
    """The items to choose from, where the teacher wants to choose."""
    deck = given.get("deck", "")
    return decks.get_deck(deck).asked if given.get("choose") and access.may("study", deck) else ()


def _selected(assignment: Assignment) -> Assignment:
    """With the items that were chosen by hand, or that all learners get, or with none: each attempt draws its own.

    Raises `InputError`.
    """
    by_hand = tuple(request.form.getlist("item"))
    if request.form.get("choose"):
        if not by_hand:
            raise InputError(_("Choose at least one item."))
        return replace(assignment, items=by_hand, quiz=replace(assignment.quiz, count=len(by_hand)))
    if request.form.get("draw") == "own":
        return assignment
    drawn = seed()
    deck = deck_for(assignment.deck_id, quiz=assignment.quiz, seed=drawn)
    chosen = chosen_of(deck, quiz=assignment.quiz, seed=drawn)
    ids = tuple(entry.item.id for entry in chosen)
    return replace(assignment, items=ids, quiz=replace(assignment.quiz, count=len(ids)))


def _assignment(*, id: str, classroom: str, deck: str = "", items: tuple[str, ...] = ()) -> Assignment:
    """What the form asks for. Raises `InputError`."""
    deck_id = deck or request.form.get("deck", "")
    if not access.may("study", deck_id):
        raise InputError(_("Choose a deck."))
    title = decks.get_deck(deck_id, only=()).title
    minutes = whole_number("minutes", default=0, smallest=0, largest=MOST_MINUTES)
    most = whole_number("most", default=0, smallest=0, largest=MOST_ATTEMPTS)
    return Assignment(
        id=id,
        classroom=classroom,
        deck_id=deck_id,
        deck_title=title,
        title=title_of(request.form.get("title", ""), otherwise=title),
        created=now(),
        opens=moment_from("opens"),
        due=moment_from("due"),
        late=late_rule_named(request.form.get("late") or "closed"),
        penalty=whole_number("penalty", default=0, smallest=0, largest=100),
        most=most or None,
        method=grading_method_named(request.form.get("method") or "best"),
        quiz=Quiz(
            count=whole_number("count", default=len(items) or 10, largest=MOST_ITEMS),
            category=request.form.get("category") or None,
            behaviour=behaviour_named(request.form.get("behaviour") or DEFERRED.name),
            limit=timedelta(minutes=minutes) if minutes else None,
        ),
        items=items,
        tell=telling_named(request.form.get("tell") or "once"),
    )


def _fields(found: Assignment) -> dict[str, str]:
    """The form of an assignment as it is."""
    quiz = found.quiz
    return {
        "deck": found.deck_id,
        "title": found.title,
        "count": str(quiz.count),
        "category": quiz.category or "",
        "behaviour": quiz.behaviour.name,
        "minutes": "" if quiz.limit is None else str(int(quiz.limit.total_seconds() // 60)),
        "opens": moment_field(found.opens),
        "due": moment_field(found.due),
        "late": found.late,
        "penalty": str(found.penalty),
        "most": "" if found.most is None else str(found.most),
        "method": found.method,
        "tell": found.tell,
    }


def _sent() -> Mapping[str, str]:
    return {name: request.form.get(name, "") for name in request.form if name != "csrf_token"}


def _form(*, given: Mapping[str, str], problem: str = "", **context: Any) -> Response:
    plain = {
        "draw": "same",
        "count": "10",
        "behaviour": DEFERRED.name,
        "late": "closed",
        "method": "best",
        "most": "1",
        "tell": "once",
    }
    return render(
        "assign.html",
        status=422 if problem else 200,
        problem=problem,
        chosen=frozenset(request.form.getlist("item")),
        given=plain | {name: value for name, value in given.items() if value or name in {"most", "minutes"}},
        methods=GRADING_METHODS,
        limits={"items": MOST_ITEMS, "minutes": MOST_MINUTES, "attempts": MOST_ATTEMPTS},
        **context,
    )
