"""Checks of keys tell a broken one from a sound one that is close to it."""

from __future__ import annotations

import pytest

from quizapp.core.items.flaws import flaws_of
from quizapp.core.items.flaws.flaw import fill, judge, write
from quizapp.core.items.flaws.key_checks import KEY_CHECKS, Keyed


@pytest.mark.parametrize(
    ("name", "broken", "sound"),
    [
        ("key-shape", "which holds the sand", "what holds the sand"),
        ("key-shape", ", the roots", "the roots"),
        ("key-shape", "it", "IT"),
        ("key-shape", "Norway three Viking ferries", "three Norwegian ferries"),
        ("key-shape", "this work", "its overall quality"),
        ("key-shape", "than before", "thanks to rain"),
        ("truncated", "a wall of", "a wall of stone"),
        ("truncated", "the ships that were", "where the ships are"),
        ("truncated", "boats with the", "The Hague and Delft"),
        ("truncated", "salt and", "political will"),
    ],
)
def test_a_check_fires_on_the_broken_key_alone(name: str, broken: str, sound: str) -> None:
    check = KEY_CHECKS[name]
    assert [check(Keyed(stem="What is there?", keys=[key])) for key in (broken, sound)] == [True, False]


@pytest.mark.parametrize(
    ("stem", "key", "quote", "lost"),
    [
        ("How many live there?", "40,000", "There live about 40,000 people.", True),
        ("How many live there?", "$40", "It costs more than $40 a day.", True),
        ("About how many live there?", "40,000", "There live about 40,000 people.", False),
        ("How many live there?", "about 40,000", "There live about 40,000 people.", False),
        ("How many live there?", "40,000", "There live 40,000 people, about half of them on boats.", False),
        ("How many live there?", "40,000", "", False),
        ("Who lives there?", "fishermen", "There live about fishermen.", False),
    ],
)
def test_a_number_may_not_lose_its_hedge(stem: str, key: str, quote: str, lost: bool) -> None:
    assert ("hedged-number" in flaws_of(write(stem, key).how, quote=quote)) is lost


@pytest.mark.parametrize(
    ("text", "key", "cued"),
    [
        ("Cork is a {{1}} of the oak.", "outer bark", True),
        ("Cork is an {{1}} of the oak.", "outer bark", False),
        ("Coimbra has a {{1}}.", "university", False),
        ("The boat takes an {{1}}.", "hour", False),
        ("The town lies in an {{1}}.", "EU state", False),
    ],
)
def test_an_article_before_a_gap_fits_its_key(text: str, key: str, cued: bool) -> None:
    assert ("grammatical-cue" in flaws_of(fill(text, key).how)) is cued


@pytest.mark.parametrize(
    ("claim", "is_true", "broken"),
    [
        ("The mill was not built in 1957.", False, True),
        ("The mill was not built in 1957.", True, False),
        ("The mill was built in 1957.", False, False),
    ],
)
def test_only_a_false_claim_may_not_deny(claim: str, is_true: bool, broken: bool) -> None:
    assert ("swapped-negation" in flaws_of(judge(claim, is_true=is_true).how)) is broken


def test_a_pair_that_a_gap_takes_a_half_of_is_whole_with_its_key() -> None:
    assert flaws_of(fill("Trade grew both {{1}}.", "in the north and in the south").how) == ()
