"""Checks of options tell a broken choice from a sound one that is close to it."""

from __future__ import annotations

import pytest

from quizapp.core.items.flaws.flaw import choose
from quizapp.core.items.flaws.option_checks import OPTION_CHECKS
from quizapp.core.items.interaction import Choice

WHICH = "Which is it?"
YEAR = "In which year was the mill built?"

CLOSE: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("k-type", (WHICH, "*1 and 3", "wind", "rain"), (WHICH, "*salt and tin", "wind", "rain")),
    ("k-type", (WHICH, "*both A and C", "wind", "rain"), (WHICH, "*vitamins A and C", "wind", "rain")),
    ("k-type", (WHICH, "*I, II and III", "wind", "rain"), (WHICH, "*Henry VIII and Edward VI", "wind", "rain")),
    ("k-type", (WHICH, "*options 1 and 2", "wind", "rain"), (WHICH, "*two options", "wind", "rain")),
    ("implausible-distractor", (YEAR, "1066", "*1963", "1969"), (YEAR, "1950", "*1963", "1969")),
    ("implausible-distractor", ("How many?", "5", "*5 million", "6 million"), ("How many?", "*5 million", "6 million")),
    ("true-false-options", (WHICH, "*Yes, it floats", "no, it sinks", "No, it burns"),
     (WHICH, "*yes-men", "north", "tr")),
    ("true-false-options", ("Which of these is true?", "*a", "b", "c"),
     ("Which of these is a true story?", "*a", "b", "c")),
    ("convergence", (WHICH, "*red sand", "red clay", "blue sand"), (WHICH, "*red sand", "red clay", "blue rock")),
    ("logical-cue", ("How many boats are there?", "*40", "some", "most of them"), ("How many?", "*40", "50", "60")),
    ("word-repeat", ("Who wove cloth?", "*cloth makers", "men", "x"), ("Who wove cloth?", "*weavers", "men", "x")),
    ("word-repeat", ("Who built walls?", "*wall men", "men", "x"), ("Who built walls?", "*wall men", "wall boys", "x")),
    ("grammatical-cue", ("It is a", "*wren", "owl", "eagle"), ("It is a", "*wren", "swift", "hen")),
    ("agreement", ("Which of these are blue?", "*sea", "sun", "sand"),
     ("Which of these is blue?", "*sea", "sun", "sand")),
    ("agreement", ("Which of these is blue?", "*sea", "*sky", "sand"),
     ("Which of these are blue?", "*sea", "*sky", "sand")),
    ("blank-in-choice", ("The sea is:", "*wide", "dry", "hot"), ("How is the sea?", "*wide", "dry", "hot")),
    ("unfocused-stem", ("The sea.", "*wide", "dry", "hot"), ("Name the sea.", "*wide", "dry", "hot")),
    ("absolute-terms", (WHICH, "*rain", "only wind", "tide"), (WHICH, "*rain that all men fear", "wind", "tide")),
    ("vague-terms", (WHICH, "*rain", "mostly wind", "tide"), (WHICH, "*rain", "wind that may turn", "tide")),
    ("vague-terms", ("How many?", "*many", "two", "three"), ("How many?", "*many thousands", "two", "three")),
    ("lost-order", (YEAR, "1969", "*1963", "1966"), (YEAR, "1969", "*1966", "1963")),
    ("lost-order", ("How many?", "2 million", "*1 billion", "30"), ("How many?", "30", "2 million", "*1 billion")),
    ("lost-order", ("How many?", "3", "*1", "2"), (WHICH, "wind", "*rain", "tide")),
    ("unmarked-negative", ("Which of these is not blue?", "*sun", "sea", "sky"),
     ("What is not blue?", "*sun", "sea", "x")),
    ("unmarked-negative", ("Which of these isn’t blue?", "*sun", "sea", "sky"),
     ("Which of these is NOT blue?", "*sun", "x", "y")),
    ("mixed-options", (YEAR, "*1963", "spring", "1970"), (WHICH, "*Apollo11", "Vostok", "Gemini")),
    ("mixed-options", (WHICH, "*opening the old gate", "the wall", "a gate"),
     (WHICH, "*rising seas", "the wall", "a gate")),
    ("mixed-options", (WHICH, "*a new gate", "closing mines", "building roads"),
     (WHICH, "*raising dams", "closing the mines", "building roads")),
    ("mixed-options", (WHICH, "*because of rain", "the wall", "a gate"), (WHICH, "*because of x", "since y", "by z")),
    ("hedged-number", ("How many?", "*about 40", "50", "60"), ("How many?", "*about 40", "about 50", "60")),
    ("longest-key", (WHICH, "*the wall that keeps the sea out", "a gate", "dam"),
     (WHICH, "*the wall", "a gate", "dam")),
]  # fmt: skip


def choice(stem: str, *options: str) -> Choice:
    """A choice; the options with a star are right."""
    how = choose(stem, *options).how
    assert isinstance(how, Choice)
    return how


@pytest.mark.parametrize(("name", "broken", "sound"), CLOSE)
def test_a_check_fires_on_the_broken_choice_alone(
    name: str, broken: tuple[str, ...], sound: tuple[str, ...]
) -> None:
    check = OPTION_CHECKS[name]
    assert (check(choice(*broken)), check(choice(*sound))) == (True, False)
