"""Addresses of ours that a person may be led to."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, has_request_context, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

_MOST_KEPT = 4096


def init_app(app: Flask) -> None:
    """Let templates and `address_of` build each address once.

    A told answer names five, and most of them again with the next answer.
    """

    @lru_cache(_MOST_KEPT, typed=True)
    def built(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return app.url_for(endpoint, **dict(values))

    def address(endpoint: str, **values: Any) -> str:
        if endpoint.startswith(".") or "_external" in values or not has_request_context():
            return app.url_for(endpoint, **values)  # depends on more than where the application stands
        try:
            return built(request.root_path, endpoint, tuple(values.items()))
        except TypeError:  # lists cannot be looked up
            return app.url_for(endpoint, **values)

    app.extensions["address"] = address
    app.jinja_env.globals["url_for"] = address


def address_of(endpoint: str, **values: str | int) -> str:
    """The path of a page, as Flask's ``url_for`` names it."""
    built: str = current_app.extensions["address"](endpoint, **values)
    return built


def this_address() -> str:
    """Path and query of this request."""
    return request.full_path.rstrip("?")


def is_page(address: str) -> bool:
    """Whether this is the path of a page of ours, and of no other site."""
    parts = urlsplit(address)
    if not address.startswith("/") or address.startswith(("//", "/\\")) or parts.netloc:
        return False
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and bool(adapter.match(parts.path, method="GET"))
    except RequestRedirect:
        return False
    except HTTPException:
        return False
