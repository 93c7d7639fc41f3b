"""Tasks of one thread that come to the same stage are led through it together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

import pytest

from quizapp import cohort
from quizapp.cohort import Member, Runner, Task, runner

here: ContextVar[str] = ContextVar("here", default="nowhere")


class Gate:
    """A stage that writes down whom it led, and may be closed."""

    def __init__(self) -> None:
        self.led: list[int] = []
        self.closed = 0
        self.refuses = False
        self.most = cohort.MOST

    def lead(self, members: Sequence[Member]) -> int:
        if self.closed:
            self.closed -= 1
            return 0
        led = members[: self.most]
        self.led.append(len(led))
        for member in [] if self.refuses else led:
            member.enter()
        return len(led)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def rests() -> list[Runner]:
    return []


@pytest.fixture
def runs(rests: list[Runner]) -> Iterator[Runner]:
    yield Runner(rest=rests.append)
    del cohort._here.runner


@contextmanager
def inside(gate: Gate) -> Iterator[None]:
    found = runner()
    assert found is not None
    member = Member()
    member.suspend(gate, found)
    yield
    member.leave()


def through(gate: Gate, log: list[str], name: str) -> Task:
    def task() -> None:
        log.append(f"{name} comes")
        with inside(gate):
            log.append(f"{name} is in")
        log.append(f"{name} goes")

    return task


def test_they_go_through_each_part_one_after_the_other(runs: Runner, gate: Gate) -> None:
    log: list[str] = []
    for name in "abc":
        runs.run(through(gate, log, name))
    assert (log, runs.has_suspended) == ([f"{name} comes" for name in "abc"], True)
    assert runs.resume()
    parts = ("comes", "is in", "goes")
    assert log == [f"{name} {part}" for part in parts for name in "abc"]
    assert (gate.led, runs.has_suspended) == ([3], False)


def test_who_goes_to_no_stage_just_ends(runs: Runner) -> None:
    log: list[int] = []
    runs.run(lambda: log.append(1))
    assert (log, runs.has_suspended, runs.resume()) == ([1], False, True)


def test_a_closed_stage_keeps_them(runs: Runner, gate: Gate) -> None:
    log: list[str] = []
    gate.closed = 1
    runs.run(through(gate, log, "a"))
    assert (runs.resume(), runs.has_suspended, log) == (False, True, ["a comes"])
    runs.run(through(gate, log, "b"))
    assert (runs.resume(), gate.led) == (True, [2])
    assert log[-2:] == ["a goes", "b goes"]


def test_a_stage_may_let_nobody_in(runs: Runner, gate: Gate) -> None:
    gate.refuses = True
    told: list[str] = []

    def task() -> None:
        found = runner()
        assert found is not None
        Member().suspend(gate, found)
        told.append("back")

    for _ in range(2):
        runs.run(task)
    assert (runs.resume(), told) == (True, ["back", "back"])


def test_there_may_be_several_stages(runs: Runner, gate: Gate) -> None:
    other, log = Gate(), [""]
    for name, where in (("a", gate), ("b", other), ("c", gate)):
        runs.run(through(where, log, name))
    assert runs.resume()
    assert (gate.led, other.led) == ([2], [1])
    assert {line for line in log if "goes" in line} == {"a goes", "b goes", "c goes"}


def test_one_may_come_to_a_stage_again(runs: Runner, gate: Gate) -> None:
    def task() -> None:
        for _ in range(2):
            with inside(gate):
                pass

    for _ in range(3):
        runs.run(task)
    assert (runs.resume(), runs.has_suspended, sum(gate.led)) == (True, False, 6)


def test_who_is_going_to_wait_lets_all_others_go_on_first(
    runs: Runner, gate: Gate, rests: list[Runner]
) -> None:
    log: list[str] = []

    def waits() -> None:
        runs.before_waiting()
        log.append("waits")

    runs.run(through(gate, log, "a"))
    gate.closed = 2
    runs.run(waits)
    assert log == ["a comes", "a is in", "a goes", "waits"]
    assert rests == [runs, runs], "until the stage was free"


def test_who_waits_behind_a_stage_lets_those_go_on_who_are_behind_it_too(runs: Runner, gate: Gate) -> None:
    log: list[str] = []

    def waits() -> None:
        with inside(gate):
            runs.before_waiting()  # here nobody can be let go on
        runs.before_waiting()
        log.append("waits")

    runs.run(waits)
    runs.run(through(gate, log, "a"))
    assert runs.resume()
    assert log == ["a comes", "a is in", "a goes", "waits"]


def test_the_thread_itself_waits_for_nobody(runs: Runner, gate: Gate) -> None:
    log: list[str] = []
    runs.run(through(gate, log, "a"))
    runs.before_waiting()
    assert (log, runs.has_suspended) == (["a comes"], True)


def test_a_task_knows_its_runner_and_nobody_else_does(runs: Runner) -> None:
    found: list[Runner | None] = []
    ask: Callable[[], None] = lambda: found.append(runner())  # noqa: E731 - a task
    runs.run(ask)
    ask()
    other = threading.Thread(target=ask)
    other.start()
    other.join()
    assert found == [runs, None, None]


def test_the_kind_is_of_those_that_are_suspended(runs: Runner, gate: Gate) -> None:
    log: list[str] = []
    runs.run(lambda: None, "page")
    runs.run(through(gate, log, "a"), "answer")
    runs.run(lambda: None, "answer")
    kinds = [runs.kind]
    assert runs.resume()
    runs.run(through(gate, log, "b"), "vote")
    assert [*kinds, runs.kind] == ["answer", "vote"]


def test_no_more_than_some_stand_together(runs: Runner, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohort, "MOST", 2)
    full = []
    for name in "ab":
        runs.run(through(gate, [], name))
        full.append(runs.is_full)
    assert full == [False, True]


def test_who_came_to_no_stage_counts_too(runs: Runner, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or those before would wait for as many as come."""
    monkeypatch.setattr(cohort, "MOST", 3)
    runs.run(through(gate, [], "a"))
    for _ in range(2):
        assert not runs.is_full
        runs.run(lambda: None)
    assert runs.is_full
    assert runs.resume()
    runs.run(through(gate, [], "b"))
    assert not runs.is_full


