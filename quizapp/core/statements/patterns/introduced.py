"""Terms where a text introduces them: a whole sentence that ends in “called T”, “known as T”, with T for its gap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.definitions import NAMING, term_after
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.terms import pool_of_defined
from quizapp.core.statements.wording import trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST, _LONGEST, _FEWEST_BESIDE = 9, 36, 5
_POINTING = frozenset("this that these those such it they he she another both each its their here".split())
_HOLE = re.compile(r"\s*\(\s*\)")


def find_introduced(reading: Reading) -> Iterator[Statement]:
    """At most one statement of a sentence, for the first term that it introduces."""
    verb = next((token for token in reading.tokens if token.lemma_ in NAMING and token.tag_ == "VBN"), None)
    term = term_after(reading, verb) if verb is not None else None
    if verb is None or not term or not 1 <= len(term) <= 4 or term[-1].ent_type_ in {"PERSON", "GPE", "DATE"}:
        return
    claim = trimmed(without_links(reading.tokens))
    if not _stands(reading, claim, term) or speech_of(reading).speaker:
        return
    text = _HOLE.sub("", reading.say(claim))
    focus = Focus(
        name="term",
        spans=(reading.span(term),),
        type=pool_of_defined(term),
    )
    yield reading.statement(
        kind="definition",
        pattern="introduced",
        category="definition",
        text=text,
        focuses=[focus],
        topic=reading.inside(term),
        confidence=0.75,
        salience=0.8,
    )


def _stands(reading: Reading, claim: Sequence[Token], term: Sequence[Token]) -> bool:
    """Whether the sentence can be read alone, and tells enough beside the term, none of its words twice."""
    if not _SHORTEST <= len(claim) <= _LONGEST or claim[0].lower_ in _POINTING or claim[0].tag_ == "IN":
        return False
    if claim[0].tag_ == "VBN":
        return False  # “Called T, it is …”: the term is not what stands before
    inside = {token.i for token in term}
    rest = [token for token in claim if token.i not in inside]
    telling = [token for token in rest if token.pos_ in {"NOUN", "ADJ", "VERB", "NUM", "PROPN"}]
    words = {token.lemma_.lower() for token in term if token.pos_ in {"NOUN", "PROPN", "ADJ"}}
    twice = any(token.lemma_.lower() in words for token in telling)
    whole = not any(token.text in {";", ":", "—", "“", "”", '"'} for token in claim)
    return (
        whole
        and not twice
        and len(telling) >= _FEWEST_BESIDE
        and not is_adrift(reading, reading.sentence.span.root, claim)
    )
