"""The one seam for “how often”: what costs much, or guesses, is counted for all workers together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import Flask, Response, current_app, request
from itsdangerous import want_bytes

from quizapp.core.teaching.classroom import code_from, name_key
from quizapp.core.teaching.limit import Limit
from quizapp.errors import Unavailable
from quizapp.services import limits
from quizapp.web.clock import now
from quizapp.web.here import asked

MINUTES = 60
HOUR = 60 * MINUTES
_REFUSED = frozenset({404, 422})
_UNCOUNTED = frozenset({400, 429, 500, 503})


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What counts, and how often it may: every form that is sent, or only what was ``refused``, which may be a guess.

    ``room`` is what several endpoints share. Counted is the network address, or what stands in ``fields`` of the form.
    """

    room: str
    limit: Limit
    refused: bool = False
    fields: tuple[str, ...] = ()


_GUESSES = Limit(times=300, seconds=10 * MINUTES)
"""A school of 300 behind one address may mistype once each; a list of passwords would take years."""
_CODES = Counted(room="codes", limit=_GUESSES, refused=True)
_OWN_PASSWORD = Counted(room="own password", limit=Limit(times=30, seconds=10 * MINUTES), refused=True)
_TEXTS = Counted(room="texts", limit=Limit(times=300, seconds=HOUR))
_FILES = Counted(room="files", limit=Limit(times=300, seconds=HOUR))
COUNTED: dict[str, tuple[Counted, ...]] = {
    "accounts.sign_in": (
        Counted(room="passwords", limit=_GUESSES, refused=True),
        Counted(
            room="name", limit=Limit(times=5, seconds=5 * MINUTES), refused=True, fields=("email", "code")
        ),
    ),
    "accounts.sign_up": (Counted(room="accounts", limit=Limit(times=600, seconds=HOUR)),),
    "accounts.forgot": (Counted(room="mail", limit=Limit(times=30, seconds=HOUR)),),
    "accounts.reset": (Counted(room="tokens", limit=Limit(times=30, seconds=10 * MINUTES), refused=True),),
    "accounts.mine": (_OWN_PASSWORD,),
    "accounts.password": (_OWN_PASSWORD,),
    "accounts.leave": (_OWN_PASSWORD,),
    "classes.find": (_CODES,),
    "classes.join": (_CODES,),
    "importing.receive": (_FILES,),
    "imports.send": (_FILES,),
    "texts.submit": (_TEXTS,),
    "renewal.update": (_TEXTS,),
}
"""A name that is tried is counted whether or not there is such an account, so that nobody learns who has one."""
_FOUND_BY: dict[str, Callable[[str], str]] = {"email": name_key, "code": code_from}
"""As an account is looked for: one name with spaces in ever other places would else be ever other names."""
_BY_LINK = frozenset({"accounts.reset", "classes.join"})
"""Whose address is the guess, so that looking counts as well."""


def init_app(app: Flask) -> None:
    """Ask before, count afterwards."""
    app.before_request(ask)
    app.after_request(count)


def ask() -> None:
    """Raises `TooOften`."""
    for counted in _counted():
        limits.require(_who(counted), counted.limit, now=now())


def count(response: Response) -> Response:
    """One more, unless only refusals count and this was none; being sent away costs nothing."""
    for counted in () if response.status_code in _UNCOUNTED else _counted():
        if response.status_code in _REFUSED or not counted.refused:
            with suppress(Unavailable):  # the page says so already
                limits.count(_who(counted), counted.limit, now=now())
    return response


def _counted() -> tuple[Counted, ...]:
    """What counts of this request; addresses only where the operator wants it."""
    here = asked()
    endpoint = here.endpoint or ""
    rules = COUNTED.get(endpoint)
    if rules is None or (here.method != "POST" and endpoint not in _BY_LINK):
        return ()
    wanted: bool = current_app.config["LIMITS"]
    return tuple(one for one in rules if one.fields or wanted)


def _who(counted: Counted) -> str:
    """A keyed hash: a stolen database names nobody."""
    if counted.fields:
        typed = (_FOUND_BY[name](request.form.get(name, ""))[:300] for name in counted.fields)
        return keyed("\x1f".join([counted.room, *typed]))
    return keyed(f"{counted.room}|{network()}")


def network() -> str:
    """Where a request comes from: whoever has an IPv6 address has all of its network.

    An old address written as a new one is the old one; what a proxy tells that is no address counts as one place.
    """
    try:
        address = ip_address(request.remote_addr or "::")
    except ValueError:
        address = IPv6Address("::")
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or IPv6Network((address, 64), strict=False).network_address
    return str(address)


def keyed(name: str) -> str:
    """What stands for a name in the database; only who has the key of this site can tell whether it is this one."""
    key = hashlib.sha256(want_bytes(current_app.config["SECRET_KEY"])).digest()
    return hashlib.blake2b(name.encode(), key=key, digest_size=16).hexdigest()
