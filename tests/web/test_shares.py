"""The numbers that the processes of a server tell one another."""

from __future__ import annotations

import os

import pytest

from quizapp.web import shares
from quizapp.web.shares import Shares


def test_nobody_else_is_nobody() -> None:
    told = Shares()
    told.tell(1, 7)
    assert told.least_of_others(1) is None


def test_the_fewest_of_the_others() -> None:
    told = Shares()
    for place, count in ((1, 7), (2, 5), (3, 9)):
        told.tell(place, count)
    assert [told.least_of_others(place) for place in (1, 2, 3)] == [5, 7, 5]


def test_who_has_not_been_heard_of_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Shares()
    told.tell(1, 7)
    monkeypatch.setattr(shares, "_FRESH_SECONDS", 0.0)
    assert told.least_of_others(2) is None


def test_any_number_is_a_place() -> None:
    told = Shares()
    told.tell(10_000_001, 3)
    assert (told.least_of_others(10_000_002), told.least_of_others(10_000_001)) == (3, None)


def test_a_forked_process_tells_its_parent() -> None:
    told = Shares()
    child = os.fork()
    if child == 0:
        told.tell(1, 4)
        os._exit(0)
    os.waitpid(child, 0)
    assert told.least_of_others(2) == 4
