"""Tokens of forms against requests that another site makes a browser send."""

from __future__ import annotations

from flask import current_app, g, request
from flask_wtf.csrf import CSRFProtect


class Tokens(CSRFProtect):  # type: ignore[misc]  # Flask-WTF has no types
    """Flask-WTF's protection; the token that a form was sent with is good for the forms that are answered."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse a form without a token of its session; keep one that is, so that none is signed anew."""
        super().protect(apply_exemptions=apply_exemptions)
        if request.method in current_app.config["WTF_CSRF_METHODS"] and g.get("csrf_valid"):
            g.csrf_token = self._get_csrf_token()
