"""Levels, changes, shares and target years are asked for with their subject, their year and their unit."""

from __future__ import annotations

import pytest

from tests.core.reader import read

FIGURES = [
    ("The cargo of Danish ports hit 69.5 million tonnes in 2023, up 1.3 percent year on year.",
     "What figure did the cargo of Danish ports hit in 2023?", "69.5 million tonnes"),
    ("The cargo of Danish ports hit 69.5 million tonnes in 2023, up 1.3 percent year on year.",
     "By what percentage was the cargo of Danish ports up year on year in 2023?", "1.3 percent"),
    (("In 2019, the share of clean lakes stood at 74.9 percent, while the Danish share of wind power reached 15.3 "
     "percent."), "In 2019, what percentage did the Danish share of wind power reach?", "15.3 percent"),
    ("In 2022, ferry tickets in Jutland saw a 4.3 percent year-on-year increase.",
     "In 2022, what year-on-year increase did ferry tickets in Jutland see?", "4.3 percent"),
    (("Records of the harbour board show that in 2019, tolls in Odense accounted for 25 percent of the total tolls in "
     "Denmark, and tolls on islands accounted for 14.7 percent of the total."),
     "In 2019, what percentage of the total tolls in Denmark did tolls on islands account for?", "14.7 percent"),
    ("The port trade of Ghent is expected to exceed 8 billion euros in 2026.",
     "What figure is the port trade of Ghent expected to exceed in 2026?", "8 billion euros"),
    ("The added value of the port industry was 8.1 billion euros in 2022, accounting for 7.8 percent of GDP.",
     "What percentage of GDP did the added value of the port industry account for in 2022?", "7.8 percent"),
    ("Sales of electric ferries in Norway fell 4.5 percent to 120,000 in 2023.",
     "What figure did sales of electric ferries in Norway fall to in 2023?", "120,000"),
    ("There are 156,000 rescue stations in Jutland.", "How many rescue stations are there in Jutland?", "156,000"),
    ("Jutland built 30 schools and 12 hospitals in 2023.", "How many hospitals did Jutland build in 2023?", "12"),
    ("Danish shipyards invested 2.5 billion euros in electric ferries in 2023.",
     "How much money did Danish shipyards invest in electric ferries in 2023?", "2.5 billion euros"),
    ("The Odense Tunnel, with a total investment of 12 billion euros, links three islands.",
     "What is the total investment in the Odense Tunnel?", "12 billion euros"),
    ("The Ministry of Harbours will train 5,000 pilots by 2027.",
     "How many pilots will the Ministry of Harbours train by 2027?", "5,000"),
]  # fmt: skip
YEARS = [
    ("The share of clean energy in Jutland will be raised to 70 percent by 2025.",
     "By which year will the share of clean energy in Jutland be raised to 70 percent?", "2025"),
    ("By 2030, the output value of Danish shipyards will reach 3 billion euros.",
     "By which year will the output value of Danish shipyards reach 3 billion euros?", "2030"),
    ("Denmark plans to build 10 wind ports by the end of 2027.",
     "By the end of which year does Denmark plan to build 10 wind ports?", "2027"),
]  # fmt: skip
UNASKED = [
    "Exports of Danish butter fell by 53 percent.",  # nobody knows when
    "Ada Berg saved 6,000 euros on a new boat.",  # nobody needs it
    "Danish ports handled 40 million containers in 2021 and 45 million containers in 2022.",
    "Danish ferries raised $2 million.",
    "The rail track of Jutland grew from 350 km in 1900 to 2,000 km in 1930.",
]


@pytest.mark.parametrize(("text", "stem", "key"), FIGURES, ids=[stem for _, stem, _ in FIGURES])
def test_a_figure_is_asked_for(text: str, stem: str, key: str) -> None:
    assert (stem, key) in {(focus.question, focus.answer) for focus in read(text).focuses("quantity")}


@pytest.mark.parametrize(("text", "stem", "key"), YEARS, ids=[stem for _, stem, _ in YEARS])
def test_the_year_of_a_plan_is_asked_for(text: str, stem: str, key: str) -> None:
    assert (stem, key) in {(focus.question, focus.answer) for focus in read(text).focuses("target")}


@pytest.mark.parametrize("text", UNASKED)
def test_a_figure_without_its_time_or_beside_another_is_not_asked_for(text: str) -> None:
    assert read(text).focuses("quantity") == []


@pytest.mark.parametrize("text", sorted({text for text, _, _ in FIGURES + YEARS}))
def test_the_items_have_no_fault(text: str) -> None:
    assert read(text).faults() == []


def options(text: str, pattern: str) -> list[str]:
    """What the first choice of a pattern offers."""
    items = [
        item for item in read(text).generation.candidates if item.kind == "mcq" and item.pattern == pattern
    ]
    return [option.text for option in items[0].body.options]  # type: ignore[attr-defined]


def test_a_round_year_stands_among_round_years_none_of_which_is_over() -> None:
    offered = options("By 2030, the output value of Danish shipyards will reach 3 billion euros.", "target")
    assert all(int(year) % 5 == 0 for year in offered)
    assert len(offered) > 2


def test_what_is_exceeded_stands_beside_larger_figures_alone() -> None:
    offered = options("The port trade of Ghent is expected to exceed 80 billion euros in 2026.", "quantity")
    assert min(int(one.split()[0]) for one in offered) == 80


def test_the_year_something_was_founded_is_asked_for_where_a_clause_beside_it_tells() -> None:
    text = "Sailors praise the Danish Maritime Union, which was founded in 1921, for its free courses."
    assert [focus.question for focus in read(text).focuses("founded")] == [
        "In which year was the Danish Maritime Union founded?"
    ]
