"""Taking a quiz: one item at a time, its feedback, the results."""

from __future__ import annotations

import math
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from quizapp.core.items.kind import Form
from quizapp.core.study.advice import advise
from quizapp.core.study.attempt import Attempt, AttemptItem, results
from quizapp.core.study.report import can_appeal
from quizapp.core.teaching.assignment import Assignment
from quizapp.errors import AttemptFinished, NotFound, ResponseInvalid
from quizapp.services import assignments, exports, quizzes, reports
from quizapp.web import access
from quizapp.web.addresses import address_of
from quizapp.web.clock import now, seed
from quizapp.web.downloads import download
from quizapp.web.forms import submitted
from quizapp.web.headers import forget
from quizapp.web.htmx import nothing_new, render, see_other, wants_fragment
from quizapp.web.translations import said

pages = Blueprint("attempts", __name__)
MOST_AHEAD = 20
pages.after_request(forget)


@pages.get("/attempts/<id>")
def attempt(id: str) -> Response:
    """Where the learner left off."""
    return see_other(_next_address(quizzes.get_attempt(id, now=now())))


@pages.get("/attempts/<id>/<int:position>")
def item(id: str, position: int) -> Response:
    """An item, or where it may be told, the feedback; a basic item's answer only when asked for."""
    found = quizzes.get_attempt(id, now=now())
    place = _place(found, position)
    if found.finished and _keeps(id):
        return see_other(url_for("attempts.result", id=id))
    if found.finished and place.response is None:
        return see_other(url_for("attempts.review", id=id, _anchor=f"answer-{position}"))
    return _stage(found, place, revealed=request.args.get("reveal") == "1")


@pages.post("/attempts/<id>/<int:position>")
def answer(id: str, position: int) -> Response:
    """Grade an answer. One that cannot be graded comes back with the reason and what was typed."""
    form = submitted()
    flagged = _flagged(form)
    leave = form.pop("go", [""])[0]
    try:
        if leave and _is_blank(form):
            quizzes.flag(id, position, flagged=bool(flagged))
        else:
            responded = quizzes.respond(id, position, form, now=now(), flagged=flagged)
    except ResponseInvalid as error:
        found = quizzes.get_attempt(id)
        place = _place(found, position)
        shown = place.entry.item.body.self_graded
        return _stage(found, place, status=422, problem=said(error), given=form, revealed=shown)
    if leave:
        return _go(id, leave)
    if not wants_fragment():
        return see_other(url_for("attempts.item", id=id, position=position))
    return _stage(responded.attempt, responded.place, is_new=responded.is_new)


@pages.route("/attempts/<id>/<int:position>/hint", methods=["GET", "POST"])
def hint(id: str, position: int) -> Response:
    """The same item with its hint, and with what was filled in already; who comes back later finds it there."""
    if request.method != "POST":
        return see_other(url_for("attempts.item", id=id, position=position))
    form = submitted()
    hints = quizzes.hint(id, position, now=now(), flagged=_flagged(form))
    found = quizzes.get_attempt(id, now=now())
    place = _place(found, position)
    if place.response is not None:
        return see_other(url_for("attempts.item", id=id, position=position))
    problem = "" if hints else _("There is no hint for this item.")
    return _stage(found, place, given=form, problem=problem)


@pages.post("/attempts/<id>/<int:position>/flag")
def flag(id: str, position: int) -> Response:
    """Mark an item to come back to, or not any more."""
    quizzes.flag(id, position, flagged="1" in request.form.getlist("flag"))
    return (
        nothing_new() if wants_fragment() else see_other(url_for("attempts.item", id=id, position=position))
    )


@pages.post("/attempts/<id>/<int:position>/clear")
def clear(id: str, position: int) -> Response:
    """Take back an answer that is not told yet."""
    quizzes.clear(id, position, now=now())
    return see_other(url_for("attempts.item", id=id, position=position))


@pages.route("/attempts/<id>/finish", methods=["GET", "POST"])
def finish(id: str) -> Response:
    """What is answered and what is not, before it is handed in."""
    found = quizzes.get_attempt(id, now=now())
    if found.tells:
        return see_other(url_for("attempts.result", id=id))
    if request.method != "POST":
        return render("finish.html", attempt=found, left=_left(found), kept=_keeps(id))
    quizzes.finish(id, now=now())
    return see_other(url_for("attempts.result", id=id))


@pages.errorhandler(AttemptFinished)
def ended(error: AttemptFinished) -> Response:
    """To the results, with a word on why."""
    flash(said(error))
    return see_other(url_for("attempts.result", id=(request.view_args or {})["id"]))


@pages.get("/attempts/<id>/results")
def result(id: str) -> Response:
    """Score, categories and what was missed, so far or in the end."""
    found = quizzes.get_attempt(id, now=now())
    if not found.tells:
        return see_other(url_for("attempts.finish", id=id))
    kept = _keeps(id) if found.finished else None
    if kept is not None:
        return render("held.html", attempt=found, assignment=kept)
    reached = results(found)
    return render(
        "results.html",
        attempt=found,
        results=reached,
        advice=advise(reached),
        assignment=assignments.assignment_of(id),
    )


