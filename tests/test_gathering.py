"""The server people run, met by browsers that open connections ahead, and by whoever sends slowly."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.web.gathering import LARGEST_GATHERED, State, size_of, state_of
from quizapp.web.server import THREADS
from tests.served import served

PATIENCE = 1
MANY = 3 * THREADS
SOON = 4
"""Seconds; a thread of gunicorn's own would wait for a silent connection for five."""
GET = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
HALF = b"GET /health HTTP/1.1\r\nHost: 127"
BODY = b"email=ben%40example.org&password=wrong"
POST = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
FORM = POST + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
LONG = POST + b"Content-Length: %d\r\n\r\n" % (2 * LARGEST_GATHERED)
LAST = b"GET /health HTTP/1.0\r\n\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Of a server of one process, which waits for what has begun no longer than the tests do."""
    before = f"import quizapp.web.gathering as gathering\ngathering.PATIENCE_SECONDS = {PATIENCE}"
    with served(tmp_path_factory.mktemp("instance"), "--workers", "1", before=before) as base:
        yield int(base.rpartition(":")[2])


@contextmanager
def opened(port: int, count: int, sent: bytes) -> Iterator[list[socket.socket]]:
    """Connections over which this was sent, and nothing more."""
    with ExitStack() as stack:
        found = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(count)]
        for each in found:
            each.sendall(sent)
        time.sleep(0.1)
        yield found


def answer(connection: socket.socket, *, wait: float = SOON) -> bytes:
    """The status line of what comes next; nothing where the server closed the connection."""
    connection.settimeout(wait)
    return connection.recv(65_536).partition(b"\r\n")[0]


