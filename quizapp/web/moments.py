"""Moments as a person's clock shows them: the browser says how far it is from UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from babel.dates import format_datetime
from flask import Flask, request
from flask_babel import get_locale
from flask_babel import gettext as _

from quizapp.core.study.days import MOST_OFFSET
from quizapp.errors import InputError

OFFSET = "offset"
"""The cookie in which the browser says how many minutes its clock is ahead of UTC."""
_FIELD = "%Y-%m-%dT%H:%M"
_PATTERNS = {"en": "d MMM y, HH:mm", "zh": "y年M月d日 HH:mm"}


def init_app(app: Flask) -> None:
    """Teach the templates to show moments."""
    app.add_template_filter(moment)
    app.add_template_filter(moment_field)
    app.add_template_filter(day)
    app.add_template_global(clock_name)


def offset() -> int:
    """How many minutes this browser's clock is ahead of UTC, as it said; 0 where it said nothing that can be."""
    text = request.cookies.get(OFFSET, "")
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 4:
        return 0
    return int(text) if abs(int(text)) <= MOST_OFFSET else 0


def moment(at: datetime) -> str:
    """Day and time, short."""
    locale = get_locale()
    pattern = _PATTERNS.get(locale.language, _PATTERNS["en"])
    return str(format_datetime(at.astimezone(_zone()), pattern, locale=locale))


def day(at: datetime) -> str:
    """The day alone."""
    return moment(at).rpartition(" ")[0].rstrip(",")


def moment_field(at: datetime | None) -> str:
    """The value of a form field for day and time."""
    return "" if at is None else at.astimezone(_zone()).strftime(_FIELD)


def moment_from(name: str) -> datetime | None:
    """Day and time of a form field, None where it is empty. Raises `InputError`."""
    text = request.form.get(name, "").strip()
    if not text:
        return None
    try:
        return datetime.strptime(text[:16], _FIELD).replace(tzinfo=_zone()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(_("“%(text)s” is no day and time.", text=text[:40])) from error


def clock_name() -> str:
    """The clock that times are shown by, as people write it: UTC, UTC+08:00."""
    minutes = offset()
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "UTC"


def today(at: datetime) -> date:
    """The day that it is there where the browser is."""
    return at.astimezone(_zone()).date()


def _zone() -> timezone:
    return timezone(timedelta(minutes=offset()))
