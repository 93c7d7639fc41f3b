"""The request that is answered now, and what is noted with it.

Flask's ``request`` and ``g`` ask at each look which request this is, which costs more than most of the looks. What
looks several times asks here, once.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request
from flask.globals import _cv_app, _cv_request
from flask.sessions import SessionMixin


def asked() -> Request:
    """The request itself. Raises `LookupError` outside of requests."""
    return _cv_request.get().request


def application() -> Flask:
    """The application that answers. Raises `LookupError` outside of one."""
    return _cv_app.get().app


def kept() -> SessionMixin:
    """The session of the browser that asked. Raises `LookupError` outside of requests."""
    return _cv_request.get().session


def noted() -> dict[str, Any]:
    """What ``g`` holds, by name. Raises `LookupError` outside of an application."""
    return vars(_cv_app.get().g)
