"""What something does something to: “S V O” with an O worth asking for, asked as “What does S V?”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.names import OFFICES
from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.clauses import Clause, find_clauses
from quizapp.core.statements.patterns.frames import ASKED
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_EMPTY = frozenset(
    "be have do make take get give see look want like let keep put set go come say tell know think mean find feel use "
    "try turn show bring leave begin start face hold add call note offer play pay suffer share reach gain add lose "
    "experience receive follow meet win spend cost enjoy watch hear read ask need cover join enter deserve "
    "mark provide list contain".split()
)
_VAGUE = frozenset(
    "way thing part kind sort type lot number case point example role time place step fact idea problem issue reason "
    "result effect effects impact change changes difference look sense amount variety range rest one ones".split()
)
_POINTING = frozenset(
    "this that these those such another other its their his her each both same some many".split()
)
_LOOSE = frozenset("different various several numerous certain new more further additional".split())
_DEFINING = frozenset("measure reflect represent describe track study regulate govern oversee insure".split())
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "NORP"})
_LONGEST_KEY = 14
_FEWEST_LEFT = 3
_GAP = 4


def find_complements(reading: Reading) -> Iterator[Statement]:
    """One statement of every plain clause whose verb has an object of its own."""
    for clause in find_clauses(reading):
        target = next((child for child in clause.verb.children if child.dep_ == "dobj"), None)
        if target is None or clause.verb.lemma_ in _EMPTY | ASKED or any(map(_is_denied, clause.core)):
            continue
        key = _key(clause, target)
        if (
            key
            and not is_adrift(reading, clause.verb, clause.tokens)
            and _is_known(clause, key)
            and _is_one(clause, key)
        ):
            yield from _statement(clause, key)


def _is_denied(token: Token) -> bool:
    return token.dep_ == "neg" or token.lower_ in {"no", "neither", "nor", "also", "too", "only", "even"}


def _key(clause: Clause, target: Token) -> list[Token]:
    """The object's whole phrase, its article left out, where it says something; else nothing."""
    inside = {token.i for token in clause.core}
    phrase = trimmed([token for token in subtree(target) if token.i in inside])
    if any(token.dep_ == "appos" for token in subtree(target)):
        return []  # “involved the discovery of radium, a term …”: what is set beside it would stay in the question
    if not phrase or phrase[0].i < clause.verb.i or target.pos_ not in {"NOUN", "PROPN"}:
        return []
    if [token.i for token in phrase] != list(range(phrase[0].i, phrase[-1].i + 1)):
        return []  # something was cut out of it
    if len(phrase) > _LONGEST_KEY or target.lemma_.lower() in _VAGUE or phrase[0].lower_ in _POINTING:
        return []
    telling = [token for token in phrase if token.pos_ in _CONTENT or token.tag_ in {"VBN", "VBG"}]
    if len(phrase) == 2 and phrase[0].lower_ in _LOOSE:
        return []  # “different cities”: which ones, nobody could say
    if len(telling) < 2 or any(token.lower_ in {"it", "them", "itself", "themselves"} for token in phrase):
        return []
    return phrase[1:] if phrase[0].tag_ == "DT" and 2 < len(phrase) <= _GAP + 1 else phrase


def _is_known(clause: Clause, key: Sequence[Token]) -> bool:
    """Whether subject, verb and the rest are enough to know the object by."""
    named = any(token.pos_ == "PROPN" or token.ent_type_ for token in clause.subject)
    subject = [token for token in clause.subject if token.pos_ in _CONTENT]
    own = {token.i for token in (*clause.subject, *key, clause.verb)}
    plain = clause.subject[-1].pos_ in {"NOUN", "PROPN"} and clause.subject[0].lower_ not in _POINTING
    if not any(token.pos_ in _CONTENT for token in clause.tokens if token.i not in own):
        is_term = len(subject) >= 2 and clause.verb.tag_ in {"VBZ", "VBP"} and len(key) >= 3
        return (
            plain and is_term and clause.verb.lemma_ in _DEFINING
        )  # “what did lawmakers pass?”: many things
    return (
        plain
        and (named or len(subject) >= 2)
        and clause.is_specific(without=key, needs_name=False, fewest=_FEWEST_LEFT)
    )


def _is_one(clause: Clause, key: Sequence[Token]) -> bool:
    """Whether the object is something in particular, so that no other answer would do as well.

    A name makes it one, and so does a term that the text keeps using or the year in which it was done; “unprecedented
    progress” is anything.
    """
    dated = re.search(r"\b[12]\d{3}\b", clause.text) is not None
    if clause.verb.lemma_ in _DEFINING or dated:
        return True
    named = any(token.pos_ == "PROPN" or token.ent_type_ in _NAMES for token in key)
    return named or clause.reading.terms.weight([t for t in key if t.tag_ != "DT"]) > 0


def _statement(clause: Clause, key: Sequence[Token]) -> Iterator[Statement]:
    reading = clause.reading
    if clause.subject[0].tag_ != "DT" and any(
        OFFICES.fullmatch(token.text) and token.nbor(1).lower_ == "of" for token in clause.subject[:3]
    ):
        return  # “general secretary of the party chaired …”: cut out of a longer title
    article = [token for token in clause.core if token.i == key[0].i - 1 and token.tag_ == "DT"]
    if OFFICES.fullmatch(reading.sentence.words(key)):
        return  # “publicly backed the prime minister”: whose name is known
    person = reading.names.label(reading.sentence.words(key)) == "PERSON"
    question = clause.ask("Whom" if person else "What", without=[*article, *key])
    if question is None:
        return
    focus = Focus(
        name="object",
        spans=(reading.span(key),),
        type=f"object-of-{clause.verb.lemma_}",
        question=question,
        gap=len(key) <= _GAP,
    )
    yield reading.statement(
        kind="fact",
        pattern="complement",
        category="fact",
        text=clause.text,
        focuses=[focus],
        attribution=clause.speaker,
        confidence=0.45,
        salience=0.5,
    )