def test_some_may_be_done_with_waiting_before_others(runs: Runner, gate: Gate) -> None:
    log: list[str] = []
    for name in "abc":
        runs.run(through(gate, log, name))
    gate.most = 2
    assert (runs.resume(), runs.has_suspended) == (False, True)
    assert [line for line in log if "goes" in line] == ["a goes", "b goes"]
    gate.most = 1
    assert (runs.resume(), log[-1], gate.led) == (True, "c goes", [2, 1])


def test_who_is_going_to_wait_takes_nobody_on(runs: Runner, gate: Gate, rests: list[Runner]) -> None:
    kinds: list[object] = []
    runs._rest = lambda runner: kinds.append(runner.kind)
    runs.run(through(gate, [], "a"), "answer")
    gate.closed = 1
    runs.run(runs.before_waiting, "answer")
    assert (kinds, gate.led) == ([None], [1])


def test_what_a_task_knows_of_itself_is_its_own(runs: Runner, gate: Gate) -> None:
    """Flask finds the request that is answered this way."""
    seen: list[str] = []

    def task(name: str) -> None:
        mark = here.set(name)
        with inside(gate):
            seen.append(here.get())
        seen.append(here.get())
        here.reset(mark)

    for name in "ab":
        runs.run(partial(task, name))
    assert runs.resume()
    assert (seen, here.get()) == (["a", "b", "a", "b"], "nowhere")


def test_the_fault_that_one_handles_is_its_own(runs: Runner, gate: Gate) -> None:
    seen: list[str] = []

    def task(name: str) -> None:
        try:
            raise ValueError(name)
        except ValueError:
            with inside(gate):
                pass
            try:
                raise
            except ValueError as fault:
                seen.append(str(fault))

    for name in "ab":
        runs.run(partial(task, name))
    assert runs.resume()
    assert seen == ["a", "b"]
