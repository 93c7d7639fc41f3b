"""HTML becomes the text that a reader of the page would see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.exchange.gift.markup import markup_of, text_of

SEEN = {
    "a <b>bold</b> word": "a bold word",
    "<p>one</p><p>two</p>": "one\ntwo",
    "one<br>two<BR/>three": "one\ntwo\nthree",
    "<ul><li>one<li>two</ul>": "one\ntwo",
    "<table><tr><td>a</td><td>b</td></tr></table>": "a  b",
    "  many \n\t spaces ": "many spaces",
    "x<sup>2</sup>": "x2",
    "&lt;b&gt; &amp; &eacute;": "<b> & é",
    "&#65;&#x42;&nope;": "AB&nope;",
    "&amp;lt;": "&lt;",
    "a < b and b > c": "a < b and b > c",
    "1<2": "1<2",
    "a<!-- <b>hidden</b> -->b": "ab",
    "a<!-- never closed": "a",
    "a<script>alert('<b>')</script>b": "a b",
    "a<SCRIPT src=x>evil()</Script >b": "a b",
    "a<script>never closed": "a",
    "a<style>p {}</style>b": "a b",
    '<a title="a > b">link</a>': "link",
    "a<b never closed": "a",
    "<!DOCTYPE html><p>a": "a",
    "<?xml version='1.0'?>a": "a",
    "a</>b": "a</>b",
    "<": "<",
    "": "",
}


@pytest.mark.parametrize("markup", SEEN)
def test_html_is_read_as_it_is_seen(markup: str) -> None:
    assert text_of(markup) == SEEN[markup]


def test_a_reference_of_a_million_digits_is_text() -> None:
    assert text_of(f"&#{'1' * 1_000_000};").startswith("&#1")


@given(st.text(st.sampled_from(list("<>/!-?\"'= \nabps&#;1"))))
def test_no_markup_raises(markup: str) -> None:
    text_of(markup)


@given(
    st.lists(
        st.sampled_from(
            ["<b>", "</b>", "<p class='x'>", "<br/>", "<script>", "<img src=x onerror=y>", "a", " "]
        )
    )
)
def test_no_tag_remains(pieces: list[str]) -> None:
    assert "<" not in text_of("".join(pieces))


@given(st.text(st.sampled_from(list("<>&;#-ab1 \n\t\N{NO-BREAK SPACE}"))))
def test_any_text_survives_as_markup(text: str) -> None:
    assert text_of(markup_of(text.strip())) == text.strip()
