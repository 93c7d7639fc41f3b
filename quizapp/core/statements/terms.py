"""The terms a document is about: noun phrases and names that it uses again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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
_FEWEST_OFFERED, _ENOUGH_OFFERED = 3, 8
_LOOSE = frozenset(
    "certain new high low large small many different several other good great long short same various early late old "
    "particular specific similar own main major important significant total overall actual current recent common "
    "possible likely little big best better first second third last next such more less few whole entire".split()
)


class Terms:
    """Counts of terms in a document, whatever their case and article."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._introduced = {name for sentence in sentences for name in _introduced(sentence)}
        self._counts: Counter[str] = Counter()
        self._said: dict[str, Counter[tuple[str, str]]] = {}
        self._of_head: dict[tuple[str, bool], set[str]] = {}
        for sentence in sentences:
            for chunk in sentence.chunks:
                tokens = bare(chunk)
                if _is_sibling(chunk.root, tokens):
                    name = (chunk.root.lemma_.lower(), chunk.root.tag_ == "NNS")
                    self._of_head.setdefault(name, set()).add(_as_said(tokens))
                if self._is_term(tokens):
                    self._counts[fold(tokens)] += 1
                    said = self._said.setdefault(fold(tokens), Counter())
                    said[_as_said(tokens), pool_of_term(tokens)] += is_specific(tokens)

    def weight(self, tokens: Sequence[Token]) -> int:
        """How often the document uses this term; 0 for what is none, or is used only once."""
        count = self._counts[fold(tokens)] if self._is_term(tokens) else 0
        return count if count >= _FEWEST else 0

    def siblings(self, head: str, *, many: bool) -> tuple[str, ...]:
        """Terms of two or more words that end in this noun, in this number: “formal norm”, “informal norm”."""
        return tuple(sorted(self._of_head.get((head, many), ())))

    def _is_term(self, tokens: Sequence[Token]) -> bool:
        return _is_term(tokens) or (len(tokens) == 1 and fold(tokens) in self._introduced)

    def offered(self) -> tuple[tuple[str, str], ...]:
        """(term, pool) of what the document keeps speaking of: good enough to be a wrong answer elsewhere in it."""
        often = [name for name, count in self._counts.items() if count >= _FEWEST_OFFERED]
        if len(often) < _ENOUGH_OFFERED:
            often = [name for name, count in self._counts.items() if count >= _FEWEST]
        best = [self._said[name].most_common(1)[0] for name in often]
        return tuple(said for said, times in best if times and said[1] != "name")


def _introduced(sentence: Sentence) -> Iterator[str]:
    """Single nouns that the text says something is called."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens[:-1]):
        is_name = token.lower_ in {"called", "termed"}
        if is_name or (token.lower_ == "as" and i and tokens[i - 1].lower_ in {"known", "to"}):
            noun = tokens[i + 1]
            ends = i + 2 >= len(tokens) or tokens[i + 2].is_punct
            if noun.pos_ == "NOUN" and ends:
                yield fold([noun])


def is_specific(tokens: Sequence[Token]) -> bool:
    """Whether a term is a concept or a name and no loose phrase like “new goods”."""
    return not any(
        token.ent_type_ in {"GPE", "NORP", "LOC"}
        or (token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and tokens[-1].pos_ == "PROPN")
        or token.lower_ in _LOOSE
        or token.tag_ in {"JJR", "JJS", "PRP$", "CD", "POS"}
        for token in tokens
    )


def _as_said(tokens: Sequence[Token]) -> str:
    text = tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text
    name = tokens[0].pos_ == "PROPN" or (len(tokens[0]) > 1 and tokens[0].text.isupper())
    return str(text if name else text[:1].lower() + text[1:])


def bare(chunk: Span) -> list[Token]:
    """A noun phrase without determiners, possessives and numbers before it."""
    tokens = [token for token in chunk if not token.is_space]
    while tokens and (
        tokens[0].pos_ in {"DET", "PRON", "NUM"} or tokens[0].tag_ in {"PRP$", "POS", "JJR", "JJS", "PDT"}
    ):
        tokens = tokens[1:]
    return tokens


def pool_of_term(term: Sequence[Token]) -> str:
    """The pool of terms of the same number: ``term`` or ``terms``."""
    if term[-1].pos_ == "PROPN":
        return "name"
    return "terms" if term[-1].tag_ in {"NNS", "NNPS"} else "term"


_SORTS = {
    "group": "group people person organization community crowd team member population family individual "
    "worker consumer firm company institution society",
    "field": "study field branch science discipline subject",
    "idea": "theory concept idea principle perspective model view doctrine hypothesis approach philosophy",
    "measure": "rate ratio number measure amount sum percentage quantity frequency value proportion level share total "
    "index price cost",
    "event": "process practice act action method way technique procedure tendency behavior event movement change "
    "activity exchange study conversion transfer reaction phenomenon ability",
}
_SORT_OF = {noun: sort for sort, nouns in _SORTS.items() for noun in nouns.split()}


_LEADING = frozenset({"nsubj", "nsubjpass", "conj", "appos", "attr"})


def _is_sibling(root: Token, tokens: Sequence[Token]) -> bool:
    """A noun with one or two words that tell its sort, where the text speaks of it."""
    return (
        2 <= len(tokens) <= 3
        and tokens[-1] == root
        and root.tag_ in {"NN", "NNS"}
        and root.dep_ in _LEADING
        and all(token.pos_ in {"ADJ", "NOUN"} and token.text.isalpha() for token in tokens)
        and is_specific(tokens)
    )


def sort_of_term(term: Sequence[Token], told: Sequence[Token] = ()) -> str:
    """Roughly what sort of thing a term is, told by its own noun or by the first that its meaning names, or empty."""
    first = next((token for token in told if token.tag_ in {"NN", "NNS"} and token.dep_ != "compound"), None)
    own = _SORT_OF.get(term[-1].lemma_.lower(), "")
    return own or (_SORT_OF.get(first.lemma_.lower(), "") if first is not None else "")


def pool_of_defined(term: Sequence[Token], told: Sequence[Token] = ()) -> str:
    """The pool of terms whose meaning the text tells, of the same number and sort: only they stand beside one."""
    number = "defined-many" if term[-1].tag_ in {"NNS", "NNPS"} else "defined"
    return f"{number} {sort_of_term(term, told)}".strip()


def pool_of_meaning(term: Sequence[Token], told: Sequence[Token], *, many: bool) -> str:
    """The pool of meanings that could be taken for one another."""
    return f"{'meanings' if many else 'meaning'} {sort_of_term(term, told)}".strip()


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
