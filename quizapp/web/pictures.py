"""Pictures drawn as inline SVG by `_pictures.html`: where everything stands, and what it says in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_skeleton
from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _

CELL = 13
WEEKS = 53
LEVELS = 4
BARS_HEIGHT = 80
GOOD = 0.3
"""A discrimination from which Ebel & Frisbie (1991) call an item reasonably good."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A square or bar with what it stands for; ``level`` is from 0, nothing, to 4, most."""

    x: float
    y: float
    level: int
    label: str
    height: float = 0


@dataclass(frozen=True, kw_only=True)
class Picture:
    """``words`` say what the picture shows; ``marks`` are (x, text) along its edge."""

    width: int
    height: int
    cells: tuple[Cell, ...]
    marks: tuple[tuple[float, str], ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """A share and the target it is measured against, both from 0 to 1; ``words`` say it."""

    share: float
    target: float
    words: str


def heat_map(counts: Mapping[date, int], *, today: date) -> Picture:
    """A year of days, a column a week from Monday on, the darker the more reviews."""
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    most = max([counts.get(day, 0) for day in days], default=0)
    cells = tuple(
        Cell(
            x=(n // 7) * CELL,
            y=(n % 7) * CELL,
            level=_level(counts.get(day, 0), most),
            label=_reviews_on(day, counts.get(day, 0)),
        )
        for n, day in enumerate(days)
    )
    marks = [
        (float(n // 7) * CELL, str(format_date(day, "MMM"))) for n, day in enumerate(days) if day.day == 1
    ]
    total = sum(counts.get(day, 0) for day in days)
    words = ngettext("%(num)d review in the last year.", "%(num)d reviews in the last year.", total)
    return Picture(width=WEEKS * CELL, height=7 * CELL, cells=cells, marks=tuple(marks), words=str(words))


def forecast(counts: Mapping[date, int]) -> Picture:
    """A bar a day: cards that fall due, from today on."""
    most = max(counts.values(), default=0)
    wide = CELL
    cells = tuple(
        Cell(
            x=n * wide,
            y=BARS_HEIGHT - _height(number, most),
            height=_height(number, most),
            level=LEVELS if n == 0 else 2,
            label=_due_on(day, number),
        )
        for n, (day, number) in enumerate(counts.items())
    )
    marks = tuple(
        (n * wide, format_skeleton("MMMd", day, locale=get_locale()))
        for n, day in enumerate(counts)
        if n % 7 == 0
    )
    weeks = [sum(list(counts.values())[n : n + 7]) for n in range(0, len(counts), 7)]
    words = _("Cards that fall due in each of the coming weeks: %(weeks)s.", weeks=", ".join(map(str, weeks)))
    return Picture(width=len(counts) * wide, height=BARS_HEIGHT, cells=cells, marks=marks, words=str(words))


def histogram(counts: Sequence[int]) -> Picture:
    """A bar for each tenth of what could be reached: how many learners reached it."""
    most, wide = max(counts, default=0), 3 * CELL
    cells = tuple(
        Cell(
            x=n * wide,
            y=BARS_HEIGHT - _height(number, most),
            height=_height(number, most),
            level=3,
            label=_learners_at(n, number),
        )
        for n, number in enumerate(counts)
    )
    marks = tuple((n * wide, f"{10 * n}") for n in range(0, len(counts), 2))
    told = [cell.label for cell, number in zip(cells, counts, strict=True) if number]
    words = (
        _("Learners by what they reached: %(tenths)s.", tenths="; ".join(told))
        if told
        else _("No results yet.")
    )
    return Picture(width=len(counts) * wide, height=BARS_HEIGHT, cells=cells, marks=marks, words=str(words))


def item_map(items: Sequence[tuple[str, float, float]]) -> Picture:
    """A dot for each (stem, facility, discrimination): right is easy, high tells learners apart; the line is zero."""
    wide, high = 20 * CELL, 10 * CELL
    cells = tuple(
        Cell(
            x=round(facility * wide, 1),
            y=round((1 - (max(-1.0, min(1.0, value)) + 1) / 2) * high, 1),
            level=LEVELS if value >= GOOD else 1,
            label=f"{stem} – {facility:.0%}, {value:.2f}",
        )
        for stem, facility, value in items
    )
    good = sum(1 for _, _, value in items if value >= GOOD)
    words = ngettext(
        "%(good)s of %(num)d item tells learners apart well.",
        "%(good)s of %(num)d items tell learners apart well.",
        len(items),
        good=good,
    )
    marks = tuple((n * wide / 4, f"{25 * n} %") for n in range(5))
    return Picture(width=wide, height=high, cells=cells, marks=marks, words=str(words))


def gauge(remembered: int, measured: int, *, target: float) -> Gauge | None:
    """Retention against its target; None where nothing was measured yet."""
    if not measured:
        return None
    share = remembered / measured
    words = ngettext(
        "%(share)s of %(num)d review remembered; the target is %(target)s.",
        "%(share)s of %(num)d reviews remembered; the target is %(target)s.",
        measured,
        share=f"{share:.0%}",
        target=f"{target:.0%}",
    )
    return Gauge(share=share, target=target, words=str(words))


def _level(count: int, most: int) -> int:
    return 0 if not count else min(LEVELS, 1 + (LEVELS * count - 1) // most)


def _height(count: int, most: int) -> float:
    """At least a hair where there is anything."""
    return round(max(2.0, BARS_HEIGHT * count / most), 1) if count else 0


def _reviews_on(day: date, count: int) -> str:
    return str(ngettext("%(day)s: %(num)d review", "%(day)s: %(num)d reviews", count, day=_day(day)))


def _learners_at(tenth: int, count: int) -> str:
    span = f"{10 * tenth}–{10 * tenth + 10} %"
    return str(ngettext("%(span)s: %(num)d learner", "%(span)s: %(num)d learners", count, span=span))


def _due_on(day: date, count: int) -> str:
    return str(ngettext("%(day)s: %(num)d card", "%(day)s: %(num)d cards", count, day=_day(day)))


def _day(day: date) -> str:
    return str(format_date(day, "medium"))
