"""Of the threads of a process two work on a page of a class at a time; the others sleep until it is their turn.

Each statement gives Python's one lock away, and whoever has it then may keep it for 5 ms: with twelve threads at
work, an answer that holds SQLite's lock for writing waits for all of them after each of its statements, and so does
the class. One thread works while another one waits for the disk; threads beyond these only make each other wait. They
are there for slow uploads and for screens of live rounds, which take no turn.
"""

from __future__ import annotations

import threading

from flask import Flask, g, request

SHORT = frozenset(
    {
        "attempts.answer",
        "attempts.attempt",
        "attempts.item",
        "live.answer",
        "live.phone",
        "study.card",
        "study.rate",
    }
)
"""What a class asks for at the same moment, by endpoint: nothing that reads long, computes long or is a stream."""
AT_ONCE = 2
PATIENCE_SECONDS = 1.0
"""Whoever waited so long goes on without a turn: something is slow, and all are not to wait for it."""


def init_app(app: Flask) -> None:
    """Wait before everything else that a request does, and give the turn back when it is answered or broke off."""
    turns = threading.BoundedSemaphore(AT_ONCE)

    def take() -> None:
        if request.endpoint in SHORT:
            _ = request.form  # read before: who sends slowly makes nobody wait
            g.has_turn = turns.acquire(timeout=PATIENCE_SECONDS)

    def give_back(_error: BaseException | None = None) -> None:
        if g.pop("has_turn", False):
            turns.release()

    app.before_request(take)
    app.teardown_request(give_back)