def asked(port: int, sent: bytes = GET) -> bytes:
    """The status line that somebody else gets meanwhile."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(sent)
        return answer(connection)


@pytest.mark.parametrize(
    "sent",
    [b"", HALF, POST, FORM[:-5], LONG, CHUNKED, LAST],
    ids=["silent", "head", "open head", "body", "long", "chunked", "not closed"],
)
def test_who_sends_slowly_keeps_nobody_waiting(port: int, sent: bytes) -> None:
    with opened(port, MANY, sent):
        assert asked(port) == b"HTTP/1.1 200 OK"


def test_what_comes_byte_by_byte_is_answered(port: int) -> None:
    with opened(port, 1, b"") as (one,):
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for n in range(len(FORM)):
            one.sendall(FORM[n : n + 1])
        assert answer(one) == b"HTTP/1.1 400 BAD REQUEST"  # it has no token


def test_two_requests_at_once_are_both_answered(port: int) -> None:
    with opened(port, 1, GET + GET) as (one,):
        one.settimeout(SOON)
        told = b""
        while told.count(b"HTTP/1.1 200 OK") < 2:
            told += one.recv(65_536)


def test_the_rest_of_a_second_request_is_waited_for(port: int) -> None:
    with opened(port, 1, GET + HALF) as (one,):
        assert answer(one) == b"HTTP/1.1 200 OK"
        one.sendall(GET.removeprefix(HALF))
        assert answer(one) == b"HTTP/1.1 200 OK"


def test_long_ones_that_waited_for_others_are_answered(port: int) -> None:
    body = b"title=" + b"a" * (2 * LARGEST_GATHERED - 6)
    with opened(port, MANY, LONG) as all_of_them:
        for each in all_of_them:
            each.sendall(body)
        assert {answer(each, wait=30) for each in all_of_them} == {b"HTTP/1.1 400 BAD REQUEST"}


@pytest.mark.parametrize("sent", [HALF, FORM[:-5], LONG], ids=["head", "body", "long"])
def test_what_does_not_end_is_let_go(port: int, sent: bytes) -> None:
    with opened(port, 1, sent) as (one,):
        assert not answer(one, wait=PATIENCE + 8).startswith(b"HTTP/1.1 200")
        assert asked(port) == b"HTTP/1.1 200 OK"


def test_a_connection_that_nothing_came_over_is_kept(port: int) -> None:
    with opened(port, 1, b"") as (one,):
        time.sleep(PATIENCE + 1)
        one.sendall(GET)
        assert answer(one) == b"HTTP/1.1 200 OK"


@pytest.mark.parametrize("head", [b"x" * (LARGEST_GATHERED + 1), b"GET /health HTTP/1.1\r\nHost\r\n\r\n"])
def test_what_is_no_request_is_refused(port: int, head: bytes) -> None:
    assert asked(port, head).split()[1][:1] == b"4"


def state(received: bytes) -> State:
    """As the worker sees it when all of this came at once."""
    return state_of(received, size_of(received))


@given(st.sampled_from([GET, FORM]), st.data())
def test_a_request_is_whole_with_its_last_byte(request_: bytes, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(request_) - 1))
    assert state(request_[:cut]) == "begun"
    assert state(request_) == state(request_ + b"G") == "whole"


@pytest.mark.parametrize(
    "head",
    [
        b"Transfer-Encoding: chunked\r\n",
        b"transfer-encoding : x\r\n",
        b"Expect: 100-continue\r\nContent-Length: 5\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 99999999999999\r\n",
        b"content-length: 0000000005\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: -5\r\n",
        b"Content-Length : 5\r\n",
        b"Content-Length: 5, 5\r\n",
        b"Content-Length: 5\r\nCONTENT-LENGTH: +5\r\n",
    ],
)
def test_what_is_not_plain_goes_to_who_refuses_it_or_reads_on(head: bytes) -> None:
    assert state(b"POST / HTTP/1.1\r\n" + head + b"\r\n") == "long"


def connections_of(process: int) -> int:
    """Sockets that a process has open."""
    links = (str(each.readlink()) for each in Path(f"/proc/{process}/fd").iterdir())
    return sum(link.startswith("socket:") for link in links)


def children_of(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def workers_at(port: int) -> list[int]:
    """The web processes of the server here that has this port; the one for texts is none."""
    servers = [
        child
        for child in children_of(os.getpid())
        if f"QUIZAPP_PORT={port}" in Path(f"/proc/{child}/environ").read_text().split("\0")
    ]
    return [
        child
        for server in servers
        for child in children_of(server)
        if "work" not in Path(f"/proc/{child}/cmdline").read_text().split("\0")
    ]


def taken_by(workers: list[int], port: int, count: int, *, late: float = 0) -> list[int]:
    """How many each process takes of so many connections that come at once; all but one are late."""
    time.sleep(1)  # until those before are closed
    before = [connections_of(worker) for worker in workers]
    for worker in workers[1:] if late else []:
        os.kill(worker, signal.SIGSTOP)
    with opened(port, count, b""):
        time.sleep(late)
        for worker in workers[1:] if late else []:
            os.kill(worker, signal.SIGCONT)
        time.sleep(0.5)
        return [connections_of(worker) - had for worker, had in zip(workers, before, strict=True)]


def test_a_class_that_comes_at_once_is_shared_out(tmp_path: Path) -> None:
    """Whoever has a processor just then would take all of it."""
    with served(tmp_path, "--workers", "3") as base:
        port = int(base.rpartition(":")[2])
        workers = workers_at(port)
        until = time.monotonic() + 60
        while not all(taken_by(workers, port, 30)) and time.monotonic() < until:
            pass  # some have not started yet
        taken = taken_by(workers, port, 300, late=0.01)
    assert (len(taken), sum(taken)) == (3, 300)
    assert max(taken) <= 150, taken


def test_a_class_that_one_process_leaves_alone_is_taken_by_another(tmp_path: Path) -> None:
    with served(tmp_path, "--workers", "2") as base:
        port = int(base.rpartition(":")[2])
        workers = workers_at(port)
        os.kill(workers[0], signal.SIGSTOP)
        try:
            with opened(port, 60, GET) as browsers:
                assert {answer(each) for each in browsers} == {b"HTTP/1.1 200 OK"}
        finally:
            os.kill(workers[0], signal.SIGCONT)
