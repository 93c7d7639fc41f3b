"""What belongs to a whole: “the causes of X include A, B and C”, “X consists of A and B”, “X borders A and B”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.gazetteer import is_country, pool_of_place, sort_of_place
from quizapp.core.statements.patterns.clauses import Clause, find_clauses
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_HOLDING = {
    "include": "",
    "comprise": "",
    "contain": "",
    "consist": "of",
    "border": "",
    "involve": "",
    "cover": "",
}
_FEWEST, _MOST, _LONGEST = 2, 8, 14
_MOST_NAMED = 16
_OPEN = frozenset({"etc", "etc.", "others", "more", "many", "possibly", "perhaps", "probably"})


def find_members(reading: Reading) -> Iterator[Statement]:
    """At most one list of a clause."""
    if not any(token.lemma_ in _HOLDING for token in reading.tokens):
        return
    for clause in find_clauses(reading):
        statement = _members(clause)
        if statement is not None:
            yield statement


def _members(clause: Clause) -> Statement | None:
    verb, reading = clause.verb, clause.reading
    if verb.lemma_ not in _HOLDING or verb.tag_ not in {"VBD", "VBZ", "VBP"} or clause.leads:
        return None
    wanted = _HOLDING[verb.lemma_]
    holder = next((c for c in verb.children if wanted and c.dep_ == "prep" and c.lower_ == wanted), verb)
    first = next((c for c in holder.children if c.dep_ in {"dobj", "pobj"} and c.i > verb.i), None)
    if first is None or first not in clause.core or (wanted and holder == verb):
        return None
    if counted := _counted(clause, first):
        return counted
    if any(token.text == ":" for token in subtree(first)):
        return None
    listed = trimmed([token for token in subtree(verb) if token.i >= subtree(first)[0].i])
    members = _parts(first, listed)
    if not _FEWEST <= len(members) <= _MOST or any(len(m) > _LONGEST or not m for m in members):
        return None
    if any(token.lower_ in _OPEN for token in listed) or any(
        token.dep_ == "relcl" for token in clause.subject
    ):
        return None
    before = [token for token in clause.core if token.i < listed[0].i]
    question = clause.ask("what", without=clause.core[len(before) :])
    if clause.core[0].lower_ in {"some", "other"}:
        return None  # “some banks include A and B”: they are A and B
    if question is None or not clause.is_specific(
        without=clause.core[len(before) :], needs_name=False, fewest=2
    ):
        return None
    which = clause.ask("which of these", without=clause.core[len(before) :])
    type = _type(reading, members)
    focus = Focus(
        name="members",
        spans=tuple(reading.span(member) for member in members),
        type=type,
        question=question,
        choose_all=which if type != "member" else None,
        belongs=f"part of the answer to “{question}”",
        gap=False,
    )
    return reading.statement(
        kind="enumeration",
        pattern="members",
        category="list",
        text=reading.say([*before, *listed]),
        focuses=[focus],
        attribution=clause.speaker,
        confidence=0.8,
        salience=0.75,
    )


def _counted(clause: Clause, things: Token) -> Statement | None:
    """“X covers the eleven regions of A, B … and K”: how many there are and what they are says who belongs."""
    reading = clause.reading
    of = next((child for child in things.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    number = next((child for child in things.children if child.dep_ == "nummod"), None)
    first = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    if of is None or number is None or first is None or things.tag_ != "NNS":
        return None
    members = _parts(first, trimmed(subtree(first)))
    if not _FEWEST <= len(members) <= _MOST_NAMED or any(not member or len(member) > 4 for member in members):
        return None
    noun = [token for token in trimmed(subtree(things)) if token.i < of.i and token.tag_ != "DT"]
    kind = [token for token in noun if token.i > number.i]
    gone = [token for token in clause.core if token.i >= trimmed(subtree(things))[0].i]
    question = clause.ask(f"which {reading.inside(noun)}", without=gone)
    if question is None or not clause.is_specific(without=gone, fewest=1):
        return None
    focus = Focus(
        name="members",
        spans=tuple(reading.span(member) for member in members),
        type=_type(reading, members),
        question=question,
        choose_all=clause.ask(f"which of these {reading.inside(kind)}", without=gone),
        belongs=f"part of the answer to “{question}”",
        gap=False,
    )
    return reading.statement(
        kind="enumeration",
        pattern="members",
        category="region" if focus.type != "member" else "list",
        text=reading.say(clause.core),
        focuses=[focus],
        attribution=clause.speaker,
        confidence=0.85,
        salience=0.85,
    )


def _parts(first: Token, tokens: Sequence[Token]) -> list[list[Token]]:
    """The members of the list that begins with ``first``, parted by commas and the last “and”.

    Empty where it is not plain which “and” is the last.
    """
    if any(token.tag_ in {"VBZ", "VBD", "MD", "WDT", "WP"} for token in tokens):
        return []
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    ands = [n for n, token in enumerate(parts[-1]) if token.lower_ in {"and", "or"}]
    if len(ands) != 1 or (len(parts) == 1 and parts[-1][ands[0]].head != first):
        return []
    parts[-1:] = [parts[-1][: ands[0]], parts[-1][ands[0] + 1 :]]
    return [_bare(part) for part in parts if part]


def _bare(part: Sequence[Token]) -> list[Token]:
    kept = trimmed(part)
    while kept and (kept[0].tag_ == "DT" or kept[0].lower_ in {"both", "and", "also"}):
        kept = kept[1:]
    return kept


def _type(reading: Reading, members: Sequence[Sequence[Token]]) -> str:
    """The pool of names of one sort, else the plain one."""
    words = [reading.sentence.words(member) for member in members]
    if all(map(is_country, words)):
        return "country"
    labels = {reading.names.label(word) for word in words}
    if labels and labels <= {"GPE", "LOC"}:
        return pool_of_place(sort_of_place(words[0]))
    return "member"
