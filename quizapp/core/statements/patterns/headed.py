"""Fact sheets: a paragraph that opens with what it achieves (“Cuts red tape.”) and goes on with what is done for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.parse import Sentence
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import base_form, own_clause, subject_of, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST_HEADING, _FEWEST_HEADING = 14, 3
_FEWEST, _LONGEST, _LONGEST_SUBJECT = 6, 42, 8
_LONGEST_QUESTION = 26


def find_headed(reading: Reading) -> Iterator[Statement]:
    """One statement of the sentence right behind such an opening."""
    at = reading.sentence.index
    opening = reading.mentions.sentences[at - 1] if at else None
    if opening is None or opening.passage != reading.sentence.passage:
        return
    before = reading.mentions.sentences[at - 2] if at > 1 else None
    if before is not None and before.passage == opening.passage:
        return
    aim = _aim(reading, opening)
    verb = reading.sentence.span.root
    subject = subject_of(verb)
    if not aim or subject is None or subject.i > verb.i or verb.tag_ not in {"VBZ", "VBP"}:
        return
    yield from _statement(reading, verb, subject, aim)


def _aim(reading: Reading, opening: Sentence) -> str:
    """“Cuts red tape.” → “cut red tape”, capitals of a headline made small; empty where it is no such opening."""
    tokens = trimmed(opening.tokens)
    if not _FEWEST_HEADING <= len(tokens) <= _LONGEST_HEADING or not opening.text.endswith("."):
        return ""
    first = tokens[0].lower_
    verb = base_form(first)
    told = tokens[0].dep_ in {"nsubj", "nsubjpass"} and tokens[1].pos_ == "VERB"
    if not first.endswith("s") or verb == first or told:
        return ""
    if any(token.tag_ in {"PRP", "PRP$", "WDT"} for token in tokens):
        return ""
    words = [verb, *(_small(reading, token) for token in tokens[1:])]
    return "".join(word + token.whitespace_ for word, token in zip(words, tokens, strict=True)).strip()


def _small(reading: Reading, token: Token) -> str:
    """A headline's word as it stands inside a sentence: “and supports” is one of its verbs."""
    before = token.nbor(-1)
    if before.tag_ == "CC" and token.pos_ == "VERB" and token.lower_.endswith("s"):
        return base_form(token.text)
    names = reading.names
    titled = token.pos_ == "PROPN" and not token.ent_type_ and not names.label(token.text)
    small = (
        names.is_common(token.text)
        or not names.is_capital(token.text)
        or titled
        or token.pos_ in {"ADP", "CCONJ"}
    )
    return token.lower_ if small else token.text


def _statement(reading: Reading, verb: Token, subject: Token, aim: str) -> Iterator[Statement]:
    clause = trimmed(without_links(own_clause(verb)))
    who = trimmed(subtree(subject))
    if not who or clause[0] != who[0] or len(who) > _LONGEST_SUBJECT or points_elsewhere(reading, who):
        return
    key = _done([t for t in clause if t.i >= verb.i])
    if not _FEWEST <= len(key) <= _LONGEST or any(
        t.tag_ == "PRP" or t.lower_ in {"this", "these"} for t in key
    ):
        return
    helper = "does" if verb.tag_ == "VBZ" else "do"
    question = f"What {helper} {reading.inside(who)} do to {aim}?"
    if len(question.split()) > _LONGEST_QUESTION:
        return
    yield reading.statement(
        kind="purpose",
        pattern="headed",
        category="priority",
        text=reading.say(clause),
        focuses=[
            Focus(
                name="measure",
                spans=(reading.span(key),),
                type=f"headed-{reading.sentence.index}",
                question=question,
                gap=False,
            )
        ],
        confidence=0.7,
        salience=0.65,
    )


def _done(tokens: Sequence[Token]) -> list[Token]:
    """What is done, without what a dash or “, which …” sets beside it."""
    for n, token in enumerate(tokens):
        after = tokens[n + 1] if n + 1 < len(tokens) else token
        beside = token.text == "," and (after.tag_ in {"WDT", "WP"} or after.lower_ in {"while", "as"})
        if beside or token.text in {";", ":"}:
            return trimmed(tokens[:n])
    return trimmed(tokens)
