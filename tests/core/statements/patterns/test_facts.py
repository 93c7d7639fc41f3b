"""General facts become gaps only where a term of the document can be the one answer."""

from __future__ import annotations

import pytest

from tests.core.reader import read

REEFS = (
    "Coral reefs are ridges built from the lime of many living animals. "
    "Coral reefs grow where warm and shallow water lets sunlight reach the bottom of the sea. "
    "Island towns build strong stone walls behind the living shelter of coral reefs. "
)
REFUSED = {
    "used once": "Lake Baikal is the deepest lake in the world. "
    "Island towns build strong stone walls behind the living shelter of coral reefs.",
    "spoken to the reader": REEFS
    + "You should watch how coral reefs shelter the old harbour walls of towns.",
    "cut by a dash": REEFS + "Coral reefs — the oldest of all — shelter the old stone walls of island towns.",
    "about a term that the text does not make its own": "Stone walls stand behind the shelter of coral reefs. "
    "Coral reefs shelter the old stone walls of northern towns from many winter storms.",
    "denied": REEFS + "Coral reefs do not shelter the old stone walls of northern towns from storms.",
    "naming the head twice": REEFS
    + "Coral reefs shelter more small fishes than the rocky reefs of cold northern seas.",
}


def test_a_term_that_the_text_keeps_using_becomes_a_gap() -> None:
    assert {span.text.lower() for focus in read(REEFS).focuses("fact") for span in focus.spans} == {
        "coral reefs"
    }


@pytest.mark.parametrize("name", REFUSED)
def test_no_gap_is_made_in_a_sentence(name: str) -> None:
    asked = read(REFUSED[name])
    last = asked.source.text.rstrip().split(". ")[-1]
    assert not [item for item in asked.generation.items if item.pattern == "fact" and last in item.quote]


def test_one_term_is_asked_for_twice_at_most() -> None:
    text = REEFS + " ".join(
        f"Island towns in the {place} build heavy stone gates behind the living shelter of coral reefs."
        for place in ("north", "south", "east", "west")
    )
    gaps = [item for item in read(text).generation.items if item.pattern == "fact" and item.kind == "cloze"]
    assert len([item for item in gaps if item.body.keys() == ("coral reefs",)]) <= 2
