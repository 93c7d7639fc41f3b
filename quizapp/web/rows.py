"""Rows of an edit form: empty ones to write into, one more, one less, and another kind with what was typed so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.web.fields import Fields
from quizapp.web.forms import is_number

FEWEST = {"Choice": 4, "Match": 3, "Order": 4}
"""How many rows a new item of this interaction starts with."""
COLUMNS = {
    "Choice": ("option_text", "option_feedback"),
    "Match": ("left", "right"),
    "Order": ("sequence",),
}
MOST = 20
_VERDICTS = ["True", "False"]
_KEPT = {"option_text": "kept_text", "option_correct": "kept_correct", "option_feedback": "kept_feedback"}
"""What a claim, whose two options are fixed, keeps aside of the options that were typed before."""
CARRIED = (
    "option_text", "option_correct", "option_feedback", "answers", "left", "right", "sequence", *_KEPT.values()
)  # fmt: skip
"""Fields that a form carries along unseen where its kind does not show them."""


def filled(fields: Fields, way: str, *, is_claim: bool, is_new: bool) -> dict[str, list[str]]:
    """The fields with at least one row, a new item with as many as it starts with; a claim has its two options."""
    form = {name: list(values) for name, values in fields.items()}
    if is_claim:
        form["option_text"] = _VERDICTS
        return form
    for column in COLUMNS.get(way, ()):
        values = form.setdefault(column, [])
        values += [""] * ((FEWEST[way] if is_new else 1) - len(values))
    return form


def with_row(fields: Fields, way: str) -> dict[str, list[str]]:
    """One empty row more, up to `MOST`."""
    form = _even(fields, way)
    for column in COLUMNS.get(way, ()):
        if len(form[column]) < MOST:
            form[column].append("")
    return form


def without_row(fields: Fields, way: str, index: int) -> dict[str, list[str]]:
    """One row less; the marks of the keys behind it move up."""
    form = _even(fields, way)
    for column in COLUMNS.get(way, ()):
        del form[column][index : index + 1]
    if "option_correct" in form:
        marked = [int(mark) for mark in form["option_correct"] if is_number(mark) and int(mark) != index]
        form["option_correct"] = [str(mark - (mark > index)) for mark in marked]
    return form


def turned(fields: Fields, *, was_claim: bool, is_claim: bool) -> dict[str, list[str]]:
    """The fields for another kind; options that a claim does not show come back with the next kind that does."""
    form = {name: list(values) for name, values in fields.items()}
    if was_claim == is_claim:
        return form
    names = _KEPT if is_claim else {kept: name for name, kept in _KEPT.items()}
    moved = {new: form.pop(old) for old, new in names.items() if old in form}
    return {name: values for name, values in form.items() if name not in names} | moved


def _even(fields: Fields, way: str) -> dict[str, list[str]]:
    """Every column of the rows as long as the longest."""
    form = {name: list(values) for name, values in fields.items()}
    columns: Sequence[str] = COLUMNS.get(way, ())
    longest = max((len(form.get(column, ())) for column in columns), default=0)
    return form | _padded(form, columns, longest)


def _padded(form: Mapping[str, list[str]], columns: Sequence[str], length: int) -> dict[str, list[str]]:
    return {
        column: [*form.get(column, []), *[""] * (length - len(form.get(column, [])))] for column in columns
    }
