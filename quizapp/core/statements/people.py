"""Last names that the model missed: “Zhang” is a person wherever the text has a Zhang Guoqing and no other Zhang."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.core.statements.names import OFFICES
from quizapp.core.statements.parse import Sentence, opens_sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_MISTAKEN = frozenset({"", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "FAC"})


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
