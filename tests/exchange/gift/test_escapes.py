"""Signs that structure a block can be written as mere text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.exchange.gift.escapes import bare, escaped, readable, shielded, unshielded


@pytest.mark.parametrize("sign", "~=#{}:\\")
def test_a_sign_is_written_with_a_backslash(sign: str) -> None:
    assert escaped(f"a{sign}b") == f"a\\{sign}b"


def test_a_line_end_is_written_as_n() -> None:
    assert escaped("a\r\nb\rc\nd") == r"a\nb\nc\nd"


@pytest.mark.parametrize("sign", "~=#{}:")
def test_an_escaped_sign_is_no_structure(sign: str) -> None:
    assert sign not in shielded(f"a\\{sign}b")


def test_a_sign_behind_an_escaped_backslash_is_structure() -> None:
    assert "{" in shielded("\\\\{")


@given(st.text())
def test_shielding_moves_nothing(text: str) -> None:
    assert len(shielded(readable(text))) == len(readable(text))


@given(st.text(st.one_of(st.sampled_from(list("~=#{}:\\n\n")), st.characters())))
def test_what_is_escaped_comes_back(text: str) -> None:
    assert unshielded(shielded(escaped(text))) == readable(text).strip()


@given(st.text())
def test_readable_text_has_a_utf_8_form(text: str) -> None:
    assert readable(text).encode().decode() == readable(text)


@pytest.mark.parametrize(
    "line", ["", " \t", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}", " \u200f ", "\u200b"]
)
def test_a_line_that_looks_empty_is_bare(line: str) -> None:
    assert not bare(line)
