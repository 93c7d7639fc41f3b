"""The one seam for “who may”: asked before every request, and until there are accounts everybody may."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(require_permission)


def require_permission() -> None:
    """Everybody may do everything. Accounts will raise `NotFound` here for what is not yours."""
