"""Tables as CSV that spreadsheets open safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

CellValue = str | float | int | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"


def write_csv(header: Sequence[str], rows: Iterable[Sequence[CellValue]]) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it, and CRLF (RFC 4180).

    What a spreadsheet would take for a formula begins with an apostrophe (OWASP, “CSV injection”); numbers are numbers.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe(cell) for cell in header])
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return (_BOM + out.getvalue()).encode()


def safe(text: str) -> str:
    """The text, so that no spreadsheet computes it."""
    return f"'{text}" if _is_guarded(text) else text


def unguarded(cell: str) -> str:
    """The text of which `safe` made this cell."""
    return cell[1:] if cell.startswith("'") and _is_guarded(cell[1:]) else cell


def _is_guarded(text: str) -> bool:
    """Whether it looks like a formula, also behind apostrophes of its own: else one of them would be lost."""
    bare = text.lstrip("'")
    return bare.startswith(_FORMULA) or bare.lstrip(" ").startswith(_FORMULA)
