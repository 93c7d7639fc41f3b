"""Files that a visitor takes away."""

from __future__ import annotations

from flask import Response, make_response

from quizapp.services.exports import Export


def download(export: Export) -> Response:
    """The file under its name."""
    response = make_response(export.content)
    response.mimetype = export.media_type
    response.headers.set("Content-Disposition", "attachment", filename=export.filename)
    return response
