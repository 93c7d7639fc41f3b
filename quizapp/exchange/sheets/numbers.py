"""Numbers of a workbook as a person sees them: days as dates, shares in percent, all else to fifteen digits."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

Style = Literal["number", "date", "time", "percent"]
_FIRST, _FIRST_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a day on a calendar has no zone
_LAST_DAY = 2_958_465  # 9999-12-31
_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_TIMES = frozenset({18, 19, 20, 21, 45, 46, 47})
_PERCENTS = frozenset({9, 10})
_LONGEST = 255
"""Longer codes no spreadsheet writes, and brackets that are never closed take a time that grows with their square."""
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def styles_of(root: Any) -> tuple[Style, ...]:
    """How the numbers of each cell style look, by its place in the styles part."""
    codes = {int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in root.iter("{*}numFmt")}
    styles = root.find("{*}cellXfs")
    if styles is None:
        return ()
    return tuple(_style(int(each.get("numFmtId") or 0), codes) for each in styles.iterfind("{*}xf"))


def number_text(written: str, style: Style, *, from_1904: bool = False) -> str:
    """The text of a number. Raises `ValueError` for what is none."""
    value = float(written)
    if style == "percent":
        return f"{_plain(value * 100)}%"
    if style == "number" or not 0 <= value <= _LAST_DAY:
        return _plain(value)
    moment = (_FIRST_1904 if from_1904 else _FIRST) + timedelta(seconds=round(value * 86_400))
    if style == "time":
        return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    is_day = moment.time() == datetime.min.time()
    return moment.date().isoformat() if is_day else moment.isoformat(" ", "minutes")


def _style(number: int, codes: dict[int, str]) -> Style:
    if number in _DATES:
        return "date"
    if number in _TIMES:
        return "time"
    if number in _PERCENTS:
        return "percent"
    code = _LITERAL.sub("", codes.get(number, "")[:_LONGEST]).split(";")[0].casefold()
    if code.rstrip().endswith("%"):
        return "percent"
    if re.search(r"[yd]|m{3}", code):
        return "date"
    return "time" if re.search(r"[hs]", code) else "number"


def _plain(value: float) -> str:
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text
