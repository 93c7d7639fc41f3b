"""A day is read in the ways in which files state one."""

from __future__ import annotations

from datetime import date

import pytest

from quizapp.exchange.documents.dates import stated_date


@pytest.mark.parametrize(
    "words",
    [
        "2024-05-03", "2024-05-03T10:15:00+08:00", "2024/05/03", "2024.5.3", "20240503", "D:20240503101500Z",
        "D:20240503101500+08'00'", "3 May 2024", "3rd May, 2024", "May 3, 2024", "Friday, May 3rd, 2024",
    ],
)  # fmt: skip
def test_the_day_is_read(words: str) -> None:
    assert stated_date(words) == date(2024, 5, 3)


@pytest.mark.parametrize(
    "words", ["", "2024", "yesterday", "2024-13-03", "31 June 2024", "0000-01-01", "May 2024", "١٢"]
)
def test_words_that_name_no_day_give_none(words: str) -> None:
    assert stated_date(words) is None
