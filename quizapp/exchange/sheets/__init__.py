"""Items as a table that a teacher fills in with a spreadsheet: one row each, CSV and XLSX in and out."""

from quizapp.exchange.sheets.columns import COLUMNS, ROLES, guessed
from quizapp.exchange.sheets.encodings import ENCODINGS
from quizapp.exchange.sheets.grid import SEPARATORS, Grid
from quizapp.exchange.sheets.layout import Layout, layout_from, layout_of, letter
from quizapp.exchange.sheets.reader import Sheet, read_grid, read_sheet
from quizapp.exchange.sheets.roles import Row, rows_of
from quizapp.exchange.sheets.template import write_template
from quizapp.exchange.sheets.workbook import is_workbook
from quizapp.exchange.sheets.writer import cells_of, mark_of, write_sheet, write_sheet_as_workbook
from quizapp.exchange.sheets.written_workbook import MEDIA_TYPE as WORKBOOK

__all__ = [
    "COLUMNS",
    "ENCODINGS",
    "ROLES",
    "SEPARATORS",
    "WORKBOOK",
    "Grid",
    "Layout",
    "Row",
    "Sheet",
    "cells_of",
    "guessed",
    "is_workbook",
    "layout_from",
    "layout_of",
    "letter",
    "mark_of",
    "read_grid",
    "read_sheet",
    "rows_of",
    "write_sheet",
    "write_sheet_as_workbook",
    "write_template",
]
