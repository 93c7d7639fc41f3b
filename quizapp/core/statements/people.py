"""People of a text: last names that the model missed (“Zhang” where there is a Zhang Guoqing and no other Zhang), and
who may stand beside one as a wrong answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.core.statements.gazetteer import is_organization, pool_of_place, sort_of_place
from quizapp.core.statements.names import OFFICES, Names, entity_text
from quizapp.core.statements.parse import Sentence, opens_sentence
from quizapp.core.statements.pool import PoolEntry

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MISTAKEN = frozenset({"", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "FAC"})
_NAME = re.compile(
    r"[A-Z][a-zà-ÿ’'.-]*(?: (?:de|van|von|da|di|bin|ibn|la|al))?(?: [A-Z][\w’'.-]*[a-zà-ÿ]){1,3}"
)
_FEWEST_BODY_WORDS = 2
PLACE_SORTS = frozenset({"country", "province", "state", "city", "place"})
"""Sorts of places that can be told from one another by their names."""


def named_beside(names: Names, sentences: Sequence[Sentence]) -> tuple[PoolEntry, ...]:
    """People who act in the text, with their full and their last names, and bodies whose name says what they are.

    Each is a wrong answer where another acts.
    """
    acting = {names.full(entity_text(entity)) for sentence in sentences for entity in _acting(sentence)}
    people = [name for name in names.people if name in acting and is_full_name(name)]
    last = [word for name in people if not names.is_shared(word := name.split()[-1])]
    bodies = [
        name.removeprefix("the ")
        for name in sorted(names.mentions)
        if names.label(name) == "ORG"
        and is_organization(name)
        and len(name.split()) >= _FEWEST_BODY_WORDS
        and "Union" not in name.split()[-1:]
    ]
    places = [name for name in sorted(names.mentions) if names.label(name) == "GPE"]
    return (
        *(
            PoolEntry(text=name, type=pool_of_place(sort), home="document")
            for name in places
            if (sort := sort_of_place(name)) in PLACE_SORTS
        ),
        *(PoolEntry(text=name, type="person", home="document") for name in (*people, *last)),
        *(PoolEntry(text=name, type=pool_of_body(name), home="document") for name in bodies),
    )


def pool_of_body(name: str) -> str:
    """The pool of a body: departments and ministries, whose names begin alike, stand beside others of their kind."""
    first = name.split()[0].casefold()
    return first if first in {"department", "ministry"} and " of " in name else "organization"


def _acting(sentence: Sentence) -> Iterator[Span]:
    """People who do or say something, or of whom it is told who they are."""
    for entity in sentence.entities:
        root = entity.root
        told = any(child.dep_ == "appos" for child in root.children)
        if entity.label_ == "PERSON" and (told or root.dep_ in {"nsubj", "nsubjpass", "appos"}):
            yield entity


def is_full_name(name: str) -> bool:
    """Whether it is a person's name of two words or more, without an office."""
    return bool(_NAME.fullmatch(name)) and not OFFICES.search(name) and not is_organization(name)


def with_people(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with every short name of a person marked as one, in their parses too."""
    short = _short_names(sentences)
    return (
        [_marked(sentence, list(_found(sentence, short))) for sentence in sentences]
        if short
        else list(sentences)
    )


def _short_names(sentences: Sequence[Sentence]) -> set[str]:
    """First and last words of full names that belong to one full name each."""
    parts: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for entity in sentence.entities:
            words = [token.text for token in entity if token.pos_ == "PROPN"]
            if entity.label_ == "PERSON" and len(words) > 1 and all(word[:1].isupper() for word in words):
                for word in (words[0], words[-1]):
                    parts[word].add(" ".join(words))
    return {word for word, names in parts.items() if len(names) == 1 and len(word) > 1}


def _found(sentence: Sentence, short: set[str]) -> Iterator[Token]:
    for token in sentence.tokens:
        if (
            token.text in short
            and token.pos_ == "PROPN"
            and token.ent_type_ in _MISTAKEN
            and _stands_alone(token)
        ):
            yield token


def _stands_alone(token: Token) -> bool:
    """Whether no neighbour belongs to the same name: never “Zhang” of “Zhang Street”."""
    before = None if opens_sentence(token) else token.nbor(-1)
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if before is not None and OFFICES.fullmatch(before.text):
        before = None  # “Premier Li”
    return not any(near is not None and near.pos_ == "PROPN" for near in (before, after))


def _marked(sentence: Sentence, tokens: Sequence[Token]) -> Sentence:
    if not tokens:
        return sentence
    from spacy.tokens import Span

    doc, places = sentence.span.doc, {token.i for token in tokens}
    people = [Span(doc, token.i, token.i + 1, label="PERSON") for token in tokens]
    others = [entity for entity in doc.ents if not places & set(range(entity.start, entity.end))]
    doc.set_ents(sorted([*others, *people], key=lambda entity: entity.start))
    kept = [entity for entity in sentence.entities if not places & set(range(entity.start, entity.end))]
    return replace(sentence, entities=tuple(sorted([*kept, *people], key=lambda entity: entity.start)))
