"""What is known of a source as fields of a form and as words on a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from flask import Flask, request
from flask_babel import gettext as _

from quizapp.core.text.particulars import UNKNOWN, Particulars, stated
from quizapp.errors import InputError
from quizapp.web.clock import now
from quizapp.web.moments import today
from quizapp.web.translations import spoken
from quizapp.web.words import LICENCES

OTHER = "other"
"""The choice of a licence that is not in the list."""
FIELDS = ("dated", "author", "licence", "licence_words", "address", "review_by")
_LONGEST = 48
_PATTERNS = {"en": "d MMMM y", "zh": "y年M月d日"}


def init_app(app: Flask) -> None:
    """Teach the templates to say days and licences."""
    app.add_template_filter(long_day)
    app.add_template_filter(as_of)
    app.add_template_filter(licence_word)
    app.add_template_filter(is_overdue)
    app.add_template_filter(short_address)
    app.jinja_env.globals["licences"] = LICENCES


def long_day(day: date) -> str:
    """A day in words: 9 September 2023."""
    return _long_day(day, spoken().locale)


@lru_cache(maxsize=512)
def _long_day(day: date, locale: str) -> str:
    language = locale.partition("_")[0]
    return str(format_date(day, _PATTERNS.get(language, _PATTERNS["en"]), locale=locale))


def as_of(day: date) -> str:
    """Of which day a text speaks."""
    return _as_of(day, spoken().locale)


@lru_cache(maxsize=512)
def _as_of(day: date, _locale: str) -> str:
    return str(_("As of %(day)s", day=long_day(day)))


def licence_word(licence: str) -> str:
    """A licence of our list in the language of the page, any other as it was typed."""
    return str(LICENCES.get(licence, licence))


def short_address(address: str) -> str:
    """An address as people say it, the end of a long one left out."""
    bare = address.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= _LONGEST else bare[: _LONGEST - 1] + "…"


def is_overdue(thing: Particulars) -> bool:
    """Whether somebody should look at a source again by now."""
    return thing.is_overdue(today(now()))


def fields_of(particulars: Particulars) -> dict[str, str]:
    """Field → value, as a browser would send it unchanged."""
    is_listed = not particulars.licence or particulars.licence in LICENCES
    return {
        "dated": _field(particulars.dated),
        "author": particulars.author,
        "licence": particulars.licence if is_listed else OTHER,
        "licence_words": "" if is_listed else particulars.licence,
        "address": particulars.address,
        "review_by": _field(particulars.review_by),
    }


def after_update(particulars: Particulars) -> Particulars:
    """What is known of a source once its text is new: who updates it has looked at it."""
    day = today(now())
    return particulars.checked(day) if particulars.is_overdue(day) else particulars


def fields_sent() -> dict[str, str]:
    """The fields of the form as they were sent, to be shown again."""
    return {name: request.form.get(name, "") for name in FIELDS}


def sent_particulars(before: Particulars = UNKNOWN) -> Particulars:
    """What the form says; of what it does not speak, what is known ``before``. Raises `InputError`."""
    sent = fields_of(before) | {name: words for name, words in request.form.items() if name in FIELDS}
    typed = stated(
        dated=_day(sent["dated"]),
        author=sent["author"],
        licence=sent["licence"] if sent["licence"] in LICENCES else sent["licence_words"],
        address=sent["address"],
    )
    review = before.reviewed_by(_day(sent["review_by"]), today=today(now()))
    return replace(typed, review_by=review.review_by, review_every=review.review_every)


def _field(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _day(text: str) -> date | None:
    if not (text := text.strip()):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(_("“%(text)s” is no day: write it like 2026-03-01.", text=text[:40])) from error
