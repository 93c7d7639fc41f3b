"""The days of somebody who learns: they begin at four in the morning, where that person is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

BEGINS = timedelta(hours=4)
"""Anki's own default: who studies after midnight still studies today."""
MOST_OFFSET = 14 * 60


def day_of(at: datetime, offset: int) -> date:
    """The day of this moment for somebody whose clock is ``offset`` minutes ahead of UTC."""
    return (at.astimezone(UTC) + timedelta(minutes=offset) - BEGINS).date()


def start_of(day: date, offset: int) -> datetime:
    """The moment in UTC at which this day begins there."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return midnight + BEGINS - timedelta(minutes=offset)
