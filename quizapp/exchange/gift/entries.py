"""Answers to write: texts, numbers, and pairs to tie."""

from __future__ import annotations

import re

from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.exchange.gift import faults
from quizapp.exchange.gift.answers import Inside, MarkedAnswer, marked_answers, parts_of
from quizapp.exchange.gift.faults import Fault, shortened
from quizapp.exchange.gift.formats import as_plain, plain_text

_ARROW = "->"
_EQUALS = re.compile("=")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,99}(?:\.[0-9]{0,99})?|\.[0-9]{1,99})(?:[eE][+-]?[0-9]{1,2})?")


def texts_of(inside: Inside) -> ShortAnswer | Fault:
    """Every text that earns all the marks; a single one needs no mark. Others count as wrong, like any other text."""
    inside = inside.trimmed()
    if not _EQUALS.search(inside.text):
        if _ARROW in inside.text:
            return _named(faults.UNMARKED_PAIR, inside.text, at=inside.at)
        if "\n" in inside.text:
            return Fault(template=faults.NO_KEY)
        inside = Inside(text=f"={inside.text}", at=inside.at - 1, format=inside.format)
    answers = marked_answers(inside, plain=True)
    return answers if isinstance(answers, Fault) else _short_answer(answers)


def _short_answer(answers: tuple[MarkedAnswer, ...]) -> ShortAnswer | Fault:
    keys = tuple(dict.fromkeys(answer.text for answer in answers if answer.is_full))
    return ShortAnswer(answers=keys) if keys else Fault(template=faults.NO_FULL_KEY)


def numbers_of(inside: Inside) -> ShortAnswer | Fault:
    """Numbers without a tolerance as texts; feedback for all that is wrong (behind ~) is left out."""
    text = inside.text.partition("~")[0]
    start = text.index("#") + 1
    numbers = inside.part(start, len(text))
    if not numbers.text.strip():
        return Fault(template=faults.NO_NUMBER, at=inside.at + start - 1, values={"example": "3.14"})
    if not numbers.text.lstrip().startswith("="):
        numbers = Inside(text=f"={numbers.text}", at=numbers.at - 1, format=inside.format)
    answers = marked_answers(numbers, plain=True)
    if isinstance(answers, Fault):
        return answers
    exact = [_exact(answer) for answer in answers if answer.is_full]
    wrong = next((one for one in exact if isinstance(one, Fault)), None)
    return wrong or _short_answer(tuple(one for one in exact if isinstance(one, MarkedAnswer)))


def _exact(answer: MarkedAnswer) -> MarkedAnswer | Fault:
    """The answer with its number alone, where nothing but that number is right."""
    separator = ".." if ".." in answer.text else ":"
    first, found, second = (part.strip() for part in answer.text.partition(separator))
    strange = next((part for part in (first, second if found else "0") if not _NUMBER.fullmatch(part)), None)
    if strange is not None:
        return _named(faults.NOT_A_NUMBER, strange, at=answer.at, example="3.14")
    is_exact = not found or (float(second) == (float(first) if separator == ".." else 0.0))
    if is_exact:
        return MarkedAnswer(mark=answer.mark, text=first, at=answer.at, share=answer.share)
    template = faults.RANGE if separator == ".." else faults.TOLERANCE
    return Fault(template=template, at=answer.at, values={"number": shortened(first)})


def is_match(inside: Inside) -> bool:
    """Whether it holds pairs."""
    return "=" in inside.text and _ARROW in inside.text


def pairs_of(inside: Inside) -> Matching | Fault:
    """Two or more pairs; the first arrow of each divides it."""
    pairs = []
    for mark, part in parts_of(inside, _EQUALS):
        pair = _pair(part) if mark else _named(faults.UNMARKED_PAIR, part.text, at=part.trimmed().at)
        if isinstance(pair, Fault):
            return pair
        pairs.append(pair)
    return Matching(pairs=tuple(pairs)) if len(pairs) > 1 else Fault(template=faults.ONE_PAIR)


def _pair(part: Inside) -> Pair | Fault:
    left, arrow, right = part.text.partition(_ARROW)
    pair = Pair(left=plain_text(left, part.format), right=as_plain(right, "plain").strip())
    at = part.at - 1
    if not part.text.strip():
        return Fault(template=faults.EMPTY_ANSWER, at=at)
    if not arrow:
        return _named(faults.NO_ARROW, part.text, at=at)
    if not pair.left:
        return _named(faults.NO_LEFT, right, at=at)
    return pair if pair.right else _named(faults.NO_RIGHT, left, at=at)


def _named(template: str, raw: str, *, at: int, **values: object) -> Fault:
    """A fault that names what was written."""
    return Fault(template=template, at=at, values={"answer": shortened(as_plain(raw, "plain")), **values})
