"""What a thing is for and what happens in it: “X is used to V”, “S uses X to V”, “T, in which S V”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.terms import bare, is_specific
from quizapp.core.statements.wording import invert, own_clause, subject_of, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST, _LONGEST = 4, 26
_LONGEST_QUESTION = 18
_SPOKEN = re.compile(
    r"\b(?:you|your|we|our|us|I|my|this|these|those(?! who\b)|here|it|its|them|they)\b", re.I
)
_OPEN = frozenset("also sometimes not never only even".split())
_NESTED = frozenset({"relcl", "acl", "advcl", "csubj", "pcomp", "xcomp"})
_EMPTY = frozenset(
    "case situation way example year time period century place country city area world scene story book film game "
    "system society market market-place group study experiment process".split()
)


def find_uses(reading: Reading) -> Iterator[Statement]:
    """Every such clause of the sentence."""
    for token in reading.tokens:
        if token.lemma_ == "use" and token.pos_ == "VERB" and token.dep_ not in _NESTED:
            yield from _used(reading, token)
        elif token.lower_ == "which" and token.dep_ == "pobj" and token.head.lower_ == "in":
            yield from _in_which(reading, token)


def _used(reading: Reading, verb: Token) -> Iterator[Statement]:
    """“X is used to V …”, “S uses X to V …”: what for."""
    act = next(
        (c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" and c.i > verb.i), None
    )
    to = next((child for child in act.children if child.tag_ == "TO"), None) if act is not None else None
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    target = next((child for child in verb.children if child.dep_ == "dobj"), None)
    thing = subject_of(verb) if passive else target
    if act is None or to is None or thing is None or (passive and act.dep_ != "xcomp"):
        return
    key = trimmed([token for token in subtree(act) if token.i >= to.i])
    clause = own_clause(verb)
    left = [token for token in clause if token not in key]
    if any(token.lower_ in _OPEN or token.dep_ in {"advcl", "relcl"} for token in left) or not key:
        return
    if any(token.i > key[-1].i for token in left) or not _stands(reading, verb, left):
        return
    asked = invert(reading.sentence, verb, clause, without=subtree(act), names=reading.names_in(clause))
    if asked is not None and len(asked.split()) <= _LONGEST_QUESTION:
        yield from _statement(
            reading, key, f"What {asked} for?", text=reading.say(clause), pattern="used-for"
        )


def _stands(reading: Reading, verb: Token, left: Sequence[Token]) -> bool:
    """Whether user and thing are known by their own words."""
    subject = subject_of(verb)
    words = reading.sentence.words(left)
    return (
        subject is not None
        and subject.pos_ in {"NOUN", "PROPN"}
        and not _SPOKEN.search(words)
        and not points_elsewhere(reading, left)
        and not is_adrift(reading, verb, left)
    )


def _in_which(reading: Reading, which: Token) -> Iterator[Statement]:
    """“T, in which S V”: the clause tells what happens in T, the noun phrase right before the comma."""
    lead = which.head
    verb = lead.head
    comma = lead.nbor(-1) if lead.i else lead
    chunk = next((c for c in reading.sentence.chunks if c.end == comma.i), None)
    subject = subject_of(verb)
    if (
        comma.text != ","
        or verb.dep_ != "relcl"
        or chunk is None
        or subject is None
        or subject.pos_ == "PRON"
    ):
        return
    term = bare(chunk)
    if not _is_process(reading, chunk.root, term) or verb.head not in {chunk.root, *chunk.root.ancestors}:
        return
    key = _told(reading, verb, subject)
    finite = next((child for child in verb.children if child.dep_ in {"aux", "auxpass"}), verb)
    whole = key and [t.i for t in key] == list(range(key[0].i, key[-1].i + 1))
    if not whole or finite.tag_ not in {"VBZ", "VBP", "MD"} or _SPOKEN.search(reading.sentence.words(key)):
        return
    thing = reading.inside([token for token in chunk if not token.is_space])
    text = f"In {thing}, {reading.say(key)}"
    yield from _statement(reading, key, f"What happens in {thing}?", text=text, pattern="in-which")


def _is_process(reading: Reading, root: Token, term: Sequence[Token]) -> bool:
    """Two words or more, or a noun made of a verb, that names no place, person or time."""
    made = root.lower_.endswith(("ion", "ing", "ism", "ment", "sis"))
    return (
        bool(term)
        and root.pos_ == "NOUN"
        and not root.ent_type_
        and (len(term) > 1 or made)
        and root.lemma_ not in _EMPTY
        and is_specific(term)
        and not points_elsewhere(reading, term)
    )


def _told(reading: Reading, verb: Token, subject: Token) -> list[Token]:
    """The clause to its end, whatever the parser hangs its last words on; empty where it is not plain where that is."""
    stop = next(
        (t.i for t in reading.tokens if t.i > verb.i and t.text in {";", "—", ":", "("}),
        reading.tokens[-1].i + 1,
    )
    if any(child.dep_ == "neg" for child in verb.children):
        return []
    key = trimmed([t for t in subtree(verb) if subtree(subject)[0].i <= t.i < stop])
    after = [t for t in reading.tokens if key and key[-1].i < t.i < stop and t.text != "."]
    if not after or after[0].is_punct:
        return key
    listed = after[0].tag_ == "CC" and not any(t.tag_ in {"VBZ", "VBP", "VBD", "MD"} for t in after)
    return trimmed([*key, *after]) if listed else []


def _statement(
    reading: Reading, key: Sequence[Token], question: str, *, text: str, pattern: str
) -> Iterator[Statement]:
    if not _SHORTEST <= len(key) <= _LONGEST:
        return
    yield reading.statement(
        kind="purpose",
        pattern=pattern,
        category="fact",
        text=text,
        focuses=[
            Focus(name="use", spans=(reading.span(key),), type="result", question=question, gap=False),
        ],
        confidence=0.8,
        salience=0.75,
    )
