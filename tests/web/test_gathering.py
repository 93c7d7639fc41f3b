"""gunicorn's worker of our own, step by step in this process."""

from __future__ import annotations

import errno
import os
import signal
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from quizapp.web import gathering
from quizapp.web.gathering import Worker, size_of

LIMIT = 8
GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
LAST = GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
LONG = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"
STEPS = 40


def _page(_environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def _read(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    environ["wsgi.input"].read()
    return _page(environ, start)


def _long_page(_environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("Content-Length", "50000")])
    return [b"x" * 50_000]


def _breaks_off(_environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("Content-Length", "2")])
    yield b"o"
    raise ValueError


class _Full:
    """A listener for whose connections no number is free."""

    def __init__(self, fault: int) -> None:
        self.fault = fault

    def accept(self) -> None:
        raise OSError(self.fault, "")


@pytest.fixture
def worker() -> Iterator[Worker]:
    """One that listens, with few connections at most."""
    cfg = Config()
    for name, value in {"worker_connections": LIMIT, "threads": 2, "keepalive": 75}.items():
        cfg.set(name, value)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        made = Worker(1, os.getppid(), [listener], SimpleNamespace(working_threads=2), 30, cfg, Logger(cfg))
        made.tpool, made.poller, made.wsgi = made.get_thread_pool(), DefaultSelector(), _read
        made.method_queue.init()
        queue = made.method_queue
        made.poller.register(queue.fileno(), EVENT_READ, queue.run_callbacks)
        made.set_accept_enabled(True)
        made.ours = []
        yield made
        for each in made.ours:
            each.close()
        _step(made, STEPS, until=0)
        made.tpool.shutdown(wait=True)
        made.poller.close()
        made.tmp._tmp.close()
        for number in (queue._read_fd, queue._write_fd):
            os.close(number)
        assert made.nr_conns == 0, "each connection was counted once, and let go"


def _opened(worker: Worker, sent: bytes = b"") -> socket.socket:
    """A connection that the worker took."""
    made = socket.create_connection(worker.sockets[0].getsockname())
    worker.ours.append(made)
    made.settimeout(5)
    made.sendall(sent)
    before = worker.nr_conns
    worker.wait_for_and_dispatch_events(1)
    assert worker.nr_conns in {before, before + 1}
    return made


def _step(worker: Worker, steps: int = 5, *, until: int | None = None) -> None:
    """Some turns of its loop, or until there are so many connections."""
    for _ in range(steps):
        if worker.nr_conns == until:
            return
        worker.wait_for_and_dispatch_events(0.02)


def _answer(worker: Worker, connection: socket.socket) -> bytes:
    """What the worker answers in a while; nothing where it closed the connection."""
    connection.setblocking(False)
    for _ in range(STEPS):
        worker.wait_for_and_dispatch_events(0.05)
        try:
            return connection.recv(65_536)
        except BlockingIOError:
            continue
    raise TimeoutError


def test_where_there_is_no_room_whoever_waits_longest_makes_it(worker: Worker) -> None:
    resting = [_opened(worker) for _ in range(LIMIT)]
    asks = _opened(worker)
    asks.sendall(GET)
    assert _answer(worker, asks).startswith(b"HTTP/1.1 200")
    assert worker.nr_conns < LIMIT
    assert _answer(worker, resting[0]) == b""
    resting[-1].sendall(GET)
    assert _answer(worker, resting[-1]).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("sent", [GET[:9], LONG], ids=["begun", "long"])
def test_requests_that_do_not_come_take_no_room_from_others(worker: Worker, sent: bytes) -> None:
    slow = [_opened(worker, sent) for _ in range(LIMIT)]
    _step(worker)
    assert worker.nr_conns == LIMIT - 1
    with _opened(worker, GET) as asks:
        assert _answer(worker, asks).startswith(b"HTTP/1.1 200")
    for each in slow:
        each.close()


