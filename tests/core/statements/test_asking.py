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
        "What do others prefer?",
    ],
)
def test_a_part_is_not_asked_for_without_its_whole(asked: str) -> None:
    assert "does not say of what" in asks_badly(asked, "half")


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
