"""Grades and answers as tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from quizapp.core.analytics.gradebook import Row
from quizapp.core.teaching.classroom import Classroom
from quizapp.exchange.tables import CellValue, write_csv
from quizapp.services import analysis, assignments, classes
from quizapp.services.exports import Export
from quizapp.store.decks import slug_of


def export_gradebook(classroom: str, *, now: datetime, only: str | None = None) -> Export:
    """A line for each learner, a column for each assignment, in percent. Raises `NotFound`."""
    book = assignments.book(classroom, now=now, only=only)
    titles = [assignment.title for assignment in book.assignments]
    header = ["Name", *(column for title in titles for column in (title, f"{title} (late)")), "Mean"]
    named = titles[0] if only and titles else book.classroom.title
    return _file(f"{slug_of(named)}-grades", header, [_grades(row) for row in book.rows])


def export_answers(assignment: str, *, now: datetime) -> Export:
    """A line for each learner and item: what was answered first, what it was worth, and how long it took.

    Raises `NotFound`.
    """
    found = analysis.analyse(assignment, now=now)
    room = classes.get_class(found.assignment.classroom)
    header = ["Name", "Item", "Kind", "Answer", "Fraction", "Seconds"]
    return _file(f"{slug_of(found.assignment.title)}-answers", header, list(_answers(found, room)))


def export_statistics(assignment: str, *, now: datetime) -> Export:
    """A line for each item: its statistics and what to do about it. Raises `NotFound`."""
    found = analysis.analyse(assignment, now=now)
    header = ["Item", "Kind", "Learners", "Facility", "Guess score", "Discrimination", "Upper-lower",
              "Alpha without it", "Median seconds", "Advice"]  # fmt: skip
    rows = [_statistics(one) for one in found.items]
    return _file(f"{slug_of(found.assignment.title)}-items", header, rows)


def _grades(row: Row) -> list[CellValue]:
    cells: list[CellValue] = [row.name]
    for cell in row.cells:
        cells += ["", ""] if cell is None else [round(cell.percent, 1), "late" if cell.late else ""]
    return [*cells, "" if row.mean is None else round(row.mean, 1)]


def _answers(found: analysis.Analysis, room: Classroom) -> Iterator[list[CellValue]]:
    names = {member.learner: member.name for member in room.members}
    items = {one.item.id: one.item for one in found.items}
    ordered = sorted(found.scores, key=lambda score: (names.get(score.learner, ""), score.learner))
    for score in ordered:
        item = items[score.item]
        seconds = None if score.seconds is None else round(score.seconds, 1)
        yield [
            names.get(score.learner, ""),
            item.stem,
            item.kind,
            score.bucket,
            round(score.fraction, 4),
            seconds,
        ]


def _statistics(one: analysis.Analysed) -> list[CellValue]:
    found = one.statistics
    numbers = (
        found.facility.mean, found.guess, found.discrimination, found.upper_lower, found.alpha_without,
        None if found.timing is None else found.timing.median,
    )  # fmt: skip
    rounded = [None if number is None else round(number, 3) for number in numbers]
    return [
        one.item.stem,
        one.item.kind,
        found.facility.learners,
        *rounded,
        " ".join(a.text for a in one.advice),
    ]


def _file(name: str, header: Sequence[str], rows: list[list[CellValue]]) -> Export:
    return Export(filename=f"{name}.csv", media_type="text/csv", content=write_csv(header, rows))
