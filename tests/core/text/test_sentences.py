"""Sentences are found, and found again, without a language model."""

from __future__ import annotations

import pytest

from quizapp.core.text.sentences import closest_sentence, find_words, sentence_spans
from quizapp.core.text.source import Source

TEXT = """The harbour

Dr. Berg opened the harbour in 1899. "It pays," she said.
It cost 2.5 million crowns.

The U.S. envoy came later. Nobody met him!"""


def source(text: str = TEXT) -> Source:
    return Source(title="The harbour", text=text)


def test_sentences_end_where_a_reader_ends_them() -> None:
    assert [TEXT[start:end] for start, end in sentence_spans(source())] == [
        "Dr. Berg opened the harbour in 1899.",
        '"It pays," she said.',
        "It cost 2.5 million crowns.",
        "The U.S. envoy came later.",
        "Nobody met him!",
    ]


@pytest.mark.parametrize(
    "words",
    ["Dr. Berg opened the  harbour\nin 1899.", "“It pays,” she said.", "It pays", "she said. It cost"],
)
def test_words_are_found_whatever_their_line_ends_and_quotation_marks(words: str) -> None:
    assert find_words(TEXT, words) is not None


@pytest.mark.parametrize("words", ["", " ", "Berg closed the harbour", "harbou", "opened harbour"])
def test_other_words_are_not(words: str) -> None:
    assert find_words(TEXT, words) is None


def test_the_closest_sentence_shares_most() -> None:
    place = closest_sentence(source(), "the harbour was opened by Berg in 1899")
    assert place is not None
    assert TEXT[slice(*place)] == "Dr. Berg opened the harbour in 1899."


def test_of_other_words_no_sentence_is_close() -> None:
    assert closest_sentence(source(), "quantum entanglement") is None


def test_rare_words_and_their_other_forms_count_more_than_common_ones() -> None:
    text = (
        "He called for it in the end of the day. It is for planting forests of oak. He is in the lead of it."
    )
    place = closest_sentence(source(text), "at the end of it the oak was planted")
    assert place is not None
    assert text[slice(*place)] == "It is for planting forests of oak."
