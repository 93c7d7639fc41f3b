"""Tasks of one thread that come to the same stage of their work one after the other, and are led through it together.

Ten answers that are written at once cost the database, the disk and the caches of the processor much less than ten that
are written one by one (Larus and Parkes, "Using Cohort-Scheduling to Enhance Server Performance", USENIX 2002). Ten
threads that wait for one another would cost that again, so tasks are greenlets: one that comes to such a stage is
suspended there, and its thread takes the next task.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Any, Protocol, TypeVar

from greenlet import getcurrent, greenlet

MOST = 24
"""Tasks in a cohort: those before wait for those behind, and other processes for the lock while all are written."""
Task = Callable[[], object]
_here = threading.local()


class _Why(Enum):
    """A task gives its thread back."""

    ENDED = auto()
    SUSPENDED = auto()
    STAGE_LEFT = auto()
    WAITS = auto()


class Member:
    """A task that is suspended before a stage, in it, or behind it."""

    __slots__ = ("stage", "task", "thread")
    stage: Stage[Any]
    task: greenlet
    thread: greenlet

    def suspend(self, stage: Stage[Any], runner: Runner) -> None:
        """Called by the task: wait for the stage. It is in the stage then, or behind it where there was no way in."""
        self.stage, self.task, self.thread = stage, getcurrent(), runner.thread
        runner.suspend(self)

    def enter(self) -> None:
        """Called by the stage: the task goes on until it leaves it."""
        while self.task.switch() is not _Why.STAGE_LEFT:
            pass  # it is going to wait, and who is in the same stage waits with it

    def leave(self) -> None:
        """Called by the task: it goes on when the stage is done with everybody."""
        self.thread.switch(_Why.STAGE_LEFT)


MemberT = TypeVar("MemberT", bound=Member, contravariant=True)


class Stage(Protocol[MemberT]):
    """What many are led through together."""

    def lead(self, members: Sequence[MemberT], /) -> int:
        """Let each `Member.enter` that still should; how many of the first are done with waiting. Raises nothing."""


class Runner:
    """Runs the tasks of the thread that makes it. ``rest`` passes a moment until a stage may be free."""

    def __init__(self, *, rest: Callable[[Runner], None]) -> None:
        self.kind: object = None
        """Of the tasks that are suspended, for who has more of that kind; None where it is not known."""
        self.thread = getcurrent()
        self._rest = rest
        self._suspended: list[Member] = []
        self._begun = 0
        self._behind: deque[greenlet] = deque()
        self._unused: list[greenlet] = []
        _here.runner = self

    @property
    def has_suspended(self) -> bool:
        """Whether tasks wait for a stage."""
        return bool(self._suspended)

    @property
    def is_full(self) -> bool:
        """No other task should be begun before those go on, however many of those begun have come to the stage."""
        return self._begun >= MOST

    def run(self, task: Task, kind: object = None) -> None:
        """Begin a task that raises nothing; it has ended, or is suspended."""
        if not self._suspended:
            self.kind, self._begun = kind, 0
        self._begun += 1
        made = self._unused.pop() if self._unused else greenlet(self._tasks)
        self._switch(made, task)

    def resume(self) -> bool:
        """Lead all that are suspended through their stages and to their ends; False where one cannot be entered now."""
        while self._suspended:
            stage = self._suspended[0].stage
            members = [each for each in self._suspended if each.stage is stage]
            led = members[: stage.lead(members)]
            self._suspended = [each for each in self._suspended if each not in led]
            self._behind.extend(each.task for each in led)
            self._end()
            if len(led) < len(members):
                return False
        return True

    def suspend(self, member: Member) -> None:
        """See `Member.suspend`."""
        self._suspended.append(member)
        self.thread.switch(_Why.SUSPENDED)

    def before_waiting(self) -> None:
        """Called where this thread is going to wait: if it is for a task, all others go on first."""
        if (self._suspended or self._behind) and getcurrent() is not self.thread:
            self.thread.switch(_Why.WAITS)

    def _switch(self, made: greenlet, *task: Task) -> None:
        why = made.switch(*task)
        while why is _Why.WAITS:
            self._end()
            while not self.resume():
                self.kind = None  # who is going to wait takes nobody else on
                self._rest(self)
            why = made.switch()
        if why is _Why.ENDED:
            self._unused.append(made)

    def _end(self) -> None:
        while self._behind:
            self._switch(self._behind.popleft())

    def _tasks(self, task: Task) -> None:
        """One after the other: a new greenlet would be memory from the system."""
        while True:
            task()
            task = self.thread.switch(_Why.ENDED)


def runner() -> Runner | None:
    """Of this thread, where a task of it asks."""
    found: Runner | None = getattr(_here, "runner", None)
    return found if found is not None and found.thread is not getcurrent() else None
