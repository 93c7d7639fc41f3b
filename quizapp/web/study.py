"""Studying: what waits today, one card after the other, and the settings of a learner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Flask, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from quizapp.core.study.card import CardName, CardState
from quizapp.core.study.learner import Learner
from quizapp.core.study.preferences import MOST_LAPSES, MOST_NEW, RETENTION, Preferences
from quizapp.errors import InputError
from quizapp.services import decks, learners, progress, study
from quizapp.web import access, learner
from quizapp.web.clock import now
from quizapp.web.forms import whole_number
from quizapp.web.headers import forget
from quizapp.web.htmx import render, see_other, wants_fragment
from quizapp.web.moments import offset
from quizapp.web.pictures import forecast, gauge, heat_map
from quizapp.web.translations import said

pages = Blueprint("study", __name__)
pages.after_request(forget)
settings = Blueprint("settings", __name__)
_MOST_NUMBER = 1_000_000
RATINGS = {"again": _l("Again"), "hard": _l("Hard"), "good": _l("Good"), "easy": _l("Easy")}
STAGES = {
    "learning": _l("Learning"),
    "review": _l("Learned"),
    "relearning": _l("Learning again"),
    "suspended": _l("Suspended"),
}


def init_app(app: Flask) -> None:
    """Teach the templates how long a card waits."""
    app.add_template_filter(wait_words)
    app.jinja_env.globals["rating_words"] = RATINGS
    app.jinja_env.globals["stage_words"] = STAGES


@pages.get("/study")
def today() -> Response:
    """What waits, what was done and what is coming."""
    found = learner.current()
    view = None if found is None else progress.overview(found, now=now(), offset=offset())
    if found is None or view is None or not view.decks:
        return render(
            "study.html",
            overview=None,
            decks=[deck for deck in decks.list_decks(access.actor()) if deck.published],
        )
    return render(
        "study.html",
        overview=view,
        heat=heat_map(view.done, today=view.today),
        coming=forecast(view.coming),
        retention=gauge(view.remembered, view.measured, target=found.preferences.desired_retention),
        preferences=found.preferences,
    )


@pages.post("/decks/<id>/study")
def begin(id: str) -> Response:
    """Study one deck."""
    decks.get_deck(id, only=())
    learner.required()
    return see_other(url_for("study.card", deck=id))


@pages.get("/study/next")
def card() -> Response:
    """The next card of one deck or of all, or that nothing waits."""
    found, deck = learner.current(), request.args.get("deck")
    if deck is not None:
        access.require("study", deck)
    if found is None:
        return see_other(url_for("study.today"))
    return _stage(found, deck)


@pages.post("/study/rate")
def rate() -> Response:
    """Rate the card that was shown; one that went on since, in another tab, is left as it is."""
    found = learner.required()
    study.rate(
        found, _name(), request.form.get("rating", ""), seen=_number("seen"), now=now(), offset=offset()
    )
    return _next(found)


@pages.post("/study/aside")
def aside() -> Response:
    """Suspend a card, fetch it back, or bury it until tomorrow."""
    found = learner.required()
    deed = request.form.get("deed", "")
    done = study.set_aside(
        found,
        _name(),
        deed,
        seen=_number("seen"),
        now=now(),
        offset=offset(),
    )
    if deed == "unsuspended":
        if done:
            flash(_("The card is back."))
        return see_other(url_for("study.today"))
    return _next(found)


@pages.post("/study/undo")
def undo() -> Response:
    """Take back the last review, suspension or burial of today."""
    found = learner.required()
    study.undo(found, now=now(), offset=offset())
    return _next(found)


@settings.route("/settings", methods=["GET", "POST"])
def page() -> Response:
    """What a learner chose about learning."""
    if request.method != "POST":
        known = learner.current()
        return _settings(known.preferences if known else Preferences())
    found = learner.required()
    try:
        learners.change_preferences(found.id, _preferences(found.preferences))
    except InputError as error:
        return _settings(found.preferences, problem=said(error), given=request.form, status=422)
    flash(_("The settings are kept."))
    return see_other(url_for("settings.page"))


def wait_words(state: CardState, at: datetime) -> str:
    """How long until a card comes back: 10 min, 3 days, 2 months, 1.5 years."""
    if state.interval == 0 and state.due is not None:
        minutes = max(1, round((state.due - at).total_seconds() / 60))
        return str(_("%(n)s min", n=minutes))
    if state.interval < 45:
        return str(ngettext("%(num)d day", "%(num)d days", state.interval))
    if state.interval < 548:
        return str(ngettext("%(num)d month", "%(num)d months", round(state.interval / 30.44)))
    return str(_("%(n)s years", n=round(state.interval / 365.25, 1)))


def _stage(found: Learner, deck: str | None) -> Response:
    at, ahead = now(), offset()
    dealt = study.deal(found, now=at, offset=ahead, deck=deck)
    return render(
        "study_card.html",
        block="stage",
        shown=dealt.shown,
        waits=dealt.waiting,
        deck=deck,
        deck_title=dealt.deck_title,
        at=at,
        can_undo=dealt.can_undo,
    )


def _next(found: Learner) -> Response:
    deck = request.form.get("scope") or None
    if deck is not None:
        access.require("study", deck)
    if wants_fragment():
        return _stage(found, deck)
    return see_other(url_for("study.card", deck=deck))


def _name() -> CardName:
    deck = request.form.get("deck", "")
    access.require("study", deck)
    return CardName(deck_id=deck, item_id=request.form.get("item", ""), face=_number("face"))


def _number(name: str) -> int:
    return whole_number(name, default=0, smallest=0, largest=_MOST_NUMBER)


def _preferences(before: Preferences) -> Preferences:
    """Those of the form. Raises `InputError`."""
    lowest, highest = (round(100 * share) for share in RETENTION)
    return replace(
        before,
        new_per_day=whole_number("new_per_day", default=before.new_per_day, smallest=0, largest=MOST_NEW),
        desired_retention=whole_number("desired_retention", default=90, smallest=lowest, largest=highest)
        / 100,
        leech_after=whole_number("leech_after", default=before.leech_after, largest=MOST_LAPSES),
        quiz_counts_as_review="quiz_counts_as_review" in request.form,
    )


def _settings(
    preferences: Preferences, *, problem: str = "", given: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    return render(
        "preferences.html",
        status=status,
        preferences=preferences,
        problem=problem,
        given=given or {},
        retention=RETENTION,
        most_new=MOST_NEW,
        most_lapses=MOST_LAPSES,
    )
