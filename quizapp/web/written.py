"""How an answer is written to its connection: as gunicorn does it, without asking again what is known.

gunicorn looks with two patterns at each header of each answer, and sends head and body apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gunicorn.http import wsgi

from quizapp.web.headers import ALIKE

_LARGEST_JOINED = 65_536
"""Bytes of a body that is sent with its head: copying more takes longer than sending twice."""


class Response(wsgi.Response):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's, with the same bytes as outcome but for the order of headers."""

    def __init__(self, *of: Any) -> None:
        super().__init__(*of)
        self.headers_sent: bool = False
        self._head = b""

    def process_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        """Those that every answer has were looked at when they were written here."""
        alike = [each for each in headers if each in ALIKE]
        super().process_headers([each for each in headers if each not in ALIKE])
        self.headers += alike

    def send_headers(self) -> None:
        """With the body, which comes next."""
        if self.headers_sent:
            return
        lines = [*self.default_headers(), *[f"{name}: {value}\r\n" for name, value in self.headers], "\r\n"]
        self._head = "".join(lines).encode("latin-1")
        self.headers_sent = True

    def write(self, arg: bytes) -> None:
        """A part of the body; before an empty one the head goes alone."""
        super().write(arg)
        self._send_head()

    def _emit_body(self, data: bytes) -> None:
        if not self.chunked and len(data) <= _LARGEST_JOINED:
            data, self._head = self._head + data, b""
        self._send_head()
        super()._emit_body(data)

    def write_file(self, respiter: Any) -> None:
        """The system copies files itself, behind the head."""
        self.send_headers()
        self._send_head()
        super().write_file(respiter)

    def close(self) -> None:
        """Whatever was not sent yet."""
        self.send_headers()
        self._send_head()
        super().close()

    def _send_head(self) -> None:
        head, self._head = self._head, b""
        if head:
            self.sock.sendall(head)
