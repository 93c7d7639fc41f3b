"""The parts of a block: title, text before the braces, what they hold, general feedback, text behind them."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.exchange.gift import faults
from quizapp.exchange.gift.answers import Inside
from quizapp.exchange.gift.escapes import bare
from quizapp.exchange.gift.faults import Fault
from quizapp.exchange.gift.formats import Format, format_of

_TITLE = "::"
_GENERAL = "####"
_WIDE_BRACE = "\uff5b"


@dataclass(frozen=True, kw_only=True)
class Sections:
    """All texts are shielded; ``format`` is that of the stem, which the others inherit."""

    title: str
    format: Format
    before: str
    inside: Inside
    general: str
    after: str


def sections_of(text: str) -> Sections | Fault:
    """A block taken apart, or the fault in its title or braces."""
    start = _title_end(text)
    if isinstance(start, Fault):
        return start
    braces = _braces(text, start)
    if isinstance(braces, Fault):
        return braces
    opening, closing = braces
    format, before = format_of(text[start:opening])
    answers, mark, general = text[opening + 1 : closing].rpartition(_GENERAL)
    return Sections(
        title=text[:start].partition(_TITLE)[2].removesuffix(_TITLE),
        format=format,
        before=before,
        inside=Inside(text=answers if mark else general, at=opening + 1, format=format),
        general=general if mark else "",
        after=text[closing + 1 :],
    )


def _title_end(text: str) -> int | Fault:
    """Where the text of the item begins."""
    start = text.find(_TITLE)
    if start < 0 or bare(text[:start]):
        return 0
    end = text.find(_TITLE, start + len(_TITLE))
    return Fault(template=faults.TITLE_OPEN, at=start) if end < 0 else end + len(_TITLE)


def _braces(text: str, start: int) -> tuple[int, int] | Fault:
    """The places of the only two braces."""
    opening, closing = text.find("{", start), text.find("}", start)
    if opening < 0 and closing < 0:
        return Fault(template=faults.WIDE_BRACES if _WIDE_BRACE in text else faults.NO_BRACES)
    if closing < 0:
        return Fault(template=faults.NOT_CLOSED, at=opening)
    if opening < 0 or closing < opening:
        return Fault(template=faults.NOT_OPENED, at=closing)
    second = text.find("{", opening + 1)
    if 0 <= second < closing:
        return Fault(template=faults.SECOND_OPEN, at=second)
    more = [at for at in (second, text.find("}", closing + 1)) if at >= 0]
    return Fault(template=faults.MORE_BRACES, at=min(more)) if more else (opening, closing)
