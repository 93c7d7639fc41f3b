"""Plain text as field markup."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.exchange.apkg.markup import clean, escape, escape_key

ANY = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("{}[]:<>&\n\r\x1f\ud800")))


@given(ANY)
def test_markup_shows_the_text_that_went_in(text: str) -> None:
    assert unescape(escape(text).replace("<br>", "\n")) == clean(text)


@given(ANY)
def test_markup_holds_nothing_that_anki_would_act_on(text: str) -> None:
    assert not set(escape(text).replace("<br>", "")) & set("{}[]<>\x1f")


@given(ANY)
def test_markup_can_be_written_as_utf_8(text: str) -> None:
    assert escape(text).encode().decode() == escape(text)


@given(ANY)
def test_a_key_holds_no_mark_of_a_hint(text: str) -> None:
    assert ":" not in escape_key(text)


@pytest.mark.parametrize("text", ["Ha'erbin", '"open"', "3:1", "a/b", "100 %", "naïve"])
def test_what_learners_search_for_is_left_as_it_is(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x0c", "\x85"])
def test_a_line_end_is_a_line_break(end: str) -> None:
    assert escape(f"a{end}b") == "a<br>b"
