"""What a term does, is based on, makes somebody do or holds: asked with the term in the question or as its key."""

from __future__ import annotations

import pytest

from tests.core.reader import read

ASKED = [
    ("which", "Old towns often choose grain storage, which protects the harvest from rain and mice.",
     "What protects the harvest from rain and mice?", "grain storage"),
    ("called-subject", "This method, called crop rotation, keeps the soil rich in useful minerals.",
     "What keeps the soil rich in useful minerals?", "crop rotation"),
    ("made-to", "The drought of 1911 forced many farmers to sell their land in the south.",
     "What did the drought of 1911 force many farmers to do?", "sell their land in the south"),
    ("made-to", "A written contract allows small bakers to borrow money from large banks.",
     "What does a written contract allow small bakers to do?", "borrow money from large banks"),
    ("held", "The median voter theory argues that parties will move towards the middle of the field.",
     "What does the median voter theory argue?", "that parties will move towards the middle of the field"),
    ("attribute", "The producer price index is based on the prices that bakers pay for flour.",
     "What is the producer price index based on?", "the prices that bakers pay for flour"),
    ("attribute", "Radioactive decay involves the emission of small particles.",
     "What does radioactive decay involve?", "the emission of small particles"),
    ("attribute", "The central bank is responsible for the safety of all savings.",
     "What is the central bank responsible for?", "the safety of all savings"),
    ("occasion", "Tying sales happen when a customer must buy a second product.",
     "When do tying sales happen?", "when a customer must buy a second product"),
    ("aim", "Congress passed the Trade Act to protect small farmers from cheap imports.",
     "Why did Congress pass the Trade Act?", "to protect small farmers from cheap imports"),
    ("by-means", "Scientists measure the age of old rocks using the properties of natural decay.",
     "How do scientists measure the age of old rocks?", "using the properties of natural decay"),
]  # fmt: skip
REFUSED = {
    "a clause about the whole": "Yellow birds look like leaves, which allows the birds to hide from large cats.",
    "a term pointed at": "Old towns choose this grain storage, which protects the harvest from rain and mice.",
    "something denied": "Radioactive decay does not involve the emission of small particles.",
    "one of several": "One of the sets focuses on the changing shape of old towns.",
    "a reader spoken to": "A written contract allows you to borrow money from large banks.",
    "what could be for no aim": "More than twenty bakers could collect money to replace some of their ovens.",
}


@pytest.mark.parametrize(("pattern", "text", "question", "key"), ASKED)
def test_it_is_asked_for(pattern: str, text: str, question: str, key: str) -> None:
    assert [(focus.question, focus.answer) for focus in read(text).focuses(pattern)] == [(question, key)]


@pytest.mark.parametrize(("pattern", "text"), [(case[0], case[1]) for case in ASKED])
def test_it_can_be_understood_alone(pattern: str, text: str) -> None:
    assert [statement.context for statement in read(text).of(pattern)] == [""]


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_asked_of(name: str) -> None:
    patterns = {pattern for pattern, *_ in ASKED}
    text = f"{REFUSED[name]} A price floor is the lowest price that can be charged for a good."
    assert not [s for s in read(text).statements if s.pattern in patterns and not s.context]


SUBJECTS = (
    "The crop rotation keeps the soil of large northern farms rich in minerals. Farmers like crop rotation. "
    "Farmers like grain storage. Grain storage helps. The grain storage of Porto is old. Grain storage is cheap. "
    "Salt trade is old. The salt trade of Porto grew. Farmers dislike salt trade. "
)


def test_what_does_something_is_chosen_among_the_terms_of_the_document() -> None:
    item = next(item for item in read(SUBJECTS).generation.items if item.pattern == "subject")
    assert item.kind == "mcq"
    assert item.body.keys() == ("crop rotation",)
    assert item.stem == "What keeps the soil of large northern farms rich in minerals?"


def test_a_term_named_beside_the_key_is_no_wrong_answer() -> None:
    text = SUBJECTS.replace("rich in minerals.", "rich in minerals and grain storage dry.")
    choices = [item for item in read(text).generation.items if item.kind == "mcq"]
    assert not any("grain storage" in str(item.body) for item in choices)
