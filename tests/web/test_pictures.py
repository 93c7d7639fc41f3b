"""A picture shows what it says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from quizapp.web.pictures import BARS_HEIGHT, forecast, gauge, heat_map, histogram, item_map

TODAY = date(2026, 3, 11)


@pytest.fixture(autouse=True)
def _page(web: Flask) -> object:
    with web.test_request_context():
        yield


def test_a_year_has_a_square_for_every_day_until_today() -> None:
    picture = heat_map({TODAY: 3}, today=TODAY)
    assert len(picture.cells) == 52 * 7 + 3
    assert [cell.level for cell in picture.cells if cell.level] == [4]
    assert picture.cells[-1].level == 4


def test_more_reviews_make_a_darker_square() -> None:
    counts = {TODAY - timedelta(days=n): (n + 1) * 10 for n in range(4)}
    assert [cell.level for cell in heat_map(counts, today=TODAY).cells[-4:]] == [4, 3, 2, 1]


def test_an_idle_year_is_said() -> None:
    assert heat_map({}, today=TODAY).words == "0 reviews in the last year."


def test_the_fullest_day_has_the_tallest_bar() -> None:
    picture = forecast({TODAY: 1, TODAY + timedelta(days=1): 10, TODAY + timedelta(days=2): 0})
    assert [cell.height for cell in picture.cells] == [8, BARS_HEIGHT, 0]
    assert "11" in picture.words


def test_a_forecast_of_nothing_is_flat() -> None:
    assert [cell.height for cell in forecast({TODAY: 0}).cells] == [0]


def test_retention_is_told_against_its_target() -> None:
    measured = gauge(9, 10, target=0.85)
    assert measured is not None
    assert (measured.share, measured.words) == (0.9, "90% of 10 reviews remembered; the target is 85%.")
    assert gauge(0, 0, target=0.85) is None


def test_a_histogram_says_in_words_how_many_reached_what(web: Flask) -> None:
    with web.test_request_context():
        picture = histogram([0, 1, 0, 0, 0, 0, 0, 0, 0, 3])
    heights = [cell.height for cell in picture.cells]
    assert (heights[9] > heights[1] > heights[0], picture.words) == (
        True, "Learners by what they reached: 10–20 %: 1 learner; 90–100 %: 3 learners.",
    )  # fmt: skip


def test_without_results_a_histogram_says_so(web: Flask) -> None:
    with web.test_request_context():
        assert histogram([0] * 10).words == "No results yet."


def test_items_stand_by_how_many_know_them_and_how_they_tell_apart(web: Flask) -> None:
    with web.test_request_context():
        picture = item_map([("Easy?", 1.0, -1.0), ("Good?", 0.5, 0.4), ("Beyond?", 0.0, 1.5)])
    places = [(cell.x / picture.width, cell.y / picture.height) for cell in picture.cells]
    assert places == [(1.0, 1.0), (0.5, pytest.approx(0.3)), (0.0, 0.0)]
    assert picture.words == "2 of 3 items tell learners apart well."
