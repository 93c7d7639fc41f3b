"""The catalogue of item-writing flaws and the checks that find them.

Rules after Haladyna, Downing & Rodriguez 2002, Tarrant 2006 and Moore 2023.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.core.items.matching import normalize


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """A broken rule: ``rule`` in one sentence, ``why`` it matters. A fatal flaw forbids the item."""

    name: str
    rule: str
    why: str
    fatal: bool


_FLAWS = (
    Flaw(name="empty-stem", rule="The stem says something.", why="Nothing can be answered.", fatal=True),
    Flaw(
        name="too-long-stem",
        rule="The stem has at most 60 words.",
        why="Reading time is not knowledge.",
        fatal=False,
    ),
    Flaw(
        name="key-in-stem", rule="The stem does not hold its own key.", why="It answers itself.", fatal=True
    ),
    Flaw(
        name="too-few-options",
        rule="A choice offers at least three options.",
        why="Guessing pays.",
        fatal=True,
    ),
    Flaw(
        name="duplicate-options",
        rule="No option appears twice.",
        why="Two are right or both are wrong.",
        fatal=True,
    ),
    Flaw(
        name="key-count",
        rule="One key in a single choice, two or more in a multiple one.",
        why="It cannot be graded.",
        fatal=True,
    ),
    Flaw(name="no-distractor", rule="At least one option is wrong.", why="Everything is right.", fatal=True),
    Flaw(
        name="none-or-all-of-the-above",
        rule="No “all of the above” or “none of the above”.",
        why="It rewards partial knowledge.",
        fatal=True,
    ),
    Flaw(
        name="longest-key",
        rule="The key is not far longer than every distractor.",
        why="Length gives it away.",
        fatal=False,
    ),
    Flaw(
        name="overlapping-options",
        rule="No option is part of another.",
        why="Both may be defended.",
        fatal=True,
    ),
    Flaw(
        name="unbalanced-marks",
        rule="Quotes and brackets are closed.",
        why="The text was cut in the wrong place.",
        fatal=True,
    ),
    Flaw(
        name="anaphor",
        rule="The stem does not point at something that is not there.",
        why="Nobody knows who “he” is without the text.",
        fatal=True,
    ),
    Flaw(
        name="relative-time",
        rule="The stem does not say “this week” or “last year”.",
        why="It is untrue tomorrow.",
        fatal=True,
    ),
    Flaw(
        name="cross-reference", rule="No “figure 2”, “the table below”.", why="It is not there.", fatal=True
    ),
    Flaw(
        name="gap-count", rule="Every gap has its key and its place.", why="It cannot be filled.", fatal=True
    ),
    Flaw(
        name="long-gap",
        rule="A gap takes at most eight words.",
        why="Nobody types a sentence exactly.",
        fatal=True,
    ),
    Flaw(name="empty-key", rule="Every key says something.", why="Nothing would be right.", fatal=True),
    Flaw(
        name="unparallel-pairs",
        rule="Matching has two or more pairs, no left twice and not one right for all.",
        why="It cannot be graded.",
        fatal=True,
    ),
)
CATALOGUE: dict[str, Flaw] = {flaw.name: flaw for flaw in _FLAWS}

_ANAPHOR = re.compile(
    r"^(?:he|she|it|they|this|these|those|that|such|his|her|their|its|here|there|both|the (?:former|latter|same))\b",
    re.IGNORECASE,
)
_INNER_ANAPHOR = re.compile(
    r"\b(?:he|she|they|him|her|his|hers|theirs|the (?:former|latter))\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|nowadays|recently|currently|"
    r"(?:this|last|next|earlier this|later this) (?:week|month|year|morning|afternoon|evening|spring|summer|autumn|"
    r"fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|\w+ (?:days?|weeks?|months?) ago|"
    r"(?:on|last|next) (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:(?:figure|table|chapter|section|exercise|equation)\s+\d|(?:above|below|following) (?:table|figure|section)|"
    r"(?:as )?(?:shown|discussed|described|mentioned|noted) (?:above|below|earlier|previously)|see (?:above|below))\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"\b(?:all|none|both|neither) of (?:the|these) (?:above|options)\b", re.IGNORECASE)
_PAIRS = {"(": ")", "[": "]", "“": "”", "{": "}"}


def stem_flaws(stem: str) -> tuple[str, ...]:
    """Flaws that any stem can have."""
    plain = re.sub(r"\{\{\d+\}\}", "____", stem)
    checks = (
        ("empty-stem", not plain.strip("_ .?!")),
        ("too-long-stem", len(plain.split()) > 60),
        ("unbalanced-marks", not is_balanced(plain)),
        ("anaphor", bool(_ANAPHOR.search(plain)) or _points_nowhere(plain)),
        ("relative-time", bool(_RELATIVE.search(plain))),
        ("cross-reference", bool(_REFERENCE.search(plain))),
    )
    return tuple(name for name, broken in checks if broken)


def option_flaws(stem: str, options: Sequence[tuple[str, bool]]) -> tuple[str, ...]:
    """Flaws of a set of (text, correct) options."""
    texts = [normalize(text) for text, _ in options]
    keys = [text for text, correct in options if correct]
    wrong = [text for text, correct in options if not correct]
    checks = (
        ("too-few-options", len(options) < 3),
        ("duplicate-options", len(set(texts)) < len(texts)),
        ("no-distractor", not wrong),
        ("none-or-all-of-the-above", any(_ABOVE.search(text) for text, _ in options)),
        ("empty-key", any(not text for text in texts)),
        ("longest-key", len(keys) == 1 and _stands_out(keys[0], wrong)),
        ("overlapping-options", _overlap(texts)),
        ("unbalanced-marks", not all(is_balanced(text) for text, _ in options)),
        ("key-in-stem", any(gives_away(stem, key) for key in keys)),
    )
    return tuple(name for name, broken in checks if broken)


def key_flaws(stem: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Flaws of written keys: empty, unclosed, or standing in the stem."""
    listed = list(keys)
    checks = (
        ("empty-key", not listed or any(not normalize(key) for key in listed)),
        ("unbalanced-marks", not all(is_balanced(key) for key in listed)),
        ("key-in-stem", any(gives_away(stem, key) for key in listed)),
    )
    return tuple(name for name, broken in checks if broken)


def gives_away(stem: str, key: str) -> bool:
    """Whether the key's words stand in the stem one after another."""
    wanted = normalize(key)
    said = normalize(re.sub(r"[^\w\s-]", " ", stem))
    return bool(wanted) and f" {wanted} " in f" {said} "


def is_balanced(text: str) -> bool:
    """Whether brackets and double quotes are closed, the last opened first."""
    if text.count('"') % 2:
        return False
    open_marks: list[str] = []
    for char in text:
        if char in _PAIRS:
            open_marks.append(_PAIRS[char])
        elif char in _PAIRS.values() and (not open_marks or open_marks.pop() != char):
            return False
    return not open_marks


def _points_nowhere(stem: str) -> bool:
    """A personal pronoun with no name before it in the stem to stand for."""
    found = _INNER_ANAPHOR.search(stem)
    return found is not None and not re.search(r"\b[A-Z][a-z]+", stem[1 : found.start()])


def _stands_out(key: str, wrong: Sequence[str]) -> bool:
    longest = max((len(text) for text in wrong), default=0)
    return len(key) > 1.4 * longest and len(key) - longest > 12


def _overlap(texts: Sequence[str]) -> bool:
    return any(a != b and f" {a} " in f" {b} " for a in texts for b in texts)
