"""Answers to choose from: one key, several keys by their shares, true or false."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.core.items.interaction import Option
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.exchange.gift import faults
from quizapp.exchange.gift.answers import Inside, MarkedAnswer, marked_answers
from quizapp.exchange.gift.faults import Fault
from quizapp.exchange.gift.formats import plain_text

_CLAIMS = {"T": True, "TRUE": True, "F": False, "FALSE": False}


def choice_of(inside: Inside) -> Mcq | MultipleResponse | Fault:
    """One key that earns all, or two or more that each earn a share; what earns a share beside a full key is wrong."""
    answers = marked_answers(inside)
    if isinstance(answers, Fault):
        return answers
    keys = _keys(answers)
    if isinstance(keys, Fault):
        return keys
    options = tuple(
        Option(text=answer.text, correct=answer in keys, feedback=answer.feedback) for answer in answers
    )
    return Mcq(options=options) if len(keys) == 1 else MultipleResponse(options=options)


def _keys(answers: Sequence[MarkedAnswer]) -> frozenset[MarkedAnswer] | Fault:
    """The right answers. Moodle would show a share behind = as text, and take either of two full keys."""
    shared = next((answer for answer in answers if answer.mark == "=" and answer.share is not None), None)
    if shared is not None:
        example = f"~%{shared.share:g}%{faults.shortened(shared.text)}"
        return Fault(template=faults.SHARE_OF_KEY, at=shared.at, values={"example": example})
    if len(answers) == 1:
        return Fault(template=faults.ONE_OPTION)
    full = frozenset(answer for answer in answers if answer.is_full)
    gaining = frozenset(answer for answer in answers if answer.worth > 0)
    if len(full) > 1:
        return Fault(
            template=faults.MANY_KEYS, values={"count": len(full), "example": f"~%{share_of(len(full))}%"}
        )
    if full or len(gaining) > 1:
        return full or gaining
    return Fault(template=faults.NO_FULL_KEY if gaining else faults.NO_KEY)


def share_of(count: int) -> str:
    """The percentage that each of so many right answers earns, as Moodle takes it: whole, or with five decimals."""
    return f"{100 / count:.5f}".rstrip("0").rstrip(".")


def is_claim(inside: Inside) -> bool:
    """Whether it says T, TRUE, F or FALSE, alone or before feedback."""
    return inside.text.partition("#")[0].strip().upper() in _CLAIMS


def claim_of(inside: Inside) -> TrueFalse:
    """True or false, with feedback for the wrong answer and then for the right one."""
    word, _, rest = inside.text.partition("#")
    wrong, _, right = (plain_text(part, inside.format) for part in rest.partition("#"))
    is_true = _CLAIMS[word.strip().upper()]
    return TrueFalse(
        options=(
            Option(text="True", correct=is_true, feedback=right if is_true else wrong),
            Option(text="False", correct=not is_true, feedback=wrong if is_true else right),
        )
    )
