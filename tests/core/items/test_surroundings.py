"""A quote is shown in its context: whole sentences of its own paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.proof import Evidence
from quizapp.core.items.surroundings import MARGIN, surroundings

SHORT = "Rain fell. The bridge held. People cheered."
LONG = f"{'Snow fell for days. ' * 30}The bridge held.{' Nobody was hurt.' * 30}"


def around(text: str, quote: str) -> tuple[str, str]:
    start = text.index(quote)
    found = surroundings(text, Evidence(start=start, end=start + len(quote), quote=quote))
    return found.before, found.after


def test_a_short_paragraph_is_shown_whole() -> None:
    assert around(SHORT, "The bridge held.") == ("Rain fell. ", " People cheered.")


def test_another_paragraph_is_not_shown() -> None:
    assert around(f"A heading\n\n{SHORT}\n\nMore.", "Rain fell.") == ("", " The bridge held. People cheered.")


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    start = LONG.index("The bridge held.")
    found = surroundings(LONG, Evidence(start=start, end=start + 16, quote="The bridge held."))
    assert (found.before[:10], found.after[-5:]) == ("Snow fell ", "hurt.")
    assert (found.cut_before, found.cut_after) == (True, True)
    assert max(len(found.before), len(found.after)) <= MARGIN


def test_a_long_sentence_is_cut_between_words() -> None:
    text = f"{'word ' * 90}The bridge held{' more' * 90}"
    before, after = around(text, "The bridge held")
    assert (before[:5], after[-5:]) == ("word ", " more")


@pytest.mark.parametrize(("start", "end"), [(0, 4), (500, 520)])
def test_a_quote_that_is_not_at_its_place_stands_alone(start: int, end: int) -> None:
    found = surroundings(SHORT, Evidence(start=start, end=end, quote="gone" + "!" * (end - start - 4)))
    assert (found.before, found.after) == ("", "")


@given(st.text(min_size=1, max_size=900), st.data())
def test_what_stands_around_a_quote_stands_around_it_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = surroundings(text, Evidence(start=start, end=end, quote=text[start:end]))
    assert text[:start].endswith(found.before)
    assert text[end:].startswith(found.after)
