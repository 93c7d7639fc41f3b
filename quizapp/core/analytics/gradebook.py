"""A class's gradebook: what each learner reached in each assignment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from quizapp.core.analytics.spread import mean
from quizapp.errors import InputError

GradingMethod = Literal["best", "last", "first", "mean"]
"""Which of several attempts counts: Moodle's highest, last, first and average grade (Quiz settings)."""
GRADING_METHODS: tuple[GradingMethod, ...] = get_args(GradingMethod)


@dataclass(frozen=True, kw_only=True)
class Column:
    """An assignment by its id. An attempt that ends after ``due`` is late; None for no end."""

    assignment: str
    title: str
    method: GradingMethod = "best"
    due: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Reached:
    """``percent``, 0–100, of one finished attempt of a learner at an assignment, and when it ended."""

    learner: str
    assignment: str
    percent: float
    ended: datetime


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What counts of ``attempts`` attempts, in percent. ``late``: what counts came late, in part for a mean."""

    percent: float
    late: bool
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """One learner, a cell for each column, None where there is no attempt. ``mean`` is in percent."""

    learner: str
    name: str
    cells: tuple[Cell | None, ...]
    mean: float | None


def grading_method_named(name: str) -> GradingMethod:
    """Raises `InputError` for a method that there is not."""
    found = next((method for method in GRADING_METHODS if method == name), None)
    if found is None:
        raise InputError("There is no way “%(name)s” to choose among attempts.", name=name[:40])
    return found


def gradebook(
    columns: Sequence[Column],
    *,
    names: Mapping[str, str],
    attempts: Iterable[Reached],
    missing_is_zero: bool = False,
) -> tuple[Row, ...]:
    """A row for each learner in ``names`` (id → name), by name; attempts of others are not of this class.

    The mean is over the cells that are there, as Moodle's gradebook does when it excludes empty grades, or with
    ``missing_is_zero`` over all columns; None where there is nothing to take it of.
    """
    made: defaultdict[tuple[str, str], list[Reached]] = defaultdict(list)
    for one in attempts:
        made[one.learner, one.assignment].append(one)
    order = sorted(names, key=lambda learner: (names[learner].casefold(), names[learner], learner))
    rows = []
    for learner in order:
        cells = tuple(_cell(column, made.get((learner, column.assignment), ())) for column in columns)
        overall = _overall(cells, missing_is_zero=missing_is_zero)
        rows.append(Row(learner=learner, name=names[learner], cells=cells, mean=overall))
    return tuple(rows)


def _overall(cells: Iterable[Cell | None], *, missing_is_zero: bool) -> float | None:
    return mean([cell.percent if cell else 0.0 for cell in cells if cell or missing_is_zero])


def _cell(column: Column, made: Sequence[Reached]) -> Cell | None:
    if not made:
        return None
    counted = _COUNTED[column.method](sorted(made, key=lambda one: (one.ended, one.percent)))
    late = any(column.due is not None and one.ended > column.due for one in counted)
    return Cell(percent=mean([one.percent for one in counted]) or 0.0, late=late, attempts=len(made))


_COUNTED: Mapping[GradingMethod, Callable[[list[Reached]], list[Reached]]] = {
    "best": lambda made: [
        max(made, key=lambda one: one.percent)
    ],  # of equals the earlier, which may be in time
    "last": lambda made: made[-1:],
    "first": lambda made: made[:1],
    "mean": lambda made: made,
}