@pages.get("/attempts/<id>/review")
def review(id: str) -> Response:
    """All answers with what they were told, or only the missed or the flagged ones."""
    looked = quizzes.review_attempt(id, now=now())
    found = looked.attempt
    if not found.tells:
        return see_other(url_for("attempts.finish", id=id))
    if _keeps(id):
        return see_other(url_for("attempts.result", id=id))
    shown = [place for place in found.told if place.response or not found.comes_again(place)]
    groups = {
        "": shown,
        "missed": [place for place in shown if place in results(found).missed],
        "flagged": [place for place in shown if place.flagged],
    }
    which = request.args.get("show", "")
    which = which if which in groups else ""
    counts = {name: len(places) for name, places in groups.items()}
    return render(
        "answers.html", attempt=found, places=groups[which], which=which, counts=counts, around=looked.around
    )


@pages.get("/attempts/<id>/missed.apkg")
def missed_deck(id: str) -> Response:
    """What was missed as a file for Anki."""
    if _keeps(id):
        return see_other(url_for("attempts.result", id=id))
    return download(exports.export_missed(id, now=now()))


@pages.post("/attempts/<id>/missed")
def missed(id: str) -> Response:
    """Once more, with what was missed."""
    if _keeps(id):
        return see_other(url_for("attempts.result", id=id))
    again = quizzes.retry_missed(id, now=now(), seed=seed())
    return see_other(url_for("attempts.item", id=again.id, position=1))


def _keeps(id: str) -> Assignment | None:
    """The assignment that keeps from its learner, until it is due, what came of this attempt."""
    found = assignments.assignment_of(id)
    if found is None or not found.keeps_results(now()) or access.may("mark", found.id):
        return None
    return found


def _stage(
    found: Attempt, place: AttemptItem, *, status: int = 200, is_new: bool = False, **context: Any
) -> Response:
    """An item, or what its answer is told; ``is_new``: it was given just now, so nobody reported anything of it."""
    told = _told(found, place, is_new=is_new) if place.response and found.tells else {}
    shown = {"problem": "", "given": _given(place), "revealed": False} | context
    return render(
        "attempt.html",
        block="stage",
        status=status,
        attempt=found,
        place=place,
        view=place.view(),
        left=_left(found),
        **told,
        **shown,
    )


def ahead_of(found: Attempt, after: int = 0) -> dict[str, str]:
    """By address the pages of the open items after a position, then before it; what one judges oneself with its key."""
    if found.finished:
        return {}
    pages = {}
    still = [place for place in found.items if place.response is None or not found.tells]
    for place in sorted(still, key=lambda place: place.position <= after)[:MOST_AHEAD]:
        address = url_for("attempts.item", id=found.id, position=place.position)
        pages[address] = _stage(found, place).get_data(as_text=True)
        if place.entry.item.body.self_graded:
            pages[f"{address}?reveal=1"] = _stage(found, place, revealed=True).get_data(as_text=True)
    return pages


def _told(found: Attempt, place: AttemptItem, *, is_new: bool) -> dict[str, Any]:
    """What only a told answer has: the way on, and what was reported of it."""
    return {
        "next": _next_address(found, place),
        "reports": () if is_new else reports.reports_at(found.id, place.position),
        "can_appeal": place.response is not None and can_appeal(place.entry.item, place.response.answer),
    }


def _given(place: AttemptItem) -> Form:
    """What is filled in already: an answer that may still be changed."""
    if place.response is None:
        return {}
    filled = place.entry.item.body.refill(place.response.answer)
    return {**filled, "confidence": [place.response.confidence or ""]}


def _left(found: Attempt) -> int | None:
    """Whole seconds until the time is over, None where there is no end."""
    if found.deadline is None or found.finished:
        return None
    return max(0, math.floor((found.deadline - now()).total_seconds()))


def _flagged(form: dict[str, list[str]]) -> bool | None:
    """Whether a form flags its item; None where it does not offer to."""
    given = form.pop("flag", None)
    return None if given is None else "1" in given


def _is_blank(form: Form) -> bool:
    return not any(value.strip() for name, values in form.items() if name != "confidence" for value in values)


def _go(id: str, where: str) -> Response:
    """On to another item of an attempt that is told at its end, or to its end."""
    found = quizzes.get_attempt(id, now=now())
    place = found.at(int(where)) if where.isascii() and where.isdigit() and len(where) < 6 else None
    if found.finished or place is None:
        return see_other(url_for("attempts.finish", id=id))
    address = url_for("attempts.item", id=id, position=place.position)
    if not wants_fragment():
        return see_other(address)
    response = _stage(found, place)
    response.headers["HX-Push-Url"] = address
    return response


def _next_address(found: Attempt, place: AttemptItem | None = None) -> str:
    """The next item without a response after this one, else the first one, else the results or the end."""
    after = place.position if place else 0
    ahead = (other.position for other in found.items if other.response is None and other.position > after)
    position = next(ahead, None) or found.next_position
    if position is None or found.finished:
        return address_of("attempts.result", id=found.id)
    return address_of("attempts.item", id=found.id, position=position)


def _place(found: Attempt, position: int) -> AttemptItem:
    place = found.at(position)
    if place is None:
        raise NotFound("item", str(position))
    return place
