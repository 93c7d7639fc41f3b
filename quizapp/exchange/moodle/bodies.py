"""The body of an item from a question of each of Moodle's types that has a kind here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from quizapp.core.items.interaction import Option
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.errors import InputError
from quizapp.exchange.moodle import faults
from quizapp.exchange.moodle.embedded import exact, unstarred
from quizapp.exchange.moodle.texts import bare_in, members_in, text_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHOLE = 100.0


def _share(answer: _Element) -> float:
    raw = answer.get("fraction") or "0"
    try:
        return float(raw.replace(",", "."))
    except ValueError as error:
        raise InputError(faults.BAD_SHARE, share=raw[:20]) from error


def _choice(question: _Element) -> ItemBody:
    """One key that earns all, or several that each earn a share; what earns a share beside a full key is wrong."""
    answers = [(one, _share(one)) for one in question.findall("answer")]
    answers = [(one, share) for one, share in answers if text_in(one)]
    several = (question.findtext("single") or "true").strip().lower() in {"false", "0"}
    if len(answers) < len(("key", "distractor")):
        raise InputError(faults.ONE_OPTION)
    options = tuple(
        Option(
            text=text_in(one), correct=share > 0 if several else share >= _WHOLE, feedback=text_in(one.find("feedback"))
        )
        for one, share in answers
    )  # fmt: skip
    keys = sum(option.correct for option in options)
    if not keys:
        raise InputError(faults.NO_KEY)
    if keys > 1 and not several:
        raise InputError(faults.MANY_KEYS, count=keys)
    return MultipleResponse(options=options) if several else Mcq(options=options)


def _claim(question: _Element) -> ItemBody:
    found = {bare_in(one).lower(): one for one in question.findall("answer")}
    true, false = found.get("true"), found.get("false")
    if true is None or false is None or (_share(true) >= _WHOLE) == (_share(false) >= _WHOLE):
        raise InputError(faults.NO_KEY)
    return TrueFalse(
        options=tuple(
            Option(text=text, correct=_share(one) >= _WHOLE, feedback=text_in(one.find("feedback")))
            for text, one in (("True", true), ("False", false))
        )
    )


def _texts(question: _Element) -> ItemBody:
    full = [bare_in(one) for one in question.findall("answer") if _share(one) >= _WHOLE]
    return _short_answer(unstarred(text) for text in full if text)


def _numbers(question: _Element) -> ItemBody:
    full = [one for one in question.findall("answer") if _share(one) >= _WHOLE and bare_in(one)]
    return _short_answer(exact(bare_in(one), one.findtext("tolerance") or "") for one in full)


def _short_answer(answers: Iterator[str]) -> ItemBody:
    keys = tuple(dict.fromkeys(answers))
    if not keys:
        raise InputError(faults.NO_KEY)
    return ShortAnswer(answers=keys)


def _pairs(question: _Element) -> ItemBody:
    pairs = tuple(_pair(one) for one in question.findall("subquestion"))
    if len(pairs) < len(("first", "second")):
        raise InputError(faults.ONE_PAIR)
    return Matching(pairs=pairs)


def _pair(element: _Element) -> Pair:
    left, right = text_in(element), bare_in(element.find("answer"))
    if right and not left:
        raise InputError(faults.LONE_RIGHT, answer=right[:40])
    if not right:
        raise InputError(faults.EMPTY_PAIR)
    return Pair(left=left, right=right)


def _essay(question: _Element) -> ItemBody:
    """The answer for graders, else the feedback for all, is what learners compare theirs with."""
    members = tuple(members_in(question.find("graderinfo"))) or tuple(
        members_in(question.find("generalfeedback"))
    )
    if not members:
        raise InputError(faults.NO_MODEL)
    return Basic(answers=members)


def _order(question: _Element) -> ItemBody:
    """Moodle itself goes by the places of the answers, whatever their fractions say."""
    parts = tuple(text for one in question.findall("answer") if (text := text_in(one)))
    if len(parts) < len(("first", "second")):
        raise InputError(faults.FEW_PARTS)
    if len(set(parts)) < len(parts):
        raise InputError(faults.SAME_PARTS)
    return Ordering(sequence=parts)


BODIES: Mapping[str, Callable[[_Element], ItemBody]] = {
    "multichoice": _choice,
    "truefalse": _claim,
    "shortanswer": _texts,
    "numerical": _numbers,
    "matching": _pairs,
    "match": _pairs,
    "essay": _essay,
    "ordering": _order,
}
"""By Moodle's type; each raises `InputError` with a sentence for who wrote it. A text with gaps is read by itself."""
