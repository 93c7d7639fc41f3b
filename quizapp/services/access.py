"""Who may do what: the one place that decides it.

Nobody has an account yet, so everybody may do everything. The web asks once per request, before the view; the
shell does not ask, because who can run it owns the database. Accounts change `may` and nothing else. It is
not asked inside the other services: their signatures would carry an actor through every call for an answer
that is always yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quizapp.errors import NotFound

Deed = Literal["study", "make", "review", "publish", "delete", "export"]


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who asks. ``name`` is empty for somebody we do not know."""

    name: str = ""


ANYONE = Actor()


def may(actor: Actor, deed: Deed, thing: str = "") -> bool:
    """Whether this actor may do this to the deck, attempt or job with this id; empty: to none of them."""
    return True


def require(actor: Actor, deed: Deed, thing: str = "") -> None:
    """Raises `NotFound` where the actor may not: what is not yours is not there."""
    if not may(actor, deed, thing):
        raise NotFound("page", thing)
