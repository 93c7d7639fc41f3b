"""What something is: “X is the fundamental guarantee for Y”, “X is a Y that …”, “X is called Y”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.definitions import is_term, term_name
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.terms import pool_of_term
from quizapp.core.statements.wording import subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_VAGUE = frozenset(
    "thing way reason point example case fact result problem issue question idea one part number kind type sort lot "
    "time matter goal aim purpose answer".split()
)


def find_identities(reading: Reading) -> Iterator[Statement]:
    """Copular clauses whose predicate identifies or defines the subject."""
    for verb in reading.tokens:
        if verb.lower_ not in {"is", "are", "was", "were"} or verb.pos_ != "AUX":
            continue
        subject = next((child for child in verb.children if child.dep_ in {"nsubj", "csubj"}), None)
        attribute = next((child for child in verb.children if child.dep_ == "attr"), None)
        if subject is None or attribute is None or subject.i > verb.i or _is_hedged(verb):
            continue
        is_one_of = any(child.ent_type_ == "ORDINAL" for child in subject.children)
        if verb.dep_ in {"advcl", "relcl", "acl"} or is_one_of:
            continue  # “in cases when X is the cause”, “the first cloud is”: true only there
        yield from _identity(reading, verb, subject, attribute)


def _is_hedged(verb: Token) -> bool:
    return any(
        (child.dep_ in {"neg", "prep"} and child.i < verb.i) or child.tag_ in {"RB", "MD"}
        for child in verb.children
    )


def _identity(reading: Reading, verb: Token, subject: Token, attribute: Token) -> Iterator[Statement]:
    left, right = _phrase(subject), _phrase(attribute)
    if not left or not right or left[-1].i >= verb.i or len(right) > 28 or len(left) > 8:
        return
    if (
        any(token.dep_ in {"relcl", "acl"} for token in left)
        or subject.pos_ == "PRON"
        or attribute.lemma_ in _VAGUE
    ):
        return
    if not _follows(left, verb) or right[0].i != verb.i + 1:
        return
    article = right[0].lower_
    text = reading.say([*left, verb, *right])
    speaker = speech_of(reading).speaker
    by = f", according to {speaker}" if speaker else ""
    superlative = any(child.tag_ == "JJS" for child in attribute.children)
    if is_term(subject) and _has_tail(attribute) and article in {"a", "an", "the"} and not superlative:
        yield _definition(reading, left, right, verb, text)
    elif article == "the" and _has_tail(attribute):
        question = f"What {verb.lower_} {reading.say(right)}{by}?"
        focus = Focus(
            name="subject",
            spans=(reading.span(_bare(left)),),
            type="identity",
            question=question,
            gap=False,
        )
        yield reading.statement(
            kind="superlative" if superlative else "role",
            pattern="identity",
            category="fact",
            text=text,
            focuses=[focus],
            attribution=speaker,
            confidence=0.75,
            salience=0.75,
        )


def _definition(
    reading: Reading, left: Sequence[Token], right: Sequence[Token], verb: Token, text: str
) -> Statement:
    term = _bare(left)
    name = term_name(reading, term)
    article = f"{left[0].lower_} " if left[0].lower_ in {"a", "an"} else ""
    focuses = [
        Focus(
            name="meaning",
            spans=(reading.span(right),),
            type="meaning",
            question=f"What {verb.lower_} {article}{name}?",
            gap=False,
        ),
        Focus(
            name="term",
            spans=(reading.span(term),),
            key=reading.inside(term),
            type=pool_of_term(term),
            gap=False,
            question=f"Which term is defined as {reading.say(right)}?",
            belongs=f"the term for {reading.say(right)}",
        ),
    ]
    return reading.statement(
        kind="definition",
        pattern="definition",
        category="definition",
        text=text,
        focuses=focuses,
        topic=name,
        confidence=0.75,
        salience=0.8,
    )


def _phrase(head: Token) -> list[Token]:
    tokens = subtree(head)
    while tokens and tokens[-1].is_punct:
        tokens = tokens[:-1]
    return tokens


def _bare(tokens: Sequence[Token]) -> list[Token]:
    return list(tokens[1:]) if len(tokens) > 1 and tokens[0].tag_ == "DT" else list(tokens)


def _follows(left: Sequence[Token], verb: Token) -> bool:
    """Whether the verb stands right after its subject."""
    return left[-1].i == verb.i - 1


def _has_tail(attribute: Token) -> bool:
    """“the guarantee for …”, “the largest city in …”: a phrase that makes it one of its kind."""
    return any(
        child.dep_ in {"prep", "acl", "relcl"} and child.i > attribute.i for child in attribute.children
    )
