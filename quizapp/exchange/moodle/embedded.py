"""Moodle's embedded answers: gaps written into a text as ``{1:SHORTANSWER:=key~=other}``, after its parser of 4.5."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from quizapp.core.items.interaction import GapKey
from quizapp.errors import InputError
from quizapp.exchange.moodle import faults

_OPENING = re.compile(r"\{[0-9]{0,9}:([A-Z_]{2,20}):")
_CLOSING = re.compile(r"\\.|\}", re.DOTALL)
_TEXTS = frozenset({"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"})
_NUMBERS = frozenset({"NUMERICAL", "NM"})
_CHOICES = re.compile("MULTICHOICE(_[VHS]{1,2})?|MC[VHS]{0,2}|MULTIRESPONSE(_[HS]{1,2})?|MR[HS]{0,2}")
_ALTERNATIVE = re.compile(r"(?<!\\)~")
# the sign that begins feedback, not that of an entity
_FEEDBACK = re.compile(r"(?<!\\)(?<!&)(?<!&amp;)#")
_SHARE = re.compile(r"=|%(-?[0-9]{1,9}(?:[.,][0-9]{0,9})?)%")
# signs that would end or part an answer, or that an editor would change
_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>\"'~#{}=%\\/:"})
_WHOLE = 100.0
_STAR = re.compile(r"(?<!\\)\*")

MARK = "\x0f"
"""Stands for a gap in markup: no XML can hold it."""


def gap_of(key: GapKey) -> str:
    """A gap as markup: letter case does not matter, every wording earns all."""
    return "{1:SHORTANSWER:" + "~".join(f"={_spelled(text)}" for text in (key.key, *key.accept)) + "}"


def can_be_spelled(text: str) -> bool:
    """Whether Moodle reads an answer as it was: it takes away a backslash before two signs, however written."""
    return "\\}" not in text and "\\#" not in text and bool(text.strip())


def _spelled(text: str) -> str:
    return starred(text.strip()).translate(_SIGNS)


def starred(text: str) -> str:
    """An answer in which every asterisk is itself, not a wildcard."""
    return text.replace("*", "\\*")


def unstarred(text: str) -> str:
    """The answer of which `starred` made this. Raises `InputError` where a wildcard is in it."""
    if _STAR.search(text):
        raise InputError(faults.WILDCARD, answer=text[:40])
    return text.replace("\\*", "*")


def gaps_in(markup: str) -> tuple[str, tuple[GapKey, ...]]:
    """Markup with a `MARK` for each gap, and their keys in order. Raises `InputError` for one that cannot be taken."""
    pieces, gaps, at = list[str](), list[GapKey](), 0
    for opening in _OPENING.finditer(markup):
        if opening.start() < at or not _is_gap(opening[1]):
            continue
        closing = next((one for one in _CLOSING.finditer(markup, opening.end()) if one[0] == "}"), None)
        if closing is None:
            break  # no later gap has an end either
        gaps.append(_key(opening[1], markup[opening.end() : closing.start()]))
        pieces.append(markup[at : opening.start()])
        at = closing.end()
    return MARK.join([*pieces, markup[at:]]), tuple(gaps)


def _is_gap(type: str) -> bool:
    return type in _TEXTS or type in _NUMBERS or _CHOICES.fullmatch(type) is not None


def _key(type: str, alternatives: str) -> GapKey:
    if _CHOICES.fullmatch(type):
        raise InputError(faults.GAP_OF_CHOICE)
    keys = tuple(dict.fromkeys(_full(alternatives, is_number=type in _NUMBERS)))
    if not keys:
        raise InputError(faults.NO_KEY)
    return GapKey(key=keys[0], accept=keys[1:])


def _full(alternatives: str, *, is_number: bool) -> Iterator[str]:
    """The answers that earn all the marks."""
    for alternative in _ALTERNATIVE.split(alternatives):
        share = _SHARE.match(alternative)
        worth = 0.0 if share is None else float(share[1].replace(",", ".")) if share[1] else _WHOLE
        written = _FEEDBACK.split(alternative[share.end() if share else 0 :], maxsplit=1)[0]
        text = html.unescape(written).replace("\\}", "}").replace("\\#", "#").strip()
        if worth >= _WHOLE and text:
            yield exact(*text.split(":", 1)) if is_number else unstarred(text)


def exact(number: str, tolerance: str = "") -> str:
    """A number as a text. Raises `InputError` where others near it would be right too."""
    try:
        is_exact = not tolerance.strip() or float(tolerance.replace(",", ".")) == 0
    except ValueError:
        is_exact = False
    if not is_exact:
        raise InputError(faults.TOLERANCE)
    return unstarred(number.strip())
