"""The threads of a web process: few that work at once, and others only while those wait."""

from __future__ import annotations

import threading
import time
from collections import deque
from functools import partial

from quizapp.cohort import Runner, Task
from quizapp.waiting import given_place

SLOW_SECONDS = 0.05
"""Who takes longer waits for something without saying so, such as a slow upload, and others may work meanwhile."""
_REST_SECONDS = 0.002
"""After which a stage that was not free is asked again."""


def _shut() -> threading.Lock:
    """A bell: what its thread waits at until somebody rings, which is to open it."""
    made = threading.Lock()
    made.acquire()
    return made


class Pool:
    """Runs tasks in the order given. Of Python's threads one runs at a time anyway, and each change costs more than a
    statement: so ``usual`` ones have a place to work at, and one more for each that is slow, ``most`` in all. Whoever
    waits (see `quizapp.waiting`) leaves its place to another, and has the next one that gets free.

    Tasks of one ``kind`` that are suspended before the same stage (see `quizapp.cohort`) go on together.
    """

    def __init__(self, *, usual: int, most: int) -> None:
        self._usual, self._most = usual, most
        self._lock = threading.Lock()
        self._tasks: deque[tuple[Task, object]] = deque()
        self._began: dict[threading.Lock, float] = {}
        """Who has a place, and since when with this task."""
        self._returning: deque[threading.Lock] = deque()
        self._resting: dict[threading.Lock, object] = {}
        """Whose suspended tasks cannot go on, and what kind might join them; None where none may."""
        self._idle: list[threading.Lock] = []
        self._threads: list[threading.Thread] = []
        self._place_free = _shut()
        self._slow = 0
        self._is_open = True

    def submit(self, task: Task, kind: object = None) -> None:
        """Run a task, which raises nothing, as soon as a thread may."""
        with self._lock:
            self._tasks.append((task, kind))
        self._call()

    def pause(self, seconds: float) -> None:
        """Wait until there is a place, at most so long: what comes meanwhile can be taken together."""
        self._place_free.acquire(blocking=False)
        if len(self._began) >= self._allowed():
            self._place_free.acquire(timeout=seconds)

    def look(self) -> bool:
        """Let others work for those that became slow; whether somebody waits, so that it should be asked again soon."""
        if not self._tasks and not self._returning:
            return False
        late = time.monotonic() - SLOW_SECONDS
        with self._lock:
            self._slow = sum(began < late for began in self._began.values())
        while self._call():
            pass
        return bool(self._tasks or self._returning)

    def shutdown(self, wait: bool = False) -> None:
        """Take nothing more; threads end when their tasks do."""
        with self._lock:
            self._is_open = False
            idle, self._idle = self._idle, []
        for each in idle:
            each.release()
        if wait:
            for thread in self._threads:
                thread.join()

    def _call(self) -> bool:
        """Give a free place to a thread that has something to do; whether there was one."""
        with self._lock:
            if len(self._began) >= self._allowed():
                return False
            bell = self._next_bell()
            if bell is not None:
                self._began[bell] = time.monotonic()
                bell.release()
                return True
            return bool(self._tasks) and len(self._threads) < self._most and self._one_more()

    def _next_bell(self) -> threading.Lock | None:
        if self._returning:
            return self._returning.popleft()
        if not self._tasks:
            return None
        kind = self._tasks[0][1]
        for bell, joining in self._resting.items():
            if joining is not None and joining == kind:
                del self._resting[bell]
                return bell
        # the last one to work has the most in the processor's caches
        return self._idle.pop() if self._idle else None

    def _one_more(self) -> bool:
        """Another thread; where the machine has none, those that are there do it one after the other."""
        bell = _shut()
        thread = threading.Thread(target=self._work, args=(bell,), daemon=True)
        try:
            thread.start()  # it waits for the lock that we have
        except RuntimeError:
            if not self._threads:
                raise
            return False
        self._threads.append(thread)
        self._began[bell] = time.monotonic()
        return True

    def _allowed(self) -> int:
        return min(self._most, self._usual + self._slow)

    def _work(self, bell: threading.Lock) -> None:
        runner = Runner(rest=partial(self._rest, bell))
        given_place(partial(self._leave, bell, runner), partial(self._come_back, bell))
        while True:
            found = self._next(bell, runner)
            if found is not None:
                runner.run(*found)
            elif not runner.has_suspended:
                if not self._is_open:
                    return
                bell.acquire()
            else:
                if bell not in self._began:
                    self._come_back(bell)
                if not runner.resume():
                    self._rest(bell, runner)

    def _next(self, bell: threading.Lock, runner: Runner) -> tuple[Task, object] | None:
        """The next task. None where what is suspended is to go on, or where there is no place to work at any more."""
        with self._lock:
            if len(self._began) <= self._allowed() and not self._returning:
                self._began[bell] = time.monotonic()
                found = self._fitting(runner)
                if found is not None or runner.has_suspended:
                    return found
            self._give_up(bell)
            if self._is_open and not runner.has_suspended:
                self._idle.append(bell)
        self._call()
        return None

    def _fitting(self, runner: Runner) -> tuple[Task, object] | None:
        """Of the tasks that wait the first, or the first that may join those which are suspended."""
        if not runner.has_suspended:
            return self._tasks.popleft() if self._tasks else None
        if runner.is_full or runner.kind is None:
            return None
        for n, (_, kind) in enumerate(self._tasks):
            if kind == runner.kind:
                found = self._tasks[n]
                del self._tasks[n]
                return found
        return None

    def _leave(self, bell: threading.Lock, runner: Runner) -> None:
        runner.before_waiting()
        with self._lock:
            self._give_up(bell)
        self._call()

    def _come_back(self, bell: threading.Lock) -> None:
        """Two that work would change places at each statement, so we wait until somebody's task is done."""
        with self._lock:
            if len(self._began) < self._allowed():
                self._began[bell] = time.monotonic()
                return
            self._returning.append(bell)
        while not bell.acquire(timeout=SLOW_SECONDS):
            self.look()

    def _rest(self, bell: threading.Lock, runner: Runner) -> None:
        """For a moment, or until there is more of the kind that is suspended here."""
        with self._lock:
            self._give_up(bell)
            self._resting[bell] = None if runner.is_full else runner.kind
        self._call()
        if bell.acquire(timeout=_REST_SECONDS):
            return
        with self._lock:
            is_rung = bell not in self._resting
            self._resting.pop(bell, None)
        if is_rung:  # in this very moment
            bell.acquire()
        else:
            self._come_back(bell)

    def _give_up(self, bell: threading.Lock) -> None:
        self._began.pop(bell, None)
        if self._place_free.locked():
            self._place_free.release()
