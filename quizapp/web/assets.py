"""Style sheets, scripts and pictures, kept compressed in memory under an address that changes with their content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from flask import Flask, Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quizapp.config import resource
from quizapp.web.compressing import encoding_for

HTMX = "htmx.min.js"
FOREVER = "public, max-age=31536000, immutable"
NOTHING_MORE = "default-src 'none'"
"""A file loads nothing by itself; and a page asks for a dozen of them, each with its headers."""
_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(rb"\s*([{};,])\s*|(?<=:)\s+")


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A file as it is sent: plain, and by the name of each encoding."""

    media_type: str
    bodies: dict[str, bytes]


class Assets:
    """All files by name; ``version`` is a hash of all of them, so that a page never mixes two releases."""

    def __init__(self) -> None:
        contents = dict(_files())
        digest = hashlib.sha256()
        for name in sorted(contents):
            digest.update(name.encode() + b"\0" + contents[name] + b"\0")
        self.version = digest.hexdigest()[:12]
        self.files = {name: _asset(name, body) for name, body in contents.items()}


def htmx_file() -> Path:
    """htmx as its package carries it; only the file is used, so nothing of Django is imported."""
    package = find_spec("js_lib_htmx")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("The package django-js-lib-htmx is missing.")
    return Path(package.origin).parent / "static" / "htmx" / HTMX


@cache
def lean(style: bytes) -> bytes:
    """A style sheet without its comments and the space that only people need; its strings hold none of that."""
    return _AROUND.sub(rb"\1", _COMMENT.sub(b"", style)).strip()


def asset(name: str) -> str:
    """The address of a static file, good for ever."""
    held: Assets = current_app.extensions["assets"]
    if name not in held.files:
        raise LookupError(f"there is no static file {name}")
    return url_for("static", version=held.version, name=name)


def init_app(app: Flask) -> None:
    """Read all files and serve them."""
    app.extensions["assets"] = Assets()
    app.add_template_global(asset)
    app.add_url_rule("/static/<version>/<path:name>", "static", _serve)
    app.add_url_rule("/favicon.ico", "favicon", lambda: redirect(asset("favicon.svg")))


def _serve(version: str, name: str) -> AnyResponse:
    held: Assets = current_app.extensions["assets"]
    if name not in held.files:
        abort(404)
    if version != held.version:
        return redirect(asset(name))
    found = held.files[name]
    encoding = encoding_for(request.headers.get("Accept-Encoding", ""))
    response = Response(found.bodies[encoding], mimetype=found.media_type)
    response.headers["Cache-Control"] = FOREVER
    response.headers["Content-Security-Policy"] = NOTHING_MORE
    response.vary.add("Accept-Encoding")
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    return response


def _files() -> Iterator[tuple[str, bytes]]:
    folder = resource("static")
    for path in folder.rglob("*"):
        if path.is_file():
            body = path.read_bytes()
            yield path.relative_to(folder).as_posix(), lean(body) if path.suffix == ".css" else body
    yield HTMX, htmx_file().read_bytes()


@cache
def _asset(name: str, body: bytes) -> Asset:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    media_type = "text/javascript" if name.endswith(".js") else media_type
    bodies = {"identity": body, "br": brotli.compress(body), "gzip": gzip.compress(body, 9, mtime=0)}
    return Asset(media_type=media_type, bodies=bodies)
