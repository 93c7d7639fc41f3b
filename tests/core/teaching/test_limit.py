"""How often something may be done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.teaching.limit import Limit

LIMIT = Limit(times=3, seconds=60)


def spent(limit: Limit, moments: list[float]) -> list[float]:
    """The waits that somebody meets who comes at these moments, and is let in where there is no wait."""
    due, waits = 0.0, []
    for now in moments:
        waits.append(limit.wait(due, now))
        if not waits[-1]:
            due = max(due, now) + limit.step
    return waits


def test_as_many_as_allowed_come_at_once_and_the_next_waits_for_its_share() -> None:
    assert spent(LIMIT, [1000, 1000, 1000, 1000]) == [0, 0, 0, 20]


def test_who_waits_as_long_as_told_is_let_in() -> None:
    assert spent(LIMIT, [1000, 1000, 1000, 1000, 1020, 1020]) == [0, 0, 0, 20, 0, 20]


@given(st.lists(st.floats(0, 600, allow_nan=False), max_size=60).map(sorted))
def test_within_any_span_nobody_does_it_more_often_than_twice_the_limit(moments: list[float]) -> None:
    done = [at for at, wait in zip(moments, spent(LIMIT, moments), strict=True) if not wait]
    for begun in done:
        assert sum(begun <= at < begun + LIMIT.seconds for at in done) <= 2 * LIMIT.times


def test_nobody_waits_for_a_clock_that_was_set_back() -> None:
    assert LIMIT.wait(86_400.0, 0.0) == 0.0


@pytest.mark.parametrize("now", [1e9, 0.0])
def test_nothing_is_remembered_of_who_comes_anew(now: float) -> None:
    assert LIMIT.wait(0.0, now) == max(0.0, LIMIT.step - now - LIMIT.seconds) == 0.0
