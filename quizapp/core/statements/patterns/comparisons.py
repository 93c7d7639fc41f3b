"""Plain claims with one word of direction, which another can take the place of: higher or lower, more or less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.directions import contrary, opposite
from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.facts import plain_claim
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEDGES = frozenset(
    "no not never neither nor sometimes may might could perhaps often rather even only if unless whether either "
    "less fewer than".split()
)
_NESTED = frozenset({"relcl", "acl", "csubj", "pcomp"})
_NAMING = frozenset({"NN", "NNS", "JJ"})
_TURNED = frozenset({"JJR", "RBR", "VBZ", "VBP", "VBD", "VB"})


def find_comparisons(reading: Reading) -> Iterator[Statement]:
    """At most one statement of a sentence."""
    claim = plain_claim(reading)
    word = _turning(claim) if claim else None
    if word is None or is_adrift(reading, reading.sentence.span.root, claim):
        return
    focus = Focus(
        name="direction",
        spans=(reading.span([word]),),
        type="direction",
        contraries=(_turned(word),),
        gap=False,
    )
    yield reading.statement(
        kind="comparison",
        pattern="comparison",
        category="fact",
        text=reading.say(claim),
        focuses=[focus],
        confidence=0.7,
        salience=0.5,
    )


def _turned(word: Token) -> str:
    if word.tag_ in _NAMING:
        after = word.nbor(1).text if word.i + 1 < len(word.doc) else ""
        return "" if after == "-" or word.text != word.lower_ else opposite(word.text)
    return contrary(word.text, compares=word.tag_ in {"JJR", "RBR"}) if word.tag_ in _TURNED else ""


def _turning(claim: Sequence[Token]) -> Token | None:
    """The one word whose contrary makes the claim false; none where the claim hedges or has several."""
    found = [token for token in claim if _turned(token) and token.pos_ != "AUX"]
    words = {token.lower_ for token in claim} - {token.lower_ for token in found}
    if len(found) != 1 or words & (_HEDGES - {"than"}) or found[0].i == claim[0].i:
        return None
    word = found[0]
    after = word.nbor(1) if word.i + 1 < len(word.doc) else word
    if word.tag_ in {"JJR", "RBR"} and "than" not in words and word.head.dep_ in {"ROOT", "acomp"}:
        return None  # “is more complicated”: than what is not said
    counted = after.lower_ == "than" and any(
        token.tag_ == "CD" for token in claim if token.i - word.i in {2, 3}
    )
    subject = word.tag_ in _NAMING and any(
        head.dep_ in {"nsubj", "nsubjpass"} for head in (word, *word.ancestors)
    )
    nested = subject or word.dep_ in _NESTED or any(head.dep_ in _NESTED for head in word.ancestors)
    return (
        None if counted or nested or after.lower_ in {"or", "and"} or _is_merely_more(word, after) else word
    )


def _is_merely_more(word: Token, after: Token) -> bool:
    """“X is more than Y”: more in no respect."""
    return word.dep_ in {"attr", "acomp"} and word.lower_ == "more" and after.lower_ == "than"
