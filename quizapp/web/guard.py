"""What is no HTTP is kept from the application: a body whose parts are none, a Host that can be no name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from gunicorn.http.errors import ParseException

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Body:
    """The body of a request; where its parts are no HTTP, nothing more comes."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def read(self, size: int = -1) -> bytes:
        """Raises `OSError`, which is understood as a sender who went away."""
        return self._read(self._body.read, size)

    def readline(self, size: int = -1) -> bytes:
        """Raises `OSError`."""
        return self._read(self._body.readline, size)

    def _read(self, read: Callable[[int | None], bytes], size: int) -> bytes:
        try:
            return read(None if size < 0 else size)
        except ParseException as error:
            raise OSError("a part of the body is none") from error


@lru_cache(256)
def _is_name(host: str) -> bool:
    """Werkzeug asks before anything can be answered, and takes a no for an error of ours."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def guarded(answer: Wsgi) -> Wsgi:
    """An application behind this."""

    def guard(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not _is_name(environ.get("HTTP_HOST", "")):
            start("400 Bad Request", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return []
        environ["wsgi.input"] = Body(environ["wsgi.input"])
        return answer(environ, start)

    return guard
