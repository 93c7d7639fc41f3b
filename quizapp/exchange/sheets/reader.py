"""Items from a table in CSV, TSV or XLSX, as spreadsheets save them; a faulty row costs only itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.errors import ImportRejected, InputError
from quizapp.exchange.gift.written import LineError, Reading, Written
from quizapp.exchange.sheets.grid import Grid, read_text, require_well_read
from quizapp.exchange.sheets.layout import Layout, layout_of
from quizapp.exchange.sheets.roles import rows_of
from quizapp.exchange.sheets.workbook import is_workbook, read_workbook
from quizapp.phrases import phrase

NO_COLUMNS = phrase("No column is named “stem” and “key” in the first row. Say which columns they are.")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table, what its columns hold, and its items."""

    grid: Grid
    layout: Layout
    reading: Reading

    @property
    def is_guessed_encoding(self) -> bool:
        """Whether it was neither UTF-8 nor UTF-16 and its encoding may be wrong."""
        return self.grid.is_guessed


def read_grid(raw: bytes, *, encoding: str = "", separator: str = "", sheet: int = 0) -> Grid:
    """The cells of a table; ``sheet`` counts a workbook's sheets from 0. Raises `ImportRejected`."""
    if is_workbook(raw):
        found = read_workbook(raw, sheet=sheet)
    else:
        found = read_text(raw, encoding=encoding, separator=separator)
    return require_well_read(found)


def read_sheet(raw: bytes, *, columns: Sequence[str] | None = None) -> Sheet:
    """Items and errors of a table whose first row holds headings; ``columns`` overrides what these seem to mean.

    Raises `ImportRejected` for what is no table, and where no column is the stem or the key.
    """
    grid = read_grid(raw)
    layout = layout_of(grid)
    if columns is not None:
        layout = Layout(columns=tuple(columns), header=grid.rows[0][0] if grid.rows else 0)
    elif not layout.header:
        raise ImportRejected(NO_COLUMNS, line=1)
    layout.require_sound()
    return Sheet(grid=grid, layout=layout, reading=reading_of(grid, layout))


def reading_of(grid: Grid, layout: Layout) -> Reading:
    """All rows as new items."""
    items, errors = list[Written](), list[LineError]()
    for row in rows_of(grid, layout):
        if isinstance(row, LineError):
            errors.append(row)
            continue
        try:
            items.append(row.written())
        except InputError as error:
            errors.append(LineError(line=row.line, template=error.template, values=error.values))
    return Reading(items=tuple(items), errors=tuple(errors))
