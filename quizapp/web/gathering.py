"""gunicorn's worker, in which a request takes a thread when it is there, not while it comes.

gunicorn's own gives each new connection a thread that waits for what will come over it. Browsers open connections
ahead, and a few dozens of them, or somebody who sends a byte a second, would keep all threads from all others.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import socket
import struct
import sys
import termios
import time
from collections import deque
from fcntl import ioctl
from functools import partial
from selectors import EVENT_READ
from typing import Any, Literal

from gunicorn.http import wsgi
from gunicorn.workers import base
from gunicorn.workers.gthread import TConn, ThreadWorker

from quizapp.web import ending
from quizapp.web.pool import SLOW_SECONDS, Pool
from quizapp.web.shares import Shares
from quizapp.web.written import Response

PATIENCE_SECONDS = 30
"""For a request that has begun, and for each part of a long one."""
LARGEST_GATHERED = 65_536
"""Bytes of a request that are kept until it is whole; what is longer is read by a thread of those for long ones."""
LARGEST_UNREAD = 65_536
"""Bytes of answers that somebody may leave unread who asks more and counts as one who asks shortly."""
_KEPT_FOR_READER = 262_144
"""Bytes of answers that the system keeps, where it may, until they are read: a page, for which so no thread waits."""
_CHUNK = 65_536
_READ_ON = sys.maxsize
"""The size of a request of which only who reads it knows where it ends."""
_LEAVE_SECONDS = 2
_PAUSE_SECONDS = 0.01
_AHEAD_SECONDS = 0.002
_MOST_AHEAD = 2
_MOST_THROWN_AWAY = 65_536
_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,9})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
_LENGTHS = re.compile(rb"^content-length[ \t]*:", re.IGNORECASE | re.MULTILINE)
_READ_BY_THREAD = re.compile(rb"^(transfer-encoding|expect)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_ANSWER = re.compile(rb"POST (/[a-z]+)/[^/? ]+/[0-9]+ ")
_END = b"\r\n\r\n"
_NOT_NOW = frozenset({
    errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED, errno.EPERM, errno.EPROTO, errno.ENETDOWN, errno.ENETUNREACH,
    errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENOPROTOOPT, errno.EOPNOTSUPP,
})  # fmt: skip
"""Faults of the connection that is taken, not of who takes it (accept(2))."""
_FULL = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
_FULL_SECONDS = 0.01
_shares = Shares()

State = Literal["begun", "whole", "long"]


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Threads for whole requests, half of them at most for long ones that still come."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.method_queue.close = _stay_open
        self._begun: dict[TConn, tuple[bytes, int]] = {}
        self._leaving: dict[TConn, int] = {}
        self._long: set[TConn] = set()
        self._long_waiting: deque[TConn] = deque()
        self._accepts_from = 0.0
        wsgi.Response = Response  # `ThreadWorker` has no other way to say which

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Asked to end; long answers hear it, too."""
        ending.ask()
        super().handle_exit(sig, frame)

    def handle_quit(self, sig: int, frame: Any) -> None:
        """End now, and threads with the process: a signal may come while we hold what theirs are asked with."""
        try:
            base.Worker.handle_quit(self, sig, frame)
        finally:
            _end_now()

    def run(self) -> None:
        """Until asked to end."""
        super().run()
        if self.nr_conns > 0:
            _end_now()

    def get_thread_pool(self) -> Pool:
        """gunicorn asks for it once in each process, for an application that may say how many work at once."""
        return Pool(usual=getattr(self.app, "working_threads", 1), most=self.cfg.threads)

    def notify(self) -> None:
        """Called every second while we live."""
        super().notify()
        if self.alive:
            _shares.tell(self.age, self.nr_conns)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Not while others are to go first."""
        super().set_accept_enabled(enabled and time.monotonic() >= self._accepts_from)

    def accept(self, listener: Any) -> None:
        """A new connection rests like one that is kept, until something comes over it.

        Whoever has a processor when a class opens its browsers would take nearly all of them, and the class wait for
        that process while others have nothing to do. So one that is ahead leaves each to others for a moment.
        """
        if not self._accepts_from and self._is_ahead():
            self._accepts_from = time.monotonic() + _AHEAD_SECONDS
            self.set_accept_enabled(False)
            return
        self._accepts_from = 0.0
        try:
            client, address = listener.accept()
        except OSError as fault:
            if fault.errno in _FULL:
                self._make_room()
                time.sleep(_FULL_SECONDS)  # it is there at once again, and so would we be
            elif fault.errno not in _NOT_NOW:
                raise
            return
        self.nr_conns += 1
        _shares.tell(self.age, self.nr_conns)
        if self.nr_conns >= self.worker_connections:
            self._make_room()
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            client.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", PATIENCE_SECONDS, 0))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KEPT_FOR_READER)
        self._rest(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Take what came; what is a request now goes to a thread."""
        chunk = _received(client)
        if chunk:
            self._take(conn, chunk)
        elif chunk is not None:
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
        if fs.result():
            super().finish_request(conn, fs)
        else:
            self._leave(conn)

    def murder_pending(self) -> None:
        """Close what began a request and did not end it in time, and what does not close after the last answer."""
        now = time.monotonic()
        while self.pending_conns and self.pending_conns[0].timeout <= now:
            self._drop(self.pending_conns[0])
        while self._leaving and (first := next(iter(self._leaving))).timeout <= now:
            self._left(first)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """While requests wait for a thread, look whether those that work have become slow. Each look at the
        connections takes Python from whoever works, so while nobody new could begin there are few."""
        self.tpool.pause(_PAUSE_SECONDS)
        if self._accepts_from and not self._accepting and self.alive:
            timeout = min(timeout, max(0.0, self._accepts_from - time.monotonic()))
        super().wait_for_and_dispatch_events(min(timeout, SLOW_SECONDS) if self.tpool.look() else timeout)

    def _is_ahead(self) -> bool:
        least = _shares.least_of_others(self.age)
        return least is not None and self.nr_conns > least + _MOST_AHEAD

    def _take(self, conn: TConn, chunk: bytes) -> None:
        before, size = self._begun.get(conn, (b"", 0))
        received = before + chunk
        size = size or size_of(received)
        state = state_of(received, size)
        if state == "begun":
            if conn not in self._begun:
                self.keepalived_conns.remove(conn)
                conn.timeout = time.monotonic() + PATIENCE_SECONDS
                self.pending_conns.append(conn)
            self._begun[conn] = received, size
            return
        self._forget(conn)
        conn.init()
        conn.parser.unreader.unread(received)
        if state == "whole" and _unread(conn.sock) <= LARGEST_UNREAD:
            self._answer(conn, kind_of(received))
        elif len(self._long) < self.cfg.threads // 2:
            self._answer_long(conn)
        else:
            self._long_waiting.append(conn)

    def _answer_long(self, conn: TConn) -> None:
        self._long.add(conn)
        self._answer(conn)

    def _answer(self, conn: TConn, kind: bytes | None = None) -> None:
        self.tpool.submit(partial(self._handled, conn), kind)

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
        waiting = self.keepalived_conns if self._begun.pop(conn, None) is None else self.pending_conns
        waiting.remove(conn)
        self.poller.unregister(conn.sock)

    def _drop(self, conn: TConn) -> None:
        self._forget(conn)
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()

    def _make_room(self) -> None:
        """Let go whom we have waited for longest, or a long one, rather than somebody who asks."""
        if self.keepalived_conns or self.pending_conns:
            self._drop((self.keepalived_conns or self.pending_conns)[0])
        elif self._long_waiting:
            self._close(self._long_waiting.pop())  # those before it are next

    def _leave(self, conn: TConn) -> None:
        """Nothing more is answered here. What still comes is thrown away for a moment, for closing at once would take
        the last answer from who has not read it yet. gunicorn waits for that, and keeps everybody waiting."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:  # closed already
            self._close(conn)
            return
        conn.timeout = time.monotonic() + _LEAVE_SECONDS
        self._leaving[conn] = _MOST_THROWN_AWAY
        self.poller.register(conn.sock, EVENT_READ, partial(self._throw_away, conn))

    def _throw_away(self, conn: TConn, client: socket.socket) -> None:
        chunk = _received(client)
        if chunk is None:
            return
        self._leaving[conn] -= len(chunk)
        if not chunk or self._leaving[conn] <= 0:
            self._left(conn)

    def _left(self, conn: TConn) -> None:
        del self._leaving[conn]
        self.poller.unregister(conn.sock)
        self._close(conn)


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


def _end_now() -> None:
    """Threads that Python ends where it ends itself unwind their stack, of which a greenlet has written over parts."""
    logging.shutdown()
    os._exit(0)


def _stay_open() -> None:
    """The pipe that threads wake the loop by goes with the process: one that is at work still when the loop has ended
    would write into whatever file has got its number, which may be a database."""


def _received(client: socket.socket) -> bytes | None:
    """What came: nothing where the other side is gone, None where nothing came, or we have closed it ourselves."""
    if client.fileno() < 0:
        return None
    try:
        return client.recv(_CHUNK)
    except (BlockingIOError, InterruptedError):
        return None
    except OSError:
        return b""


def _unread(client: socket.socket) -> int:
    """Bytes that were sent, and did not arrive where they can be read; 0 where the system does not tell."""
    try:
        left: int = struct.unpack("i", ioctl(client, termios.TIOCOUTQ, bytes(4)))[0]
    except OSError:
        return 0
    return left


def size_of(received: bytes) -> int:
    """Bytes that a request has by its head; 0 where that is not all there.

    More than there will ever be where a thread has to read it, which finds its end, or refuses it.
    """
    end = received.find(_END)
    if end < 0:
        return 0
    head = received[: end + 2]
    lengths = _LENGTH.findall(head)
    if _READ_BY_THREAD.search(head) or len(lengths) > 1 or len(lengths) < len(_LENGTHS.findall(head)):
        return _READ_ON
    return end + len(_END) + (int(lengths[0]) if lengths else 0)


def kind_of(received: bytes) -> bytes | None:
    """What a request has in common with those that it may be written with: it answers something by its number."""
    found = _ANSWER.match(received)
    return found[1] if found else None


def state_of(received: bytes, size: int) -> State:
    """What of a request of this `size_of` is there: not all, all, or as much as a thread needs that reads the rest."""
    if size and size <= len(received):
        return "whole"
    return "long" if max(size, len(received)) > LARGEST_GATHERED else "begun"
