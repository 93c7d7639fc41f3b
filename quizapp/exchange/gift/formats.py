"""The formats a text in GIFT can have, named in brackets before it, and its plain text in each."""

from __future__ import annotations

from typing import Literal, cast

from quizapp.exchange.gift.escapes import unshielded
from quizapp.exchange.gift.markup import text_of

Format = Literal["moodle", "html", "markdown", "plain"]
"""``moodle`` and ``plain`` are text as it stands, ``markdown`` keeps its lines and signs, ``html`` loses its tags."""

PREFIXES = ("[moodle]", "[html]", "[markdown]", "[plain]")


def format_of(raw: str, inherited: Format = "moodle") -> tuple[Format, str]:
    """The format of a shielded text and the text behind its name; without a name it is the inherited one."""
    raw = raw.lstrip()
    for prefix in PREFIXES:
        if raw.startswith(prefix):
            return cast(Format, prefix[1:-1]), raw[len(prefix) :]
    return inherited, raw


def plain_text(raw: str, inherited: Format = "moodle") -> str:
    """A shielded text as plain text; a line break is a space, unless it is written as an escape."""
    format, raw = format_of(raw, inherited)
    return as_plain(raw, format).strip()


def as_plain(raw: str, format: Format) -> str:
    """`plain_text` of a text whose format is known."""
    if format == "html":
        return text_of(unshielded(raw))
    if format == "markdown":
        return unshielded(raw)
    lines = (line.strip() for line in raw.strip().split("\n"))
    return unshielded(" ".join(line for line in lines if line))
