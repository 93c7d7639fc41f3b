"""Tables open in spreadsheets, and compute nothing there."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.exchange.tables import safe, unguarded, write_csv

EVIL = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("http://x")']


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", EVIL)
def test_no_text_is_computed(text: str) -> None:
    header, row = read(write_csv([text], [[text]]))
    assert (header, row) == ([f"'{text}"], [f"'{text}"])


def test_numbers_stay_numbers() -> None:
    assert read(write_csv(["a"], [[-1.5], [3], [None]])) == [["a"], ["-1.5"], ["3"], [""]]


def test_excel_knows_the_encoding() -> None:
    assert write_csv(["名字"], []).startswith(b"\xef\xbb\xbf")


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_every_text_comes_back_without_its_guard(rows: list[list[str]]) -> None:
    found = read(write_csv(["a", "b"], rows))[1:]
    assert [[unguarded(cell) for cell in row] for row in found] == rows


@pytest.mark.parametrize("text", [*EVIL, "'=1", "''+2", "'tis", "'", "plain"])
def test_a_guard_is_taken_off_once(text: str) -> None:
    assert unguarded(safe(text)) == text
