"""Markdown is read as a reader of the rendered page would read it."""

from __future__ import annotations

from datetime import date

import pytest

from quizapp.exchange.documents import read_document


def text(written: str) -> str:
    return read_document("notes.md", written.encode()).text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("# The bridge\nIt is *old* and **wide**.", "The bridge\n\nIt is old and wide."),
        ("The bridge\n==========\n\nIt is old.", "The bridge\n\nIt is old."),
        ("One line\nand the next.", "One line and the next."),
        ("One line  \nand a break.", "One line\nand a break."),
        ("See [the bridge](http://example.org/a 'A').", "See the bridge."),
        ("See <http://example.org/a>.", "See http://example.org/a."),
        ("Before ![a picture](a.png) after.", "Before after."),
        ("- stone\n- iron\n", "- stone\n- iron"),
        ("* stone\n  * hard\n* iron", "- stone\n- hard\n- iron"),
        ("3. stone\n4. iron", "3. stone\n4. iron"),
        ("- stone\n\n- iron", "- stone\n- iron"),
        ("```python\nfirst = 1\nsecond = 2\n```", "first = 1\nsecond = 2"),
        ("Use `x = 1` here.", "Use x = 1 here."),
        ("> He said so.\n\nShe did not.", "He said so.\n\nShe did not."),
        ("| town | year |\n|---|---|\n| Porto | 1998 |", "town; year\n\nPorto; 1998"),
        ("One.\n\n---\n\nTwo.", "One.\n\nTwo."),
        ("A<b>B</b> &amp; &#67;", "AB & C"),
        ("It is 5 \\* 3.", "It is 5 * 3."),
        ("Text<script>alert(1)</script> stays.", "Text stays."),
        ("It is ~~not~~ old.", "It is not old."),
    ],
)
def test_marks_are_read_as_what_they_mean(written: str, read: str) -> None:
    assert text(written) == read


def test_front_matter_states_title_author_and_date() -> None:
    found = read_document("a.md", b'---\ntitle: "Bridges"\nauthor: Ada L.\ndate: 2024-05-03\n---\n# One\n')
    assert (found.title, found.author, found.dated) == ("Bridges", "Ada L.", date(2024, 5, 3))
    assert found.text == "One"


@pytest.mark.parametrize("written", ["---\n\nOne: two.\n\n---\n", "One.\n\n---\ntitle: Two\n---\n"])
def test_a_rule_is_no_front_matter(written: str) -> None:
    assert "One" in text(written)


def test_without_front_matter_nothing_is_stated() -> None:
    found = read_document("a.md", b"# One\n")
    assert (found.title, found.author, found.dated) == ("", "", None)
