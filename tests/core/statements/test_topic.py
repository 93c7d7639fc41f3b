"""What a text is about stands for “it” and “the institute” where nothing else can be meant."""

from __future__ import annotations

import pytest

from tests.core.reader import read

ABOUT = "The Porto Seed Institute is a research centre in Portugal. "


def _texts(text: str) -> str:
    return " | ".join(statement.text for statement in read(text).statements)


@pytest.mark.parametrize(
    "rest",
    ["It was founded by Ada Lovelace in 1907.", "The institute was founded by Ada Lovelace in 1907."],
    ids=["it", "the institute"],
)
def test_a_later_mention_is_named(rest: str) -> None:
    assert "The Porto Seed Institute was founded by Ada Lovelace in 1907." in _texts(ABOUT + rest)


def test_it_is_the_subject_of_the_sentence_before() -> None:
    text = ABOUT + "The Douro Bridge stands in Porto. It was built by Ada Lovelace in 1907."
    assert "The Douro Bridge was built by Ada Lovelace in 1907." in _texts(text)


def test_a_paragraph_that_opens_with_it_speaks_of_the_topic() -> None:
    text = ABOUT + "The Douro Bridge stands in Porto.\n\nIt was opened by Ada Lovelace in 1907."
    assert "The Porto Seed Institute was opened by Ada Lovelace in 1907." in _texts(text)


@pytest.mark.parametrize(
    "rest",
    [
        "Ada Lovelace visited Porto. It was built by monks in 1907.",
        "It is likely that the seeds came from Brazil in 1907.",
        "The Braga Institute is older. The institute was founded by Ada Lovelace in 1907.",
    ],
    ids=["a person before", "it stands for nothing", "two institutes"],
)
def test_what_could_mean_two_things_is_not_named(rest: str) -> None:
    texts = _texts(ABOUT + rest + " Ada Lovelace crossed the Sahara in 1907.")
    assert "The Porto Seed Institute was" not in texts
    assert "The Porto Seed Institute is likely" not in texts


@pytest.mark.parametrize(
    "rest",
    ["It was founded by Ada Lovelace in 1907.", "Its seeds were sold by Ada Lovelace in 1907."],
)
def test_items_of_named_mentions_are_proven(rest: str) -> None:
    assert read(ABOUT + rest).faults() == []


CITY = "The city was fortified by Ada Lovelace in 1407. Ada Lovelace crossed the Sahara in 1427."


def test_the_city_is_the_one_a_paragraph_begins_with() -> None:
    text = "Old ports are rich.\n\nLisbon lies on the coast of Portugal. "
    assert "Lisbon was fortified by Ada Lovelace in 1407." in _texts(text + CITY)
    assert "Who fortified Lisbon?" in [focus.question for focus in read(text + CITY).focuses("by-whom")]


def test_the_city_is_nothing_where_a_paragraph_names_two() -> None:
    text = "Old ports are rich.\n\nLisbon lies on the coast of Portugal. Madrid lies in Spain. "
    assert "Lisbon was fortified" not in _texts(text + CITY)


def test_a_name_in_a_pronouns_place_keeps_its_capital() -> None:
    text = "Porto lies in Portugal. It was fortified by Danish traders."
    questions = [focus.question for focus in read(text).focuses("by-whom")]
    assert questions == ["Who fortified Porto?"] or questions == ["What fortified Porto?"]
