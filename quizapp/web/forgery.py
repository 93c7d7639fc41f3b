"""Tokens of forms against requests that another site makes a browser send."""

from __future__ import annotations

import hmac
from functools import lru_cache
from urllib.parse import urlsplit

from flask import Flask, Request
from flask_wtf.csrf import CSRFProtect, generate_csrf, same_origin
from itsdangerous import BadData, URLSafeTimedSerializer

from quizapp.web.here import application, asked, kept, noted

_FIELD = "csrf_token"
_SALT = "wtf-csrf-token"
"""Flask-WTF's. Were it another one, no token would be known here, and Flask-WTF would look at each."""
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_MOST_KEPT = 4096


class Tokens(CSRFProtect):  # type: ignore[misc]  # Flask-WTF has no types
    """Flask-WTF's protection; the token that a form was sent with is good for the forms that are answered.

    A browser sends the same token with each answer, so what its signature protects is read once in a process. Whose
    session it belongs to is compared each time, and whatever is not good is left to Flask-WTF to refuse.
    """

    def init_app(self, app: Flask) -> None:
        """Protect every form, and write tokens into them."""
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = token

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse a form without a token of its session; keep one that is, so that none is signed anew."""
        here, notes = asked(), noted()
        if here.method not in _UNSAFE:
            return
        if here.is_secure and here.referrer and not _is_address(here.referrer):
            self._error_response("The referrer is no address.")  # which Flask-WTF would break off at
        sent = here.form.get(_FIELD)
        if sent and _is_known(sent) and _is_from_here(here):
            notes["csrf_valid"] = True
        else:
            super().protect(apply_exemptions=apply_exemptions)
            sent = self._get_csrf_token()
        if notes.get("csrf_valid"):
            notes[_FIELD] = sent


def token() -> str:
    """The token of the forms in this answer."""
    found: str = noted().get(_FIELD) or generate_csrf()
    return found


def _is_known(sent: str) -> bool:
    """Whether this is a token of this session."""
    own, protected = kept().get(_FIELD), _protected(application().secret_key, sent)
    return isinstance(own, str) and protected is not None and hmac.compare_digest(own, protected)


def _is_from_here(here: Request) -> bool:
    """Over HTTPS a browser says which page a form was on, and that page must be ours."""
    return not here.is_secure or same_origin(here.referrer or "", f"https://{here.host}/")


def _is_address(referrer: str) -> bool:
    try:
        _ = urlsplit(referrer).port
    except ValueError:
        return False
    return True


@lru_cache(_MOST_KEPT)
def _protected(key: str | bytes | None, sent: str) -> str | None:
    """What the signature of a token protects; None where it is not one of ours."""
    if key is None:
        return None
    try:
        found = URLSafeTimedSerializer(key, salt=_SALT).loads(sent)
    except BadData:
        return None
    return found if isinstance(found, str) else None
