"""Grading past answers again after the key of an item changed: first what would change, then the change."""

from __future__ import annotations

from flask import Blueprint, Response, flash, url_for
from flask_babel import ngettext

from quizapp.services import decks, regrading
from quizapp.web.clock import now
from quizapp.web.htmx import render, see_other

pages = Blueprint("regrading", __name__)


@pages.get("/decks/<id>/items/<item_id>/regrade")
def preview(id: str, item_id: str) -> Response:
    """Which responses would be worth something else."""
    return render(
        "regrade.html", deck=decks.get_deck(id, only=[item_id]), found=regrading.preview(id, item_id)
    )


@pages.post("/decks/<id>/items/<item_id>/regrade")
def carry_out(id: str, item_id: str) -> Response:
    """Grade them again."""
    found = regrading.carry_out(id, item_id, now=now())
    flash(
        ngettext("%(num)d answer was graded again.", "%(num)d answers were graded again.", len(found.changes))
    )
    return see_other(url_for("regrading.preview", id=id, item_id=item_id))
