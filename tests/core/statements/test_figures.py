"""Figures are read as they are written, and wrong ones are near them and written alike."""

from __future__ import annotations

import pytest

from quizapp.core.statements.figures import is_comparable, near, read_figure


@pytest.mark.parametrize(
    ("text", "value", "behind"),
    [
        ("400", 400, ""),
        ("8,000 sailors", 8000, " sailors"),
        ("$4.5 million", 4.5, " million"),
        ("53 percent", 53, " percent"),
        ("seven", 7, ""),
    ],
)
def test_a_figure_has_a_value_and_a_unit(text: str, value: float, behind: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.value, figure.behind) == (value, behind)


@pytest.mark.parametrize("text", ["many", "15–16.5 cm", "between 3 and 5", "two or three", "27/100", ""])
def test_a_range_or_no_number_is_no_figure(text: str) -> None:
    assert read_figure(text) is None
    assert list(near(text)) == []


@pytest.mark.parametrize(
    "text", ["400", "8,000", "$4.5 million", "53 percent", "seven", "1,230 km", "95%", "3"]
)
def test_wrong_figures_are_written_alike_and_near(text: str) -> None:
    wrong = list(near(text))
    assert len(wrong) >= 3
    assert all(is_comparable(text, other) for other in wrong)
    assert len({*wrong, text}) == len(wrong) + 1


def test_a_wrong_share_is_never_over_the_whole() -> None:
    values = [figure.value for text in near("95%") if (figure := read_figure(text)) is not None]
    assert max(values) < 100


def test_a_round_figure_gets_round_ones() -> None:
    assert all(text.endswith("000") for text in near("8,000"))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("8 percent", "8 km"),
        ("8", "800"),
        ("8", "8"),
        ("8", "seven"),
        ("8 percent", "7.5 percent"),
        ("8", "many"),
    ],
)
def test_figures_of_other_units_or_sizes_are_not_compared(text: str, other: str) -> None:
    assert not is_comparable(text, other)


def test_wrong_figures_do_not_change_from_run_to_run() -> None:
    assert list(near("8,000")) == list(near("8,000"))


def test_wrong_figures_are_no_rounder_than_the_right_one() -> None:
    assert not [other for other in near("74.9 percent") if other.startswith(("90.0", "30.0"))]


@pytest.mark.parametrize(("type", "side"), [("least", 1), ("most", -1)])
def test_of_a_bound_only_what_lies_beyond_is_wrong(type: str, side: int) -> None:
    hedge, contrary = ("over", "under") if type == "least" else ("under", "over")
    figures = [
        figure
        for other in near(f"{hedge} 400 ports", type=type)
        if (figure := read_figure(other)) is not None
    ]
    assert {figure.before.strip() for figure in figures} == {hedge, contrary}
    for figure in figures:
        way = side if figure.before.strip() == hedge else -side
        assert (figure.value - 400) * way > 0


def test_a_large_share_stands_among_others_that_are_as_large() -> None:
    values = [figure.value for other in near("95 percent") if (figure := read_figure(other))]
    assert any(value > 85 for value in values)
