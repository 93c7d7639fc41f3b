"""What every response of the web has, whatever it is."""

from __future__ import annotations

from werkzeug.test import TestResponse

from quizapp.web.headers import HEADERS
from quizapp.web.logs import HEADER

TRACES = (b"Traceback (most", b'File "/', b"sqlalchemy.", b"werkzeug.")


def assert_guarded(response: TestResponse) -> None:
    """The headers that protect it, and no trace of where an error was."""
    for name, value in HEADERS.items():
        found = response.headers[name]
        assert found == value or (name == "Content-Security-Policy" and "default-src 'none'" in found), name
    assert response.headers[HEADER]
    assert response.headers["Cache-Control"]
    if not response.is_streamed:
        assert [trace for trace in TRACES if trace in response.data] == []
    for cookie in response.headers.getlist("Set-Cookie"):
        assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; ")), cookie
