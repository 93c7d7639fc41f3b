"""Forms and queries as plain values; a slip in an address falls back, a slip in a form is told."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from quizapp.errors import InputError
from quizapp.web.here import asked

_MOST_DIGITS = 9


def submitted() -> dict[str, list[str]]:
    """All fields of the form that was sent, without its token."""
    return {name: values for name, values in asked().form.lists() if name != "csrf_token"}


def whole_number(name: str, *, default: int, smallest: int = 1, largest: int = 10_000) -> int:
    """A number from the form. Raises `InputError` where it is none."""
    text = request.form.get(name, "").strip()
    if not text:
        return default
    if not is_number(text) or not smallest <= int(text) <= largest:
        raise InputError(
            _("“%(text)s” is not a number from %(a)s to %(b)s.", text=text[:40], a=smallest, b=largest)
        )
    return int(text)


def is_number(text: str) -> bool:
    """Whether this is a whole number in plain digits that is short enough for everything it is kept in."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def page_number() -> int:
    """The page asked for in the address, 1 where it makes no sense."""
    text = request.args.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
