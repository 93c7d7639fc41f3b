"""Addresses of ours that a person may be led to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


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
