"""General facts: a plain sentence that stands alone and holds one of the document's terms, which becomes a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.clauses import outside_brackets
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.terms import bare, is_specific
from quizapp.core.statements.wording import subject_of, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SHORTEST, _LONGEST = 9, 30
_ONE_WORD = 2  # as it stands and in the singular
_CUT = re.compile(r"[—–;:?!\"“”\[\]]")
_SPOKEN = re.compile(
    r"\b(?:we|you|your|our|us|let|imagine|suppose|consider|recall|remember|notice|note|see|I)\b", re.I
)
_LOOSE = re.compile(
    r"\b(?:another|other|others|some|one|each|such|these|those|this|that|same|also|too|so)\b", re.I
)


def find_facts(reading: Reading) -> Iterator[Statement]:
    """At most one statement of a sentence."""
    claim = plain_claim(reading)
    if not claim:
        return
    text = reading.say(claim)
    key = _best_term(reading, claim)
    if is_adrift(reading, reading.sentence.span.root, [token for token in claim if token not in key]):
        return
    told = {token.lemma_.lower() for token in key} & reading.known
    if told and len(reading.known) <= _ONE_WORD:
        return  # the title gives it away
    if not key or text.casefold().count(reading.sentence.words(key).casefold()) != 1:
        return
    focus = Focus(name="term", spans=(reading.span(key),), type="fact-term")
    yield reading.statement(
        kind="fact",
        pattern="fact",
        category="fact",
        text=text,
        focuses=[focus],
        confidence=0.45,
        salience=0.4,
    )


def plain_claim(reading: Reading) -> list[Token]:
    """The whole sentence where it is plain: one finite main verb with a noun for its subject, nothing pointing back."""
    sentence = reading.sentence
    root = sentence.span.root
    subject = subject_of(root)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or root.pos_ not in {"VERB", "AUX"}:
        return []
    if not sentence.text.endswith(".") or _CUT.search(sentence.text) or _SPOKEN.search(sentence.text):
        return []
    if speech_of(reading).speaker or any(token.dep_ == "neg" for token in root.children):
        return []
    claim = trimmed(outside_brackets(without_links(reading.tokens)))
    if not _SHORTEST <= len(claim) <= _LONGEST or not claim[0].text[:1].isalpha():
        return []
    if any(child.dep_ == "advcl" and child.i < root.i for child in root.children):
        return []
    before = [token for token in claim if token.i < subject.i]
    return [] if any(_LOOSE.fullmatch(token.text) for token in [*before, subject]) else claim


def _best_term(reading: Reading, claim: Sequence[Token]) -> list[Token]:
    """The most used term of the sentence that leaves enough to be known by."""
    inside = {token.i for token in claim}
    found = []
    root = reading.sentence.span.root
    subject = subject_of(root)
    asked = {token.i for token in _heads(subject)} if subject is not None else set()
    asked |= {token.i for child in root.children if child.dep_ in {"dobj", "attr"} for token in _heads(child)}
    for chunk in reading.sentence.chunks:
        tokens = bare(chunk)
        weight = reading.terms.weight(tokens)
        if (
            weight
            and chunk.root.i in asked
            and tokens[0].i in inside
            and _is_concept(chunk, tokens)
            and _rest_tells(claim, tokens)
        ):
            found.append((len(tokens) > 1, weight, -tokens[0].i, tokens))
    return max(found, default=(False, 0, 0, []), key=lambda entry: entry[:3])[3]


def _heads(subject: Token) -> list[Token]:
    """The subject and what a rise, lack or number of it is of."""
    return [
        subject,
        *(
            child
            for lead in subject.children
            if lead.dep_ == "prep" and lead.lower_ in {"of", "in"}
            for child in lead.children
            if child.dep_ == "pobj"
        ),
    ]


def _is_concept(chunk: Span, tokens: Sequence[Token]) -> bool:
    """A concept or an institution: no place that any other could replace, no loose phrase, no name that was cut."""
    last = tokens[-1]
    after = last.nbor(1) if last.i + 1 < len(last.doc) else last
    cut = last.pos_ == "PROPN" and after.lower_ in {"of", "for"}
    place = all(token.ent_type_ in {"GPE", "NORP", "LOC"} for token in tokens)
    return (
        is_specific(tokens)
        and not cut
        and not place
        and not any(token.tag_ in {"PRP$", "CD"} for token in chunk)
    )


def _rest_tells(claim: Sequence[Token], term: Sequence[Token]) -> bool:
    """Five words of meaning beside the gap, none of them the term's own head."""
    gone = {token.i for token in term}
    rest = [
        token
        for token in claim
        if token.i not in gone and token.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}
    ]
    heads = {token.lemma_.lower() for token in term if token.pos_ in {"NOUN", "PROPN"}}
    return len(rest) >= 5 and not any(token.lemma_.lower() in heads for token in rest)
