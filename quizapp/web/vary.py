"""What an answer depends on besides its address, said in one header."""

from __future__ import annotations

from functools import lru_cache

from flask import Response

_NAME = "Vary"
ALWAYS = ("HX-Request", "Accept-Encoding", "Accept-Language", "Cookie")
"""What our own responses say from the beginning, see `headers.Reply`."""
_SAID = frozenset(ALWAYS)


def vary(response: Response, *names: str) -> None:
    """Add the names of headers of a request that change what is answered.

    Werkzeug's ``response.vary`` reads and writes the whole header for each, which four parts of ours do each time.
    """
    if getattr(response, "is_told", False) and _SAID.issuperset(names):
        return
    told = response.headers.get(_NAME, "")
    whole = _with(told, names)
    if whole != told:
        response.headers[_NAME] = whole


@lru_cache(256)
def _with(told: str, names: tuple[str, ...]) -> str:
    kept = [name.strip() for name in told.split(",") if name.strip()]
    known = {name.lower() for name in kept}
    return ", ".join([*kept, *(name for name in names if name.lower() not in known)])
