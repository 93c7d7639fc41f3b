"""Figures to be filled in: a claim in the text's own words that lacks the one figure it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.amounts import MONEY, YEAR, Amount, amount_at, is_dated
from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.claims import Claim, find_claims
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.times import relative_times

if TYPE_CHECKING:
    from spacy.tokens import Token

_TIMES = frozenset(
    "year month week day hour minute second decade century time quarter session chapter page stage step round phase "
    "place grade level type kind".split()
)
_FIGURE = re.compile(r"\d[\d.,]*")
_TELLING = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_FEWEST_TELLING, _MOST_FIGURES = 5, 2
_SUPPOSED = frozenset("if suppose imagine might may could would can say".split())
_NAMES = frozenset({"ORG", "GPE", "LOC", "LAW", "EVENT", "FAC", "NORP", "PRODUCT"})


def find_told_figures(reading: Reading) -> Iterator[Statement]:
    """At most one statement of a claim."""
    if not any(token.tag_ == "CD" and any(map(str.isdigit, token.text)) for token in reading.tokens):
        return
    if any(token.lower_ in _SUPPOSED for token in reading.tokens) or "and so on" in reading.sentence.text:
        return
    for claim in find_claims(reading):
        amount = _amount(claim)
        if amount is None or not _is_anchored(claim, amount) or relative_times(reading.tokens):
            continue
        rest = [t for t in (*claim.lead, *claim.tokens) if t not in amount.number]
        if not claim.lead and is_adrift(reading, claim.verb, rest) and not _is_placed(claim):
            continue
        yield reading.statement(
            kind="quantity",
            pattern="figure",
            category="figure",
            text=claim.text,
            focuses=[Focus(name="figure", spans=(reading.span(amount.number),), type="figure")],
            attribution=claim.speaker,
            confidence=0.6,
            salience=0.55,
        )


def _amount(claim: Claim) -> Amount | None:
    """The figure that stands highest in the clause, where there are not too many."""
    inside = {token.i for token in claim.tokens}
    found = []
    for token in claim.tokens:
        if token.tag_ != "CD" or YEAR.fullmatch(token.text) or token.ent_type_ in {"DATE", "TIME", "ORDINAL"}:
            continue
        amount = amount_at(token, inside)
        if amount is not None and _is_figure(amount) and not _hangs(amount.head, claim):
            found.append((sum(1 for _ in amount.head.ancestors), token.i, amount))
    figures = [t for t in claim.tokens if _FIGURE.fullmatch(t.text) and not YEAR.fullmatch(t.text)]
    few = len(figures) <= _MOST_FIGURES
    return min(found, key=lambda one: one[:2])[2] if found and few else None


def _hangs(head: Token, claim: Claim) -> bool:
    """Whether another verb than the claim's own tells the figure: “, compiling a list of 31 …”."""
    for ruler in head.ancestors:
        if ruler == claim.verb:
            return False
        if ruler.pos_ == "VERB" and ruler.dep_ in {"advcl", "acl", "relcl"}:
            return True
    return False


def _is_figure(amount: Amount) -> bool:
    """A share, a sum, a measure, or a count of more than nine; no part of a name, no span of time."""
    first, last = amount.number[0], amount.number[-1]
    before = first.nbor(-1) if first.i else first
    if last.i + 1 < len(last.doc) and last.nbor(1).text in {"BC", "AD", "BCE", "CE", "a.m.", "p.m."}:
        return False
    if any(re.fullmatch(r"\d{4}s", token.text) for token in amount.number):
        return False  # “the 1890s golden age”
    if before.text in {"-", "–", "/"} or not any(any(map(str.isdigit, t.text)) for t in amount.number):
        return False
    if amount.unit or first.text in MONEY:
        return True
    digits = "".join(filter(str.isdigit, first.text))
    if len(digits) > 3 or len(amount.number) > 1:
        return True
    noun = last.head if last.dep_ in {"nummod", "compound"} else None
    if noun is None or noun.i < last.i or noun.pos_ != "NOUN" or noun.lemma_.lower() in _TIMES:
        return False
    return len(digits) > 1


def _is_placed(claim: Claim) -> bool:
    """Whether a claim of something past says when, or speaks of what the title names."""
    dated = any(t.ent_type_ == "DATE" and any(map(str.isdigit, t.text)) for t in (*claim.lead, *claim.tokens))
    return dated or any(
        t.lemma_.lower() in claim.reading.known for t in claim.tokens if t.pos_ in {"NOUN", "PROPN"}
    )


def _is_anchored(claim: Claim, amount: Amount) -> bool:
    gone = {token.i for token in amount.tokens}
    rest = [t for t in (*claim.lead, *claim.tokens) if t.i not in gone]
    names = claim.reading.names_in(claim.tokens)
    named = any(
        (t.ent_type_ in _NAMES and t.text[:1].isupper()) or t.pos_ == "PROPN" or names.get(t.i) for t in rest
    )
    telling = [t for t in rest if t.pos_ in _TELLING]
    known = any(t.lemma_.lower() in claim.reading.known for t in rest if t.pos_ in {"NOUN", "PROPN"})
    general = claim.verb.tag_ in {"VBZ", "VBP"} or any(c.tag_ in {"VBZ", "VBP"} for c in claim.verb.children)
    return len(telling) >= _FEWEST_TELLING and (named or known or general or is_dated(rest))
