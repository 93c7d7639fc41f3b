"""What went wrong, told to a program: a problem of RFC 9457."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, json, make_response, request

from quizapp.web.sessions import PROGRAMS

MEDIA_TYPE = "application/problem+json"


def is_wanted() -> bool:
    """Whether a program asked."""
    return request.path.startswith(PROGRAMS)


def problem(status: int, detail: str) -> Response:
    """The status, in words, and what to do."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    response = make_response(json.dumps(told | ({"detail": detail} if detail else {})), status)
    response.mimetype = MEDIA_TYPE
    response.headers["Cache-Control"] = "no-store"
    return response