def test_who_asks_and_does_not_read_keeps_nobody_waiting(worker: Worker) -> None:
    worker.wsgi = _long_page
    for _ in range(4):
        _opened(worker, 60 * GET)
        _step(worker, 10)
    with _opened(worker, GET) as asks:
        assert _answer(worker, asks).startswith(b"HTTP/1.1 200")


def test_who_makes_room_may_say_something_at_that_moment(worker: Worker) -> None:
    resting = [_opened(worker) for _ in range(LIMIT - 1)]
    asks = socket.create_connection(worker.sockets[0].getsockname())
    worker.ours.append(asks)
    for each in (asks, *resting):
        each.sendall(GET)
    time.sleep(0.05)
    _step(worker)
    assert _answer(worker, asks).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("fault", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.EPROTO, errno.ENETDOWN])
def test_a_connection_that_cannot_be_taken_ends_nothing(worker: Worker, fault: int) -> None:
    kept = _opened(worker)
    worker.accept(_Full(fault))
    worker.accept(_Full(fault))
    assert worker.nr_conns in {0, 1}
    kept.close()
    with _opened(worker, GET) as other:
        assert _answer(worker, other).startswith(b"HTTP/1.1 200")


def test_who_does_not_close_after_the_last_answer_keeps_nobody_waiting(worker: Worker) -> None:
    began = time.monotonic()
    with _opened(worker, LAST) as one:
        assert b"Connection: close" in _answer(worker, one)
        _step(worker)
        with _opened(worker, GET) as other:
            assert _answer(worker, other).startswith(b"HTTP/1.1 200")
    assert time.monotonic() - began < 1.5


def test_a_connection_counts_until_it_is_closed_and_once(worker: Worker) -> None:
    with _opened(worker, LAST) as one:
        _answer(worker, one)
        one.sendall(b"x" * 10)
        _step(worker)
        assert worker.nr_conns == 1
    _step(worker)
    assert worker.nr_conns == 0
    with _opened(worker, LAST) as one:
        _answer(worker, one)
        _step(worker)
        for each in worker._leaving:
            each.timeout = 0
        worker.murder_pending()
        assert worker.nr_conns == 0


def test_who_goes_on_sending_after_the_last_answer_is_left(worker: Worker) -> None:
    with _opened(worker, LAST) as one:
        _answer(worker, one)
        _step(worker)
        one.setblocking(False)
        with suppress(ConnectionError):
            for _ in range(STEPS):
                one.send(b"x" * 10_000)
                _step(worker, 1)
        assert worker.nr_conns == 0


def test_an_answer_that_breaks_off_is_counted_once(worker: Worker) -> None:
    worker.wsgi = _breaks_off
    with _opened(worker, GET) as one:
        _answer(worker, one)
    _step(worker, STEPS, until=0)
    assert worker.nr_conns == 0


def test_a_head_is_read_once_however_its_body_comes(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    heads: list[int] = []

    def counted(received: bytes) -> int:
        heads.append(len(received))
        return size_of(received)

    monkeypatch.setattr(gathering, "size_of", counted)
    with _opened(worker, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n") as one:
        for _ in range(9):
            _step(worker, 2)
            one.sendall(b"x")
        assert _answer(worker, one).startswith(b"HTTP/1.1 200")
    assert len(heads) == 1


def test_a_thread_that_ends_after_the_loop_writes_into_no_file(worker: Worker, tmp_path: Path) -> None:
    worker.method_queue.close()
    with (tmp_path / "a").open("w+b") as one, (tmp_path / "b").open("w+b") as other:
        worker.method_queue.defer(int)
        assert [os.fstat(each.fileno()).st_size for each in (one, other)] == [0, 0]


def test_a_signal_to_end_now_waits_for_no_thread(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(gathering, "_end_now", lambda: ended.append(True))

    def give_up(*_signal: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, 2)
    try:
        with worker.tpool._lock, pytest.raises(SystemExit):  # the main loop has it when the signal comes
            worker.handle_quit(signal.SIGQUIT, None)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    assert ended, "the process goes before Python unwinds its threads"
