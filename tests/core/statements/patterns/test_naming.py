"""What a named thing is, is called and consists of is asked for, and what only the text around makes known is not."""

from __future__ import annotations

import pytest

from quizapp.errors import NothingToAsk
from tests.core.reader import read

ASKED = [
    ("unique", "Ada Lovelace was the first woman to cross the Sahara.",
     "Who was the first woman to cross the Sahara?", "Ada Lovelace"),
    ("unique", "Lisbon is the largest city of Portugal.", "What is the largest city of Portugal?", "Lisbon"),
    ("what-is", "The Douro Seed Network is a consortium of botanical gardens in Portugal.",
     "What is the Douro Seed Network?", "a consortium of botanical gardens in Portugal"),
    ("named-after", "The Vasco Bridge is named after Vasco da Gama.",
     "After whom is the Vasco Bridge named?", "Vasco da Gama"),
    ("alias", "Ghent Rampart, also known as the Grey Wall, fell in 1540.",
     "By what other name is Ghent Rampart known?", "Grey Wall"),
    ("members", "The causes of crop failure in Wales include drought, poor soil and late frost.",
     "What do the causes of crop failure in Wales include?", "drought, poor soil and late frost"),
]  # fmt: skip
SILENT = [
    "The planned move is a blow to traders.",
    "It is the largest of the old mills.",
    "The mills include many others, and more.",
]
NEW = {"unique", "what-is", "named-after", "alias", "members", "apposition"}


@pytest.mark.parametrize(("pattern", "text", "stem", "key"), ASKED, ids=[stem for _, _, stem, _ in ASKED])
def test_what_a_name_stands_for_is_asked(pattern: str, text: str, stem: str, key: str) -> None:
    assert (stem, key) in {(focus.question, focus.answer) for focus in read(text).focuses(pattern)}


@pytest.mark.parametrize("text", SILENT)
def test_what_only_the_text_around_makes_known_is_not_asked(text: str) -> None:
    try:
        found = read(text)
    except NothingToAsk:
        return
    assert not [item for item in found.generation.items if item.pattern in NEW]


@pytest.mark.parametrize("text", [text for _, text, _, _ in ASKED])
def test_its_items_have_no_fault(text: str) -> None:
    assert read(text).faults() == []


def test_a_place_in_apposition_is_named_by_what_it_is() -> None:
    text = "Ada Lovelace sailed from Quito, the capital of Ecuador, in 1907."
    focus = read(text).focuses("apposition")[0]
    assert (focus.question, focus.answer) == ("Which place is named as the capital of Ecuador?", "Quito")


def test_the_name_a_text_is_full_of_is_no_answer() -> None:
    text = "Kenya exports tea. Kenya borders Uganda. Kenya joined the union. Kenya grows. " * 2
    items = read(text + "In 1998, Kenya hosted the games of the African athletes.").generation.items
    asked = [item for item in items if item.pattern in {"who", "agent", "subject"}]
    assert all("Kenya" not in item.body.keys() for item in asked)  # noqa: SIM118 - a body is no mapping


def test_somebody_long_dead_is_asked_for_in_the_past() -> None:
    text = "In 1524, Giovanni Berg, a Danish explorer in the service of the crown, sailed past Mors."
    assert [focus.question for focus in read(text).focuses("who-is")] == ["Who was Giovanni Berg?"]


def test_a_term_keeps_the_capital_that_the_text_gives_it_and_no_other() -> None:
    text = (
        "Tk is a small kit of windows for boats. The harbour office bought Tk from a mill, and it runs tk at night. "
        "Sailors praise Tk every year. Chunking is useful when trying to remember long numbers and dates. "
        "People who learn chunking forget less."
    )
    questions = {focus.question for one in read(text).statements for focus in one.focuses}
    assert "When is chunking useful?" in questions
    assert not any("tk" in (question or "") for question in questions)
