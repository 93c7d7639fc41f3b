"""Taking a quiz: one item at a time, its feedback, the results."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, url_for

from quizapp.core.study.advice import advise
from quizapp.core.study.attempt import Attempt, AttemptItem, results
from quizapp.errors import NotFound, ResponseInvalid
from quizapp.services import exports, quizzes
from quizapp.web.clock import now, seed
from quizapp.web.downloads import download
from quizapp.web.forms import submitted
from quizapp.web.headers import forget
from quizapp.web.htmx import render, see_other, wants_fragment
from quizapp.web.translations import said

pages = Blueprint("attempts", __name__)
pages.after_request(forget)


@pages.get("/attempts/<id>")
def attempt(id: str) -> Response:
    """Where the learner left off."""
    return see_other(_next_address(quizzes.get_attempt(id)))


@pages.get("/attempts/<id>/<int:position>")
def item(id: str, position: int) -> Response:
    """An item, or where it has its response, the feedback; a basic item's answer only when asked for."""
    found = quizzes.get_attempt(id)
    return _stage(found, _place(found, position), revealed=request.args.get("reveal") == "1")


@pages.post("/attempts/<id>/<int:position>")
def answer(id: str, position: int) -> Response:
    """Grade an answer. One that cannot be graded comes back with the reason and what was typed."""
    form = submitted()
    try:
        quizzes.answer(id, position, form, now=now())
    except ResponseInvalid as error:
        found = quizzes.get_attempt(id)
        place = _place(found, position)
        shown = place.entry.item.body.self_graded
        return _stage(found, place, status=422, problem=said(error), given=form, revealed=shown)
    if not wants_fragment():
        return see_other(url_for("attempts.item", id=id, position=position))
    found = quizzes.get_attempt(id)
    return _stage(found, _place(found, position))


@pages.get("/attempts/<id>/results")
def result(id: str) -> Response:
    """Score, categories and what was missed, so far or in the end."""
    found = quizzes.get_attempt(id)
    reached = results(found)
    return render("results.html", attempt=found, results=reached, advice=advise(reached))


@pages.get("/attempts/<id>/review")
def review(id: str) -> Response:
    """All answers with what they were told, or only the missed ones."""
    looked = quizzes.review_attempt(id)
    missed_only = request.args.get("show") == "missed"
    reached = results(looked.attempt)
    return render(
        "answers.html",
        attempt=looked.attempt,
        places=reached.missed if missed_only else looked.attempt.answered,
        answered=reached.answered,
        missed=len(reached.missed),
        missed_only=missed_only,
        around=looked.around,
    )


@pages.get("/attempts/<id>/missed.apkg")
def missed_deck(id: str) -> Response:
    """What was missed as a file for Anki."""
    return download(exports.export_missed(id))


@pages.post("/attempts/<id>/missed")
def missed(id: str) -> Response:
    """Once more, with what was missed."""
    again = quizzes.retry_missed(id, now=now(), seed=seed())
    return see_other(url_for("attempts.item", id=again.id, position=1))


def _stage(found: Attempt, place: AttemptItem, *, status: int = 200, **context: Any) -> Response:
    told = {} if place.response is None else {"next": _next_address(found, place)}
    shown = {"problem": "", "given": {}, "revealed": False} | context
    return render(
        "attempt.html",
        block="stage",
        status=status,
        attempt=found,
        place=place,
        view=place.view(),
        **told,
        **shown,
    )


def _next_address(found: Attempt, place: AttemptItem | None = None) -> str:
    """The next item without a response after this one, else the first one, else the results."""
    after = place.position if place else 0
    ahead = [other.position for other in found.items if other.response is None and other.position > after]
    position = ahead[0] if ahead else found.next_position
    if position is None:
        return url_for("attempts.result", id=found.id)
    return url_for("attempts.item", id=found.id, position=position)


def _place(found: Attempt, position: int) -> AttemptItem:
    place = found.at(position)
    if place is None:
        raise NotFound("item", str(position))
    return place
