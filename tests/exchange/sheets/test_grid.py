"""Tables of every spreadsheet are read as they were meant, or refused with a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.errors import ImportRejected
from quizapp.exchange.sheets import Layout, layout_from, layout_of, read_grid
from quizapp.exchange.sheets.grid import MOST_ROWS
from quizapp.exchange.sheets.reader import reading_of

CHINESE = "题干,答案\n哪座城市是黑龙江的省会?,哈尔滨\n松花江流经哪座城市?,哈尔滨\n"


def stems(text: str, *columns: str, header: int = 1) -> list[tuple[str, str, tuple[str, ...]]]:
    """Stem, kind and keys of the rows of a table whose columns are said."""
    reading = reading_of(read_grid(text.encode()), Layout(columns=columns, header=header))
    return [(item.stem, item.body.kind, item.body.keys()) for item in reading.items]


@pytest.mark.parametrize(
    ("encoding", "read_as", "is_guessed"),
    [
        ("utf-8", "utf-8-sig", False), ("utf-8-sig", "utf-8-sig", False), ("utf-16", "utf-16", False),
        ("gb18030", "gb18030", True),
    ],
)  # fmt: skip
def test_chinese_is_read_in_the_encodings_of_spreadsheets(
    encoding: str, read_as: str, is_guessed: bool
) -> None:
    grid = read_grid(CHINESE.encode(encoding))
    assert grid.rows[1][1] == ("哪座城市是黑龙江的省会?", "哈尔滨")
    assert (grid.encoding, grid.is_guessed) == (read_as, is_guessed)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding: str) -> None:
    assert read_grid("stem,key\nWhere is it?,Café\n".encode(encoding)).rows[1][1] == ("Where is it?", "Café")


def test_western_letters_are_not_taken_for_chinese() -> None:
    text = "stem,key\nnaïve façade,crème brûlée à Zürich\nöde Übung,größer\n"
    assert read_grid(text.encode("cp1252")).rows[1][1] == ("naïve façade", "crème brûlée à Zürich")


def test_an_encoding_can_be_said_and_one_that_does_not_fit_is_refused() -> None:
    raw = "stem,key\nЖди?,Юля\n".encode("cp1251")
    assert read_grid(raw, encoding="cp1251").rows[1][1] == ("Жди?", "Юля")
    with pytest.raises(ImportRejected, match="cannot be read as UTF-8"):
        read_grid(raw, encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("text", "sign", "cells"),
    [
        ("Frage;Antwort\nWie viel, ungefähr?;2,5\nUnd, nun?;3,5\n", ";", ("Wie viel, ungefähr?", "2,5")),
        ("a\tb, c, d\ne\tf, g, h\n", "\t", ("e", "f, g, h")),
        ("sep=;\nstem;key\nWhere, then?;Here\n", ";", ("Where, then?", "Here")),
        ('sep="\nstem;key\nWhere, then?;Here\n', ";", ("Where, then?", "Here")),
        ('le "mot"\tthe word\n"not" closed" x\ty\n', "\t", ('"not" closed" x', "y")),
    ],
)  # fmt: skip
def test_the_sign_between_cells_is_found_whatever_else_they_hold(
    text: str, sign: str, cells: tuple[str, ...]
) -> None:
    grid = read_grid(text.encode())
    assert (grid.separator, grid.rows[-1 if "sep" in text else 1][1]) == (sign, cells)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    grid = read_grid(b'sep=,\nstem,key\n\n"two\nlines",x\nlast,y\n')
    assert [line for line, _ in grid.rows] == [2, 4, 6]


def test_a_table_that_is_too_long_is_refused_and_one_that_just_fits_is_not() -> None:
    row = b"a,b\n"
    assert len(read_grid(row * MOST_ROWS).rows) == MOST_ROWS
    with pytest.raises(ImportRejected, match="at most 50000 rows"):
        read_grid(row * (MOST_ROWS + 1))


def test_a_quote_that_is_never_closed_is_told_with_its_line() -> None:
    with pytest.raises(ImportRejected) as refused:
        read_grid(b'stem,key\nWhere?,Here\n"When?,Now\nWhy?,Because\n')
    assert refused.value.line == 3


def test_headings_are_found_below_what_stands_over_a_table() -> None:
    text = "My quiz,,,\nMade by Ada,,,\nQuestion,Answer 1,Answer 2,Correct answer(s)\nWhich?,one,two,2\n"
    layout = layout_of(read_grid(text.encode()))
    assert layout == Layout(columns=("stem", "option", "option", "right"), header=3)


def test_without_headings_the_first_columns_are_stem_and_key() -> None:
    assert layout_of(read_grid(b"chien\tdog\tanimal\nchat\tcat\tanimal\n")) == Layout(
        columns=("stem", "key", "")
    )


@pytest.mark.parametrize(
    ("right", "keys"),
    [
        ("2", ("b",)),
        ("1,3", ("a", "c")),
        ("B", ("b",)),
        ("AC", ("a", "c")),
        ("a; c", ("a", "c")),
        ("c", ("c",)),
    ],
)
def test_keys_are_told_by_number_letter_or_text(right: str, keys: tuple[str, ...]) -> None:
    columns = ("stem", "option", "option", "option", "right")
    assert stems(f'q,1,2,3,r\nWhich?,a,b,c,"{right}"\n', *columns)[0][2] == keys


def test_a_key_column_beside_options_may_hold_a_letter() -> None:
    text = "题目,选项A,选项B,选项C,答案,题型\n哪里?,北京,上海,广州,B,单选题\n哪些?,北京,上海,广州,AC,多选题\n"
    reading = reading_of(grid := read_grid(text.encode()), layout_of(grid))
    assert [(item.body.kind, item.body.keys()) for item in reading.items] == [
        ("mcq", ("上海",)), ("multiple_response", ("北京", "广州"))
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["True", "FALSE", "对", "×"])
def test_a_claim_is_known_by_its_key(key: str) -> None:
    ((_, kind, keys),) = stems(f"s,k\nHarbin lies on the Songhua.,{key}\n", "stem", "key")
    assert (kind, keys) == ("true_false", ("True",) if key in {"True", "对"} else ("False",))


@pytest.mark.parametrize(
    ("said", "told"),
    [({"stem": "Q"}, "no column “Q”"), ({"riddle": "A"}, "no name of a column"), ({"stem": "A"}, None)],
)
def test_columns_are_said_by_letter_or_heading(said: dict[str, str], told: str | None) -> None:
    grid = read_grid(b"x,y\n1,2\n")
    if told is None:
        assert layout_from(grid, said).columns == ("stem", "")
        return
    with pytest.raises(ImportRejected, match=told):
        layout_from(grid, said)


@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_table_or_a_sentence(raw: bytes) -> None:
    try:
        grid = read_grid(raw)
    except ImportRejected:
        return
    reading_of(grid, layout_of(grid))


def test_a_table_that_was_opened_in_a_wrong_encoding_is_refused() -> None:
    raw = "\ufeffid,stem,key\nw1,Où ?,là\n".encode()
    assert read_grid(raw).rows[0][1] == ("id", "stem", "key")
    with pytest.raises(ImportRejected, match="wrong encoding"):
        read_grid(raw.decode("cp1252").encode())
