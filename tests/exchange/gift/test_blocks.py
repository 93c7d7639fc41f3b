"""Empty lines part items; categories and comments belong to what stands below them."""

from __future__ import annotations

import pytest

from quizapp.exchange.gift import read_gift
from quizapp.exchange.gift.blocks import Block, blocks_of


def only(text: str) -> Block:
    """The only block."""
    (block,) = blocks_of(text)
    return block


@pytest.mark.parametrize(
    "empty", ["\n", "\n\n\n", "  \n", "\t\n", "\N{NO-BREAK SPACE}\n", "\u200f\n", "\r\n\r\n"]
)
def test_lines_that_look_empty_part_blocks(empty: str) -> None:
    assert [block.text for block in blocks_of(f"a\n{empty}b")] == ["a", "b"]


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\u2028", "\x85"])
def test_only_line_ends_end_a_line(sign: str) -> None:
    assert len(list(blocks_of(f"a{sign}{sign}b"))) == 1


def test_comments_alone_are_no_block() -> None:
    assert not list(blocks_of("// a\n// b\n\n  // c"))


def test_a_comment_parts_no_block() -> None:
    assert only("a\n// c\nb").text == "a\n\nb"


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("Cells", "Cells"),
        ("  Cells  ", "Cells"),
        ("Biology/Cells", "Cells"),
        ("$course$/top/Biology/Cells", "Cells"),
        ("$system$/Cells", "Cells"),
        ("top/Cells", "Cells"),
        ("Biology/Cells/", "Cells"),
        ("In//Out", "In/Out"),
        ("Biology/In//Out", "In/Out"),
        ("top/top", "top"),
        ("top/$5", "$5"),
        ("$course$/top", ""),
        ("$course$", ""),
        ("top", ""),
        ("", ""),
        ("生物/细胞", "细胞"),
    ],
)
def test_a_category_is_the_last_part_of_its_path(path: str, category: str) -> None:
    assert only(f"$CATEGORY: {path}\n\nQ").category == category


def test_a_category_holds_until_the_next() -> None:
    gift = "A {T}\n\n$CATEGORY: x\n\nB {T}\n\nC {T}\n\n$CATEGORY: y\n\nD {T}"
    assert [item.category for item in read_gift(gift).items] == ["", "x", "x", "y"]


def test_a_category_needs_no_empty_lines() -> None:
    gift = "$CATEGORY: x\nA {T}\n$CATEGORY: y\n$CATEGORY: z\nB {T}"
    assert [(item.line, item.category) for item in read_gift(gift).items] == [(2, "x"), (5, "z")]


def test_comments_name_id_and_tags() -> None:
    block = only("// [id:q1] [tag:easy] and [tag: gas ]\nQ")
    assert (block.id, block.tags) == ("q1", ("easy", "gas"))


def test_several_comments_name_tags() -> None:
    assert only("// [tag:a]\n// [tag:b] [tag:a]\nQ").tags == ("a", "b")


def test_a_bracket_in_a_name_is_escaped() -> None:
    assert only("// [id:a[1\\]] [tag:b\\]]\nQ").id == "a[1]"


@pytest.mark.parametrize("comment", ["// [id:", "// [id:]", "// [id: ]", "// [id:a\\]", "// [tag", "// id:x"])
def test_comments_without_a_name_name_nothing(comment: str) -> None:
    block = only(f"{comment}\nQ")
    assert (block.id, block.tags) == ("", ())


def test_comments_above_an_empty_line_belong_to_no_item() -> None:
    assert only("// [tag:a]\n\nQ").tags == ()


def test_names_outside_comments_are_text() -> None:
    assert only("Q [id:x]").id == ""


def test_a_block_begins_below_its_comments() -> None:
    assert only("\n// c\n// d\nQ").line == 4
