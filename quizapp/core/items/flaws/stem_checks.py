"""What can be wrong with a stem, whatever the way to answer it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from quizapp.core.items.flaws.marks import is_balanced

_MOST_WORDS = 60
_MOST_ASIDE = 6
GAP = "____"

_ANAPHOR = re.compile(
    r"^(?:he|she|it(?! (?:is|was) \w+ (?:to|that|for)\b)|they|this|these|those|that|such|his|her|their|its|here|"
    r"there(?! (?:is|are|was|were|has|have|had|must|should|will|can|may)\b)|both(?! [^.?]* and\b)|"
    r"the (?:former|latter|same))\b",
    re.IGNORECASE,
)
_SINGLE_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:they|them|theirs)\b", re.IGNORECASE)
_FORMER = re.compile(r"\bthe (?:former|latter)\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z][a-z]+")
_MANY = re.compile(r"\b(?:[a-z]{3,}s|people|[a-z]*men|children|who)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|nowadays|recently|currently|"
    r"(?:this|last|next|earlier this|later this) (?:week|month|year|morning|afternoon|evening|spring|summer|autumn|"
    r"fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?! of\b)|\w+ (?:days?|weeks?|months?) ago|"
    r"(?:on|last|next) (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:(?:figure|table|chapter|section|exercise|equation)\s+\d|(?:above|below|following) (?:table|figure|section)|"
    r"(?:as )?(?:shown|discussed|described|mentioned|noted) (?:above|below|earlier|previously)|see (?:above|below))\b",
    re.IGNORECASE,
)
_TWO_ASKED = re.compile(
    r"\?.*\?|\band/or\b|\betc\b|\b(?:who|what|when|where|which|why|how) (?:and|or) (?:who|what|when|where|why|how)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\(([^()]*)\)| [–—] ([^–—]*) [–—] |, (?:who|which|whose) ([^,]*),")
_WEAK = re.compile(
    r"^(?:what|who|whom|which \w+) (?:do|does|did|has|have|had|will|would|can|could|should|is|are|was|were) "
    r"(?:(?!to |help|let|allow|see|want|need|make|who|that|which)[\w’'-]+ )"
    r"{1,6}?(?:have|had|do|done|doing|make|made|making|get|got|take|taken|give|given|go|gone|be|been)\?$",
    re.IGNORECASE,
)
_CUT = re.compile(r"\b(?:the|an?|and|or|nor|because|although|of the)$")
_CUT_CLAIM = re.compile(r"\b(?:of|with|into|from|than|as|if|that|which|is|are|was|were|be|been|has|had)$")
_NOT_ONLY = re.compile(r"\bnot only\b(?!.*(?:\b(?:but|also|even|too|as well)\b|[;—–]))", re.IGNORECASE)
_HALF = re.compile(
    r"\b(?:(?P<both>both)|(?P<either>either)|(?P<neither>neither)) (?:in|to|by|for|from|with|at|through)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_PARTNERS = {"both": "and", "either": "or", "neither": "nor"}
_SINGULAR = re.compile(
    r"(?<!of )\b(?:these|those|several|both)(?: [a-z]+s)? (?:is|was|has|does)\b|"
    r"^(?:this|each|every) [a-z-]+ (?:are|were|have|do)\b",
    re.IGNORECASE,
)
_SINGULAR_WHICH = re.compile(
    r"^(?:which|what) (?:\w+ )?([a-z]+s) (?:is|was)\b(?! (?-i:an?|the|[A-Z]))", re.IGNORECASE
)
_LOOKS_PLURAL = re.compile(
    r"(?:ss|us|is|ics|news|series|species|means|business|gas|bus|lens|process|class|has|was|does|"
    r"always|states|united|headquarters|crossroads)$",
    re.IGNORECASE,
)
_TWO_AUXILIARIES = re.compile(
    r"^(?:(?:what|who|whom|where|when|why|how|which [a-z]+) )?(?:does|did|do) (?:(?!that|which|who|what|how|where|why|"
    r"say|think|believe|claim|mean|state|argue|and|if)[\w’'-]+ ){1,4}(?:is|are|was|were|has|had|did|does)\b(?![-’'])",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"\b(?:not|never|cannot|nor|neither)\b|n[’']t\b", re.IGNORECASE)


def is_negative(text: str) -> bool:
    """Whether a text says “not” or the like."""
    return bool(_NEGATIVE.search(text))


def is_cut(text: str) -> bool:
    """Whether a stem stops at a word that needs another after it."""
    said = text.strip()
    words = said.rstrip(".?!: ")
    if GAP in words[-6:]:
        return False
    return bool(_CUT.search(words)) or (said.endswith(".") and bool(_CUT_CLAIM.search(words)))


def is_half(text: str) -> bool:
    """Whether a text has “not only” without “but”, or “both in” without “and”, and so on."""
    if _NOT_ONLY.search(text):
        return True
    found = _HALF.search(text)
    if found is None:
        return False
    name = next(name for name in _PARTNERS if found[name])
    return not re.search(rf"\b{_PARTNERS[name]}\b", found["rest"], re.IGNORECASE)


def _disagrees(text: str) -> bool:
    found = _SINGULAR_WHICH.search(text)
    which = found is not None and not _LOOKS_PLURAL.search(found[1])
    return which or bool(_SINGULAR.search(text) or _TWO_AUXILIARIES.search(text))


def _has_ballast(text: str) -> bool:
    """More than one sentence, or an aside as long as a clause."""
    asides = [words for found in _ASIDE.findall(text) for words in found if len(words.split()) >= _MOST_ASIDE]
    return bool(asides) or bool(re.search(r"(?:(?<!P)[a-z]{3}|[)”])[.!] [A-Z“].*\?$", text))


def _points_nowhere(stem: str) -> bool:
    """A personal pronoun with nothing before it in the stem to stand for: no name or “who”, no plural."""
    if _FORMER.search(stem):
        return True
    person, several = _SINGLE_PERSON.search(stem), _SEVERAL.search(stem)
    if person is not None and not _NAME.search(stem, 1, person.start()):
        is_of_who = stem.startswith("Who ") and person[0] in {"his", "her"}
        if not is_of_who:
            return True
    return several is not None and not (
        _NAME.search(stem, 1, several.start()) or _MANY.search(stem, 0, several.start())
    )


STEM_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "empty-stem": lambda stem: not stem.strip("_ .?!"),
    "too-long-stem": lambda stem: len(stem.split()) > _MOST_WORDS,
    "unbalanced-marks": lambda stem: not is_balanced(stem),
    "anaphor": lambda stem: bool(_ANAPHOR.search(stem)) or _points_nowhere(stem),
    "relative-time": lambda stem: bool(_RELATIVE.search(stem)),
    "cross-reference": lambda stem: bool(_REFERENCE.search(stem)),
    "ambiguous-stem": lambda stem: bool(_TWO_ASKED.search(stem)),
    "gratuitous-stem": _has_ballast,
    "weak-verb": lambda stem: bool(_WEAK.search(stem.strip())),
    "truncated": is_cut,
    "agreement": _disagrees,
}
"""Checks of a stem whose gaps are written as “____”."""
