"""Reasons, aims, means and what follows are asked for as a person would ask, or not at all."""

from __future__ import annotations

import pytest

from tests.core.reader import read

ASKED = [
    ("because", "Bakers open early because people buy bread in the morning.",
     "Why do bakers open early?", "because people buy bread in the morning"),
    ("because", "Because taxes are based on income, a rise in wages automatically increases tax payments.",
     "Why does a rise in wages automatically increase tax payments?", "because taxes are based on income"),
    ("because", "In dry years, farmers store water because rivers run low in summer.",
     "Why do farmers store water in dry years?", "because rivers run low in summer"),
    ("because", "Some old towns, like Porto, lost many shops because bread became cheap, but others grew fast.",
     "Why did some old towns, like Porto, lose many shops?", "because bread became cheap"),
    ("so-that", "Judges serve long terms so that they can decide without fear of parties.",
     "Why do judges serve long terms?", "so that they can decide without fear of parties"),
    ("in-order", "Farmers build low walls in order to keep the soil on steep slopes.",
     "Why do farmers build low walls?", "in order to keep the soil on steep slopes"),
    ("by-means", "Towns protect old harbours by building stone walls against storms.",
     "How do towns protect old harbours?", "by building stone walls against storms"),
    ("condition", "If the supply of bread exceeds the demand, then bakers will bake fewer loaves.",
     "What happens if the supply of bread exceeds the demand?", "bakers will bake fewer loaves"),
    ("condition", "For example, when a baker raises the price of bread, buyers tend to purchase less of it.",
     "What happens when a baker raises the price of bread?", "buyers tend to purchase less of it"),
]  # fmt: skip
REFUSED = {
    "a hedged reason": "Bakers open early perhaps because people buy bread in the morning.",
    "a reason not the only one": "Bakers open early, not just because people buy bread in the morning.",
    "a reader spoken to": "If you look at the price of bread, the baker will smile at the customers.",
    "a denied result": "If the price of bread falls, the bakers of Porto do not sell more of it.",
    "a state": "When the price of bread is low, the bakers of the old town are poor.",
    "an actor instead of a means": "The harbour of Porto was protected by building companies.",
    "somebody unknown": "They open early because people buy bread in the morning.",
    "an idiom": "The harbour towns will bring all of their power to bear against thieves of old ships.",
    "an aim cut in two": "The law spends four million to help towns on the coast save water in summer.",
    "a saying": "When she stands in the old market hall, what matters is the price.",
}


@pytest.mark.parametrize(("pattern", "text", "question", "key"), ASKED)
def test_a_reason_aim_means_or_result_is_asked_for(pattern: str, text: str, question: str, key: str) -> None:
    assert [(focus.question, focus.answer) for focus in read(text).focuses(pattern)] == [(question, key)]


@pytest.mark.parametrize(("pattern", "text"), [(case[0], case[1]) for case in ASKED])
def test_what_is_asked_can_be_understood_alone(pattern: str, text: str) -> None:
    assert [statement.context for statement in read(text).of(pattern)] == [""]


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_asked_of(name: str) -> None:
    patterns = {pattern for pattern, *_ in ASKED}
    text = f"{REFUSED[name]} A price floor is the lowest price that can be charged for a good."
    assert not [s for s in read(text).statements if s.pattern in patterns and not s.context]
