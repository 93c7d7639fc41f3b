"""Texts share a cell and come apart as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.exchange.sheets.cells import joined, nested, parted, subparted

SIGNS = st.text(st.sampled_from(list("\\|= a\n\"'中ع")), min_size=1, max_size=8)
TEXTS = SIGNS.filter(lambda text: text == text.strip())


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_joined_texts_part_again(texts: list[str]) -> None:
    assert parted(joined(texts)) == tuple(texts)


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_nested_texts_part_again(rows: list[list[str]]) -> None:
    assert subparted(nested(rows)) == tuple(map(tuple, rows))


def test_an_empty_cell_holds_nothing() -> None:
    assert (parted("  "), subparted("")) == ((), ())
