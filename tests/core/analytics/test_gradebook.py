"""Ada's gradebook shows what counts of each learner's attempts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.analytics.gradebook import (
    GRADING_METHODS,
    Cell,
    Column,
    GradingMethod,
    Reached,
    Row,
    gradebook,
    grading_method_named,
)
from quizapp.errors import InputError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMES = {"b": "Ben", "c": "Cleo"}


def reached(percent: float, *, hours: int = 0, who: str = "b", what: str = "air") -> Reached:
    """An attempt that ended so many hours after noon."""
    return Reached(learner=who, assignment=what, percent=percent, ended=NOON + timedelta(hours=hours))


def column(method: GradingMethod = "best", *, what: str = "air", due: datetime | None = NOON) -> Column:
    return Column(assignment=what, title=what.title(), method=method, due=due)


def row(columns: Sequence[Column], *attempts: Reached, missing_is_zero: bool = False) -> Row:
    """Ben's."""
    return gradebook(columns, names={"b": "Ben"}, attempts=attempts, missing_is_zero=missing_is_zero)[0]


@pytest.mark.parametrize(("method", "percent"), [("first", 40), ("best", 90), ("last", 50), ("mean", 60)])
def test_of_several_attempts_that_counts_which_the_teacher_chose(
    method: GradingMethod, percent: float
) -> None:
    found = row([column(method, due=None)], reached(90, hours=2), reached(50, hours=3), reached(40, hours=1))
    assert found.cells == (Cell(percent=percent, late=False, attempts=3),)


def test_what_ends_after_the_due_date_is_late() -> None:
    assert row([column()], reached(80, hours=1)).cells[0] == Cell(percent=80, late=True, attempts=1)


def test_what_ends_with_the_due_date_is_in_time() -> None:
    assert row([column()], reached(80)).cells[0] == Cell(percent=80, late=False, attempts=1)


def test_without_a_due_date_nothing_is_late() -> None:
    assert row([column(due=None)], reached(80, hours=999)).cells[0] == Cell(
        percent=80, late=False, attempts=1
    )


@pytest.mark.parametrize(
    ("method", "late"), [("first", False), ("best", True), ("last", True), ("mean", True)]
)
def test_a_grade_is_late_where_what_counts_of_it_is(method: GradingMethod, late: bool) -> None:
    cell = row([column(method)], reached(50, hours=-1), reached(70, hours=1)).cells[0]
    assert cell is not None
    assert cell.late is late


def test_of_equally_good_attempts_the_one_in_time_counts() -> None:
    cell = row([column()], reached(70, hours=1), reached(70, hours=-1)).cells[0]
    assert cell == Cell(percent=70, late=False, attempts=2)


def test_what_was_not_tried_is_empty() -> None:
    assert row([column(), column(what="sea")], reached(80)).cells[1] is None


def test_the_mean_is_over_what_was_tried() -> None:
    columns = [column(), column(what="sea"), column(what="sky")]
    assert row(columns, reached(80), reached(40, what="sea")).mean == 60


def test_the_mean_counts_what_was_not_tried_where_the_teacher_says_so() -> None:
    columns = [column(), column(what="sea"), column(what="sky")]
    assert row(columns, reached(80), reached(40, what="sea"), missing_is_zero=True).mean == 40


def test_nothing_tried_has_no_mean() -> None:
    assert row([column()]).mean is None
    assert row([]).mean is None
    assert row([column()], missing_is_zero=True).mean == 0


def test_a_grade_of_zero_is_not_missing() -> None:
    assert row([column(), column(what="sea")], reached(0), reached(80, what="sea")).mean == 40


def test_everybody_in_class_has_a_row_by_name() -> None:
    names = {"1": "cleo", "2": "Ben", "3": "Ada", "4": "ben"}
    assert [(one.learner, one.name) for one in gradebook([], names=names, attempts=[])] == [
        ("3", "Ada"),
        ("2", "Ben"),
        ("4", "ben"),
        ("1", "cleo"),
    ]


def test_strangers_and_other_assignments_are_not_in_it() -> None:
    found = gradebook([column()], names=NAMES, attempts=[reached(80, who="x"), reached(80, what="sea")])
    assert [one.cells for one in found] == [(None,), (None,)]


def test_learners_do_not_share_grades() -> None:
    found = gradebook([column()], names=NAMES, attempts=[reached(80), reached(30, who="c")])
    assert [one.mean for one in found] == [80, 30]


@pytest.mark.parametrize("method", GRADING_METHODS)
def test_a_method_has_its_name(method: GradingMethod) -> None:
    assert grading_method_named(method) == method


def test_there_is_no_other_method() -> None:
    with pytest.raises(InputError, match="luckiest"):
        grading_method_named("luckiest")


@given(
    st.lists(st.tuples(st.floats(0, 100), st.integers(-3, 3))),
    st.sampled_from(GRADING_METHODS),
    st.randoms(use_true_random=False),
)
def test_the_order_of_attempts_is_that_of_their_ends(
    made: list[tuple[float, int]], method: GradingMethod, rng: Random
) -> None:
    attempts = [reached(percent, hours=hours) for percent, hours in made]
    found = row([column(method)], *attempts)
    rng.shuffle(attempts)
    assert row([column(method)], *attempts) == found
    assert found.mean is None or 0 <= found.mean <= 100
