"""What machines ask that keep quizapp running: whether it lives, whether it can work, and how it fares."""

from __future__ import annotations

import hmac
import shutil
from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, request

from quizapp import __version__
from quizapp.errors import NotFound, Unavailable
from quizapp.store import checkup
from quizapp.store.database import reading
from quizapp.web import sessions
from quizapp.web.clock import now
from quizapp.web.headers import forget

pages = Blueprint("health", __name__)
pages.before_request(sessions.ask_nobody)  # no probe is a person, and the database may be what fails
pages.after_request(forget)


@pages.get("/health")
def alive() -> Response:
    """This process answers; nothing else is asked, so that a lost database does not have it started again."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/ready")
def ready() -> Response:
    """Whether the database can be asked and has the form that is needed; 503 with the reason where not."""
    try:
        with reading() as connection:
            checkup.require_form(connection)
    except Unavailable as error:
        response = jsonify(status="unavailable", reason=str(error))
        response.status_code = 503
        return response
    return jsonify(status="ready")


@pages.get("/metrics")
def metrics() -> Response:
    """Figures for Prometheus, true for all processes together. Raises `NotFound` without the token."""
    _require_token()
    with reading() as connection:
        found = checkup.gauges(connection, now=now())
    folder: Path | None = current_app.config["DATABASE_FOLDER"]
    if folder is not None:
        found["disk_free_bytes"] = shutil.disk_usage(folder).free
    lines = [f'quizapp_build_info{{version="{__version__}"}} 1']
    lines += [f"quizapp_{name} {value}" for name, value in found.items()]
    return Response("\n".join([*lines, ""]), content_type="text/plain; version=0.0.4; charset=utf-8")


def _require_token() -> None:
    token: str = current_app.config["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise NotFound("page", "metrics")
