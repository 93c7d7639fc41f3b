"""Meanings set beside a term: “weirs – low walls across a river –”, “a lock (a chamber with gates)”, “silt: a …”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.terms import bare, is_specific
from quizapp.core.statements.wording import trimmed

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_CLOSING = {
    "—": frozenset("—.;"),
    "–": frozenset("–.;"),
    "--": frozenset({"--", "."}),
    "(": frozenset(")"),
    ":": frozenset("."),
}
_FEWEST, _LONGEST = 4, 30
_LONGEST_TERM = 3
_SPOKEN = re.compile(
    r"=|\b(?:we|our|us|I|my|this|these|those|it|its|here|such|like|that is|i\.e|e\.g|see|figure)\b", re.I
)
_NO_MEANING = frozenset("claim fact idea question case one number example name".split())
_LISTING = frozenset("one some many most each every several two three four both all other another".split())


def find_beside(reading: Reading) -> Iterator[Statement]:
    """One statement of every term that has its meaning beside it."""
    for chunk in reading.sentence.chunks:
        mark = chunk[-1].nbor(1) if chunk[-1].i + 1 < len(chunk.doc) else chunk[-1]
        if mark.text not in _CLOSING or mark.i > reading.tokens[-1].i:
            continue
        term, meaning = bare(chunk), _meaning(reading, mark)
        if meaning and mark.text == "(" and any(t.lower_ == "from" for t in meaning):
            continue  # “strong from weak ones (A and B from C and D)”: what each is beside the other
        if meaning and _is_term(chunk, term) and _agree(chunk.root, meaning):
            yield _statement(reading, chunk, term, meaning)


def _meaning(reading: Reading, mark: Token) -> list[Token]:
    """What stands between the marks, where it is a noun phrase of some length."""
    behind = [token for token in reading.tokens if token.i > mark.i]
    closing = _CLOSING[mark.text]
    at = next((n for n, token in enumerate(behind) if token.text in closing), None)
    phrase = trimmed(behind[:at]) if at is not None else []
    if not _FEWEST <= len(phrase) <= _LONGEST or _SPOKEN.search(reading.sentence.words(phrase)):
        return []
    head = _head(phrase)
    opens = phrase[0].tag_ in {"DT", "JJ", "NN", "NNS", "VBN", "VBG"} and phrase[0].lower_ not in _LISTING
    return phrase if head is not None and opens else []


def _head(phrase: Sequence[Token]) -> Token | None:
    """The noun of a phrase that is no clause and no name: the first that nothing inside rules."""
    inside = {token.i for token in phrase}
    tops = [token for token in phrase if token.head.i not in inside or token.dep_ == "ROOT"]
    if len(tops) != 1 or tops[0].pos_ != "NOUN":
        return None
    own = [token for token in phrase if token.dep_ in {"nsubj", "nsubjpass"} and token.head == tops[0]]
    return None if own else tops[0]


def _is_term(chunk: Span, term: Sequence[Token]) -> bool:
    """A common noun with one or two words that tell its sort, no name and no figure."""
    if not 1 <= len(term) <= _LONGEST_TERM or chunk.root.pos_ != "NOUN" or term[-1] != chunk.root:
        return False
    plain = all(token.pos_ in {"NOUN", "ADJ"} and token.text.isalpha() for token in term)
    bare_one = chunk.root.tag_ == "NN" and chunk[0].lower_ not in {"a", "an", "the"}
    determined = bare_one or any(
        token.tag_ in {"PRP$", "POS", "CD"} or token.lower_ in _LISTING for token in chunk
    )
    return plain and is_specific(term) and not determined


def _agree(noun: Token, meaning: Sequence[Token]) -> bool:
    """Whether both are one or both are many: “artisans – skilled workers”."""
    head = _head(meaning)
    if head is None or head.lower_ in _NO_MEANING or any(child.dep_ == "conj" for child in head.children):
        return False  # its kinds, not its meaning
    several = head.tag_ == "NNS"
    article = meaning[0].lower_ in {"a", "an", "the"}
    return (noun.tag_ == "NNS") == several and (article or several)


def _statement(reading: Reading, chunk: Span, term: Sequence[Token], meaning: Sequence[Token]) -> Statement:
    name = reading.inside(term)
    many = chunk.root.tag_ == "NNS"
    article = chunk[0].lower_ if chunk[0].lower_ in {"a", "an", "the"} else ""
    called = f"{article} {name}".strip()
    said = reading.say(meaning)
    return reading.statement(
        kind="definition",
        pattern="beside",
        category="definition",
        text=f"{called} {'are' if many else 'is'} {said}",
        focuses=[
            Focus(
                name="meaning",
                spans=(reading.span(meaning),),
                type="meaning",
                question=f"What {'are' if many else 'is'} {called}?",
                gap=False,
            )
        ],
        confidence=0.7,
        salience=0.7,
    )
