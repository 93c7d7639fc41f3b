"""What is sent is what gunicorn would send."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.http import wsgi
from gunicorn.http.errors import InvalidResponseHeader, InvalidResponseHeaderName

from quizapp.web.headers import ALIKE
from quizapp.web.written import Response

Headers = Sequence[tuple[str, str]]
SOME = [
    *sorted(ALIKE),
    ("Set-Cookie", "a=1"),
    ("Set-Cookie", "b=2"),
    ("X-Odd", " spaces "),
    ("Connection", "close"),
]


def answered(
    kind: type[wsgi.Response], status: str, headers: Headers, parts: Sequence[bytes] | Path, method: str
) -> bytes:
    """All bytes of an answer, with the lines of its head in order."""
    here, there = socket.socketpair()
    with here, there:
        for each in (here, there):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        asked = SimpleNamespace(method=method, version=(1, 1), should_close=lambda: False, headers=[])
        response = kind(asked, here, Config())
        response.start_response(status, list(headers))
        if isinstance(parts, Path):
            with parts.open("rb") as file:
                response.write_file(wsgi.FileWrapper(file))
        else:
            for part in parts:
                response.write(part)
        response.close()
        here.shutdown(socket.SHUT_WR)
        whole = b"".join(iter(lambda: there.recv(65_536), b""))
    head, _, body = whole.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Date: ")]
    return b"\r\n".join([lines[0], *sorted(lines[1:]), b"", body])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("status", "headers", "parts"),
    [
        ("200 OK", [*SOME, ("Content-Length", "5")], [b"north"]),
        ("200 OK", [("Content-Length", "5")], [b"no", b"", b"rth"]),
        ("200 OK", [("Content-Length", "5")], [b"north and more"]),
        ("200 OK", [("Content-Length", "0")], []),
        ("200 OK", [("Content-Length", "0")], [b""]),
        ("200 OK", [("Content-Length", "200000")], [b"x" * 200_000]),
        ("200 OK", SOME, [b"one", b"", b"two"]),
        ("200 OK", SOME, [b"", b"late"]),
        ("200 OK", SOME, []),
        ("204 No Content", [*SOME, ("Content-Length", "0")], []),
        ("304 Not Modified", SOME, []),
        ("303 See Other", [("Location", "/"), ("Content-Length", "0")], [b""]),
    ],
)
def test_an_answer_is_the_one_that_gunicorn_sends(
    status: str, headers: Headers, parts: list[bytes], method: str
) -> None:
    ours, theirs = (answered(kind, status, headers, parts, method) for kind in (Response, wsgi.Response))
    assert ours == theirs


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("length", [[], [("Content-Length", "100000")]])
def test_so_is_a_file(length: Headers, method: str, tmp_path: Path) -> None:
    file = tmp_path / "deck.apkg"
    file.write_bytes(b"north" * 20_000)
    ours, theirs = (answered(kind, "200 OK", length, file, method) for kind in (Response, wsgi.Response))
    assert ours == theirs


@pytest.mark.parametrize(
    ("header", "fault"),
    [(("X-A", "a\r\nX-B: b"), InvalidResponseHeader), (("X A", "a"), InvalidResponseHeaderName)],
)
def test_a_header_that_is_none_is_refused(header: tuple[str, str], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        answered(Response, "200 OK", [*SOME, header], [], "GET")


def test_headers_that_are_not_looked_at_again_are_taken_as_they_are() -> None:
    looked_at = wsgi.Response(SimpleNamespace(method="GET"), None, Config())
    looked_at.process_headers(sorted(ALIKE))
    assert looked_at.headers == sorted(ALIKE)


class Sent:
    """A connection that keeps what was sent at once."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def sendall(self, data: bytes) -> None:
        self.sent.append(bytes(data))


def begun(*headers: tuple[str, str]) -> tuple[Any, Sent]:
    sent = Sent()
    asked = SimpleNamespace(method="GET", version=(1, 1), should_close=lambda: False, headers=[])
    response = Response(asked, sent, Config())
    response.start_response("200 OK", list(headers))
    return response, sent


def test_a_short_body_is_sent_with_its_head() -> None:
    response, sent = begun(("Content-Length", "5"))
    response.write(b"north")
    response.close()
    assert len(sent.sent) == 1
    assert sent.sent[0].endswith(b"\r\n\r\nnorth")


@pytest.mark.parametrize("part", [b"", b"data: 1\n\n"])
def test_of_what_goes_on_for_long_the_head_is_sent_with_the_first_part(part: bytes) -> None:
    response, sent = begun()
    response.write(part)
    assert b"".join(sent.sent).partition(b"\r\n\r\n")[1:] == (
        b"\r\n\r\n", b"9\r\ndata: 1\n\n\r\n" if part else b""
    )  # fmt: skip


def test_a_file_follows_its_head() -> None:
    response, sent = begun(("Content-Length", "5"))
    response.write_file(wsgi.FileWrapper(BytesIO(b"north")))
    assert b"".join(sent.sent).endswith(b"\r\n\r\nnorth")
