"""Mentions that point elsewhere (he, the president, the region), resolved where only one thing can be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.core.statements.gazetteer import DIRECTIONS, sort_of_place
from quizapp.core.statements.names import OFFICES, Names, entity_text
from quizapp.core.statements.parse import Sentence, opens_sentence
from quizapp.core.statements.short_names import ShortNames
from quizapp.core.statements.topic import find_topic, name_of, subject_head

if TYPE_CHECKING:
    from spacy.tokens import Token

_HE = frozenset({"he", "she", "him"})
_HIS = frozenset({"his", "her"})
_REGION = frozenset({"region", "area"})
_COUNTRIES = frozenset({"country", "nation"})
_BACK = 3
_RANKS = frozenset({"vice", "deputy"})
_SORTS = dict.fromkeys(("city", "town", "village", "municipality", "settlement", "port"), frozenset({"GPE"}))
_SORTS |= dict.fromkeys(("river", "lake", "island", "mountain", "volcano"), frozenset({"LOC", "GPE", "FAC"}))
_SORTS |= dict.fromkeys(
    ("company", "firm", "university", "agency", "party", "club", "bank"), frozenset({"ORG"})
)


def _is_anybody(token: Token) -> bool:
    """“he or she”, “his or her”: nobody that was named; or “she’ll”, which no name can take the place of."""
    if token.i + 1 < len(token.doc) and token.nbor(1).text[:1] in {"'", "’"}:
        return True
    near = [token.nbor(n).lower_ for n in (-2, -1, 1, 2) if 0 <= token.i + n < len(token.doc)]
    pronouns = _HE | _HIS
    return any(
        a in {"or", "/", "and"} and b in pronouns for a, b in (near[-2:], near[:2][::-1]) if len(near) == 4
    )


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """Words to write instead of tokens (by index; empty: left out), and the pairs (mention, name) for the record."""

    names: dict[int, str]
    pairs: tuple[tuple[str, str], ...]


class Mentions:
    """Looks back from a sentence of a document."""

    def __init__(
        self, sentences: Sequence[Sentence], names: Names, known: frozenset[str] = frozenset()
    ) -> None:
        self.sentences = sentences
        self.names = names
        self._found: dict[tuple[int, int], tuple[str, str, list[int]] | None] = {}
        self._people = [self._people_of(sentence) for sentence in sentences]
        self._topic = find_topic(sentences)
        self._paragraphs: dict[int, Sentence] = {}
        for sentence in sentences:
            self._paragraphs.setdefault(sentence.passage, sentence)
        self._short = ShortNames(sentences, names, known)
        self._regions = [self._regions_of(sentence) for sentence in sentences]
        self._brought = _brought_in(sentences)

    def resolve(self, sentence: Sentence, tokens: Sequence[Token]) -> Resolved:
        """All mentions among these tokens that can be resolved, short names made full at their first place."""
        names: dict[int, str] = {}
        pairs: list[tuple[str, str]] = []
        said: set[str] = set()
        for token in tokens:
            place = (sentence.index, token.i)
            if place not in self._found:
                self._found[place] = self._one(sentence, token)
            found = self._found[place]
            if self._is_person(token):
                said.add(self.names.full(token.text))
                said |= {
                    self.names.full(entity_text(ent))
                    for ent in sentence.entities
                    if ent.start <= token.i < ent.end
                }
            if found is not None and token.lower_ in _HIS and found[1].removesuffix("’s") in said:
                continue  # “Adam Smith published his book” says whose
            if found is not None:
                words, name, drop = found
                names[token.i] = name
                names.update(dict.fromkeys(drop, ""))
                pairs.append((words, name))
        return Resolved(names=names, pairs=tuple(pairs))

    def _one(self, sentence: Sentence, token: Token) -> tuple[str, str, list[int]] | None:
        """(mention, name, indexes of other tokens that the name replaces) for a token that heads a mention."""
        word = token.lower_
        if word in {"it", "its"}:
            thing = self.thing(sentence, token)
            return (token.text, thing + ("’s" if word == "its" else ""), []) if thing else None
        if (word in _HE or word in _HIS) and not _is_anybody(token):
            name = None if self._is_of_somebody(sentence, token) else self.person(sentence, before=token.i)
            return None if name is None else (token.text, name + ("’s" if word in _HIS else ""), [])
        if (
            token.pos_ == "PROPN"
            and self._is_person(token)
            and self._stands_alone(token)
            and not _is_modifier(token)
        ):
            name = self.names.full(token.text)
            return None if name == token.text else (token.text, name, [])
        if found := self._deputy(sentence, token):
            return found
        article = token.nbor(-1) if token.i > sentence.span.start else None
        if article is not None and article.lower_ == "the" and token.pos_ in {"NOUN", "PROPN"}:
            name = (
                self.holder(token)
                or self.place(sentence, token)
                or self.kind_of_topic(sentence, token)
                or self.of_paragraph(sentence, token)
            )
            if name is not None:
                return f"the {token.text}", name, [article.i]
        if found := self._short.full(sentence, token):
            return found
        if word in _REGION and article is not None and article.lower_ in DIRECTIONS:
            name = self.place(sentence, token)
            lead = article.nbor(-1) if article.i > sentence.span.start else None
            if name is not None and lead is not None and lead.lower_ == "the":
                return f"the {article.text} {token.text}", name, [article.i, lead.i]
        return None

    def _is_person(self, token: Token) -> bool:
        """Whether a word belongs to a person's name, here or wherever else the text has it."""
        if token.ent_type_ == "PERSON":
            return True
        is_short = token.pos_ == "PROPN" and self.names.full(token.text) != token.text
        return is_short and self.names.is_person(token.text)

    def holder(self, token: Token) -> str | None:
        """“the president” → the one person in the text who bears that office."""
        following = token.nbor(1) if token.i + 1 < len(token.doc) else None
        if following is not None and following.lower_ in {"of", "for", "'s", "’s"}:
            return None
        if following is not None and following.pos_ == "PROPN":
            return None
        return self.names.holder(token.text)

    def _deputy(self, sentence: Sentence, token: Token) -> tuple[str, str, list[int]] | None:
        """“the vice premier” → the one person in the text who bears that office."""
        at = token.i - 1
        while at > sentence.span.start and token.doc[at].text == "-":
            at -= 1
        if (
            at <= sentence.span.start
            or token.doc[at].lower_ not in _RANKS
            or token.doc[at - 1].lower_ != "the"
        ):
            return None
        if token.doc[at].head != token:
            return None  # the parser took it for “the vice”
        after = token.nbor(1) if token.i + 1 < len(token.doc) else token
        name = self.names.holder(f"{token.doc[at].lower_} {token.lower_}")
        if name is None or after.pos_ == "PROPN" or after.lower_ in {"of", "for"}:
            return None
        return token.doc[at - 1 : token.i + 1].text, name, list(range(at - 1, token.i))

    def _is_of_somebody(self, sentence: Sentence, token: Token) -> bool:
        """“sent the president a Congress of his own party”: whoever holds the office, and nobody in particular."""
        own = token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "own"
        return own and any(
            near.text.islower() and OFFICES.fullmatch(near.text)
            for near in sentence.tokens
            if near.i < token.i
        )

    def person(self, sentence: Sentence, *, before: int | None = None) -> str | None:
        """The last person named in the three sentences before, unless two stand in the last two."""
        here = [name for name, at in self._people[sentence.index] if before is None or at < before]
        if here:
            return here[-1] if len(set(here)) == 1 else None
        first = max(0, sentence.index - _BACK)
        window = [[name for name, _ in self._people[i]] for i in range(first, sentence.index)]
        recent = {name for people in window[-2:] for name in people}
        if len(recent) > 1:
            return None
        if recent:
            return next(iter(recent))
        earlier = {name for people in window for name in people}
        main = self.names.dominant()
        if len(earlier) > 1:
            return main if main in earlier else None
        return next(iter(earlier)) if earlier else main

    def place(self, sentence: Sentence, token: Token) -> str | None:
        """“the region”, “the country” → the last place of that type."""
        if not (self._stands_alone(token) and token.lower_ in _REGION | _COUNTRIES):
            return None
        following = token.nbor(1) if token.i + 1 < len(token.doc) else None
        if following is not None and following.lower_ in {"of", "that", "which", "where", "'s", "’s"}:
            return None
        wants_region = token.lower_ in _REGION
        for i in range(sentence.index, max(-1, sentence.index - 8), -1):
            for name, sort, at in reversed(self._regions[i]):
                if sort == ("area" if wants_region else "country") and (i < sentence.index or at < token.i):
                    return name
        return None

    def topic_of(self, sentence: Sentence) -> str:
        """What the text is about, where this is the sentence that says so."""
        return self._topic.name if self._topic is not None and sentence.index == 0 else ""

    def thing(self, sentence: Sentence, token: Token) -> str:
        """“It” at the head of a sentence → the subject of the one before, or what the text is about."""
        if not _opens_with(sentence, token):
            return ""
        before = self.sentences[sentence.index - 1] if sentence.index else None
        if before is None or before.passage != sentence.passage:
            return self._topic.name if self._topic is not None else ""
        head = subject_head(before.span.root)
        if head is None:
            return ""
        if head.lower_ == "it":
            return self.thing(before, head)
        if head.ent_type_ == "GPE" and head.text not in (self._topic.name.split() if self._topic else ()):
            return ""  # “Britain acquired the canal. It was closed in 1967.” – not Britain
        is_topic = (
            self._topic is not None
            and head.lower_ in self._topic.nouns
            and head.i > 0
            and head.nbor(-1).lower_ == "the"
        )
        return self._topic.name if is_topic and self._topic is not None else name_of(head)

    def kind_of_topic(self, sentence: Sentence, token: Token) -> str | None:
        """“The institute” → what the text is about, where that is an institute and no other one is named."""
        topic = self._topic
        if topic is None or not sentence.index or token.tag_ != "NN" or token.lower_ not in topic.nouns:
            return None
        if any(child.i > token.i for child in token.children) or token.nbor(-1).lower_ != "the":
            return None
        others = self.names.ending_in(token.text) - {topic.name.removeprefix("the ")}
        return None if others else topic.name

    def of_paragraph(self, sentence: Sentence, token: Token) -> str | None:
        """“The city” → the place that the paragraph's first sentence is about, where no other one takes its part."""
        labels = _SORTS.get(token.lower_)
        first = self._paragraphs[sentence.passage]
        if labels is None or token.tag_ != "NN" or first.index == sentence.index:
            return None
        if any(child.i > token.i for child in token.children) or token.nbor(-1).lower_ != "the":
            return None
        between = self.sentences[first.index : sentence.index]
        heads = [head for one in between if (head := subject_head(one.span.root)) is not None]
        named = [name for head in heads if head.tag_ == "NNP" and (name := name_of(head))]
        alike = {name for name in named if self.names.label(name.removeprefix("the ")) in labels}
        return named[0] if len(alike) == 1 and len(set(named)) == 1 and heads[0].tag_ == "NNP" else None

    def is_second(self, sentence: Sentence, head: Token) -> bool:
        """Whether “the glass bridge” is one that an earlier sentence brought in as “a glass bridge”."""
        words = _words_of(head)
        return bool(words) and self._brought.get(words, sentence.index) < sentence.index

    def _stands_alone(self, token: Token) -> bool:
        """Whether no neighbour belongs to the same name."""
        before = None if opens_sentence(token) else token.nbor(-1)
        after = token.nbor(1) if token.i + 1 < len(token.doc) else None
        after = None if after is not None and opens_sentence(after) else after
        return not any(near is not None and near.pos_ == "PROPN" for near in (before, after))

    def _people_of(self, sentence: Sentence) -> list[tuple[str, int]]:
        people = []
        for entity in sentence.entities:
            text = entity_text(entity)
            if self.names.is_person(text):
                people.append((self.names.full(text), entity.start))
        return people

    def _regions_of(self, sentence: Sentence) -> list[tuple[str, str, int]]:
        """(name, its sort: area, country or another, where) of the places in a sentence."""
        found = []
        for entity in sentence.entities:
            text = entity_text(entity)
            if self.names.is_place(text):
                found.append((text, sort_of_place(text), entity.start))
                first, _, rest = text.partition(" ")
                if first.casefold() in DIRECTIONS and sort_of_place(rest) == "country":
                    found.append((rest, "country", entity.start))
        return found


