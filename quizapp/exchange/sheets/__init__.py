"""Items as a table that a teacher fills in with a spreadsheet: one row each, CSV in and out."""

from quizapp.exchange.sheets.columns import COLUMNS, guessed
from quizapp.exchange.sheets.reader import Sheet, read_sheet
from quizapp.exchange.sheets.writer import write_sheet

__all__ = ["COLUMNS", "Sheet", "guessed", "read_sheet", "write_sheet"]
