"""Plain clauses are asked who, when, where and how, and clauses that point elsewhere are asked nothing."""

from __future__ import annotations

import pytest

from quizapp.errors import NothingToAsk
from tests.core.reader import Read, read

ASKED = [
    ("year", "Ada Lovelace founded the observatory in Porto in 1998.",
     "In which year did Ada Lovelace found the observatory in Porto?", "1998"),
    ("when", "In July 1987, Ada Lovelace visited the mines of Wales.",
     "When did Ada Lovelace visit the mines of Wales?", "July 1987"),
    ("when", "The abbey of Lorsch was plundered in the 1620s.",
     "In which decade was the abbey of Lorsch plundered?", "1620s"),
    ("when", "Danish traders settled the island of Mors in the 9th century.",
     "In which century did Danish traders settle the island of Mors?", "9th century"),
    ("when", "At the end of World War I, Ada Lovelace left the port of Lisbon.",
     "When did Ada Lovelace leave the port of Lisbon?", "at the end of World War I"),
    ("when", "By 9000 BP, Wales was fully forested.", "By when was Wales fully forested?", "9000 BP"),
    ("who", "In 1907, US engineer Ada Lovelace crossed the Sahara with camels.",
     "In 1907, who crossed the Sahara with camels?", "Ada Lovelace"),
    ("place", "In 1998, Ada Lovelace opened a school of music in Porto.",
     "In 1998, where did Ada Lovelace open a school of music?", "Porto"),
    ("who", "Ada Lovelace crossed the Sahara on foot in 1907.",
     "Who crossed the Sahara on foot in 1907?", "Ada Lovelace"),
    ("by-whom", "The tower of Bremen was designed by Ada Lovelace in 1907.",
     "Who designed the tower of Bremen?", "Ada Lovelace"),
    ("by-whom", "The caves of Jura were carved by underground rivers.",
     "What carved the caves of Jura?", "underground rivers"),
    ("object", "Ada Lovelace visited France after the war of 1812.",
     "Which country did Ada Lovelace visit after the war of 1812?", "France"),
]  # fmt: skip
SILENT = {
    "the city": "In 1998, the city opened a school of music near Porto.",
    "a condition": "Ada Lovelace visited Porto in 1998 if the weather was fair.",
    "a denial": "Ada Lovelace did not visit Porto in 1998.",
    "a possibility": "Ada Lovelace may have founded the observatory in Porto in 1998.",
    "two years": "Ada Lovelace visited Porto in 1998 and 2003 with friends.",
    "a guess": "Perhaps forty sailors of Porto died about the island of Mors in 1998.",
}


def _readings(text: str) -> Read | None:
    try:
        return read(text)
    except NothingToAsk:
        return None


@pytest.mark.parametrize(("pattern", "text", "stem", "key"), ASKED, ids=[stem for _, _, stem, _ in ASKED])
def test_a_plain_clause_is_asked(pattern: str, text: str, stem: str, key: str) -> None:
    assert (stem, key) in {(focus.question, focus.answer) for focus in read(text).focuses(pattern)}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_a_clause_that_says_no_plain_fact_is_not_asked_when(text: str) -> None:
    found = _readings(text)
    assert found is None or not [*found.of("year"), *found.of("when")]


@pytest.mark.parametrize("text", [text for _, text, _, _ in ASKED])
def test_its_items_have_no_fault(text: str) -> None:
    assert read(text).faults() == []


def test_other_names_of_a_person_come_in_one_order_in_every_process() -> None:
    found = read("Ada\tLovelace\topened\tthe\tbridge\tin\tPorto\tin\t1998.").focuses("who")
    assert [focus.accept for focus in found] == [("Ada Lovelace", "Lovelace")]


def test_the_time_of_what_something_is_likened_to_is_not_its_own() -> None:
    text = "The report was ordered by Ada Lovelace as a sequel to a similar study in 2009."
    try:
        assert not read(text).of("year")
    except NothingToAsk:
        return


def test_nothing_is_asked_of_the_time_of_an_example() -> None:
    text = "For example, in July 1987, Ada Lovelace visited the mines of Wales."
    assert all(one.context for one in read(text).of("when"))
    assert not any(one.context for one in read(text.removeprefix("For example, ").capitalize()).of("when"))


def test_a_superlative_is_asked_with_its_time() -> None:
    text = (
        "In the late 1790s, Great Britain boasted the most advanced textile mills and machines in the world."
    )
    (focus,) = read(text).focuses("agent")
    assert focus.question == (
        "In the late 1790s, which country boasted the most advanced textile mills and machines in the world?"
    )


def test_a_time_too_long_to_write_is_no_gap() -> None:
    text = "In the late eighteenth and early nineteenth century, Danish traders settled the island of Mors."
    assert not any(focus.gap for focus in read(text).focuses("when"))
