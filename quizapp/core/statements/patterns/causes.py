"""Causes: “S V because of A”, “S V due to A”, “A caused B”, “A led to B”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.reasons import is_hedged
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import invert, own_clause, subject_of, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_CAUSING = {"cause": "", "lead": "to", "result": "in", "trigger": "", "prompt": ""}


def find_causes(reading: Reading) -> Iterator[Statement]:
    """Every clause that names a cause in so many words."""
    for token in reading.tokens:
        if token.lower_ in {"because", "due"} and token.dep_ == "prep":
            yield from _because(reading, token)
        if token.lemma_ in _CAUSING and token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP"}:
            yield from _effect(reading, token)


def _because(reading: Reading, preposition: Token) -> Iterator[Statement]:
    """“… because of A”: why, answered by the phrase."""
    verb = preposition.head
    if verb.dep_ in {"advcl", "relcl", "acl", "csubj", "pcomp"}:
        return  # “if a firm has a monopoly because of …” does not say that it has one
    phrase = trimmed(subtree(preposition))
    if is_hedged(phrase) or is_hedged([preposition]):
        return
    if verb.pos_ not in {"VERB", "AUX"} or subject_of(verb) is None or not 3 <= len(phrase) <= 18:
        return
    clause = [token for token in own_clause(verb) if token.text not in {'"', "“", "”"}]
    asked = invert(
        reading.sentence, verb, clause, without=subtree(preposition), names=reading.names_in(clause)
    )
    if asked is None or len(asked.split()) < 4:
        return
    focus = Focus(
        name="cause",
        spans=(reading.span(phrase),),
        key=reading.inside(phrase) if phrase[0].i == reading.sentence.span.start else None,
        type="reason",
        question=f"Why {asked}?",
        gap=False,
    )
    yield reading.statement(
        kind="cause",
        pattern="because-of",
        category="cause",
        text=reading.say(clause),
        focuses=[focus],
        attribution=speech_of(reading).speaker,
        confidence=0.7,
        salience=0.75,
    )


def _effect(reading: Reading, verb: Token) -> Iterator[Statement]:
    """“A led to B”: what B came of, and what came of A."""
    subject = subject_of(verb)
    if subject is None or subject.i > verb.i or subject.pos_ == "PRON" or verb.dep_ not in {"ROOT", "ccomp"}:
        return
    if any(child.dep_ == "neg" or child.tag_ == "MD" for child in verb.children):
        return
    cause = trimmed(subtree(subject))
    cut = {
        part.i
        for child in verb.children
        if child.dep_ in {"conj", "cc", "advcl"} and child.i > verb.i
        for part in child.subtree
    }
    rest = [token for token in subtree(verb) if token.i > verb.i and token.i not in cut]
    while rest and rest[-1].is_punct:
        rest = rest[:-1]
    wanted = _CAUSING[verb.lemma_]
    if (
        len(rest) < (5 if wanted else 3)
        or len(cause) > 14
        or (wanted and rest[0].lower_ != wanted)
        or cause[-1].i != verb.i - 1
    ):
        return
    if cause[0].lower_ in {"this", "these", "that", "such"} or len(rest) > 22 or not _is_named(cause):
        return
    question = f"What {verb.text} {reading.say(rest)}?"
    focus = Focus(
        name="cause",
        spans=(reading.span(cause),),
        key=reading.inside(cause) if cause[0].i == reading.sentence.span.start else None,
        type="cause",
        question=question,
        gap=False,
    )
    text = reading.say([*cause, verb, *rest])
    yield reading.statement(
        kind="cause",
        pattern="effect",
        category="cause",
        text=text,
        focuses=[focus],
        attribution=speech_of(reading).speaker,
        confidence=0.65,
        salience=0.7,
    )


def _is_named(cause: Sequence[Token]) -> bool:
    """Two words, or one that is a noun of its own (“Overfishing led to …”)."""
    return len(cause) > 1 or cause[0].pos_ in {"NOUN", "PROPN"}
