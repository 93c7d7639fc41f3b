"""A day of study begins at four in the morning, wherever somebody is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.study.days import MOST_OFFSET, day_of, start_of


@pytest.mark.parametrize(
    ("hour", "minute", "offset", "day"),
    [(3, 59, 0, 8), (4, 0, 0, 9), (19, 59, 480, 9), (20, 0, 480, 10), (8, 59, -300, 8), (9, 0, -300, 9)],
)
def test_the_night_belongs_to_the_day_before(hour: int, minute: int, offset: int, day: int) -> None:
    assert day_of(datetime(2026, 3, 9, hour, minute, tzinfo=UTC), offset) == date(2026, 3, day)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-MOST_OFFSET, MOST_OFFSET))
def test_a_day_begins_where_the_one_before_ends(day: date, offset: int) -> None:
    begins = start_of(day, offset)
    assert day_of(begins, offset) == day
    assert day_of(begins - timedelta(microseconds=1), offset) == day - timedelta(days=1)
