"""How two things differ: “Unlike A, B V”, “B differs from A in that S”, “A V, whereas B V”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import own_clause, subject_of, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST, _LONGEST = 5, 32
_LONGEST_NAME = 6
_LOOSE = frozenset("most many some other others few several all both each any".split())
_SPOKEN = re.compile(r"\b(?:you|your|we|our|us|I|my|this|these|those|here|such)\b", re.I)
_MARKS = re.compile(r"\b(?:unlike|differs?|whereas|while)\b", re.I)
_IT = re.compile(r"\b(?:it|they)\b")
_GENERAL = frozenset({"VBZ", "VBP", "MD"})


def find_contrasts(reading: Reading) -> Iterator[Statement]:
    """At most one statement of a sentence."""
    if not _MARKS.search(reading.sentence.text):
        return
    root = reading.sentence.span.root
    if root.pos_ not in {"VERB", "AUX"} or _SPOKEN.search(reading.sentence.text):
        return
    statement = _unlike(reading, root) or _in_that(reading, root) or _whereas(reading, root)
    if statement is not None:
        yield statement


def _unlike(reading: Reading, root: Token) -> Statement | None:
    """“Unlike A, B V”: what is told of B is what A lacks."""
    tokens = trimmed(without_links(reading.tokens))
    unlike = tokens[0] if tokens else root
    other = next((child for child in unlike.children if child.dep_ == "pobj"), None)
    subject = subject_of(root)
    if unlike.lower_ != "unlike" or other is None or subject is None or subject.i > root.i:
        return None
    clause = [token for token in trimmed(own_clause(root)) if token.i >= subtree(subject)[0].i]
    phrase = trimmed(subtree(other))
    most = phrase[:1] if phrase and phrase[0].lower_ in {"most", "other", "many"} else []
    names = _named(reading, phrase[len(most) :]), _name(reading, subject)
    if not all(names) or unlike.head != root:
        return None
    lead = f"{most[0].lower_} " if most else ""
    return _statement(reading, names[1], f"{lead}{names[0]}", clause, subject)


def _in_that(reading: Reading, root: Token) -> Statement | None:
    """“B differs from A in that S”."""
    subject = subject_of(root)
    if root.lemma_ != "differ" or subject is None or subject.i > root.i:
        return None
    origin = next((child for child in root.children if child.lower_ == "from"), None)
    other = next((child for child in origin.children if child.dep_ == "pobj"), None) if origin else None
    if other is None:
        return None
    end = next((token.i for token in reading.tokens if token.i > other.i and token.lower_ == "in"), 0)
    that = end and reading.sentence.span.doc[end + 1].lower_ == "that"
    before = [token for token in subtree(other) if not end or token.i < end]
    names = _named(reading, before), _name(reading, subject)
    key = trimmed([token for token in reading.tokens if token.i >= end])
    return _statement(reading, names[1], names[0], key, subject) if that and all(names) else None


def _whereas(reading: Reading, root: Token) -> Statement | None:
    """“A V, whereas B V”: both of one sort, told by one verb or named by one noun."""
    mark = next(
        (
            t
            for t in reading.tokens
            if t.lower_ in {"whereas", "while"} and t.i > root.i and t.nbor(-1).text == ","
        ),
        None,
    )
    subject = subject_of(root)
    second = mark.head if mark is not None else root
    other = subject_of(second)
    if mark is None or subject is None or other is None or second.dep_ != "advcl" or other.i < mark.i:
        return None
    if "PROPN" in {subject.pos_, other.pos_}:
        return None  # two names and what each of them did at some time
    alike = subject.lemma_ == other.lemma_ or root.lemma_ == second.lemma_
    alike = alike and not any(token.lower_ in {"other", "also", "too", "same"} for token in subtree(second))
    names = _name(reading, subject), _name(reading, other)
    claim = trimmed(without_links(reading.tokens))
    if not alike or not all(names) or names[0] == names[1] or claim[0] not in subtree(subject):
        return None
    return _statement(reading, names[0], names[1], claim, subject, both=True)


def _name(reading: Reading, noun: Token) -> str:
    """A thing as a question names it; empty where it is no plain common noun that stands by itself."""
    return _named(reading, trimmed(subtree(noun)))


def _named(reading: Reading, phrase: Sequence[Token]) -> str:
    plain = (
        phrase
        and len(phrase) <= _LONGEST_NAME
        and phrase[-1].pos_ in {"NOUN", "PROPN"}
        and phrase[-1].ent_type_ != "PERSON"
        and not any(token.lower_ in _LOOSE or token.tag_ in {"CD", "PRP$", "JJR"} for token in phrase)
        and not any(token.is_punct and token.text != "-" for token in phrase)
        and not points_elsewhere(reading, phrase)
    )
    return reading.inside(phrase) if plain else ""


def _statement(
    reading: Reading, thing: str, other: str, key: Sequence[Token], subject: Token, *, both: bool = False
) -> Statement | None:
    root = reading.sentence.span.root
    verb = next((child for child in root.children if child.dep_ in {"aux", "auxpass"}), root)
    if not _SHORTEST <= len(key) <= _LONGEST or is_adrift(reading, root, key) or verb.tag_ not in _GENERAL:
        return None
    said = reading.say(trimmed(without_links(reading.tokens)))
    if both and _IT.search(said):
        return None  # which of the two “it” is, or whether it is something else
    many = subject.tag_ == "NNS"
    question = (
        f"How do {thing} and {other} differ?"
        if both
        else f"How {'do' if many else 'does'} {thing} differ from {other}?"
    )
    focus = Focus(
        name="difference",
        spans=(reading.span(key),),
        key=reading.inside(key) if key[0].i == reading.sentence.span.start else None,
        type="result",
        question=question,
        gap=False,
    )
    return reading.statement(
        kind="comparison",
        pattern="contrast",
        category="fact",
        text=_IT.sub(lambda _: thing, said),
        focuses=[focus],
        confidence=0.8,
        salience=0.8,
    )
