"""“She”, “the chancellor”, “the country” become a name only where a single one can be meant."""

from __future__ import annotations

import pytest

from quizapp.errors import NothingToAsk
from tests.core.reader import read

CALLED = "called for planting oak trees along the river"
RESOLVED = {
    "she": (f"Ada Lovelace visited the mill in Porto. She {CALLED}.", f"Ada Lovelace {CALLED}."),
    "he": (f"Carl Linnaeus visited the mill in Porto. He {CALLED}.", f"Carl Linnaeus {CALLED}."),
    "last name": (f"Ada Lovelace visited the mill in Porto. Lovelace {CALLED}.", f"Ada Lovelace {CALLED}."),
    "office": (f"Chancellor Angela Merkel visited Leipzig. The chancellor {CALLED}.", f"Angela Merkel {CALLED}."),
    "country": ("Ada Lovelace moved to Norway. She urged the country to plant more oak trees.",
                "Ada Lovelace urged Norway to plant more oak trees."),
}  # fmt: skip
UNRESOLVED = {
    "two people": f"Ada Lovelace met Grace Hopper in Porto. She {CALLED}.",
    "nobody": f"The mill is old. She {CALLED}.",
    "two holders": f"President Ada Lovelace met President Grace Hopper in Porto. The president {CALLED}.",
}


@pytest.mark.parametrize(("text", "claim"), RESOLVED.values(), ids=RESOLVED)
def test_a_mention_becomes_the_name_that_it_stands_for(text: str, claim: str) -> None:
    assert claim in {statement.text for statement in read(text).statements}


@pytest.mark.parametrize("text", UNRESOLVED.values(), ids=UNRESOLVED)
def test_a_mention_that_may_mean_two_is_not_guessed(text: str) -> None:
    try:
        stems = [item.stem for item in read(text).generation.items]
    except NothingToAsk:
        return
    assert not any("oak" in stem for stem in stems)


@pytest.mark.parametrize("text", UNRESOLVED.values(), ids=UNRESOLVED)
def test_no_wrong_name_is_put_for_a_mention(text: str) -> None:
    try:
        claims = [statement.text for statement in read(text).statements]
    except NothingToAsk:
        return
    assert not any(name in claim for claim in claims for name in ("Lovelace called", "Hopper called"))


def test_an_office_that_may_be_another_ones_names_nobody() -> None:
    text = (
        "Foreign Minister Ada Berg met the Minister of State for Harbours in Oslo in 2019. "
        "Later the minister opened a ferry terminal in Bergen in 2020."
    )
    assert all("Ada Berg opened" not in statement.text for statement in read(text).statements)


def test_his_own_is_of_somebody_of_its_sentence() -> None:
    text = (
        "Ronald Berg was mayor of Porto until 1989. "
        "Since 1969, the voters have sent the president a council of his own party in only seven elections. "
        "President Ronald Berg lost four of them."
    )
    assert all("Berg’s own" not in statement.text for statement in read(text).statements)
