"""Wrong answers that no text supplies are true of nothing in it: places and years that it never names."""

from __future__ import annotations

import re

import pytest

from quizapp.core.statements.curated import curated_for
from quizapp.core.statements.gazetteer import fold, pool_of_place, siblings, sort_of_place
from tests.core.items.cast import focus, statement

REGIONS = "The rivers of Bavaria, Hesse and Saxony are long."
FOUNDED = "The mill was founded in {}."


def years(text: str, year: str) -> list[int]:
    """Curated years for one that stands in a text."""
    made = statement(text, focus(text, year, type="year"))
    return [int(entry.text) for entry in curated_for([made], text) if entry.type == "year"]


@pytest.mark.parametrize("year", ["1066", "1789", "1998", "2005", "2023"])
def test_years_are_near_and_never_the_key(year: str) -> None:
    found = years(FOUNDED.format(year), year)
    assert found
    assert all(0 < abs(other - int(year)) <= 15 for other in found)


def test_no_year_stands_in_the_text() -> None:
    text = "The mill was founded in 1998, sold in 1997, burnt in 1999 and rebuilt in 2000."
    assert not {1997, 1998, 1999, 2000} & set(years(text, "1998"))


@pytest.mark.parametrize("year", ["2011", "2019", "2023", "2026"])
def test_no_year_lies_after_the_latest_of_a_recent_text(year: str) -> None:
    assert max(years(FOUNDED.format(year), year)) <= int(year)


def test_the_same_year_has_the_same_neighbours() -> None:
    assert years(FOUNDED.format(1998), "1998") == years(FOUNDED.format(1998), "1998")


def regions(text: str, *names: str) -> set[str]:
    """Curated places for a list of regions."""
    made = statement(text, focus(text, *names, type="region"))
    return {entry.text for entry in curated_for([made], text) if entry.type == "region"}


def test_siblings_stand_under_the_same_parent() -> None:
    assert {"Hamburg", "Bremen", "Berlin"} <= regions(
        "Bayern, Hessen and Sachsen are large.", "Bayern", "Hessen", "Sachsen"
    )


def test_no_place_stands_in_the_text() -> None:
    text = "Bayern, Hessen and Sachsen are large, but Hamburg and BREMEN are small."
    assert not {"Hamburg", "Bremen", "Bayern"} & regions(text, "Bayern", "Hessen", "Sachsen")


@pytest.mark.parametrize("name", ["Taiwan", "Hong Kong", "Macao", "Crimea"])
def test_no_disputed_place_is_offered_as_a_wrong_answer(name: str) -> None:
    text = "Liaoning, Jilin and Heilongjiang are cold."
    assert name not in regions(text, "Liaoning", "Jilin", "Heilongjiang")


def test_a_place_that_nobody_knows_has_no_siblings() -> None:
    assert siblings("Atlantis") == ()


def test_a_place_is_no_sibling_of_its_own() -> None:
    assert "Jilin" not in siblings("Jilin")


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("France", "country"),
        ("the Netherlands", "country"),
        ("Jilin", "province"),
        ("Texas", "state"),
        ("northeast China", "area"),
        ("southern Norway", "area"),
        ("South Africa", "country"),
        ("North Macedonia", "country"),
        ("New York City", "city"),
        ("Atlantis", "place"),
        ("", "place"),
    ],
)
def test_a_place_is_of_its_sort(name: str, sort: str) -> None:
    assert sort_of_place(name) == sort


@pytest.mark.parametrize(
    ("sort", "kept"), [("country", "country"), ("city", "city"), ("state", "region"), ("province", "region")]
)
def test_parts_of_countries_share_a_pool(sort: str, kept: str) -> None:
    assert pool_of_place(sort) == kept


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Jilin Province", "jilin"), ("the State of Texas", "state of texas"), ("Tibet", "xizang")],
)
def test_a_place_is_known_by_its_bare_name(name: str, bare: str) -> None:
    assert fold(name) == bare


def test_names_of_siblings_can_be_typed() -> None:
    assert all(re.fullmatch(r"[\x20-\x7e]+", name) for name in siblings("Jilin"))
