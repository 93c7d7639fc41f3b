"""What a text is about: the thing its first sentence defines, which “it” and “the institute” stand for later on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.core.statements.parse import Sentence

_SINGULAR = frozenset({"NN", "NNP"})
_LONGEST = 7
_WORD = re.compile(r"[A-Za-z]{3,}")
_TOO_WIDE = frozenset(
    "one part type kind form member example number group set term name time way place thing".split()
)


@dataclass(frozen=True, kw_only=True)
class Topic:
    """``name`` as it stands inside a sentence, and in small letters the nouns that say what it is."""

    name: str
    nouns: frozenset[str]


def find_topic(sentences: Sequence[Sentence]) -> Topic | None:
    """The subject of the first sentence where that says what it is (“X is a …”), a person left out."""
    if not sentences:
        return None
    verb = sentences[0].span.root
    subject = subject_head(verb)
    what = next((child for child in verb.children if child.dep_ == "attr"), None)
    if entry := _entry(sentences[0]):
        return entry
    if verb.lemma_ != "be" or subject is None or what is None or what.tag_ not in _SINGULAR:
        return None
    name = name_of(subject, with_others=True)
    if not name:
        return None
    nouns = {what.lemma_.lower(), name.split()[-1].lower()} - _TOO_WIDE
    return Topic(name=name, nouns=frozenset(nouns))


@lru_cache(maxsize=64)
def known_by(title: str) -> frozenset[str]:
    """The things that a title names, in small letters and in the singular: what “the plan” means below it."""
    import lemminflect

    words = [word.lower() for word in _WORD.findall(title)]
    return frozenset(one for word in words for one in (word, *lemminflect.getLemma(word, upos="NOUN")))


def _entry(sentence: Sentence) -> Topic | None:
    """“Suez Canal, canal in Egypt linking …”: the name that opens an encyclopedia's entry, and what it is."""
    tokens = sentence.tokens
    comma = next((n for n, token in enumerate(tokens) if token.text == ","), 0)
    name, what = tokens[:comma], tokens[comma + 1] if comma and comma + 1 < len(tokens) else None
    if not 2 <= len(name) <= 4 or what is None or any(token.pos_ != "PROPN" for token in name):
        return None
    if what.tag_ != "NN" or what.lower_ != name[-1].lower_:
        return None
    return Topic(name=f"the {' '.join(token.text for token in name)}", nouns=frozenset({what.lower_}))


def subject_head(verb: Token) -> Token | None:
    """The noun that is the verb's subject, where one stands before it."""
    return next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i), None)


def name_of(head: Token, *, with_others: bool = False) -> str:
    """A singular noun phrase that can be repeated: a name, or “the grey heron”; brackets and what is set between
    commas left out. Empty for persons, plurals, what cannot stand alone, and one of several things; those are other
    names of the first ``with_others``."""
    if head.tag_ not in _SINGULAR or head.ent_type_ in {"PERSON", "DATE", "TIME", "NORP"}:
        return ""
    tokens = [token for token in (*head.lefts, head) if not token.is_punct]
    tokens = [part for token in tokens for part in (token.subtree if token != head else (token,))]
    joined = any(child.dep_ == "conj" for child in head.children) and not with_others
    if joined or any(child.dep_ == "prep" and child.lower_ != "of" for child in head.children):
        return ""
    tokens += [part for child in head.rights if child.dep_ == "prep" for part in child.subtree]
    first, is_name = tokens[0], head.tag_ == "NNP"
    if len(tokens) > _LONGEST or any(
        token.tag_ in {"PRP$", "PRP", "WDT"} or token.text in "()," for token in tokens
    ):
        return ""
    # “the planned move” is known from elsewhere
    happens = any(token.lower_.endswith(("ed", "ing")) for token in tokens[:-1])
    if not is_name and (first.lower_ != "the" or len(tokens) < 3 or happens):
        return ""
    text = "".join(token.text_with_ws for token in tokens).strip()
    return text[:1].lower() + text[1:] if first.tag_ == "DT" else text
