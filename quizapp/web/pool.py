"""The threads of a web process: few that work at once, and others only while those wait."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial

from quizapp.waiting import given_place

SLOW_SECONDS = 0.05
"""Who takes longer waits for something without saying so, such as a slow upload, and others may work meanwhile."""


def _shut() -> threading.Lock:
    """What its thread waits at until somebody opens it."""
    made = threading.Lock()
    made.acquire()
    return made


class Pool:
    """Runs tasks in the order given. Of Python's threads one runs at a time anyway, and each change costs more than a
    statement: so ``usual`` ones work at once, and one more for each that waits (see `quizapp.waiting`) or is slow,
    ``most`` in all."""

    def __init__(self, *, usual: int, most: int) -> None:
        self._usual, self._most = usual, most
        self._lock = threading.Lock()
        self._tasks: deque[Callable[[], None]] = deque()
        self._idle: list[threading.Lock] = []
        self._began: dict[threading.Lock, float] = {}
        self._threads: list[threading.Thread] = []
        self._slow = 0
        self._is_open = True

    def submit(self, task: Callable[[], None]) -> None:
        """Run a task, which raises nothing, as soon as a thread may."""
        with self._lock:
            self._tasks.append(task)
        self._go_on()

    def look(self) -> bool:
        """Let others work for those that became slow; whether tasks wait, so that it should be asked again soon."""
        if not self._tasks:
            return False
        late = time.monotonic() - SLOW_SECONDS
        with self._lock:
            self._slow = sum(began < late for began in self._began.values())
        while self._go_on():
            pass
        return bool(self._tasks)

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

    def _go_on(self) -> bool:
        """Call one more thread, where there is work for it; whether it was."""
        with self._lock:
            if not self._tasks or len(self._began) >= self._allowed():
                return False
            if self._idle:
                turn = self._idle.pop()  # the last one to work has the most in the caches of its processor
                self._began[turn] = time.monotonic()
                turn.release()
                return True
            if len(self._threads) >= self._most:
                return False
            return self._one_more()

    def _one_more(self) -> bool:
        """Another thread; where the machine has none, those that are there do it one after the other."""
        turn = _shut()
        thread = threading.Thread(target=self._work, args=(turn,), daemon=True)
        try:
            thread.start()  # it waits for the lock that we have
        except RuntimeError:
            if not self._threads:
                raise
            return False
        self._threads.append(thread)
        self._began[turn] = time.monotonic()
        return True

    def _allowed(self) -> int:
        return min(self._most, self._usual + self._slow)

    def _work(self, turn: threading.Lock) -> None:
        given_place(partial(self._leave, turn), partial(self._come_back, turn))
        while True:
            task = self._next(turn)
            if task is not None:
                task()
            elif self._is_open:
                turn.acquire()
            else:
                return

    def _leave(self, turn: threading.Lock) -> None:
        with self._lock:
            self._began.pop(turn, None)
        self._go_on()

    def _come_back(self, turn: threading.Lock) -> None:
        """Whoever works meanwhile goes on with it: one of the two rests when its task is done."""
        with self._lock:
            self._began[turn] = time.monotonic()

    def _next(self, turn: threading.Lock) -> Callable[[], None] | None:
        """The next task, or None where this thread is to wait until it is called."""
        with self._lock:
            if self._tasks and len(self._began) <= self._allowed():
                self._began[turn] = time.monotonic()
                return self._tasks.popleft()
            self._began.pop(turn, None)
            if self._is_open:
                self._idle.append(turn)
        return None
