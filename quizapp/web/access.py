"""The one seam for “who may”: every request names its deed and its thing before any view runs."""

from __future__ import annotations

from flask import Flask

from quizapp.services import access
from quizapp.services.access import Actor, Deed
from quizapp.web import bearer, learner, sessions
from quizapp.web.here import asked

DEEDS: dict[str, Deed] = {
    "accounts": "visit",
    "accounts.mine": "own",
    "accounts.password": "own",
    "accounts.copy": "own",
    "accounts.leave": "own",
    "api": "study",
    "api.decks": "visit",
    "api.export": "export",
    "assignments": "mark",
    "assignments.give": "lead",
    "assignments.page": "take",
    "assignments.start": "take",
    "attempts": "answer",
    "attempts.result": "look",
    "attempts.review": "look",
    "bin": "visit",
    "bin.destroy": "restore",
    "bin.restore": "restore",
    "cards": "see",
    "classes": "lead",
    "classes.create": "teach",
    "classes.find": "visit",
    "classes.join": "visit",
    "classes.leave": "belong",
    "classes.listed": "visit",
    "classes.present": "belong",
    "classes.room": "belong",
    "decks": "study",
    "decks.anki": "export",
    "decks.delete": "edit",
    "decks.home": "visit",
    "decks.settings": "edit",
    "exporting": "export",
    "importing": "edit",
    "imports": "bring",
    "imports.new": "make",
    "imports.send": "make",
    "items": "edit",
    "languages": "visit",
    "live": "host",
    "live.answer": "join",
    "live.begin": "lead",
    "live.phone": "join",
    "media": "see",
    "printing": "export",
    "reach": "visit",
    "reach.ahead": "answer",
    "regrading": "edit",
    "renewal": "edit",
    "reports": "edit",
    "reports.appeal": "answer",
    "reports.heard": "visit",
    "reports.send": "answer",
    "review": "edit",
    "settings": "visit",
    "statements": "edit",
    "sources": "edit",
    "study": "visit",
    "study.begin": "study",
    "style": "visit",
    "texts": "make",
    "texts.job": "follow",
    "to_anki": "visit",
    "to_anki.page": "export",
    "tokens": "own",
    "tokens.guide": "visit",
    "tokens.openapi": "visit",
}
"""By endpoint, or by its area for all the others there."""
OPEN = frozenset({"static", "favicon", "health.alive", "health.ready", "health.metrics"})
"""What asks for nobody: to know who it is, the database would have to be asked."""


def init_app(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(ask)
    app.add_template_global(may)


def ask() -> None:
    """Raises `NotFound` where this person may not."""
    here = asked()
    endpoint = here.endpoint
    if endpoint is None or endpoint in OPEN:
        return
    deed = DEEDS.get(endpoint) or DEEDS[endpoint.partition(".")[0]]
    require(deed, (here.view_args or {}).get("id", ""))


def require(deed: Deed, thing: str) -> None:
    """Raises `NotFound` where this person may not."""
    access.require(actor(), deed, thing)


def may(deed: Deed, thing: str = "") -> bool:
    """Whether this person may, so that no page offers what would be refused."""
    return access.may(actor(), deed, thing)


def actor() -> Actor:
    """Who sent this request. Raises `Unauthorized` for a program without a valid token."""
    if bearer.is_program():
        return bearer.actor()
    known = sessions.account()
    if known is not None:
        return Actor(learner=known.learner, role=known.role)
    found = learner.current()
    return Actor(learner=None if found is None else found.id)
