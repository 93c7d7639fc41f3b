"""gunicorn's worker, in which a request takes a thread when it is there, not while it comes.

gunicorn's own gives each new connection a thread that waits for what will come over it. Browsers open connections
ahead, and a few dozens of them, or somebody who sends a byte a second, would keep all threads from all others.
"""

from __future__ import annotations

import errno
import re
import socket
import struct
import time
from collections import deque
from functools import partial
from selectors import EVENT_READ
from typing import Any, Literal

from gunicorn.workers.gthread import TConn, ThreadWorker

from quizapp.web import ending
from quizapp.web.pool import SLOW_SECONDS, Pool

PATIENCE_SECONDS = 30
"""For a request that has begun, and for each part of a long one."""
LARGEST_GATHERED = 65_536
"""Bytes of a request that are kept until it is whole; what is longer is read by a thread of those for long ones."""
_CHUNK = 65_536
_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,9})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
_READ_BY_THREAD = re.compile(rb"^(transfer-encoding|expect)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_END = b"\r\n\r\n"
_NOT_NOW = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED})

State = Literal["begun", "whole", "long"]


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Threads for whole requests, half of them at most for long ones that still come."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._received: dict[TConn, bytes] = {}
        self._long: set[TConn] = set()
        self._long_waiting: deque[TConn] = deque()

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Asked to end; long answers hear it, too."""
        ending.ask()
        super().handle_exit(sig, frame)

    def get_thread_pool(self) -> Pool:
        """gunicorn asks for it once in each process, for an application that may say how many work at once."""
        return Pool(usual=getattr(self.app, "working_threads", 1), most=self.cfg.threads)

    def accept(self, listener: Any) -> None:
        """A new connection rests like one that is kept, until something comes over it."""
        try:
            client, address = listener.accept()
        except OSError as fault:
            if fault.errno not in _NOT_NOW:
                raise
            return
        self.nr_conns += 1
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            client.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", PATIENCE_SECONDS, 0))
        self._rest(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Take what came; what is a request now goes to a thread."""
        try:
            chunk = client.recv(_CHUNK)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            chunk = b""
        if chunk:
            self._take(conn, self._received.get(conn, b"") + chunk)
        else:
            self._drop(conn)

    def enqueue_req(self, conn: TConn) -> None:
        """Of a connection over which more came than the request that was answered."""
        self._rest(conn)
        self._take(conn, conn.parser.unreader.take_buffered())

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """A thread is done with a connection."""
        if conn in self._long:
            self._long.remove(conn)
            if self._long_waiting:
                self._answer_long(self._long_waiting.popleft())
        super().finish_request(conn, fs)

    def murder_pending(self) -> None:
        """Close what began a request and did not end it in time."""
        now = time.monotonic()
        while self.pending_conns and self.pending_conns[0].timeout <= now:
            self._drop(self.pending_conns[0])

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """While requests wait for a thread, look whether those that work have become slow."""
        super().wait_for_and_dispatch_events(SLOW_SECONDS if self.tpool.look() else timeout)

    def _take(self, conn: TConn, received: bytes) -> None:
        state = state_of(received)
        if state == "begun":
            if conn not in self._received:
                self.keepalived_conns.remove(conn)
                conn.timeout = time.monotonic() + PATIENCE_SECONDS
                self.pending_conns.append(conn)
            self._received[conn] = received
            return
        self._forget(conn)
        conn.init()
        conn.parser.unreader.unread(received)
        if state == "whole":
            self._answer(conn)
        elif len(self._long) < self.cfg.threads // 2:
            self._answer_long(conn)
        else:
            self._long_waiting.append(conn)

    def _answer_long(self, conn: TConn) -> None:
        self._long.add(conn)
        self._answer(conn)

    def _answer(self, conn: TConn) -> None:
        self.tpool.submit(partial(self._handled, conn))

    def _handled(self, conn: TConn) -> None:
        try:
            is_kept = self.handle(conn)
        except BaseException:  # noqa: BLE001 - `handle` tells what is an error; a thread goes on to the next one
            is_kept = False
        self.method_queue.defer(self.finish_request, conn, _Done(is_kept))

    def _rest(self, conn: TConn) -> None:
        """Nothing came over it yet."""
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.keepalived_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_client_socket_readable, conn))

    def _forget(self, conn: TConn) -> None:
        """It is not waited for any more."""
        waiting = self.keepalived_conns if self._received.pop(conn, None) is None else self.pending_conns
        waiting.remove(conn)
        self.poller.unregister(conn.sock)

    def _drop(self, conn: TConn) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()


class _Done:
    """What gunicorn asks a finished task for."""

    def __init__(self, result: Any) -> None:
        self._result = result

    def result(self) -> Any:
        """What it returned."""
        return self._result

    def cancelled(self) -> bool:
        """Nothing is taken back."""
        return False


def state_of(received: bytes) -> State:
    """What of a request is there: not all, all, or as much as a thread needs that reads the rest or refuses it."""
    end = received.find(_END)
    if end < 0:
        return "long" if len(received) > LARGEST_GATHERED else "begun"
    head = received[: end + 2]
    if _READ_BY_THREAD.search(head) or len(_LENGTH.findall(head)) > 1:
        return "long"
    length = _LENGTH.search(head)
    whole = end + len(_END) + (int(length[1]) if length else 0)
    if whole <= len(received):
        return "whole"
    return "long" if whole > LARGEST_GATHERED else "begun"
