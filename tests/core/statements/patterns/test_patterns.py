"""Every sentence pattern finds its statements in sentences of many fields, and what can be asked of them."""

from __future__ import annotations

import pytest

from quizapp.core.statements.context import lacks_context
from quizapp.core.statements.patterns import PATTERNS
from quizapp.errors import NothingToAsk
from tests.core.reader import read

FOUND = [
    ("goals", "Ada Lovelace called for planting oak trees, digging deep wells and building stone roads in Porto.",
     {"planting oak trees", "digging deep wells", "building stone roads in Porto"}),
    ("goals", "The health ministry urged hospitals to train more nurses.", {"train more nurses"}),
    ("goals", "It is essential for towns to restore salt marshes, Ada Lovelace said.", {"restore salt marshes"}),
    ("need", "The ministry said old bridges should be repaired to keep travellers safe.", {"old bridges"}),
    ("need", "School gardens must be protected, Ada Lovelace said.", {"School gardens"}),
    ("objects", "The mill grinds wheat, barley and oats.", {"wheat", "barley", "oats"}),
    ("names", "Kenya, Uganda and Tanzania share the lake.", {"Kenya", "Uganda", "Tanzania"}),
    ("qualities", "Ada Lovelace called for a safe, clean and quiet harbour.", {"safe", "clean", "quiet"}),
    ("parallel-nouns", "Soil is the foundation, water is the engine and light is the signal.",
     {"Soil", "water", "light"}),
    ("identity", "Lake Baikal is the deepest lake in the world.", {"Lake Baikal"}),
    ("identity", "The harbour of Porto is the lowest place in the valley.", {"harbour of Porto"}),
    ("definition", "A price floor is the lowest price that can be charged for a good.",
     {"price floor", "the lowest price that can be charged for a good"}),
    ("explained", "Photosynthesis refers to the process by which plants turn light into sugar.",
     {"Photosynthesis", "the process by which plants turn light into sugar"}),
    ("explained", "Erosion occurs when wind or water carries soil away.",
     {"Erosion", "when wind or water carries soil away"}),
    ("because-of", "The harvest failed because of a long drought in the south.",
     {"because of a long drought in the south"}),
    ("effect", "The eruption of the volcano caused a cold summer across Europe.", {"The eruption of the volcano"}),
    ("apposed-office",
     "Ada Lovelace, director of the Porto Observatory and professor of mathematics at Lisbon University, left.",
     {"director of the Porto Observatory", "professor of mathematics at Lisbon University"}),
    ("place", "Ada Lovelace founded the observatory in Porto in 1998.", {"Porto"}),
    ("place", "The first railway was opened in Germany in 1835.", {"Germany"}),
    ("year", "The first railway was opened in Germany in 1835.", {"1835"}),
    ("agent", "Alexander Fleming discovered penicillin in a London hospital.", {"Alexander Fleming"}),
    ("agent", "France shoulders the main cost of the canal.", {"France"}),
]  # fmt: skip
SILENT = {
    "a greeting": "Good morning to everybody in the hall. How are you today?",
    "an exclamation": "What a day! Oh, how the bells rang!",
    "a question": "Who opened the bridge? Why was it sold?",
    "a bare description": "The hall was cold. The rain was loud.",
}
LOST = {
    "they": "They sold the old mill in 2003 in Porto.",
    "it": "It was opened in Porto in 1998 by the council.",
    "this": "This caused a long drought in the south of the country.",
    "figure": "As shown in figure 2, exports fell because of a long drought.",
}


@pytest.mark.parametrize(
    ("pattern", "text", "answers"), FOUND, ids=[f"{p}-{n}" for n, (p, _, _) in enumerate(FOUND)]
)
def test_a_pattern_finds_what_can_be_asked(pattern: str, text: str, answers: set[str]) -> None:
    assert {span.text for focus in read(text).focuses(pattern) for span in focus.spans} >= answers


@pytest.mark.parametrize(
    ("pattern", "text", "answers"), FOUND, ids=[f"{p}-{n}" for n, (p, _, _) in enumerate(FOUND)]
)
def test_what_is_found_can_be_understood_alone(pattern: str, text: str, answers: set[str]) -> None:
    found = read(text).of(pattern)
    assert all(statement.context == "" and lacks_context(statement.text) == "" for statement in found)


@pytest.mark.parametrize("text", list(dict.fromkeys(text for _, text, _ in FOUND)))
def test_a_question_ends_as_one_and_does_not_hold_its_answer(text: str) -> None:
    for statement in read(text).statements:
        for focus in statement.focuses:
            asked = focus.question or "?"
            assert asked.endswith("?")
            assert not any(f" {span.text} " in f" {asked} " for span in focus.spans)


@pytest.mark.parametrize("text", list(dict.fromkeys(text for _, text, _ in FOUND)))
def test_a_claim_is_a_sentence(text: str) -> None:
    claims = [statement.text for statement in read(text).statements]
    assert claims
    assert all(claim[:1].isupper() and claim.endswith((".", "”", '"')) for claim in claims)


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_what_states_nothing_gives_no_item(text: str) -> None:
    try:
        assert read(text).generation.items == ()
    except NothingToAsk as error:
        assert "No key statements found, because" in str(error)  # noqa: PT017 - either way out is right


@pytest.mark.parametrize("text", LOST.values(), ids=LOST)
def test_what_cannot_be_understood_alone_is_never_asked(text: str) -> None:
    try:
        assert read(text).generation.items == ()
    except NothingToAsk as error:
        assert "No key statements found, because" in str(error)  # noqa: PT017 - either way out is right


def test_a_time_that_depends_on_the_day_is_left_out() -> None:
    items = read("Last year Ada Lovelace opened a bridge in Porto.").generation.items
    assert not any("ast year" in item.stem for item in items)


@pytest.mark.parametrize(
    "text",
    [
        "The mill does not grind wheat, barley and oats.",
        "The eruption did not cause a cold summer across Europe.",
        "Lake Baikal is not the deepest lake in the world.",
        "The bridge was not opened in Germany in 1835.",
        "Gravity is never called the force that pushes bodies apart.",
    ],
)
def test_a_denial_is_never_asked_as_if_it_were_so(text: str) -> None:
    try:
        items = read(text).generation.items
    except NothingToAsk:
        return
    assert [item.stem for item in items if " not " not in item.stem and " never " not in item.stem] == []


def test_every_pattern_has_a_name_of_its_own() -> None:
    assert len({pattern.__name__ for pattern in PATTERNS}) == len(PATTERNS)


ALSO_READ = [
    (
        "examples",
        "Renewable sources such as wind power, solar power and tidal power are cheap.",
        "wind power",
    ),
    ("named", "The force that pulls bodies together is called gravity.", "gravity"),
    ("effect", "Overfishing led to the collapse of the cod stocks.", "Overfishing"),
]


@pytest.mark.parametrize(("pattern", "text", "answer"), ALSO_READ)
def test_other_wordings_are_read_too(pattern: str, text: str, answer: str) -> None:
    assert answer in {span.text for focus in read(text).focuses(pattern) for span in focus.spans}


def test_a_speaker_inside_of_a_question_has_no_capital_article() -> None:
    text = "The ministry said old bridges should be repaired to keep travellers safe."
    assert not any("to The " in (focus.question or "") for focus in read(text).focuses("need"))
