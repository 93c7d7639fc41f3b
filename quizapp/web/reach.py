"""What lets quizapp be installed, and an open quiz go on without the network."""

from __future__ import annotations

import json

from flask import Blueprint, Response, current_app, jsonify, request, url_for
from flask_babel import gettext as _

from quizapp.services import quizzes
from quizapp.web.assets import Assets, asset
from quizapp.web.attempts import ahead_of
from quizapp.web.clock import now
from quizapp.web.headers import forget
from quizapp.web.htmx import render

pages = Blueprint("reach", __name__)
WORKER = "js/worker.js"
ACCENT, PAPER = "#0f766e", "#fbfcfb"


@pages.get("/app.webmanifest")
def manifest() -> Response:
    """What a browser needs to install quizapp."""
    icons = [
        {"src": asset("favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": asset("icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": asset("icon-512.png"), "sizes": "512x512", "type": "image/png"},
        {
            "src": asset("icon-maskable-512.png"),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ]
    response = jsonify(
        name="quizapp",
        short_name="quizapp",
        description=_("Quizzes and cards that show the sentence that proves each key."),
        id="/",
        start_url=url_for("decks.home"),
        scope="/",
        display="standalone",
        theme_color=ACCENT,
        background_color=PAPER,
        icons=icons,
    )
    response.mimetype = "application/manifest+json"
    return response


@pages.get("/worker.js")
def worker() -> Response:
    """The service worker, from the root so that it may serve every page; it is a new one with each release."""
    held: Assets = current_app.extensions["assets"]
    script = held.files[WORKER].bodies["identity"].decode()
    files = [name for name in held.files if name.endswith((".css", ".js", ".svg")) and name != WORKER]
    addresses = [url_for("reach.offline"), *map(asset, sorted(files))]
    body = script.replace("RELEASE", held.version, 1).replace("[]", json.dumps(addresses), 1)
    return Response(body, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@pages.get("/offline")
def offline() -> Response:
    """What is shown where a page cannot be had."""
    return render("offline.html")


@pages.get("/attempts/<id>/ahead")
def ahead(id: str) -> Response:
    """The pages of the open items that come next, for a browser that may lose the network; no key is in them."""
    after = request.args.get("after", 0, type=int)
    return forget(jsonify(ahead_of(quizzes.get_attempt(id, now=now()), after)))
