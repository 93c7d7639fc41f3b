"""The one seam for “who may”: every request names its deed and its thing before any view runs."""

from __future__ import annotations

from flask import Flask, request

from quizapp.services.access import ANYONE, Deed, require

DEEDS: dict[str, Deed] = {
    "decks": "study",
    "attempts": "study",
    "texts": "make",
    "review": "review",
    "items": "review",
    "renewal": "review",
    "reports": "review",
    "reports.send": "study",
    "reports.appeal": "study",
    "reports.heard": "study",
    "reach": "study",
    "languages": "study",
    "study": "study",
    "settings": "study",
    "style": "study",
    "decks.anki": "export",
    "decks.settings": "publish",
    "decks.delete": "delete",
    "review.publish": "publish",
}
OPEN = frozenset({"static", "favicon"})


def init_app(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(ask)


def ask() -> None:
    """Raises `NotFound` where the visitor may not. Nobody has an account yet, so everybody is anyone."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in OPEN:
        return
    thing = (request.view_args or {}).get("id", "")
    require(ANYONE, DEEDS.get(endpoint) or DEEDS[endpoint.partition(".")[0]], thing)
