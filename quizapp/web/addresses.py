"""Addresses of ours that a person may be led to."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


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
