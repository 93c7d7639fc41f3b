"""Conditions and what follows: “If S1, S2”, “When S1, S2”; what follows is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.directions import direction
from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import own_clause, subject_of, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPENING = frozenset({"if", "when", "once"})
_SHORTEST, _LONGEST = 4, 26
_SPOKEN = re.compile(
    r"\b(?:you|your|we|our|us|I|my|one|someone|let|please|what|how|who|why|do so|does so|are true|is true)\b|\?",
    re.I,
)
_EMPTY = frozenset("be have seem appear remain make know think believe see say".split())


def find_conditions(reading: Reading) -> Iterator[Statement]:
    """At most one statement of a sentence."""
    root = reading.sentence.span.root
    for clause in root.children:
        if clause.dep_ == "advcl" and clause.i < root.i:
            yield from _condition(reading, clause, root)
            return


def _condition(reading: Reading, clause: Token, main: Token) -> Iterator[Statement]:
    """The clause opens the sentence, a comma ends it, and what follows is an event with a subject of its own."""
    condition = trimmed(subtree(clause))
    whole = trimmed(without_links(reading.tokens))
    if not condition or condition[0].lower_ not in _OPENING or whole[:1] != condition[:1]:
        return
    subject, acting = subject_of(clause), subject_of(main)
    if direction(main.text) or is_adrift(reading, main, condition) or _is_unnamed(clause, condition):
        return  # which way something changes is asked elsewhere
    if subject is None or acting is None or acting.i < clause.i or not _is_named(subject):
        return
    if points_elsewhere(reading, subtree(subject)):
        return
    result = [token for token in own_clause(main) if token.i > condition[-1].i]
    result = _without_then(trimmed(result))
    if not result or result[0] != _first(acting) or not _is_told(reading, condition, result, main):
        return
    key = reading.inside(result) if result[0].i == reading.sentence.span.start else None
    focus = Focus(
        name="result",
        spans=(reading.span(result),),
        key=key,
        type="result",
        question=f"What {_happens(main)} {reading.inside(condition)}?",
        gap=False,
    )
    yield reading.statement(
        kind="cause",
        pattern="condition",
        category="cause",
        text=f"{reading.say(condition)}, {reading.say(result)}",
        focuses=[focus],
        attribution=speech_of(reading).speaker,
        confidence=0.7,
        salience=0.7,
    )


def _is_unnamed(clause: Token, condition: Sequence[Token]) -> bool:
    """“If the strike was large”: of the past, and nothing says which."""
    past = clause.tag_ == "VBD" or any(child.tag_ == "VBD" for child in clause.children)
    return past and not any(token.pos_ == "PROPN" for token in condition)


def _happens(main: Token) -> str:
    """“would happen” of what would, “happens” of what does."""
    modal = next((child.lower_ for child in main.children if child.tag_ == "MD"), "")
    return f"{modal} happen" if modal in {"would", "could", "might"} else "happens"


def _first(head: Token) -> Token:
    return subtree(head)[0]


def _is_named(subject: Token) -> bool:
    """A noun that is new here: no pronoun, no “this”."""
    determiner = next((child for child in subject.lefts if child.dep_ in {"det", "poss"}), None)
    pointing = determiner is not None and determiner.lower_ in {
        "this",
        "that",
        "these",
        "those",
        "such",
        "another",
    }
    return subject.pos_ in {"NOUN", "PROPN"} and not pointing


def _without_then(result: Sequence[Token]) -> list[Token]:
    """What follows, without the “then” before it."""
    kept = list(result)
    return trimmed(kept[1:]) if kept and kept[0].lower_ in {"then", "so"} else kept


def _is_told(reading: Reading, condition: Sequence[Token], result: Sequence[Token], main: Token) -> bool:
    """Whether both parts are of a good length, speak to nobody, and the second is a general event."""
    fits = _SHORTEST <= len(condition) <= _LONGEST and _SHORTEST <= len(result) <= _LONGEST
    modal = any(child.tag_ == "MD" for child in main.children)
    denied = any(child.dep_ == "neg" or child.lower_ == "also" for child in main.children)
    passive = any(child.dep_ == "auxpass" for child in main.children)
    event = (
        main.pos_ == "VERB"
        and (modal or main.tag_ in {"VBZ", "VBP"} or passive)
        and main.lemma_ not in _EMPTY
    )
    spoken = _SPOKEN.search(reading.sentence.words([*condition])) or _SPOKEN.search(
        reading.sentence.words(result)
    )
    return fits and event and not denied and not spoken
