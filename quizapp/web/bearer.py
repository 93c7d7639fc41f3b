"""Who a program acts for: the token of its request, and how often it may ask."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict

from flask import g, request
from flask_babel import gettext as _
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import TooManyRequests, Unauthorized

from quizapp.services import tokens
from quizapp.services.access import Actor
from quizapp.web.clock import now

BLUEPRINT = "api"
BURST, PER_SECOND = 60, 1.0
"""So many requests at once, and then one a second, of each token; the same for each address without a valid one."""
_MOST_KNOWN = 10_000


class Allowance:
    """How many requests each name has left, in this process."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, name: str, *, at: float) -> float:
        """Use one up; the seconds to wait where none is left."""
        with self._lock:
            left, since = self._left.pop(name, (float(BURST), at))
            left = min(float(BURST), left + (at - since) * PER_SECOND)
            granted = left >= 1
            self._left[name] = (left - 1 if granted else left, at)
            if len(self._left) > _MOST_KNOWN:
                self._left.popitem(last=False)
        return 0.0 if granted else (1 - left) / PER_SECOND


allowance = Allowance()


def is_program() -> bool:
    """Whether this request is one of a program: its cookies count for nothing."""
    return request.blueprint == BLUEPRINT


def actor() -> Actor:
    """Who acts by the token of this request. Raises `Unauthorized` where there is none that is valid, and
    `TooManyRequests`."""
    if "bearer" not in g:
        scheme, _sep, token = request.headers.get("Authorization", "").partition(" ")
        found = tokens.bearer(token.strip(), now=now()) if scheme.casefold() == "bearer" else None
        _limit(f"token {found[0]}" if found else f"address {request.remote_addr}")
        if found is None:
            raise Unauthorized(
                _("Send a valid token: “Authorization: Bearer …”."),
                www_authenticate=WWWAuthenticate("Bearer", {"realm": "quizapp"}),
            )
        g.bearer = found[1]
    known: Actor = g.bearer
    return known


def _limit(name: str) -> None:
    wait = allowance.take(name, at=time.monotonic())
    if wait:
        raise TooManyRequests(_("Too many requests. Wait a little."), retry_after=math.ceil(wait))
