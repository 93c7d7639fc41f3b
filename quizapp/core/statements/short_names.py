"""Things named in full once and in short later: “the League”, and “the meeting” for a town council meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.names import Names
from quizapp.core.statements.parse import Sentence
from quizapp.core.statements.wording import subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST = 12
_MOST_BEFORE = 4
_ACRONYM = 5
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SMALL = frozenset("of for and the on in to".split())
_NAMING = frozenset({"ADJ", "NOUN", "PROPN"})


class ShortNames:
    """What “the …” stands for in a document, where only one thing can be meant."""

    def __init__(
        self, sentences: Sequence[Sentence], names: Names, known: frozenset[str] = frozenset()
    ) -> None:
        """``known`` holds the words of the text's title, which need no other name."""
        self._names = names
        self._introduced = _introduced(sentences)
        self._spelled = {
            short: name for short, name in _spelled(sentences).items() if short.lower() not in known
        }

    def full(self, sentence: Sentence, head: Token) -> tuple[str, str, list[int]] | None:
        """(mention, full name, indexes of the tokens before the head that the name replaces) for its head noun."""
        if head.text in self._spelled and _may_be_spelled(head):
            return head.text, self._spelled[head.text], []
        first = head.i
        while first > sentence.span.start and head.doc[first - 1].pos_ in _NAMING:
            first -= 1
        if first == sentence.span.start or head.doc[first - 1].lower_ != "the" or _goes_on(head):
            return None
        words = head.doc[first : head.i + 1].text
        if words.isupper() and len(words) <= _ACRONYM:
            return None  # “AI” is no short name of “AI Go”
        if first < head.i and self._names.label(words):
            return None  # “the Federal Reserve” needs no “U.S.” before it
        if first == head.i and head.pos_ == "NOUN":
            found = [name for name, at in self._introduced.get(head.lower_, []) if at < sentence.index]
        else:
            longer = self._names.longer(words)
            found = [name for name in longer if self._names.seen_before(name, sentence.index)]
        return (
            (f"the {words}", f"the {found[0]}", list(range(first - 1, head.i))) if len(found) == 1 else None
        )


def _may_be_spelled(short: Token) -> bool:
    """Not a subject, which is asked for as it stands, nor “an FDA act”, nor where its name stands before."""
    before = short.nbor(-1).lower_ if short.i else ""
    part = short.dep_ in _SUBJECTS | {"compound", "amod", "nmod"} or before in {"a", "an"}
    return not (part or _is_bracketed(short))


def _is_bracketed(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text == "("


def _spelled(sentences: Sequence[Sentence]) -> dict[str, str]:
    """What short forms of capitals stand for: “TEF” of “the Toxic Exposures Fund (TEF)”."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        for token in sentence.tokens:
            if token.text.isupper() and token.text.isalpha() and len(token.text) > 1 and _is_bracketed(token):
                name = _spells(token)
                if name:
                    found.setdefault(token.text, set()).add(name)
    return {short: names.pop() for short, names in found.items() if len(names) == 1}


def _spells(short: Token) -> str:
    """The capitalized words right before the bracket whose initials are the short form's letters; empty for none."""
    doc, wanted = short.doc, list(short.text)
    at = short.i - 2
    while at >= short.sent.start and wanted:
        word = doc[at].text
        if word[:1] == wanted[-1]:
            wanted.pop()
        elif word.lower() not in _SMALL:
            return ""
        at -= 1
    return "" if wanted else " ".join(doc[at + 1 : short.i - 1].text.split())


def _goes_on(head: Token) -> bool:
    """Whether the phrase has more to it: “the league of towns”, “the meeting room”."""
    following = head.nbor(1) if head.i + 1 < len(head.doc) else None
    goes_on = following is not None and (
        following.pos_ in {"NOUN", "PROPN"} or following.lower_ == "of" or following.text in {"-", "–"}
    )
    return goes_on or head.pos_ not in {"NOUN", "PROPN"}


def _name_after(of: Token) -> list[Token]:
    """“of the Political Bureau of the Central Committee”, up to where the name ends."""
    words = [of]
    for token in of.doc[of.i + 1 : of.i + _LONGEST]:
        if token.pos_ not in {"PROPN", "DET"} and token.lower_ != "of":
            break
        words.append(token)
    while words and words[-1].pos_ != "PROPN":
        words.pop()
    return words


def _introduced(sentences: Sequence[Sentence]) -> dict[str, list[tuple[str, int]]]:
    """By its noun what is brought in as something of its own, and in which sentence: “a State Council meeting”, “a
    plan on rural roads”, “the council's yearly report”."""
    found: dict[str, list[tuple[str, int]]] = {}
    for sentence in sentences:
        for token in sentence.tokens:
            words = _introduction(token) if token.tag_ == "NN" else []
            if words and len(words) <= _LONGEST and not any(map(_is_loose, words)):
                name = token.doc[words[0].i : words[-1].i + 1].text
                known = found.setdefault(token.lower_, [])
                if not any(name == other for other, _ in known):
                    known.append((name, sentence.index))
    return found


def _introduction(head: Token) -> list[Token]:
    """The words that tell which one, article left out; empty where a noun is not brought in so."""
    lefts = [child for child in head.lefts if not child.is_punct]
    if not lefts:
        return []
    owner = lefts[0] if lefts[0].dep_ == "poss" and lefts[0].pos_ == "PROPN" else None
    if lefts[0].lower_ not in {"a", "an"} and owner is None:
        return []
    words = [part for child in lefts[owner is None :] for part in child.subtree] + [head]
    if owner is not None and words[0].lower_ == "the":
        words = words[1:]
    of = next((child for child in head.rights if child.lower_ == "of" and child.i == head.i + 1), None)
    words += [] if of is None else _name_after(of)
    if owner is not None or any(part.pos_ == "PROPN" and part.ent_type_ != "PERSON" for part in words):
        return words
    about = next((c for c in head.rights if c.lower_ in {"on", "for"} and c.i == head.i + 1), None)
    return [] if about is None or len(lefts) > _MOST_BEFORE else [*words, *subtree(about)]


def _is_loose(token: Token) -> bool:
    """A word that needs something else, or a clause that begins."""
    return token.tag_ in {"PRP", "PRP$", "WDT", "WP", "VBD", "VBZ", "VBP", "MD"} or token.text in {",", "("}
