"""Years that are aimed at (“By 2030, …”) and years in which what a clause names was founded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.amounts import YEAR
from quizapp.core.statements.patterns.clauses import Clause, is_planned
from quizapp.core.statements.patterns.levels import figured_clauses
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import capitalize, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_EXPECTED = frozenset("expect project forecast set schedule plan predict estimate slate aim hope strive intend target "
                      "seek pledge vow agree commit".split())  # fmt: skip
_BY = frozenset({"by", "in", "before"})
_END = frozenset({"the", "end", "of", "year"})
_FOUNDING = frozenset("found establish launch create inaugurate open build set complete introduce adopt enact sign "
                      "publish release".split())  # fmt: skip
_LONGEST = 25


def find_target_years(reading: Reading) -> Iterator[Statement]:
    """“By 2030, the share will reach …” → “By which year will the share reach …?”"""
    if not any(YEAR.fullmatch(token.text) for token in reading.tokens):
        return
    if not any(token.tag_ == "MD" or token.lemma_ in _EXPECTED for token in reading.tokens):
        return
    for clause, _ in figured_clauses(reading):
        if is_planned(clause.verb) or _is_expected(clause.verb):
            focus = _target(clause)
            if focus is not None:
                yield reading.statement(
                    kind="date", pattern="target", category="date", text=clause.text, focuses=[focus],
                    attribution=clause.speaker, confidence=0.8, salience=0.8,
                )  # fmt: skip


def _is_expected(verb: Token) -> bool:
    """“is expected to”, “plans to”; no plan of the past, and no “has set a target”."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if verb.lemma_ not in _EXPECTED or verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in helpers):
        return False
    return any(child.dep_ == "xcomp" for child in verb.children) or verb.lemma_ in {"aim", "hope", "schedule"}


def _target(clause: Clause) -> Focus | None:
    years = [token for token in clause.tokens if YEAR.fullmatch(token.text)]
    phrases = list(filter(None, (_phrase(year, clause) for year in years)))
    phrase = phrases[0] if len(phrases) == 1 else []
    if not phrase or not clause.is_specific(without=phrase, needs_name=False, fewest=4):
        return None
    word = clause.reading.sentence.words(phrase[:-1]).lower()
    question = clause.ask(f"{word} which year", without=phrase)
    if question is None or len(question.split()) > _LONGEST:
        return None
    return Focus(name="year", spans=(clause.reading.span(phrase[-1:]),), type="target", question=question)


def _phrase(year: Token, clause: Clause) -> list[Token]:
    """“by 2030”, “by the end of 2030”: the year and what leads to its verb; nothing where it belongs to a noun."""
    inside = {token.i for token in clause.tokens}
    phrase = [year]
    while phrase[0].i - 1 in inside and phrase[0].nbor(-1).lower_ in _END:
        phrase.insert(0, phrase[0].nbor(-1))
    if phrase[0].i - 1 not in inside or phrase[0].nbor(-1).lower_ not in _BY:
        return []
    phrase.insert(0, phrase[0].nbor(-1))
    after = year.nbor(1) if year.i + 1 < len(year.doc) else year
    alone = after.is_punct or after.lower_ in {"to", "and"} or after.i not in inside
    return phrase if alone and after.text not in {"-", "–"} else []


def find_founding_years(reading: Reading) -> Iterator[Statement]:
    """“the CPC, which was established in 1921” → “In which year was the CPC established?”"""
    for verb in reading.tokens:
        if verb.tag_ != "VBN" or verb.dep_ not in {"relcl", "acl"} or verb.lemma_ not in _FOUNDING:
            continue
        head = verb.head
        if any(child.dep_ == "neg" or child.tag_ in {"MD", "RB"} for child in verb.children):
            continue  # “was never opened in”, “may have been founded in”
        if head.pos_ != "PROPN" or head.ent_type_ == "PERSON":
            continue
        named = [token for token in subtree(head) if token.i <= verb.i and _is_of_name(token, verb)]
        question = _founded(reading, named, verb)
        if question is not None:
            yield question


def _is_of_name(token: Token, verb: Token) -> bool:
    return token.i < min(part.i for part in verb.subtree) and not token.is_punct


def _founded(reading: Reading, named: Sequence[Token], verb: Token) -> Statement | None:
    time = next((child for child in verb.children if child.dep_ == "prep" and child.lower_ == "in"), None)
    phrase = subtree(time) if time is not None else []
    if len(phrase) != 2 or not YEAR.fullmatch(phrase[1].text) or phrase[1].i > verb.i + 4 or not named:
        return None
    if points_elsewhere(reading, named) or any(token.tag_ in {"CC", "CD"} for token in named):
        return None
    several = named[-1].tag_ == "NNPS" or any(child.lower_ == "were" for child in verb.children)
    be, thing = "were" if several else "was", reading.inside(named)
    particle = " ".join(child.text for child in verb.children if child.dep_ == "prt")
    told = " ".join(f"{be} {thing} {verb.text} {particle}".split())
    focus = Focus(
        name="year",
        spans=(reading.span(phrase[1:]),),
        type="year",
        question=f"In which year {told}?",
        gap=False,
    )
    claim = " ".join(f"{thing} {be} {verb.text} {particle} in {phrase[1].text}".split())
    return reading.statement(
        kind="date", pattern="founded", category="date", text=capitalize(claim), focuses=[focus],
        confidence=0.75, salience=0.6,
    )  # fmt: skip
