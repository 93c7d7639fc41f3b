"""When a learner is told how an answer was, and what becomes of a missed item: independent of its kind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """``tells``: each answer is told at once, and stays; otherwise all are told when the attempt ends, and may be
    changed until then. ``repeats`` is how many times more an item that was missed is asked."""

    name: str
    tells: bool = True
    repeats: int = 0


PRACTICE = Behaviour(name="practice", repeats=2)
IMMEDIATE = Behaviour(name="immediate")
DEFERRED = Behaviour(name="deferred", tells=False)
BEHAVIOURS = {behaviour.name: behaviour for behaviour in (PRACTICE, IMMEDIATE, DEFERRED)}
