"""A last name that the model missed is a person all the same, where the text has one of that name."""

from __future__ import annotations

import pytest

from quizapp.errors import NothingToAsk
from tests.core.reader import read

ZHANG = "Vice Premier Zhang Guoqing inspected a dam in Hubei Province.\n\nZhang said the dam must be watched."
CALLED = "He also called for efforts to coordinate flood control and drought relief work."


def test_who_said_it_is_known_by_the_last_name() -> None:
    claims = [statement.text for statement in read(f"{ZHANG}\n\n{CALLED}").statements]
    assert any(claim.startswith("Zhang Guoqing called for efforts") for claim in claims)


def test_two_people_of_one_name_are_not_told_apart() -> None:
    text = (
        f"Zhang Wei met Zhang Guoqing in Hubei Province.\n\nZhang said the dam must be watched.\n\n{CALLED}"
    )
    try:
        claims = [statement.text for statement in read(text).statements]
    except NothingToAsk:
        return
    assert not any(claim.startswith(("Zhang Guoqing called", "Zhang Wei called")) for claim in claims)


@pytest.mark.parametrize("name", ["Ferdinand de Lesseps", "Vincent van Gogh"])
def test_a_name_with_a_small_word_in_it_is_a_persons(name: str) -> None:
    text = f"In 1854 {name} bought a house in Cairo. In 1869 {name} sold the old house in Cairo to a painter."
    questions = [focus.question for statement in read(text).statements for focus in statement.focuses]
    assert not any((question or "").startswith("What bought") for question in questions)


OFFICES = {
    "the premier": (
        (
            "Premier Li Keqiang wrote to a conference in Beijing. Vice-Premier Sun Chunlan attended it.\n\n"
            "The Premier called for efforts to secure jobs and widen channels for graduates."
        ),
        "Li Keqiang called for efforts",
    ),
    "the vice premier": (
        (
            "Chinese Vice Premier Liu Guozhong wrote to Beijing, and Premier Li Keqiang read the letter.\n\n"
            "The vice premier called for efforts to secure jobs and widen channels for graduates."
        ),
        "Liu Guozhong called for efforts",
    ),
    "premier and last name": (
        (
            "Premier Li Keqiang wrote to a conference in Beijing.\n\n"
            "Premier Li called for efforts to secure jobs and widen channels for graduates."
        ),
        "Li Keqiang called for efforts",
    ),
}


@pytest.mark.parametrize(("text", "said"), OFFICES.values(), ids=OFFICES)
def test_an_office_is_not_the_one_below_it(text: str, said: str) -> None:
    assert any(said in statement.text for statement in read(text).statements)


def test_he_after_two_people_is_nobody_in_particular() -> None:
    text = (
        "Vice-Premier Wang Yang read a letter from President Xi Jinping in Beijing. The letter was long. "
        "The hall was full. He called for efforts to win the battle against the floods in the north."
    )
    claims = [statement.text for statement in read(text).statements]
    assert not any(claim.startswith(("Xi Jinping called", "Wang Yang called")) for claim in claims)


def test_a_title_with_a_hyphen_is_not_cut() -> None:
    text = "Vice-Premier Wang Yang came to Beijing. The vice-premier said local governments must mend their dams."
    assert not any("he vice said" in statement.text for statement in read(text).statements)
