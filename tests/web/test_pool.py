"""The threads of a web process."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial

import pytest

from quizapp import cohort
from quizapp.cohort import Member, runner
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


@pytest.fixture
def one() -> Iterator[Pool]:
    """One that works, as with SQLite."""
    made = Pool(usual=1, most=6)
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
def held(threads: Pool, one: Pool) -> Iterator[Held]:
    """Let go before the threads are waited for."""
    made = Held()
    yield made
    made.free.set()


def stand_aside(until: threading.Event) -> None:
    with waiting():
        assert until.wait(WAIT)


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


def test_who_waits_gives_the_place_on(threads: Pool, held: Held) -> None:
    for task in (held, partial(stand_aside, held.free), held, held):
        threads.submit(task)
    assert [held.has_begun() for _ in range(3)] == [True, True, False]


def test_who_waited_has_the_next_place_that_gets_free(one: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SLOW_SECONDS", WAIT)
    goes_on, works, free, ended = threading.Event(), threading.Event(), threading.Event(), threading.Event()
    log: list[str] = []

    def first() -> None:
        stand_aside(goes_on)
        log.append("who waited")

    def second() -> None:
        works.set()
        assert free.wait(WAIT)
        log.append("who had the place")

    for task in (first, second, partial(log.append, "a new one"), ended.set):
        one.submit(task)
    assert works.wait(WAIT)
    goes_on.set()
    time.sleep(0.05)
    assert not log, "it goes on beside somebody who works"
    free.set()
    assert ended.wait(WAIT)
    assert log == ["who had the place", "who waited", "a new one"]


def test_who_waited_goes_on_beside_somebody_slow(one: Pool, held: Held) -> None:
    goes_on = threading.Event()

    def first() -> None:
        stand_aside(goes_on)
        held()

    for task in (first, held):
        one.submit(task)
    assert held.has_begun()
    goes_on.set()
    assert held.has_begun()


class Ferry:
    """A stage that takes those who are there across, unless it is away."""

    def __init__(self) -> None:
        self.took: list[int] = []
        self.away = False
        self.across = threading.Semaphore(0)

    def lead(self, members: Sequence[Member]) -> int:
        if not self.away:
            self.took.append(len(members))
            for member in members:
                member.enter()
        return 0 if self.away else len(members)

    def __call__(self) -> None:
        found = runner()
        assert found is not None
        member = Member()
        member.suspend(self, found)
        member.leave()
        self.across.release()

    def took_across(self, count: int) -> bool:
        return all(self.across.acquire(timeout=WAIT) for _ in range(count))


def test_those_of_a_kind_go_on_together(one: Pool, held: Held) -> None:
    ferry, log = Ferry(), [""]
    one.submit(held)
    assert held.has_begun()
    for _ in range(3):
        one.submit(ferry, "answer")
        one.submit(partial(log.append, "page"))
    held.free.set()
    assert ferry.took_across(3)
    assert ferry.took == [3]


def test_those_without_a_kind_go_on_alone(one: Pool, held: Held) -> None:
    ferry = Ferry()
    one.submit(held)
    assert held.has_begun()
    for _ in range(3):
        one.submit(ferry)
    held.free.set()
    assert ferry.took_across(3)
    assert ferry.took == [1, 1, 1]


def test_no_more_than_some_go_on_together(one: Pool, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohort, "MOST", 2)
    ferry = Ferry()
    one.submit(held)
    assert held.has_begun()
    for _ in range(5):
        one.submit(ferry, "answer")
    held.free.set()
    assert ferry.took_across(5)
    assert ferry.took == [2, 2, 1]


def test_while_they_cannot_go_on_others_join_them_and_pages_are_answered(one: Pool) -> None:
    ferry, page = Ferry(), threading.Event()
    ferry.away = True
    for _ in range(3):
        one.submit(ferry, "answer")
        time.sleep(0.01)
    one.submit(page.set)
    assert page.wait(WAIT)
    assert not ferry.took
    ferry.away = False
    assert ferry.took_across(3)
    assert ferry.took == [3]


def test_who_is_refused_keeps_nobody_from_going_on(one: Pool, held: Held) -> None:
    """Requests of a kind that come to no stage, as fast as they are refused."""
    ferry, page, ends = Ferry(), threading.Event(), threading.Event()

    def refused() -> None:
        if not ends.is_set():
            one.submit(refused, "answer")

    one.submit(held)
    assert held.has_begun()
    for _ in range(4):
        one.submit(refused, "answer")
    one.submit(ferry, "answer")
    one.submit(page.set)
    held.free.set()
    assert ferry.took_across(1)
    assert page.wait(WAIT)
    ends.set()


def test_who_is_going_to_wait_keeps_nobody_from_being_answered(one: Pool, held: Held) -> None:
    """Those suspended before it have to go on first, and cannot."""
    ferry, page, waited = Ferry(), threading.Event(), threading.Event()
    ferry.away = True

    def waits() -> None:
        with waiting():
            waited.set()

    one.submit(held)
    assert held.has_begun()
    one.submit(ferry, "answer")
    one.submit(waits, "answer")
    held.free.set()
    time.sleep(0.02)
    one.submit(ferry, "answer")
    one.submit(page.set)
    assert page.wait(WAIT)
    assert not waited.is_set()
    ferry.away = False
    assert ferry.took_across(2)
    assert waited.wait(WAIT)


def test_many_of_many_kinds_all_go_on(one: Pool) -> None:
    """With the stage now there and now away, pages between, and tasks that wait."""
    ferries, rng, done = [Ferry() for _ in range(3)], random.Random(1), threading.Semaphore(0)

    asked_for = [0, 0, 0]

    def page() -> None:
        with waiting():
            time.sleep(0.0005)
        done.release()

    def send() -> None:
        for _ in range(200):
            n = rng.randrange(len(ferries))
            asked_for[n] += 1
            ferries[n].away = not ferries[n].away
            one.submit(ferries[n], n)
            one.submit(page)

    senders = [threading.Thread(target=send) for _ in range(3)]
    for each in senders:
        each.start()
    for each in senders:
        each.join()
    for ferry in ferries:
        ferry.away = False
    assert all(done.acquire(timeout=WAIT) for _ in range(600))
    assert all(ferry.took_across(asked) for ferry, asked in zip(ferries, asked_for, strict=True))
    assert [sum(ferry.took) for ferry in ferries] == asked_for


def test_who_is_suspended_goes_on_where_the_pool_closes(one: Pool) -> None:
    ferry = Ferry()
    ferry.away = True
    one.submit(ferry, "answer")
    time.sleep(0.02)
    one.shutdown()
    ferry.away = False
    assert ferry.took_across(1)


def test_a_pause_ends_when_a_place_is_free(one: Pool, held: Held) -> None:
    began = time.monotonic()
    one.pause(WAIT)
    one.submit(held)
    assert held.has_begun()
    one.pause(0.05)
    assert 0.05 <= time.monotonic() - began < WAIT
    threading.Timer(0.05, held.free.set).start()
    one.pause(WAIT)
    assert time.monotonic() - began < WAIT


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
