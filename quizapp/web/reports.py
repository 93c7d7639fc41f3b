"""Reports of items: sent from feedback, ruled on by the deck's owner, heard by the learner."""

from __future__ import annotations

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from quizapp.errors import NotFound
from quizapp.services import decks, regrading, reports
from quizapp.web import bin, learner
from quizapp.web.clock import now
from quizapp.web.htmx import render, see_other

pages = Blueprint("reports", __name__)
_MOST_DIGITS = 15


@pages.post("/attempts/<id>/<int:position>/report")
def send(id: str, position: int) -> Response:
    """Something is wrong with this item."""
    reason, words = request.form.get("reason", ""), request.form.get("words", "")
    reports.report_item(id, position, reason=reason, words=words, now=now())
    return _thanks(id, position)


@pages.post("/attempts/<id>/<int:position>/appeal")
def appeal(id: str, position: int) -> Response:
    """I was right."""
    reports.appeal(id, position, now=now())
    return _thanks(id, position)


@pages.get("/decks/<id>/reports")
def listed(id: str) -> Response:
    """What learners reported, and what was decided."""
    found = reports.list_reports(id)
    waiting = [report for report in found if report.ruling is None]
    ruled = [report for report in found if report.ruling is not None]
    return render("reports.html", deck=decks.get_deck(id, only=()), waiting=waiting, ruled=ruled)


@pages.post("/decks/<id>/reports/<int:number>")
def rule(id: str, number: int) -> Response:
    """Decide on a report."""
    ruling, reply = request.form.get("ruling", ""), request.form.get("reply", "")
    report = reports.rule(id, number, ruling=ruling, reply=reply, now=now())
    words = _("Decided. The learner hears it.")
    if report.can_reopen:
        bin.told_undone_by(words, url_for("reports.reopen", id=id, number=number))
    else:
        flash(words)
    if report.ruling == "upheld" and regrading.preview(id, report.item.id).changes:
        flash(_("Other answers would be graded otherwise by now: see below."))
        return see_other(url_for("regrading.preview", id=id, item_id=report.item.id))
    if report.ruling == "upheld" and report.reason != "appeal":
        return see_other(url_for("items.form", id=id, item_id=report.item.id))
    return see_other(url_for("reports.listed", id=id))


@pages.post("/decks/<id>/reports/<int:number>/reopen")
def reopen(id: str, number: int) -> Response:
    """Take a decision back that the learner has not heard yet."""
    reports.reopen(id, number)
    flash(_("The report waits for you again."))
    return see_other(url_for("reports.listed", id=id))


@pages.post("/rulings")
def heard() -> Response:
    """The learner has seen these rulings."""
    known = learner.current()
    if known is None:
        raise NotFound("page", "rulings")
    sent = request.form.getlist("number")
    numbers = [int(text) for text in sent if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS]
    reports.hear(known.id, numbers)
    return see_other(url_for("decks.home"))


def _thanks(id: str, position: int) -> Response:
    flash(_("Sent to the owner of this deck. You hear here what they decide."))
    return see_other(url_for("attempts.item", id=id, position=position))
