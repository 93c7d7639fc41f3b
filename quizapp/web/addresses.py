"""Addresses of ours that a person may be led to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, request, url_for
from flask.globals import _cv_request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from quizapp.web.here import application
from quizapp.web.parts import parts_of

_MOST_KEPT = 1024
_WRITTEN = frozenset({str, int})
_is_plain = re.compile(r"\w[\w-]*", re.ASCII).fullmatch
"""Whether a text stands in an address as it is; a number below zero has none."""


def init_app(app: Flask) -> None:
    """Let templates and `address_of` build addresses of one form once.

    A told answer names five, half of which nobody was told before.
    """

    @lru_cache(_MOST_KEPT)
    def form(_root: str, endpoint: str, names: tuple[str, ...], kinds: tuple[type, ...]) -> str | None:
        """An address with a hole for each value, None where a value is more than written into it, or something else
        counts than where the application stands."""
        if endpoint.startswith(".") or "_external" in names or not _WRITTEN.issuperset(kinds):
            return None
        filled: dict[str, Any] = {
            name: _filling(n, kind) for n, (name, kind) in enumerate(zip(names, kinds, strict=True))
        }
        found = app.url_for(endpoint, **filled).replace("%", "%%")
        for name, text in filled.items():
            if found.count(str(text)) != 1:
                return None
            found = found.replace(str(text), f"%({name})s")
        return found

    def address(endpoint: str, **values: Any) -> str:
        context = _cv_request.get(None)
        if context is not None and all(map(_is_plain, map(str, values.values()))):
            kinds = tuple(map(type, values.values()))
            found = form(context.request.root_path, endpoint, tuple(values), kinds)
            if found is not None:
                return found % values
        return app.url_for(endpoint, **values)

    app.extensions["address"] = address
    app.jinja_env.globals["url_for"] = address


def _filling(n: int, kind: type) -> str | int:
    """What stands nowhere else in an address."""
    return 918_273_000 + n if kind is int else f"hole-918273-{n}-"


def address_of(endpoint: str, **values: str | int) -> str:
    """The path of a page, as Flask's ``url_for`` names it."""
    built: str = application().extensions["address"](endpoint, **values)
    return built


def this_address() -> str:
    """Path and query of this request."""
    return request.full_path.rstrip("?")


def from_outside(endpoint: str, **values: Any) -> str:
    """The address of a page for people who are not here yet, such as in a QR code.

    As the operator says it, where that is set: the Host of a request is whatever its sender writes there.
    """
    site: str = current_app.config["SITE_ADDRESS"]
    return site + url_for(endpoint, **values) if site else url_for(endpoint, **values, _external=True)


def is_page(address: str) -> bool:
    """Whether this is the path of a page of ours, and of no other site."""
    parts = parts_of(address)
    if not address.startswith("/") or address.startswith(("//", "/\\")) or parts.netloc:
        return False
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and bool(adapter.match(parts.path, method="GET"))
    except RequestRedirect:
        return False
    except HTTPException:
        return False
