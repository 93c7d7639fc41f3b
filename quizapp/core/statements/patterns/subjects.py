"""What does something: clauses with a term of the document for their subject, told by a predicate of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.gazetteer import is_organization, pool_of_place, sort_of_place
from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.terms import bare
from quizapp.core.statements.wording import (
    own_clause,
    singular_after_what,
    subject_of,
    subtree,
    trimmed,
    without_links,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST, _LONGEST, _LONGEST_LEAD = 6, 26, 8
_FEWEST_TELLING = 4
_DENIED = frozenset("not never also too again another other same only even still instead sometimes".split())
_SPOKEN = re.compile(r"\b(?:you|your|we|our|us|I|my|this|these|that|those|such|here|they|it|he|she)\b", re.I)
_EMPTY = frozenset(
    "seem appear become happen occur exist remain begin start continue come go mean refer include".split()
)
_PEOPLE = re.compile(
    r"(?:er|or|ist|ian|ant|ee|man|woman|men|women|people|person|folk|child|children|household|family|familie|student)s?$"
)


_WORN = 5
_GENERAL = frozenset({"VBZ", "VBP", "VBD"})
_PRAISE = frozenset("famous great important new old legendary notable popular beloved so-called".split())


def find_subjects(reading: Reading) -> Iterator[Statement]:
    """One statement of each main clause that has a subject of its own."""
    root = reading.sentence.span.root
    if speech_of(reading).speaker:
        return
    for main in [root, *(child for child in root.children if child.dep_ == "conj")]:
        subject = subject_of(main)
        if subject is not None and subject.i < main.i and main.tag_ in _GENERAL:
            yield from _told(reading, main, subject)


def _told(reading: Reading, main: Token, subject: Token) -> Iterator[Statement]:
    """What is told of the subject, asked for it."""
    clause = trimmed(without_links(own_clause(main)))
    term = _term(reading, subject)
    predicate = [token for token in clause if token.i > subject.i]
    if is_adrift(reading, main, predicate):
        return
    begin = subtree(subject)[0].i
    lead = trimmed([token for token in clause if token.i < begin])
    if not term or not _tells(reading, main, predicate, term) or not _may_move(main, lead):
        return
    asked = singular_after_what(reading.say(predicate), predicate) + (
        f" {reading.inside(lead)}" if lead else ""
    )
    name, type = _pool(reading, term)
    focus = Focus(
        name="subject",
        spans=(reading.span(term),),
        key=reading.inside(term),
        type=type,
        question=f"{name} {asked}?",
        belongs=f"what {reading.say(predicate)}",
    )
    yield reading.statement(
        kind="agent",
        pattern="subject",
        category="fact",
        text=reading.say(clause),
        focuses=[focus],
        confidence=0.6,
        salience=0.55,
    )


def _term(reading: Reading, subject: Token) -> list[Token]:
    """The subject where it is a term that the document keeps using, alone and unqualified."""
    phrase = trimmed(subtree(subject))
    if phrase[-1:] != [subject]:
        return []
    term = [token for token in phrase if token.tag_ != "DT"]
    while len(term) > 1 and term[0].lower_ in _PRAISE and term[-1].pos_ == "PROPN":
        term = term[1:]
    name = reading.names.full(reading.sentence.words(term)) if term else ""
    if name and (reading.names.leading == name or reading.names.mentions[name] >= _WORN):
        return []  # “Which country …?” in a text about one country
    chunk = next((chunk for chunk in reading.sentence.chunks if chunk.root == subject), None)
    if chunk is None or not term or bare(chunk) != term or names_people(subject):
        return []
    articles = {token.lower_ for token in phrase if token.tag_ == "DT"}
    is_name = all(token.pos_ == "PROPN" for token in term)
    weight = reading.terms.weight(term)
    if (
        articles - {"the", "a", "an"}
        or not (weight or is_name)
        or reading.names.label(reading.sentence.words(term)) == "NORP"
        or any(t.ent_type_ == "PERSON" for t in term)
    ):
        return []
    return term if is_name or len(term) > 1 or not articles else []


def names_people(noun: Token) -> bool:
    """“farmers”, “residents”: a noun for people, told by its ending."""
    return noun.pos_ == "NOUN" and bool(_PEOPLE.search(noun.lower_))


def _tells(reading: Reading, main: Token, predicate: Sequence[Token], term: Sequence[Token]) -> bool:
    """Whether the predicate is told of one thing: long enough, of this world, not denied, not about the reader."""
    telling = [token for token in predicate if token.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}]
    words = reading.sentence.words(predicate) if predicate else ""
    own = {token.lemma_.lower() for token in term}
    finite = main.tag_ in {"VBZ", "VBP", "VBD"} or any(
        child.dep_ in {"aux", "auxpass"} for child in main.children
    )
    plain = not any(token.lower_ in _DENIED or token.dep_ == "neg" for token in predicate)
    apart = not any(token.lemma_.lower() in own for token in telling)
    whole = predicate[-1].tag_ not in {"IN", "TO", "DT"} if predicate else False
    several = any(child.dep_ in {"conj", "appos"} for child in term[-1].children)
    state = main.lemma_ == "be" and any(child.dep_ == "acomp" for child in main.children)
    turned = any(token.lower_ in {"while", "but", "because", "since", "whereas"} for token in predicate)
    return (
        not (several or state or turned)
        and _SHORTEST <= len(predicate) <= _LONGEST
        and len(telling) >= _FEWEST_TELLING
        and main.lemma_ not in _EMPTY
        and not (main.lemma_ == "be" and any(child.dep_ == "attr" for child in main.children))
        and finite
        and plain
        and apart
        and whole
        and not _SPOKEN.search(words)
        and not any(child.dep_ == "advcl" for child in main.children if child.i < main.i)
        and not any(token.text in {"—", "–", ";", ":", "(", ")", '"', "“"} for token in predicate)
    )


def _may_move(main: Token, lead: Sequence[Token]) -> bool:
    """Whether what stands before the subject is one short phrase of place or time, or nothing."""
    if not lead:
        return True
    head = next((child for child in main.children if child == lead[0] and child.dep_ == "prep"), None)
    return (
        head is not None and len(lead) <= _LONGEST_LEAD and head.lower_ not in {"unlike", "like", "because"}
    )


def _pool(reading: Reading, term: Sequence[Token]) -> tuple[str, str]:
    """The question word, and the pool of what is of the same sort and number."""
    name = reading.sentence.words(term)
    label = reading.names.label(name)
    if label == "PERSON":
        return "Who", "person"
    if label == "ORG" and is_organization(name):
        return "Which organization", "organization"
    if label in {"GPE", "LOC"}:
        sort = sort_of_place(name)
        return f"Which {'region' if sort == 'area' else sort}", pool_of_place(sort)
    return "What", "told"  # what a predicate is not told of, no list of terms can prove
