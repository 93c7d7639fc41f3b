"""Words that ask, and that nobody can answer."""

from __future__ import annotations

import pytest

from quizapp.core.statements.asking import asks_badly, is_asked_already
from quizapp.core.statements.extract import extract
from quizapp.core.text.source import source_from_text


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Who founded became the kingdom of the north?", "Ada"),
        ("What lead to the loss of the harvest?", "late frost"),
        ("What is the term for part of a guard of soldiers?", "archers"),
        ("After a short time in the mill, and in the brewery, in which year did Ada become a baker?", "1841"),
        ("The town was not far behind its neighbours in which year?", "1985"),
        ("The town was early in laying rails in which year?", "1985"),
        ("What lacks both a collar and a stripe across their back?", "the hen"),
        ("What did March 3rd, the harbour board convene at the hall?", "its members"),
        ("Who welcomed the unexpected recovery, return?", "Ada"),
        ("How much money does the plan include to ensure sailors and their families?", "two million"),
        ("Why does ice float as a result of its structure?", "because it is lighter"),
        ("In which century had Porto been a harbour by the time the sailors came?", "the tenth century"),
    ],
)
def test_what_came_out_wrong_is_not_asked(asked: str, answer: str) -> None:
    assert "came out wrong" in asks_badly(asked, answer)


@pytest.mark.parametrize(
    "asked",
    [
        "What percentage did Ada Byron get?",
        "What share was lost?",
        "How old was Ada Byron?",
        "What can flocks destroy?",
        "What does stage involve?",
    ],
)
def test_a_part_is_not_asked_for_without_its_whole(asked: str) -> None:
    assert "does not say of what" in asks_badly(asked, "half")


@pytest.mark.parametrize(
    "asked",
    [
        "What do other people prefer?",
        "What did many towns require a judge to do?",
        "Who met with Ada’s people?",
    ],
)
def test_nothing_is_asked_of_nobody_in_particular(asked: str) -> None:
    assert "does not say who" in asks_badly(asked, "tea")


def test_what_somebody_said_is_not_asked_without_what_it_was_about() -> None:
    assert "about what" in asks_badly("What did the two mayors claim?", "that the bridge is safe")
    assert not asks_badly("What did the study of 2007 conclude?", "that cats came from the east")
    assert not asks_badly("What does the theory of tides claim?", "that the moon draws the sea")


def test_no_year_is_asked_for_what_takes_years() -> None:
    assert "no event of one year" in asks_badly("In which year did the council strengthen its rules?", "2025")


def test_nobody_s_is_not_asked_where_the_answer_names_whom() -> None:
    assert "whose" in asks_badly(
        "What did the League place on record for its last storm?", "a ban on Denmark"
    )


def test_what_is_too_long_is_not_asked() -> None:
    assert "too long" in asks_badly("Who said that " + "very " * 30 + "much?", "Ada")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Who founded the kingdom of the north?", "Ada"),
        ("What led to the loss of the harvest?", "late frost"),
        ("What percentage of the vote did Ada Byron get?", "43 percent"),
        ("How old was Ada Byron when she married?", "twenty"),
        ("What can flocks of starlings destroy?", "vineyards"),
        ("In which year did the council build the mill?", "1901"),
        ("After the war, what did the council build?", "a mill"),
        ("What did the council place on its flag?", "a ship"),
        ("What shows the readers of a map where their town lies?", "a grid"),
        ("What is the term for a wall that protects a harbour?", "breakwater"),
        ("What are mills essential for?", "bread"),
    ],
)
def test_what_can_be_answered_is_asked(asked: str, answer: str) -> None:
    assert asks_badly(asked, answer) == ""


@pytest.mark.parametrize("sentence", ["Does Ada plan to come?", "“Does Ada plan to come?”", "Who (or what?)"])
def test_a_sentence_that_asks_tells_nothing(sentence: str) -> None:
    assert is_asked_already(sentence)


def test_a_sentence_that_tells_does_not_ask() -> None:
    assert is_asked_already("“Why?” was what she asked the town.") == ""


@pytest.mark.parametrize(
    ("title", "is_asked"), [("The harbours of the south", True), ("The harbour of Larvik", False)]
)
def test_what_the_title_gives_away_is_not_asked(title: str, *, is_asked: bool) -> None:
    text = f"{title}\n\nThe harbour was opened in 1899. Larvik is the oldest port of the south."
    found = extract(source_from_text(text, title=title)).statements
    asked = {focus.answer for one in found if not one.context for focus in one.focuses}
    assert ("Larvik" in asked) == is_asked


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [
        ("Free harbours of the south", True),
        ("Walls keep the soil on steep slopes", False),
    ],
)
def test_an_aim_that_the_title_tells_nearly_whole_is_not_asked(title: str, *, is_asked: bool) -> None:
    text = f"{title}\n\nDanish farmers build low walls to keep the soil on steep slopes."
    found = extract(source_from_text(text, title=title)).statements
    asked = {focus.answer for one in found if not one.context for focus in one.focuses}
    assert ("to keep the soil on steep slopes" in asked) == is_asked
