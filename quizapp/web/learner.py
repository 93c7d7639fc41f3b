"""Which learner this is: the account's, or a cookie's, given when there is something to keep."""

from __future__ import annotations

from flask import Flask, Response, g, request

from quizapp.core.study.learner import Learner
from quizapp.errors import NotFound
from quizapp.services.learners import get_learner, get_visitor, new_learner
from quizapp.web import bearer, sessions
from quizapp.web.clock import now
from quizapp.web.here import application, asked, noted

COOKIE = "learner"
_KEPT_SECONDS = 400 * 86_400  # longer is not kept by any browser


def init_app(app: Flask) -> None:
    """Tell new learners their names."""
    app.after_request(remember)


def current() -> Learner | None:
    """The learner of this request, or None for a browser that has nothing kept here."""
    if "learner" not in g:
        known = sessions.account()
        if sessions.is_out_of_reach():
            return None
        g.learner = _visitor() if known is None else get_learner(known.learner)
    found: Learner | None = g.learner
    return found


def forget() -> None:
    """What this request does from now on is done by somebody else."""
    g.pop("learner", None)


def _visitor() -> Learner | None:
    """Who the cookie names; nobody where an account has what it names."""
    try:
        return get_visitor(request.cookies.get(_cookie(), ""))
    except NotFound:
        return None


def required() -> Learner:
    """The learner of this request, made now where there was none."""
    found = current()
    if found is None:
        found = g.learner = new_learner(now=now())
    return found


def remember(response: Response) -> Response:
    """A browser that is used stays known; where somebody signs in, it keeps nothing beside the session."""
    here = asked()
    if here.blueprint is None or bearer.is_program():  # of a file of ours the database need not know who asks
        return response
    known: Learner | None = noted().get("learner")
    if sessions.account() is not None:
        if _cookie() in here.cookies:
            response.delete_cookie(_cookie(), **sessions.cookie_flags())
    elif known is not None:
        response.set_cookie(_cookie(), known.id, max_age=_KEPT_SECONDS, **sessions.cookie_flags())
    return response


def _cookie() -> str:
    return sessions.cookie_named(COOKIE, secure=application().config["SESSION_COOKIE_SECURE"])
