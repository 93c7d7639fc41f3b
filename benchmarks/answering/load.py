"""Many browsers in one process: each connection sends its next request as soon as it has the answer to the last."""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

_CHUNK = 65_536
_PATIENCE_SECONDS = 30


@dataclass(kw_only=True)
class Tally:
    """What came back: seconds from request to answer, statuses, and how long all took."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    took: float = 0.0
    right: list[int] = field(default_factory=list)
    """By connection how many requests had the answer that they should have."""

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.took

    def quantile(self, share: float) -> float:
        """Seconds within which this share of the requests was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class _Line:
    """One connection that is kept, and the requests that go over it."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = requests
        self.asked = 0.0
        self.right = 0
        self.body = b""
        self._held = bytearray()

    def send(self) -> bool:
        """Send the next request; whether there was one."""
        request = next(self.requests, None)
        if request is None:
            return False
        self.asked = time.perf_counter()
        self.socket.sendall(request)
        return True

    def receive(self) -> int | None:
        """The status once the whole answer is here."""
        chunk = self.socket.recv(_CHUNK)
        if not chunk:
            raise ConnectionResetError("the server closed a connection")
        self._held += chunk
        end = self._held.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self._held[:end]).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
        if len(self._held) < end + 4 + length:
            return None
        self.body = bytes(self._held[end + 4 : end + 4 + length])
        del self._held[: end + 4 + length]
        return int(head[9:12])


def press(
    port: int,
    requests: Sequence[Iterator[bytes]],
    *,
    seconds: float | None = None,
    spread: float = 0,
    bodies: list[bytes] | None = None,
) -> Tally:
    """Send every connection's requests one after another, for at most so long; what was not sent is left.

    All are connected before the first one sends; they begin at once, or ``spread`` evenly over so many seconds.
    ``bodies`` takes what was answered.
    """
    lines = [_Line(port, each) for each in requests]
    tally = Tally()
    selector = selectors.DefaultSelector()
    began = time.perf_counter()
    waiting = deque((began + spread * n / len(lines), line) for n, line in enumerate(lines))
    while waiting or selector.get_map():
        while waiting and waiting[0][0] <= time.perf_counter():
            line = waiting.popleft()[1]
            if line.send():
                selector.register(line.socket, selectors.EVENT_READ, line)
        left = max(0.0, waiting[0][0] - time.perf_counter()) if waiting else _PATIENCE_SECONDS
        ready = selector.select(left)
        if not ready and not waiting and selector.get_map():
            raise TimeoutError("the server does not answer")
        for key, _ in ready:
            _take(selector, key.data, tally, bodies, stop=None if seconds is None else began + seconds)
    tally.took = time.perf_counter() - began
    tally.right = [line.right for line in lines]
    for line in lines:
        line.socket.close()
    return tally


def _take(
    selector: selectors.BaseSelector,
    line: _Line,
    tally: Tally,
    bodies: list[bytes] | None,
    *,
    stop: float | None,
) -> None:
    status = line.receive()
    if status is None:
        return
    now = time.perf_counter()
    tally.seconds.append(now - line.asked)
    tally.wrong += status != HTTPStatus.OK
    line.right += status == HTTPStatus.OK
    if bodies is not None:
        bodies.append(line.body)
    if (stop is not None and now >= stop) or not line.send():
        selector.unregister(line.socket)


def page_request(path: str, *, cookie: str = "") -> bytes:
    """A page asked for by a browser."""
    told = {
        "Host": "127.0.0.1",
        "Accept-Encoding": "gzip, deflate, br",
        "Accept-Language": "en",
        **({"Cookie": cookie} if cookie else {}),
    }
    return f"GET {path} HTTP/1.1\r\n{_lines(told)}\r\n".encode()


def request(path: str, body: str, *, cookie: str = "", **headers: str) -> bytes:
    """A form sent by a browser with htmx."""
    told = {
        "Host": "127.0.0.1",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "Accept-Encoding": "gzip, deflate, br",
        "HX-Request": "true",
        **({"Cookie": cookie} if cookie else {}),
        **headers,
    }
    return f"POST {path} HTTP/1.1\r\n{_lines(told)}\r\n{body}".encode()


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items())
