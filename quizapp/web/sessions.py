"""Who is signed in, by Flask-Login: a session names an account and the epoch of its password."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Request, g, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from quizapp.core.teaching.account import Account
from quizapp.errors import NotFound
from quizapp.services.accounts import get_account

LASTS = timedelta(days=30)
"""Without a visit."""
PROGRAMS = "/api/v1/"
"""What programs ask begins so."""


class User(UserMixin):  # type: ignore[misc]
    """An account as Flask-Login wants it."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        """The name in the session: one of an older password is nobody's."""
        return f"{self.account.id}:{self.account.epoch}"


class Sessions(SecureCookieSessionInterface):
    """Sessions of pages: a program has none, whatever cookies come with its request, and gets none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a cookie, or an empty one."""
        if request.path.startswith(PROGRAMS):
            return self.session_class()
        return super().open_session(app, request)


def init_app(app: Flask) -> None:
    """Tell Flask-Login how accounts are found, and templates who is here."""
    app.session_interface = Sessions()
    app.permanent_session_lifetime = LASTS
    manager = LoginManager(app)
    manager.session_protection = None  # an address that changes on a phone is no theft
    manager.user_loader(_load)
    app.add_template_global(account, "account")


def account() -> Account | None:
    """Who is signed in."""
    return current_user.account if current_user.is_authenticated else None


def begin(found: Account) -> None:
    """Sign somebody in, in a session that nobody prepared."""
    session.clear()
    session.permanent = True
    login_user(User(found))


def end() -> None:
    """Sign out."""
    logout_user()
    session.clear()


def ask_nobody() -> None:
    """The store cannot be asked: the page that says so has nobody signed in, and the session stays as it is."""
    g.is_out_of_reach = True


def is_out_of_reach() -> bool:
    """Whether this request found out that the store cannot be asked."""
    return "is_out_of_reach" in g


def _load(name: str) -> User | None:
    if is_out_of_reach():
        return None
    id, _, epoch = name.rpartition(":")
    try:
        found = get_account(id)
    except NotFound:
        return None
    return User(found) if str(found.epoch) == epoch else None