def _words_of(head: Token) -> str:
    """A noun with all before it but its article, in small letters."""
    first = head.left_edge
    if first == head or first.tag_ != "DT":
        return ""
    return str(head.doc[first.i + 1 : head.i + 1].text.lower())


def _brought_in(sentences: Sequence[Sentence]) -> dict[str, int]:
    """Everything that a sentence first speaks of with “a” or “an”, and which sentence that is."""
    found: dict[str, int] = {}
    for sentence in sentences:
        for chunk in sentence.chunks:
            if chunk[0].lower_ in {"a", "an"} and chunk.root.tag_ == "NN":
                found.setdefault(_words_of(chunk.root), sentence.index)
    return found


def _is_modifier(token: Token) -> bool:
    """“Norman” of “Norman mercenaries”, “Port” of “the Port of Faro”: no person's name but a noun's."""
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of":
        return True
    return token.dep_ in {"compound", "amod", "nmod"} and token.head.pos_ == "NOUN" and token.i < token.head.i


def _opens_with(sentence: Sentence, token: Token) -> bool:
    """Whether “it” is the subject of the whole sentence, or “its” belongs to that subject, and stands for a thing.

    “It is likely that …” and “it takes years to …” stand for none.
    """
    root = sentence.span.root
    subject = subject_head(root)
    if subject is None or token not in (subject, *subject.lefts):
        return False
    clauses = {"ccomp", "csubj", "advcl"} if token != subject else {"ccomp", "csubj", "xcomp", "advcl"}
    told = any(child.dep_ in clauses and child.i > root.i for child in root.children)
    return not (
        told
        and root.lemma_ in {"be", "take", "seem", "appear", "find", "think", "estimate", "believe", "say"}
    )
