"""The terms a document is about: noun phrases and names that it uses again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NAMES = frozenset({"ORG", "LOC", "GPE", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "NORP", "FAC"})
_MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY"})
_EMPTY = frozenset(
    "way part number kind type sort lot example case fact time year thing result reason point level amount people "
    "person world country question problem issue section chapter figure text".split()
)
_FEWEST = 2


class Terms:
    """Counts of terms in a document, whatever their case and article."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._counts = Counter(
            fold(tokens)
            for sentence in sentences
            for tokens in map(bare, sentence.chunks)
            if _is_term(tokens)
        )

    def weight(self, tokens: Sequence[Token]) -> int:
        """How often the document uses this term; 0 for what is none, or is used only once."""
        count = self._counts[fold(tokens)] if _is_term(tokens) else 0
        return count if count >= _FEWEST else 0


def bare(chunk: Span) -> list[Token]:
    """A noun phrase without determiners, possessives and numbers before it."""
    tokens = [token for token in chunk if not token.is_space]
    while tokens and (
        tokens[0].pos_ in {"DET", "PRON", "NUM"} or tokens[0].tag_ in {"PRP$", "POS", "JJR", "JJS", "PDT"}
    ):
        tokens = tokens[1:]
    return tokens


def fold(tokens: Sequence[Token]) -> str:
    """The term in small letters, its head in the singular."""
    return " ".join([*(token.lower_ for token in tokens[:-1]), tokens[-1].lemma_.lower()]) if tokens else ""


def _goes_on(last: Token) -> bool:
    """“Board” of “Board of Governors”: a name that was cut."""
    doc, i = last.doc, last.i
    return (
        last.pos_ == "PROPN" and i + 2 < len(doc) and doc[i + 1].lower_ == "of" and doc[i + 2].pos_ == "PROPN"
    )


def _is_term(tokens: Sequence[Token]) -> bool:
    """Two to four words ending in a noun, or a name."""
    if not tokens or tokens[-1].pos_ not in {"NOUN", "PROPN"} or tokens[-1].lemma_.lower() in _EMPTY:
        return False
    if any(token.ent_type_ in _MEASURES for token in tokens) or _goes_on(tokens[-1]):
        return False
    if any(token.is_punct and token.text != "-" for token in tokens) or not 1 <= len(tokens) <= 5:
        return False
    is_name = all(token.ent_type_ in _NAMES for token in tokens)
    return is_name or sum(token.pos_ in {"NOUN", "PROPN", "ADJ"} for token in tokens) >= 2
