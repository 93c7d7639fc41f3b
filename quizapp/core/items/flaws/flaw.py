"""What a flaw is: a rule of item writing, why it matters and who says so, a broken example and a mended one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quizapp.core.items.interaction import Choice, Gap, GapKey, Interaction, Match, Option, Order, TextEntry

Scope = Literal["stem", "options", "key", "deck"]

HALADYNA = "Haladyna, Downing & Rodriguez 2002"
TARRANT = "Tarrant et al. 2006"
MOORE = "Moore et al. 2023"
RODRIGUEZ = "Rodriguez 2005"
ATTALI = "Attali & Bar-Hillel 2003"
COSTELLO = "Costello, Holland & Kirwan 2018"
HEILMAN = "Heilman & Smith 2010"
OURS = "ours"
REFERENCES = {
    HALADYNA: "A review of multiple-choice item-writing guidelines for classroom assessment. Applied Measurement in "
    "Education 15 (3), 309–334.",
    TARRANT: "The frequency of item writing flaws in multiple-choice questions used in high stakes nursing "
    "assessments. Nurse Education Today 26 (8), 662–671.",
    MOORE: "Assessing the quality of multiple-choice questions using GPT-4 and rule-based methods. EC-TEL 2023, "
    "229–245.",
    RODRIGUEZ: "Three options are optimal for multiple-choice items: a meta-analysis of 80 years of research. "
    "Educational Measurement: Issues and Practice 24 (2), 3–13.",
    ATTALI: "Guess where: the position of correct answers in multiple-choice test items as a psychometric variable. "
    "Journal of Educational Measurement 40 (2), 109–128.",
    COSTELLO: "The future of online testing and assessment: question quality in MOOCs. International Journal of "
    "Educational Technology in Higher Education 15, 42.",
    HEILMAN: "Good question! Statistical ranking for question generation. NAACL HLT 2010, 609–617.",
    OURS: "Found by rating what the generator made.",
}
"""Where each source was published."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What checks see of an item: how it asks, the quote that proves it and where that starts, in code points;
    below zero where it has none."""

    how: Interaction
    quote: str = ""
    start: int = 0
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """A broken rule: ``rule`` in one sentence, ``why`` it matters. A fatal flaw forbids the item, others are advice.

    ``broken`` breaks this rule and ``mended`` keeps it: one item each, for rules of a deck several.
    """

    name: str
    rule: str
    why: str
    sources: tuple[str, ...]
    fatal: bool
    scope: Scope
    broken: tuple[Asked, ...]
    mended: tuple[Asked, ...]


def choose(stem: str, *options: str, quote: str = "") -> Asked:
    """A choice; options that start with “*” are right. Several of them make it multiple."""
    made = tuple(Option(text=text.removeprefix("*"), correct=text.startswith("*")) for text in options)
    multiple = sum(option.correct for option in made) > 1
    return Asked(how=Choice(prompt=stem, options=made, multiple=multiple), quote=quote)


def choose_one(stem: str, *options: str) -> Asked:
    """A choice where only one option may be chosen, however many are right."""
    made = tuple(Option(text=text.removeprefix("*"), correct=text.startswith("*")) for text in options)
    return Asked(how=Choice(prompt=stem, options=made))


def judge(claim: str, *, is_true: bool = True) -> Asked:
    """A claim that is true or false."""
    return choose(claim, *(("*True", "False") if is_true else ("True", "*False")))


def write(stem: str, *answers: str, quote: str = "") -> Asked:
    """A few words to be written; any of the answers is right."""
    return Asked(how=TextEntry(prompt=stem, answers=answers), quote=quote)


def fill(text: str, *keys: str) -> Asked:
    """A text with gaps."""
    return Asked(how=Gap(text=text, gaps=tuple(GapKey(key=key) for key in keys)))


def tie(stem: str, *pairs: tuple[str, str]) -> Asked:
    """Two columns."""
    return Asked(how=Match(prompt=stem, pairs=pairs))


def arrange(stem: str, *sequence: str, quote: str = "") -> Asked:
    """Parts in their order."""
    return Asked(how=Order(prompt=stem, sequence=sequence), quote=quote)
