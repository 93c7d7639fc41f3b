"""Key terms to be filled in: a claim in the text's own words that lacks the one term it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.claims import Claim, find_claims
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.terms import bare, is_specific

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_FEWEST_TELLING = 6


def find_gaps(reading: Reading) -> Iterator[Statement]:
    """At most one statement of a claim."""
    for claim in find_claims(reading):
        key = _best(claim)
        if not key:
            continue
        rest = [token for token in claim.tokens if token not in key]
        if is_adrift(reading, claim.verb, rest):
            continue
        yield reading.statement(
            kind="fact",
            pattern="gap",
            category="fact",
            text=claim.text,
            focuses=[Focus(name="term", spans=(reading.span(key),), type="fact-term")],
            confidence=0.5,
            salience=0.45,
        )


def _best(claim: Claim) -> list[Token]:
    """The term that the rest tells most of: one that the text keeps using, or a name."""
    reading = claim.reading
    inside = {token.i for token in claim.tokens}
    found = []
    for chunk in reading.sentence.chunks:
        tokens = bare(chunk)
        if (
            not tokens
            or any(token.i not in inside for token in tokens)
            or not _may_be_asked(chunk, tokens, claim)
        ):
            continue
        weight = reading.terms.weight(tokens)
        named = _is_name(tokens)
        if weight or named:
            found.append(
                (
                    bool(weight),
                    named,
                    len(tokens) > 1,
                    chunk.root.dep_ in _ASKED,
                    weight,
                    -tokens[0].i,
                    tokens,
                )
            )
    return max(found, default=(), key=lambda entry: entry[:6])[-1] if found else []


def _is_name(tokens: Sequence[Token]) -> bool:
    """“Gender Policy Council”: a name of several words."""
    proper = [token for token in tokens if token.text[:1].isupper()]
    return tokens[-1].pos_ == "PROPN" and len(proper) == len(tokens) and len(tokens) > 1


_ASKED = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


def _may_be_asked(chunk: Span, tokens: Sequence[Token], claim: Claim) -> bool:
    root = chunk.root
    if root.dep_ not in _ASKED | {"pobj"} or any(c.dep_ in {"conj", "appos", "cc"} for c in root.children):
        return False
    if not is_specific(tokens) or any(t.tag_ in {"PRP$", "CD", "POS"} for t in chunk):
        return False
    if any(t.lower_ in _LOOSE for t in chunk) or any(t.lemma_.lower() in claim.reading.known for t in tokens):
        return False
    if _hangs(root, claim.verb) or _only_describes(claim.verb) or (len(tokens) == 1 and root.text.isupper()):
        return False
    if (
        root.dep_ == "pobj"
        and root.head.dep_ != "agent"
        and (root.head.head != claim.verb or root.head.i < claim.verb.i)
        and not (root.head.lower_ == "of")
    ):
        return False
    after = root.nbor(1) if root.i + 1 < len(root.doc) else root
    if (
        after.lower_ in {"of", "for", "'s", "’s", "and", "or"}
        or after.text in {"-", "(", ","}
        and root.dep_ not in {"nsubj", "nsubjpass"}
        and after.text != ","
    ):
        return False
    before = tokens[0].nbor(-1) if tokens[0].i else tokens[0]
    if before.lower_ == "of" and before.i and before.nbor(-1).pos_ == "PROPN":
        return False  # “Bureau of Labor Statistics” is one name
    if all(t.ent_type_ in {"GPE", "NORP", "LOC", "PERSON", "DATE"} for t in tokens):
        return False
    gone = {token.i for token in tokens}
    rest = [t for t in claim.tokens if t.i not in gone and t.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}]
    heads = {t.lemma_.lower() for t in tokens if t.pos_ in {"NOUN", "PROPN"}}
    known = len(tokens) > 1 and claim.reading.terms.weight(tokens)
    return len(rest) >= _FEWEST_TELLING - (2 if known else 0) and not any(
        t.lemma_.lower() in heads for t in rest
    )


_LOOSE = frozenset(
    "another other such this that these those some any each every no all both many few one".split()
)


def _hangs(root: Token, verb: Token) -> bool:
    """Whether another verb stands between a noun and the claim's own: it is a detail of a detail."""
    for head in root.ancestors:
        if head == verb:
            return False
        if head.pos_ in {"VERB", "AUX"} or head.dep_ == "appos":
            return True
    return True


def _only_describes(verb: Token) -> bool:
    """“can be complex”: many things can."""
    modal = any(c.lower_ in {"can", "may", "could", "might"} for c in verb.children)
    return verb.lemma_ == "be" and modal and any(c.dep_ == "acomp" for c in verb.children)
