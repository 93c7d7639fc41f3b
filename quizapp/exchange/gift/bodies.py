"""The body of an item from what its braces hold; the signs in it say which kind it is, in Moodle's order."""

from __future__ import annotations

from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.exchange.gift import faults
from quizapp.exchange.gift.answers import Inside
from quizapp.exchange.gift.choices import choice_of, claim_of, is_claim
from quizapp.exchange.gift.entries import is_match, numbers_of, pairs_of, texts_of
from quizapp.exchange.gift.faults import Fault


def body_of(inside: Inside, *, model: str = "") -> ItemBody | Fault:
    """The body, or the fault in its answers; ``model`` is the answer to show where the braces hold none."""
    text = inside.text.strip()
    if not text:
        return Basic(answers=(model,)) if model else Fault(template=faults.NO_ANSWER, at=inside.at - 1)
    if text.startswith("#"):
        return numbers_of(inside)
    if "~" in text:
        return choice_of(inside)
    if is_match(inside):
        return pairs_of(inside)
    return claim_of(inside) if is_claim(inside) else texts_of(inside)
