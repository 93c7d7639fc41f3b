"""Whether a claim holds of something known: what once happened needs a name or a year, an example holds of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.names import entity_text
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.standing import points_elsewhere

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "NORP", "PRODUCT", "WORK_OF_ART", "LAW"})
_YEAR = re.compile(r"1\d{3}s?|20[0-4]\ds?")
_OFTEN = 3


def is_adrift(reading: Reading, verb: Token, tokens: Sequence[Token]) -> bool:
    """Whether these words tell of something past, of what happens at the moment or of an example, and not of what."""
    if _is_example(reading, verb, tokens):
        return True
    if verb.tag_ == "VBG" and any(child.lower_ in {"is", "are", "am"} for child in verb.children):
        return True
    past = verb.tag_ == "VBD" or any(
        child.tag_ == "VBD" for child in verb.children if child.dep_ in {"aux", "auxpass"}
    )
    if not past:
        return False
    named = any(
        token.ent_type_ in _NAMES
        or (token.pos_ == "PROPN" and token.ent_type_ not in {"DATE", "TIME"})
        or (_YEAR.fullmatch(token.text) and token.head.head != verb)  # “the drought of 1911”, not “in 1911”
        for token in tokens
    )
    return not named or points_elsewhere(reading, tokens)


def _is_example(reading: Reading, verb: Token, tokens: Sequence[Token]) -> bool:
    """Somebody with one name only of whom the text keeps speaking in the present: “Vivian can choose …”."""
    present = verb.tag_ in {"VBZ", "VBP", "MD", "VB", "VBN"}
    inside = {token.i for token in tokens}
    told_of = any(token.lower_ in {"she", "her", "he", "his", "him"} for token in reading.tokens)
    for entity in reading.sentence.span.ents if present else ():
        name = entity_text(entity)
        personal = reading.names.is_person(name) or (told_of and name.istitle())
        single = personal and " " not in reading.names.full(name)
        if single and entity.root.i in inside and reading.names.mentions[name] >= _OFTEN:
            return True
    return False
