"""Who a program acts for: the token of its request, and how often it may ask."""

from __future__ import annotations

from flask import g, request
from flask_babel import gettext as _
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from quizapp.core.teaching.limit import Limit
from quizapp.services import limits, tokens
from quizapp.services.access import Actor
from quizapp.web.clock import now
from quizapp.web.here import asked
from quizapp.web.limits import keyed, network

BLUEPRINT = "api"
LIMIT = Limit(times=60, seconds=60)
"""So many requests at once, and then one a second, of each token; the same for each address without a valid one."""


def is_program() -> bool:
    """Whether this request is one of a program: its cookies count for nothing."""
    return asked().blueprint == BLUEPRINT


def actor() -> Actor:
    """Who acts by the token of this request. Raises `Unauthorized` where there is none that is valid, and
    `TooOften`."""
    if "bearer" not in g:
        scheme, _sep, token = request.headers.get("Authorization", "").partition(" ")
        found = tokens.bearer(token.strip(), now=now()) if scheme.casefold() == "bearer" else None
        _limit(f"token {found[0]}" if found else f"address {network()}")
        if found is None:
            raise Unauthorized(
                _("Send a valid token: “Authorization: Bearer …”."),
                www_authenticate=WWWAuthenticate("Bearer", {"realm": "quizapp"}),
            )
        g.bearer = found[1]
    known: Actor = g.bearer
    return known


def _limit(name: str) -> None:
    who = keyed(f"program|{name}")
    limits.require(who, LIMIT, now=now())
    limits.count(who, LIMIT, now=now())
