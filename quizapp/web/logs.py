"""What is written to the log: lines for people or machines, tied to requests, without what people typed.

Paths are left out, because some are secrets (a link for a new password, an attempt of a visitor), and so are the words
of exceptions, because they may quote what was typed: where it happened and the kind of error are told.
"""

from __future__ import annotations

import json
import logging
import random
import re
import sys
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from quizapp.errors import QuizappError
from quizapp.web.here import asked, noted

HEADER = "X-Request-ID"
QUIET = frozenset({"static", "favicon", "health.alive", "health.ready", "health.metrics"})
"""Asked again and again by machines: no line for each."""
_SENT = "HTTP_X_REQUEST_ID"
_TAKEN = re.compile(r"[\w.-]{1,64}", re.ASCII)
_TOLD = ("request", "method", "endpoint", "status", "ms", "account", "name_hash", "network")
_Fault = tuple[type, BaseException, TracebackType] | tuple[None, None, None]

log = logging.getLogger("quizapp.requests")


def configure(form: str, level: str) -> None:
    """Write the log of this process to standard error, as ``text`` or ``json``, from this level on.

    Libraries tell their warnings at most: what they say more is about them, or about what people do. What matters for
    the safety of accounts is told at every level, see `events`.
    """
    out = logging.StreamHandler(sys.stderr)
    out.setFormatter(formatter(form))
    logging.basicConfig(handlers=[out], level="ERROR" if level == "ERROR" else "WARNING", force=True)
    logging.getLogger("quizapp").setLevel(level)
    logging.getLogger("quizapp.security").setLevel("INFO")


def formatter(form: str) -> logging.Formatter:
    """What makes a line of a record."""
    return _Json() if form == "json" else _Text()


def request_id() -> str:
    """The name of this request in the log: as a proxy before us named it, else one of our own."""
    notes = noted()
    found: str | None = notes.get("request_id")
    if found is None:
        given = asked().environ.get(_SENT, "")
        found = notes["request_id"] = given if _TAKEN.fullmatch(given) else f"{random.getrandbits(48):012x}"
    return found


def init_app(app: Flask) -> None:
    """Name each request, and log it where that is wanted."""

    @app.before_request
    def begin() -> None:
        if log.isEnabledFor(logging.INFO):
            g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers.add(HEADER, request_id())
        if "began" in noted() and request.endpoint not in QUIET:
            log.info("answered", extra=_request(response))
        return response

    def log_exception(exc_info: _Fault) -> None:
        told = {"method": request.method, "endpoint": request.endpoint}
        app.logger.error("a request broke off", exc_info=exc_info, extra=told)

    app.log_exception = log_exception  # type: ignore[method-assign]


def _request(response: Response) -> dict[str, Any]:
    return {
        "method": request.method,
        "endpoint": request.endpoint or "-",
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.began) * 1000, 1),
    }


class _Plain(logging.Formatter):
    """What both forms tell."""

    def told(self, record: logging.LogRecord) -> dict[str, Any]:
        """The parts of a line in their order."""
        when = datetime.fromtimestamp(record.created, UTC)
        parts: dict[str, Any] = {
            "time": when.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            parts["request"] = request_id()
        parts |= {name: getattr(record, name) for name in _TOLD if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            parts["error"] = [*_chain(record.exc_info[1])]
        return parts


class _Json(_Plain):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(self.told(record), ensure_ascii=False, default=str)


class _Text(_Plain):
    """A line for people, and one for each place of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; line ends in a message do not begin another one."""
        parts = self.told(record)
        places = parts.pop("error", [])
        head = " ".join(str(parts.pop(name)) for name in ("time", "level", "logger"))
        message = " ".join(str(parts.pop("message")).split())
        rest = "".join(f" {name}={value}" for name, value in parts.items())
        return "\n  ".join([f"{head}: {message}{rest}", *places])


def _chain(error: BaseException) -> Iterator[str]:
    """Where it happened and what kind of error it was, the first cause first; of its words only ours."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _chain(before)
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} {frame.name}"
    words = f": {error.template}" if isinstance(error, QuizappError) else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{words}"
