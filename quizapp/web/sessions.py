"""Who is signed in: a session, kept in a signed cookie, names an account and the epoch of its password."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec
from flask import Flask, Request, Response, current_app, g, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, login_user, logout_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

from quizapp.core.teaching.account import Account
from quizapp.errors import NotFound
from quizapp.services.accounts import get_account
from quizapp.web.here import application, kept, noted
from quizapp.web.vary import vary

COOKIE = "quizapp"
LASTS = timedelta(days=30)
"""Without a visit."""
RENEWED_AFTER = timedelta(days=1)
"""A cookie is written again so long after it was written, or when something in it changes."""
_MOST_KEPT = 4096
_TAG = '{" '
"""What Flask writes before a value that JSON does not have."""
PROGRAMS = "/api/v1/"
"""What programs ask begins so."""


class User(UserMixin):  # type: ignore[misc]
    """An account as Flask-Login wants it."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        """The name in the session: one of an older password is nobody's."""
        return f"{self.account.id}:{self.account.epoch}"


class Session(SecureCookieSession):
    """What a browser's cookie holds; ``signed`` is when that cookie was written, None for a new one."""

    signed: datetime | None = None


class Sessions(SecureCookieSessionInterface):
    """Flask's sessions in cookies of the same form; what was verified or is still young is not done again.

    A class that answers sends the same cookie with each answer: its signature is checked once and the text it
    protects is kept, which is read anew for each request. How old it is counts each time.
    """

    session_class = Session
    digest_method = staticmethod(sha256)

    def __init__(self, app: Flask) -> None:
        signer = self.get_signing_serializer(app)
        if signer is None:
            raise RuntimeError("the application has no secret key")
        self._signer = signer
        self.verified = lru_cache(_MOST_KEPT)(self._verified)

    def open_session(self, app: Flask, request: Request) -> Session:
        """The session of a cookie; an empty one where there is none, or none of ours that still counts.

        A program has none, whatever cookies come with its request.
        """
        if request.path.startswith(PROGRAMS):
            return Session()
        cookie = request.cookies.get(self.get_cookie_name(app))
        if not cookie:
            return Session()
        try:
            text, signed = self.verified(cookie)
        except BadSignature:
            return Session()
        if not timedelta(0) <= datetime.now(UTC) - signed <= app.permanent_session_lifetime:
            return Session()
        opened = Session(msgspec.json.decode(text) if _TAG not in text else self.serializer.loads(text))
        opened.signed = signed
        return opened

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether something changed, or the cookie is a day old."""
        signed = getattr(session, "signed", None)
        is_old = signed is None or datetime.now(UTC) - signed >= RENEWED_AFTER
        return session.modified or (session.permanent and is_old)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie where it must be written."""
        if session and not self.should_set_cookie(app, session):
            vary(response, "Cookie")
            return
        super().save_session(app, session, response)

    def _verified(self, cookie: str) -> tuple[str, datetime]:
        """The text that a cookie protects, and when it was signed. Raises `BadSignature`."""
        found: tuple[dict[str, Any], datetime] = self._signer.loads(cookie, return_timestamp=True)
        return self.serializer.dumps(found[0]), found[1].astimezone(UTC)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Made once: its keys do not change while the application runs."""
        return getattr(self, "_signer", None) or super().get_signing_serializer(app)


class Logins(LoginManager):  # type: ignore[misc]
    """Flask-Login without what is not used here, and would be worked out for each request all the same."""

    def _session_protection_failed(self) -> bool:
        """An address that changes on a phone is no theft, so it is not hashed either."""
        return False

    def _load_user(self) -> None:
        """Whoever the session names; there are no other ways."""
        name = kept().get("_user_id")
        self._update_request_context_with_user(None if name is None else _load(name))

    def _update_remember_cookie(self, response: Response) -> Response:
        """Sessions last by themselves; no second cookie renews them."""
        return response


def cookie_named(name: str, *, secure: bool) -> str:
    """A cookie by a name with which browsers take it over HTTPS alone, and from this host alone."""
    return f"__Host-{name}" if secure else name


def cookie_flags() -> dict[str, Any]:
    """How each cookie of ours is set: out of reach of scripts, of other sites, and of plain HTTP where HTTPS is."""
    return {"httponly": True, "samesite": "Lax", "secure": current_app.config["SESSION_COOKIE_SECURE"]}


def init_app(app: Flask) -> None:
    """Tell Flask-Login how accounts are found, and templates who is here."""
    app.permanent_session_lifetime = LASTS
    app.session_interface = Sessions(app)
    manager = Logins(app)
    manager.session_protection = None
    manager.user_loader(_load)
    app.add_template_global(account, "account")


def account() -> Account | None:
    """Who is signed in."""
    user = noted().get("_login_user")  # where Flask-Login keeps who it found, and asks for four times
    if user is None:
        application().login_manager._load_user()  # type: ignore[attr-defined]
        user = noted()["_login_user"]
    return user.account if user.is_authenticated else None


def begin(found: Account) -> None:
    """Sign somebody in, in a session that nobody prepared."""
    _empty()
    session.permanent = True
    login_user(User(found))


def end() -> None:
    """Sign out."""
    logout_user()
    _empty()


def ask_nobody() -> None:
    """The store cannot be asked: the page that says so has nobody signed in, and the session stays as it is."""
    g.is_out_of_reach = True


def is_out_of_reach() -> bool:
    """Whether this request found out that the store cannot be asked."""
    return "is_out_of_reach" in noted()


def _empty() -> None:
    """Nothing of the session stays, nor the token that belongs to it."""
    session.clear()
    g.pop("csrf_token", None)


def _load(name: str) -> User | None:
    if is_out_of_reach():
        return None
    id, _, epoch = name.rpartition(":")
    try:
        found = get_account(id)
    except NotFound:
        return None
    return User(found) if str(found.epoch) == epoch else None
