"""What can be wrong with a block, in a teacher's words and with what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizapp.exchange.faults import ONE_PAIR as ONE_PAIR
from quizapp.phrases import phrase

_LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A sentence with what fills its holes; ``at`` is the place in the block's text, or None for the whole block."""

    template: str
    at: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)


NO_BRACES = phrase("It has no answers in braces. Write the answers behind it, such as {=right ~wrong}.")
WIDE_BRACES = phrase(
    "Its braces are full-width signs. Switch the keyboard, and type { } = ~ # as half-width signs."
)
NOT_CLOSED = phrase(
    "The brace { is never closed. Put } behind the last answer, and leave no empty line between the answers."
)
NOT_OPENED = phrase("There is a } without a { before it. Put { before the first answer.")
SECOND_OPEN = phrase("There is a second { before the }. Put \\ before a brace that is only text.")
MORE_BRACES = phrase(
    "There are more braces behind the answers. Leave an empty line between two items, and put \\ before a brace "
    "that is only text."
)
TITLE_OPEN = phrase("The title that begins with :: has no end. Put :: behind it as well.")
NO_STEM = phrase("There are answers, but nothing is asked. Write the text of the item before the {.")
NO_ANSWER = phrase(
    "The braces are empty. Write {=answer}, or {####answer} for an answer that learners judge themselves."
)
NO_KEY = phrase("No answer is marked as right. Put = before the right answer.")
NO_FULL_KEY = phrase(
    "No answer earns all the marks. Put = before the right answer, or give two or more right answers a share."
)
MANY_KEYS = phrase(
    "%(count)s answers are marked as right. Leave one =, or give each right answer its share, such as %(example)s."
)
SHARE_OF_KEY = phrase("A share in percent stands behind ~, not behind =. Write %(example)s.")
BAD_SHARE = phrase("A share of %(share)s percent cannot be. Write one from -100 to 100.")
ONE_OPTION = phrase("There is only one answer to choose from. Add a wrong one with ~ before it.")
UNMARKED = phrase("“%(answer)s” is not marked. Put = before a right answer and ~ before a wrong one.")
EMPTY_ANSWER = phrase("There is a mark without an answer. Write the answer behind it, or take the mark away.")
NO_ARROW = phrase("“%(answer)s” has no partner. Write each pair as =left -> right.")
UNMARKED_PAIR = phrase("The pair “%(answer)s” is not marked. Put = before each pair.")
NO_LEFT = phrase(
    "“%(answer)s” stands alone on the right. Write what belongs to it before the ->, or take it away."
)
NO_RIGHT = phrase("Nothing stands behind the -> of “%(answer)s”. Write what belongs to it.")
NO_NUMBER = phrase("There is no number behind the #. Write it, such as {=%(example)s}.")
NOT_A_NUMBER = phrase("“%(answer)s” is not a number. Write digits with a point, such as %(example)s.")
TOLERANCE = phrase(
    "A number with a tolerance cannot be taken. Write the numbers that are right, such as {=%(number)s =another}."
)
RANGE = phrase(
    "A range of numbers cannot be taken. Write the numbers that are right, such as {=%(number)s =another}."
)


def shortened(text: str) -> str:
    """The beginning of what was written, to name it in a sentence."""
    folded = " ".join(text[: 4 * _LONGEST].split())
    return folded if len(folded) <= _LONGEST else folded[: _LONGEST - 1] + "…"
