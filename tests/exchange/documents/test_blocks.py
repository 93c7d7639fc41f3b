"""Blocks are written so that passages can be told apart by blank lines."""

from __future__ import annotations

import pytest

from quizapp.exchange.documents.blocks import Block, row, written


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ([], ""),
        ([Block("One"), Block("Two")], "One\n\nTwo"),
        ([Block("One"), Block(" \n "), Block("Two")], "One\n\nTwo"),
        (
            [Block("One"), Block("- a", entry=True), Block("- b", entry=True), Block("Two")],
            "One\n\n- a\n- b\n\nTwo",
        ),
        ([Block("One\n\n\nTwo ")], "One\nTwo"),
        ([Block("One\u200b\xa0two\x07")], "One two"),
        ([row(["a ", "", "b\nc"])], "a; b c"),
    ],
)
def test_blocks_are_parted_by_blank_lines_and_entries_by_none(blocks: list[Block], text: str) -> None:
    assert written(blocks) == text
