"""The threads of a web process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from quizapp.waiting import waiting
from quizapp.web import pool
from quizapp.web.pool import Pool

WAIT = 10


@pytest.fixture
def threads() -> Iterator[Pool]:
    """Two that work, four at most."""
    made = Pool(usual=2, most=4)
    yield made
    made.shutdown(wait=True)


class Held:
    """Tasks that begin and then wait until they are let go."""

    def __init__(self) -> None:
        self.began = threading.Semaphore(0)
        self.free = threading.Event()

    def __call__(self) -> None:
        self.began.release()
        assert self.free.wait(WAIT)

    def has_begun(self) -> bool:
        """Whether one more does, after a moment."""
        return self.began.acquire(timeout=0.2)


@pytest.fixture
def held(threads: Pool) -> Iterator[Held]:
    """Let go before the threads are waited for."""
    made = Held()
    yield made
    made.free.set()


def test_what_waited_runs_once_each(threads: Pool, held: Held) -> None:
    done: list[int] = []
    ended = threading.Event()
    for _ in range(2):
        threads.submit(held)
    for n in range(50):
        threads.submit(partial(done.append, n))
    threads.submit(ended.set)
    held.free.set()
    assert ended.wait(WAIT)
    assert sorted(done) == list(range(50))


def test_no_more_work_at_once_than_usual(threads: Pool, held: Held) -> None:
    for _ in range(3):
        threads.submit(held)
    assert [held.has_begun() for _ in range(3)] == [True, True, False]


def test_who_is_slow_gives_the_place_on(threads: Pool, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SLOW_SECONDS", 0)
    for _ in range(5):
        threads.submit(held)
    begun = [held.has_begun() for _ in range(2)]
    while threads.look() and held.has_begun():
        begun.append(True)
    assert len(begun) == 4, "and there are never more than most"
    held.free.set()
    assert held.has_begun(), "the last one had its turn, too"


def test_who_waits_gives_the_place_on_and_takes_it_again(threads: Pool, held: Held) -> None:
    waits, goes_on = threading.Event(), threading.Event()

    def wait() -> None:
        with waiting():
            waits.set()
            assert goes_on.wait(WAIT)
        held()

    for task in (held, wait, held, held):
        threads.submit(task)
    assert waits.wait(WAIT)
    assert [held.has_begun() for _ in range(3)] == [True, True, False], "one stood aside"
    goes_on.set()
    assert [held.has_begun() for _ in range(2)] == [True, False], "and goes on at once; nobody new begins"
    held.free.set()
    assert held.has_begun()


def test_who_has_no_place_just_waits() -> None:
    with waiting():
        pass


def test_who_is_not_slow_keeps_it(threads: Pool, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SLOW_SECONDS", WAIT)
    for _ in range(3):
        threads.submit(held)
    assert threads.look()
    assert [held.has_begun() for _ in range(3)] == [True, True, False]


def test_from_many_threads_each_task_runs_once(threads: Pool) -> None:
    done = threading.Semaphore(0)

    def send() -> None:
        for _ in range(200):
            threads.submit(done.release)

    senders = [threading.Thread(target=send) for _ in range(4)]
    for each in senders:
        each.start()
    for _ in range(800):
        assert done.acquire(timeout=WAIT)
    assert not done.acquire(timeout=0.05)


def test_where_no_more_threads_can_be_had_the_others_go_on(
    threads: Pool, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads.submit(held)
    assert held.has_begun()

    def none_left(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none_left)
    threads.submit(held)
    held.free.set()
    assert held.has_begun()


def test_threads_end(threads: Pool) -> None:
    ended = threading.Event()
    threads.submit(ended.set)
    assert ended.wait(WAIT)
    threads.shutdown(wait=True)
    assert not any(each.is_alive() for each in threads._threads)
