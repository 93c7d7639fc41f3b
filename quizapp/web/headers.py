"""What every response says to the browser about safety and caching."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from operator import itemgetter
from typing import Any

from flask import Flask, Response
from werkzeug.datastructures import Headers

from quizapp.web.vary import ALWAYS, vary

_OURS = ("script", "style", "img", "media", "connect", "manifest", "worker")
POLICY = "; ".join([
    "default-src 'none'", *(f"{kind}-src 'self'" for kind in _OURS), "base-uri 'none'", "form-action 'self'",
    "frame-ancestors 'none'",
])  # fmt: skip
NEVER_USED = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": NEVER_USED,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR = 31_536_000
PRIVATE = "no-cache, private"


_NAME = itemgetter(0)


class _First(Headers):
    """What most responses say, copied at once: told one by one, each name and value is looked at again."""

    _said = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", PRIVATE),
        ("Vary", ", ".join(ALWAYS)),
        *HEADERS.items(),
    )

    def __init__(self, defaults: Any = None) -> None:
        super().__init__(defaults)
        if defaults is None:  # else a copy of some
            self._list = list(self._said)

    def __contains__(self, key: object) -> bool:
        """As Werkzeug's, which compares one by one, and raises and catches an error for what is not there."""
        return isinstance(key, str) and key.lower() in self._names()

    def _get_key(self, key: str) -> str:
        names, name = self._names(), key.lower()
        return self._list[names.index(name)][1] if name in names else super()._get_key(key)

    def set(self, key: str, value: Any, /, **parameters: Any) -> None:
        """As Werkzeug's: instead of all that were told by this name."""
        names, name = self._names(), key.lower()
        if parameters or names.count(name) > 1:
            super().set(key, value, **parameters)
            return
        self.add(key, value)
        if name in names:
            self._list[names.index(name)] = self._list.pop()

    def _names(self) -> list[str]:
        return [*map(str.lower, map(_NAME, self._list))]


ALIKE = frozenset({*_First._said, ("Cache-Control", "no-store"), ("Content-Encoding", "br")})
"""Headers, with their values, of most responses."""


class Reply(Response):
    """A response that says from the beginning what every response says, see `init_app`."""

    is_told = False
    """Of one that others made, and Flask took for one of these."""

    def __init__(self, response: Any = None, status: Any = None, headers: Any = None, **more: Any) -> None:
        self.is_told = headers is None
        super().__init__(response, status, _First() if headers is None else headers, **more)

    def get_wsgi_headers(self, environ: Any) -> Headers:
        """As they are, where nothing has to be added, taken out or joined with the address."""
        told = dict(iter(self.headers))
        if (
            self._status_code == HTTPStatus.OK
            and "Content-Length" in told
            and told.keys().isdisjoint(_JOINED)
        ):
            return self.headers
        return super().get_wsgi_headers(environ)

    def get_app_iter(self, environ: Any) -> Iterable[bytes]:
        """The body as it is, where it is one and nothing has to be done when it is sent."""
        body = self.response
        is_ready = type(body) is list and len(body) == 1 and type(body[0]) is bytes
        if (
            is_ready
            and self._status_code == HTTPStatus.OK
            and not self._on_close
            and environ["REQUEST_METHOD"] != "HEAD"
        ):
            return body  # type: ignore[return-value]
        return super().get_app_iter(environ)


def is_told(response: Response) -> bool:
    """Whether a response said from the beginning what it depends on, and all the rest."""
    return getattr(response, "is_told", False)


_JOINED = frozenset({"Location", "Content-Location"})


def forget(response: Response) -> Response:
    """Back must ask again: a kept copy would show the form of an item or a card that has its answer."""
    response.headers["Cache-Control"] = "no-store"
    return response


def init_app(app: Flask) -> None:
    """Set the headers on every response, errors included."""
    secure = app.config["SESSION_COOKIE_SECURE"]

    @app.after_request
    def protect(response: Response) -> Response:
        if not is_told(response):
            told = {name.lower() for name, _ in response.headers}  # looked for once, not anew for each name
            for name, value in HEADERS.items():
                if name.lower() not in told:
                    response.headers.add(name, value)
            vary(response, "HX-Request")
            response.headers.setdefault("Cache-Control", PRIVATE)
        if secure:
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
        return response
