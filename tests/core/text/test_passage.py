"""Passages are cut where a reader would cut them, and their offsets always point at their own text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.text.passage import Passage, passages
from quizapp.core.text.source import Source

LINES = st.lists(
    st.one_of(
        st.text(st.sampled_from("ab .\t-*#12)>\u00a0🚂\u3000,:"), max_size=12),
        st.sampled_from(
            ["", "", "The river is long.", "- one", "1. two", "# Head", "> said", "x" * 60, "Source: a"]
        ),
    ),
    max_size=12,
)


def cut(text: str) -> tuple[Passage, ...]:
    """The passages of a text."""
    return passages(Source(title="t", text=text))


def roles(text: str) -> list[tuple[str, str]]:
    """Role and text of every passage."""
    return [(passage.role, passage.text) for passage in cut(text)]


@given(LINES)
def test_a_passage_is_what_stands_at_its_offsets(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert all(text[passage.start : passage.end] == passage.text for passage in cut(text))


@given(LINES)
def test_passages_are_in_order_and_never_overlap(lines: list[str]) -> None:
    found = cut("\n".join(lines))
    ends = [passage.end for passage in found]
    assert all(end <= passage.start for end, passage in zip(ends, found[1:], strict=False))


@given(LINES)
def test_no_passage_is_empty_or_has_spaces_around_it(lines: list[str]) -> None:
    assert all(passage.text == passage.text.strip() != "" for passage in cut("\n".join(lines)))


@given(LINES)
def test_no_letter_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept = "".join(passage.text for passage in cut(text))
    assert kept.count("a") + kept.count("b") == text.count("a") + text.count("b")


@given(LINES)
def test_passages_are_counted_from_nought(lines: list[str]) -> None:
    found = cut("\n".join(lines))
    assert [passage.index for passage in found] == list(range(len(found)))


def test_blank_lines_part_paragraphs() -> None:
    assert roles("One is here.\n\nTwo is here.\n \t\n\n\nThree is here.") == [
        ("body", "One is here."), ("body", "Two is here."), ("body", "Three is here."),
    ]  # fmt: skip


def test_lines_that_stand_alone_are_paragraphs() -> None:
    assert roles("One is here.\nTwo is here.") == [("body", "One is here."), ("body", "Two is here.")]


def test_a_first_line_without_a_stop_is_the_title() -> None:
    assert roles("A river\n\nIt is long.\n\nIts towns\n\nThey are old.") == [
        ("title", "A river"), ("body", "It is long."), ("heading", "Its towns"), ("body", "They are old."),
    ]  # fmt: skip


def test_a_long_line_without_a_stop_is_no_heading() -> None:
    assert cut("The river " * 20)[0].role == "body"


def test_a_paragraph_broken_by_an_editor_is_one() -> None:
    text = (
        "The river rises in the northern hills and then flows\n"
        "through three old towns before it reaches the great\n"
        "lake, where the boats lie."
    )
    assert [passage.text for passage in cut(text)] == [text]


@pytest.mark.parametrize("marker", ["-", "*", "•", "–", "1.", "(2)", "12)"])
def test_members_of_a_list_stand_alone_without_their_marks(marker: str) -> None:
    assert [passage.text for passage in cut(f"{marker} coal is black\n{marker} chalk is white")] == [
        "coal is black", "chalk is white",
    ]  # fmt: skip


def test_markdown_heads_and_quotes_lose_their_marks() -> None:
    assert [passage.text for passage in cut("# A river\n\n### Its towns\n\n> It is long.")] == [
        "A river", "Its towns", "It is long.",
    ]  # fmt: skip


def test_a_number_that_begins_a_sentence_is_no_mark() -> None:
    assert cut("1998 was dry. So was 1999.")[0].text == "1998 was dry. So was 1999."


def test_furniture_is_marked_and_kept_in_place() -> None:
    assert [role for role, _ in roles("A river\nUpdated 10:15, 03-May-2021\n\nIt is long.\n\nSource(s): Agency")] == [
        "title", "boilerplate", "body", "boilerplate",
    ]  # fmt: skip


def test_the_title_is_found_below_a_dateline() -> None:
    assert [role for role, _ in roles("Updated 10:15, 03-May-2021\nA river\n\nIt is long.")] == [
        "boilerplate", "title", "body",
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["’", "'", ")", "?’", ".'"])
def test_a_sentence_may_end_in_a_quote_or_bracket(end: str) -> None:
    opened = "(" if end == ")" else "‘"
    assert cut(f"A river\n\nThe mayor said it was {opened}very long.{end}")[1].role == "body"
