"""Answers are sent compressed: pages smaller, fragments faster, which are sent again and again."""

from __future__ import annotations

import gzip
from functools import lru_cache
from http import HTTPStatus

import brotli  # type: ignore[import-untyped]
from flask import Flask, Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from quizapp.web.here import asked
from quizapp.web.htmx import wants_fragment
from quizapp.web.vary import vary

COMPRESSED = frozenset({"text/html", "application/json"})
"""Static files come compressed, see assets; files for download are so already."""
FEWEST_BYTES = 500
_PAGE, _FRAGMENT = 5, 1
"""Qualities of Brotli. With 1 instead of 5 a told answer has 1.8 kB instead of 1.5, for a quarter of the time."""
_WINDOW = {_PAGE: 18, _FRAGMENT: 14}
"""Two to this power is what it looks back over; fragments are smaller, and less memory is cleared for them."""
_GZIP = 6


def init_app(app: Flask) -> None:
    """Compress what the browser takes compressed."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """The same, compressed."""
    vary(response, "Accept-Encoding")
    if response.is_streamed or response.mimetype not in COMPRESSED or "Content-Encoding" in response.headers:
        return response
    if not HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES:
        return response
    encoding = encoding_for(asked().environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = response.get_data()
    if encoding == "identity" or len(body) < FEWEST_BYTES:
        return response
    response.set_data(_compressed(body, encoding, quality=_FRAGMENT if wants_fragment() else _PAGE))
    response.headers.add("Content-Encoding", encoding)
    return response


@lru_cache(256)
def encoding_for(accepted: str) -> str:
    """The best encoding that a browser takes: br, gzip or identity."""
    return parse_accept_header(accepted, Accept).best_match(["br", "gzip", "identity"]) or "identity"


def _compressed(body: bytes, encoding: str, *, quality: int) -> bytes:
    if encoding == "gzip":
        return gzip.compress(body, _GZIP, mtime=0)
    done: bytes = brotli.compress(body, quality=quality, lgwin=_WINDOW[quality])
    return done
