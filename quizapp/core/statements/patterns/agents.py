"""Who or what does something: clauses whose subject is a name that is not on everybody's lips in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.core.statements.gazetteer import DIRECTIONS, pool_of_place, sort_of_place
from quizapp.core.statements.names import entity_text
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import capitalize, subject_of, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"ROOT", "ccomp"})
_EMPTY = frozenset(
    {
        "be",
        "have",
        "do",
        "say",
        "add",
        "note",
        "tell",
        "go",
        "make",
        "take",
        "get",
        "see",
        "know",
        "think",
        "call",
        "stress",
        "urge",
        "emphasize",
        "underline",
        "underscore",
        "point",
        "announce",
    }
)


_WORN = 5  # a name on everybody's lips in the text is no answer worth asking for
_FEWEST_TELLING = 4


def find_agents(reading: Reading) -> Iterator[Statement]:
    """“Which region shoulders the main responsibility for …?”, “Who founded …?”"""
    for verb in reading.tokens:
        if (
            verb.dep_ not in _CLAUSES
            or verb.pos_ != "VERB"
            or verb.tag_ not in {"VBD", "VBZ"}
            or verb.lemma_ in _EMPTY
        ):
            continue
        subject = subject_of(verb)
        if subject is None or subject.i > verb.i or any(child.dep_ == "neg" for child in verb.children):
            continue
        yield from _agent(reading, verb, subject)


def _agent(reading: Reading, verb: Token, subject: Token) -> Iterator[Statement]:
    entity = next((ent for ent in reading.sentence.entities if ent.end - 1 == subject.i), None)
    if entity is None or entity.label_ not in {"PERSON", "GPE", "LOC"}:
        return
    name = entity_text(entity)
    if entity.label_ == "PERSON" and verb.tag_ == "VBZ" and " " not in reading.names.full(name):
        return  # “Ada wants to …”: somebody in an example
    full = reading.names.full(name)
    predicate = _predicate(verb)
    if (
        full in {reading.names.dominant(), reading.names.leading}
        or reading.names.mentions[full] >= _WORN
        or len(predicate) < 5
        or sum(token.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"} for token in predicate) < _FEWEST_TELLING
        or subtree(subject)[-1] != subject
    ):
        return
    key = [token for token in entity if token.tag_ != "DT"]
    if key[0].i > reading.sentence.span.start and key[0].nbor(-1).lower_ in DIRECTIONS:
        key.insert(0, key[0].nbor(-1))
    word, type = _asks(reading, name, key)
    if word == "Which place":
        return  # it may be a firm
    lead = _times_before(reading, verb, subject)
    question = (
        f"{lead}, {word.lower()} {reading.say(predicate)}?" if lead else f"{word} {reading.say(predicate)}?"
    )
    focus = Focus(
        name="agent",
        spans=(reading.span(key),),
        type=type,
        question=question,
        accept=_other_names(name, full, type),
    )
    yield reading.statement(
        kind="agent",
        pattern="agent",
        category="people" if type == "person" else "region",
        text=reading.say([*key, *predicate]),
        focuses=[focus],
        attribution=speech_of(reading).speaker,
        confidence=0.65,
        salience=0.6,
    )


def _other_names(name: str, full: str, type: str) -> tuple[str, ...]:
    """The full name of a short one; of a person's full name the last one, which the text may use alone."""
    if full != name:
        return (full,)
    return (name.split()[-1],) if type == "person" and " " in name else ()


def _times_before(reading: Reading, verb: Token, subject: Token) -> str:
    """“In the late 1790s, Britain had the best mills”: the time without which it is not true."""
    first = subtree(subject)[0].i
    lead = next(
        (
            child
            for child in verb.lefts
            if child.dep_ == "prep" and child.i < first and any(t.ent_type_ == "DATE" for t in child.subtree)
        ),
        None,
    )
    return capitalize(reading.say(trimmed(subtree(lead)))) if lead is not None else ""


def _predicate(verb: Token) -> list[Token]:
    """The verb and all after it that is its own."""
    cut = {
        token.i
        for child in verb.children
        if child.dep_ in {"advcl", "parataxis", "conj", "cc"} and child.i > verb.i
        for token in child.subtree
    }
    tokens = [token for token in subtree(verb) if token.i >= verb.i and token.i not in cut]
    while tokens and tokens[-1].is_punct:
        tokens = tokens[:-1]
    return tokens


def _asks(reading: Reading, name: str, key: list[Token]) -> tuple[str, str]:
    label = reading.names.label(name)
    if label == "PERSON":
        return "Who", "person"
    sort = sort_of_place(reading.sentence.words(key))
    return f"Which {'region' if sort == 'area' else sort}", pool_of_place(sort)
