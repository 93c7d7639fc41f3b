"""The process that works through the queue of texts, and now and then empties the bin of what is old."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from threading import Event
from types import FrameType

from quizapp.errors import Unavailable
from quizapp.services import bin
from quizapp.services.texts import run_next_job

Context = Callable[[], AbstractContextManager[object]]
"""What opens an application's context: `app.app_context`."""

IDLE_SECONDS = 0.5
REST_SECONDS = 5.0
SWEEP_SECONDS = 3600.0

log = logging.getLogger(__name__)


def work(context: Context, stop: Event, *, alive: Callable[[], bool] = lambda: True) -> None:
    """Run job after job until ``stop`` is set or ``alive`` says no; what is running goes back to the queue.

    A database that fails is asked again after a rest.
    """

    def over() -> bool:
        return stop.is_set() or not alive()

    sweep = _Sweep()
    while not over():
        try:
            with context():
                sweep.when_due()
                worked = run_next_job(now=datetime.now(UTC), stop=over)
        except Unavailable as error:
            log.warning("the worker rests: %s", error)
            stop.wait(REST_SECONDS)
        except Exception:
            log.exception("the worker rests")
            stop.wait(REST_SECONDS)
        else:
            if not worked:
                stop.wait(IDLE_SECONDS)


class _Sweep:
    """Empties the bin of what is old: at the start, and then every hour."""

    def __init__(self) -> None:
        self._next = 0.0

    def when_due(self) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + SWEEP_SECONDS
            gone = bin.sweep(now=datetime.now(UTC))
            if gone:
                log.info("%s deleted things were kept long enough", gone)


def work_until_ended(context: Context) -> None:
    """Work as a process of its own: until SIGTERM or SIGINT, or until the process that started it is gone."""
    stop = Event()
    parent = os.getppid()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    work(context, stop, alive=lambda: os.getppid() == parent)
