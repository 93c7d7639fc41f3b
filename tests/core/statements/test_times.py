"""Which words tell a time that only the day of writing makes known."""

from __future__ import annotations

import pytest

from quizapp.core.statements.times import relative_times
from tests.core.reader import sentences

LEFT = {
    "On Wednesday, the council opened the pier.": "the council opened the pier .",
    "The council opened the pier on Wednesday.": "The council opened the pier .",
    "The council on Thursday afternoon opened the pier.": "The council opened the pier .",
    "Today, the council opens the pier.": "the council opens the pier .",
    "The council opened the pier earlier this year.": "The council opened the pier .",
}
KEPT = (
    "The council approved the budget of this year.",
    "The Wednesday meeting was long.",
    "The council opened the pier on Thursday, March 5.",
    "Today's council is small.",
    "The pier was opened in 1904.",
)


@pytest.mark.parametrize("text", LEFT)
def test_a_time_that_depends_on_the_day_is_left_out(text: str) -> None:
    (sentence,) = sentences(text)
    gone = relative_times(sentence.tokens)
    assert " ".join(token.text for token in sentence.tokens if token.i not in gone) == LEFT[text]


@pytest.mark.parametrize("text", KEPT)
def test_a_time_that_says_which_stays(text: str) -> None:
    (sentence,) = sentences(text)
    assert relative_times(sentence.tokens) == frozenset()
