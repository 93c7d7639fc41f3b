"""The day that a file's own words state, in the few ways in which files do."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBERS = re.compile(r"(?:D:)?(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?!\d{3}[-/.])")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")


def stated_date(words: str) -> date | None:
    """“2024-05-03…”, “D:20240503…”, “3 May 2024” or “May 3, 2024”; None for all else."""
    words = words.strip()[:60]
    if match := _NUMBERS.match(words):
        year, month, day = match.groups()
        return _date(year, int(month), day)
    if match := _DAY_FIRST.search(words):
        day, name, year = match.groups()
        return _date(year, _month(name), day)
    if match := _MONTH_FIRST.search(words):
        name, day, year = match.groups()
        return _date(year, _month(name), day)
    return None


def _month(name: str) -> int:
    start = name[:3].lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
