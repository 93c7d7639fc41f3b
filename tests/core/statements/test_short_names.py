"""“The league” becomes the one name that it is short for, and stays as it is where it may mean two things."""

from __future__ import annotations

import pytest

from quizapp.errors import NothingToAsk
from tests.core.reader import read

LEAGUE = "The Hanseatic League had its diet in Lübeck."
RESOLVED = {
    "last word": (f"{LEAGUE} In 1358 the League banned trade with Flanders.", "the Hanseatic League banned trade"),
    "two words": (
        "Ada Lovelace praised the Yangtze River Economic Belt. In 2018 the economic belt opened a port in Wuhan.",
        "the Yangtze River Economic Belt opened",
    ),
    "brought in by a name": (
        "Ada Lovelace chaired a Town Council meeting in Porto. The meeting called for planting oak trees.",
        "The Town Council meeting called for",
    ),
    "brought in by its matter": (
        "Portugal has adopted an action plan on coastal railways. The plan calls for planting oak trees.",
        "The action plan on coastal railways calls for",
    ),
    "brought in by its owner": (
        "Ada Lovelace praised the Town Council's yearly report. In 2018 the report was printed in Paris.",
        "the Town Council's yearly report was printed",
    ),
}  # fmt: skip
RESOLVED["letters"] = (
    "Portugal set up the Coastal Railways Fund (CRF). In 2018 Ada Lovelace gave four million euros to the CRF.",
    "gave four million euros to the Coastal Railways Fund",
)
KEPT = {
    "two leagues": f"{LEAGUE} The Delian League met on Delos. In 1358 the League banned trade with Flanders.",
    "two meetings": "Ada Lovelace chaired a Town Council meeting and a Port Council meeting. "
    "The meeting called for planting oak trees.",
    "named later": "In 1358 the League banned trade with Flanders. The Hanseatic League had its diet in Lübeck.",
    "letters that a longer name ends with": "The board has bought two Porto AI machines for Faro. "
    "In 1920 the AI-minded mayors banned trade with Flanders.",
    "a league of others": f"{LEAGUE} In 1920 the League of Nations banned trade with Flanders.",
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), RESOLVED.values(), ids=RESOLVED)
def test_a_short_name_becomes_the_full_one(text: str, said: str) -> None:
    assert any(said in statement.text for statement in read(text).statements)


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_a_short_name_that_may_mean_two_things_is_not_guessed(text: str) -> None:
    try:
        claims = [statement.text for statement in read(text).statements]
    except NothingToAsk:
        return
    wrong = (
        "Hanseatic League banned",
        "Town Council meeting called",
        "Port Council meeting called",
        "Porto AI",
    )
    assert not [claim for claim in claims if any(words in claim for words in wrong)]


def test_a_short_name_is_never_a_key() -> None:
    text = f"{LEAGUE} Five trading posts were founded by the League in the fourteenth century in London and Bergen."
    try:
        keys = [key for item in read(text).generation.items for key in (*item.body.keys(),)]
    except NothingToAsk:
        return
    assert "League" not in keys


def test_a_name_of_its_own_is_not_lengthened() -> None:
    text = "The U.S. Federal Reserve has twelve banks. In 1914 the Federal Reserve opened a bank in Boston."
    assert not any("the U.S. Federal Reserve opened" in statement.text for statement in read(text).statements)
