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

_FEWEST_TELLING, _LESS = 6, 2
_ASKED = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_PLACES = frozenset({"GPE", "NORP", "LOC", "PERSON", "DATE"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
_LOOSE = frozenset(
    "another other such this that these those some any each every no all both many few one".split()
)


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
    inside = {token.i for token in claim.tokens}
    best: list[Token] = []
    most: tuple[bool, bool, bool, bool, int, int] | None = None
    for chunk in claim.reading.sentence.chunks:
        tokens = bare(chunk)
        if not tokens or any(token.i not in inside for token in tokens):
            continue
        weight = claim.reading.terms.weight(tokens)
        named = _is_name(tokens)
        if not (weight or named) or not _may_be_asked(chunk, tokens, claim):
            continue
        rank = (bool(weight), named, len(tokens) > 1, chunk.root.dep_ in _ASKED, weight, -tokens[0].i)
        if most is None or rank > most:
            best, most = tokens, rank
    return best


def _is_name(tokens: Sequence[Token]) -> bool:
    """“Gender Policy Council”: a name of several words."""
    proper = [token for token in tokens if token.text[:1].isupper()]
    return tokens[-1].pos_ == "PROPN" and len(proper) == len(tokens) and len(tokens) > 1


def _may_be_asked(chunk: Span, tokens: Sequence[Token], claim: Claim) -> bool:
    """A term in a place of its own, whole, not told by the title and the only one of its kind here."""
    root = chunk.root
    indefinite = root.dep_ in {"nsubj", "nsubjpass"} and chunk[0].lower_ in {"a", "an"}
    if indefinite or (root.dep_ in {"nsubj", "nsubjpass"} and root.head != claim.verb):
        return False  # “a speech made by …”, the subject of a clause inside this one
    placed = root.dep_ in _ASKED or (root.dep_ == "pobj" and _is_near(root, claim.verb))
    if not placed or any(child.dep_ in {"conj", "appos", "cc"} for child in root.children):
        return False
    if not is_specific(tokens) or any(t.tag_ in {"PRP$", "CD", "POS"} or t.lower_ in _LOOSE for t in chunk):
        return False
    told = any(token.lemma_.lower() in claim.reading.known for token in tokens)
    if told or _hangs(root, claim.verb) or _only_describes(claim.verb) or _is_torn(root, tokens):
        return False
    if all(token.ent_type_ in _PLACES for token in tokens) or (len(tokens) == 1 and not _is_coined(root)):
        return False
    gone = {token.i for token in tokens}
    rest = [token for token in claim.tokens if token.i not in gone and token.pos_ in _CONTENT]
    heads = {token.lemma_.lower() for token in tokens if token.pos_ in {"NOUN", "PROPN"}}
    fewest = _FEWEST_TELLING - (_LESS if len(tokens) > 1 and claim.reading.terms.weight(tokens) else 0)
    return len(rest) >= fewest and not any(token.lemma_.lower() in heads for token in rest)


def _is_coined(word: Token) -> bool:
    """“Smart-Port”: a name in one word that no other thing bears."""
    return "-" in word.text and word.text.isupper() and not any(map(str.isdigit, word.text))


def _is_near(noun: Token, verb: Token) -> bool:
    """“by Y”, “of Y”, or a phrase behind the verb that is its own."""
    lead = noun.head
    return lead.dep_ == "agent" or lead.lower_ == "of" or (lead.head == verb and lead.i > verb.i)


def _is_torn(root: Token, tokens: Sequence[Token]) -> bool:
    """Whether the phrase goes on behind, or is the end of a name: “Bureau of | Labor Statistics”."""
    after = root.nbor(1) if root.i + 1 < len(root.doc) else root
    begun = tokens[0].nbor(-1) if tokens[0].i else tokens[0]
    name = begun.lower_ == "of" and begun.i > 0 and begun.nbor(-1).pos_ == "PROPN"
    open_ = after.text in {"-", "("} and root.dep_ not in {"nsubj", "nsubjpass"}
    return name or open_ or after.lower_ in {"of", "for", "'s", "’s", "and", "or"}


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
