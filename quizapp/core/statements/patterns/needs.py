"""What should be done with what: “policy support should be enhanced”, “platforms should be set up to help X”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.acts import is_telling, range_end
from quizapp.core.statements.patterns.frames import EFFORTS
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import Speech, speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import lower_first, subject_of, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODALS = frozenset({"should", "must", "shall", "will"})
_DOING = re.compile(r"(?:tion|sion|ment|ing|al|ance|ence|ure|age)s?$")
_FEWEST_TELLING = 3


def find_needs(reading: Reading) -> Iterator[Statement]:
    """A statement for every clause with “should” or “must”."""
    speech = speech_of(reading)
    for modal in reading.tokens:
        verb = modal.head
        subject = subject_of(verb) if modal.lower_ in _MODALS and modal.dep_ == "aux" else None
        if subject is None or subject.pos_ == "PRON" or any(child.dep_ == "neg" for child in verb.children):
            continue
        if subject.lower_ not in EFFORTS:
            yield from _direct(reading, speech, subject, modal, verb)


def _direct(
    reading: Reading, speech: Speech, subject: Token, modal: Token, verb: Token
) -> Iterator[Statement]:
    """“policy support for talent should be enhanced (to …)”: the subject, and the purpose where one is told."""
    left = [token for token in subtree(subject) if not token.is_punct or token.text in {"-", ","}]
    clause_end = _clause_end(reading, verb)
    predicate = [token for token in reading.tokens if modal.i <= token.i < clause_end]
    if left[-1].i >= modal.i or len(predicate) < 2 or len(left) > 14:
        return
    thing = lower_first(reading.say(left), left[0])
    said = f"{speech.speaker} said {thing}" if speech.speaker else thing
    text = f"{said} {reading.say(predicate)}"
    by = f", according to {speech.speaker}" if speech.speaker else ""
    focuses = []
    bare = left[1:] if left[0].tag_ == "DT" else left
    if modal.lower_ in {"will", "shall"} and verb.tag_ != "VBN":
        return
    if verb.tag_ == "VBN" and len(predicate) > (3 if speech.speaker else 5):
        focuses.append(
            Focus(
                name="subject",
                spans=(reading.span(bare),),
                key=reading.inside(bare),
                type="need-subject",
                gap=False,
                question=f"What {reading.say(predicate)}{by}?",
            )
        )
    focuses += _direct_purpose(reading, thing, modal, predicate, by)
    if not any(focus.name == "subject" for focus in focuses):
        focuses += _inner(reading, subject, left, predicate)
    if not speech.speaker and not focuses:
        return  # “exports must rise” is a condition, nobody's demand
    if not focuses and len(bare) > 1:
        focuses.append(Focus(name="subject", spans=(reading.span(bare),), type="object"))
    yield reading.statement(
        kind="need",
        pattern="need",
        category="priority",
        text=text,
        focuses=focuses,
        attribution=speech.speaker,
        confidence=0.7,
        salience=0.75,
    )


def _inner(
    reading: Reading, subject: Token, left: Sequence[Token], predicate: Sequence[Token]
) -> Iterator[Focus]:
    """“the construction of A will be stepped up”: A, where the rest leaves room for one thing only."""
    preposition = next((child for child in subject.rights if child.lower_ == "of"), None)
    if preposition is None or not _DOING.search(subject.lower_):
        return
    inner = [token for token in left if token.i > preposition.i]
    while inner and inner[0].tag_ == "DT":
        inner = inner[1:]
    stop = next((i for i, token in enumerate(inner) if token.tag_ == "IN"), len(inner))
    inner = inner[:stop]
    gone = {token.i for token in inner}
    rest = [token for token in (*left, *predicate) if token.i not in gone]
    telling = [token for token in rest if token.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}]
    if is_telling(inner) and len(inner) <= 8 and len(telling) >= _FEWEST_TELLING:
        yield Focus(name="object", spans=(reading.span(inner),), type="object")


def _direct_purpose(
    reading: Reading, thing: str, modal: Token, predicate: Sequence[Token], by: str
) -> Iterator[Focus]:
    at = next(
        (
            i
            for i in range(2, len(predicate) - 1)
            if predicate[i].tag_ == "TO"
            and predicate[i + 1].tag_ == "VB"
            and predicate[i + 1].dep_ == "advcl"
        ),
        None,
    )
    if at is None:
        return
    done = reading.say(predicate[1:at])
    yield Focus(
        name="purpose",
        spans=(reading.span(predicate[at:]),),
        type="purpose",
        gap=False,
        question=f"Why {modal.lower_} {thing} {done}{by}?",
    )


def _clause_end(reading: Reading, verb: Token) -> int:
    """Where the verb's clause ends: at a comma before speech or before another clause with a subject, or the stop."""
    tokens = reading.tokens
    at = tokens.index(verb)
    stop = range_end(tokens, at)
    for token in tokens[at:stop]:
        joined = token.dep_ == "conj" and token.head == verb and subject_of(token) is not None
        if joined:
            first = subtree(subject_of(token) or token)[0]
            stop = min(stop, tokens.index(first))
    while stop > at + 1 and (tokens[stop - 1].is_punct or tokens[stop - 1].lower_ in {"and", "but", "or"}):
        stop -= 1
    return tokens[stop - 1].i + 1
