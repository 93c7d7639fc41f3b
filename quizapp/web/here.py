"""The request that is answered now, and what is noted with it.

Flask's ``request`` and ``g`` ask at each look which request this is, which costs more than most of the looks. What
looks several times asks here, once.
"""

from __future__ import annotations

from typing import Any

from flask import Request
from flask.globals import _cv_app, _cv_request


def asked() -> Request:
    """The request itself. Raises `LookupError` outside of requests."""
    return _cv_request.get().request


def noted() -> dict[str, Any]:
    """What ``g`` holds, by name. Raises `LookupError` outside of an application."""
    return vars(_cv_app.get().g)
