"""Words for claims and questions: verb forms, mentions replaced, clauses turned into questions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from quizapp.core.statements.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_AUXILIARIES = frozenset({"aux", "auxpass"})
_LINKS = frozenset(
    "thus therefore however moreover furthermore consequently hence indeed instead meanwhile nevertheless for example "
    "instance also then so besides additionally similarly likewise finally first second third".split()
)
_BE = frozenset({"is", "are", "was", "were", "am", "'s", "’s"})


@cache
def inflect(lemma: str, tag: str) -> str:
    """A verb in another form (``VB``, ``VBG``, ``VBD`` …)."""
    import lemminflect

    forms = lemminflect.getInflection(lemma, tag=tag, inflect_oov=True)
    return str(forms[0]) if forms else lemma


@cache
def base_form(word: str) -> str:
    """The base form of a verb in any form, lower case."""
    import lemminflect

    forms = lemminflect.getLemma(word.lower(), upos="VERB")
    return str(forms[0]) if forms else word.lower()


@cache
def is_verb(word: str) -> bool:
    """Whether a dictionary knows this base form as a verb."""
    import lemminflect

    return bool(lemminflect.getAllLemmas(word.lower(), upos="VERB").get("VERB"))


def render(sentence: Sentence, tokens: Sequence[Token], names: Mapping[int, str] | None = None) -> str:
    """Tokens in order with their spaces; those whose index is in ``names`` replaced, empty ones left out."""
    replaced = names or {}
    pieces: list[str] = []
    for n, token in enumerate(tokens):
        text = replaced.get(token.i, token.text)
        if not text:
            continue
        space = token.whitespace_ or (n + 1 < len(tokens) and tokens[n + 1].i != token.i + 1)
        pieces.append(text + (" " if space else ""))
    return tidy("".join(pieces))


def tidy(text: str) -> str:
    """Single spaces, none before a comma, no comma at either end."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:")
    return re.sub(r"\s+([,;:.?!])", r"\1", text)


def capitalize(text: str) -> str:
    """First letter large, the rest untouched."""
    return text[:1].upper() + text[1:]


def lower_first(text: str, token: Token) -> str:
    """First letter small, unless it begins a name."""
    is_name = (
        token.ent_type_
        or token.pos_ == "PROPN"
        or token.text == "I"
        or (len(token) > 1 and token.text.isupper())
    )
    return text if is_name else text[:1].lower() + text[1:]


def subtree(token: Token) -> list[Token]:
    """A token's whole phrase, in the text's order, spaces left out."""
    return [part for part in token.subtree if not part.is_space]


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without punctuation at either end."""
    kept = list(tokens)
    while kept and kept[-1].is_punct and kept[-1].text not in {")", "”"}:
        kept = kept[:-1]
    while kept and kept[0].is_punct and kept[0].text not in {"(", "“"}:
        kept = kept[1:]
    return kept


def subject_of(verb: Token) -> Token | None:
    """The verb's own subject."""
    return next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "csubj"}), None)


def invert(
    sentence: Sentence,
    verb: Token,
    clause: Sequence[Token],
    *,
    without: Sequence[Token],
    names: Mapping[int, str] | None = None,
) -> str | None:
    """The clause as what follows a question word: “did Xi convene a key meeting”.

    ``clause`` is all tokens of the clause, ``without`` the asked-for phrase. None where the clause has no subject
    before its verb, or is too odd to turn around.
    """
    subject = subject_of(verb)
    if subject is None or subject.i > verb.i:
        return None
    dropped = {token.i for token in without}
    subject_tokens = [token for token in subtree(subject) if token.i not in dropped]
    inside = {token.i for token in subject_tokens}
    rest = [token for token in clause if token.i > verb.i and token.i not in dropped | inside]
    before = [token for token in clause if token.i < verb.i and token.i not in dropped | inside]
    auxiliaries = [token for token in before if token.dep_ in _AUXILIARIES and token.head == verb]
    adverbs = [token for token in before if token not in auxiliaries and token.i > subject.i]
    if any(not _may_go(token) for token in before if token.i < subject.i):
        return None
    lead = _lead(verb, auxiliaries)
    if lead is None or any(token.dep_ == "neg" for token in verb.children):
        return None
    helper, main = lead
    middle = [token.text for token in adverbs if token.tag_.startswith("RB")]
    subject_text = render(sentence, subject_tokens, names)
    if subject_tokens and subject_tokens[0].i not in (names or {}):
        subject_text = lower_first(subject_text, subject_tokens[0])
    parts = [helper, subject_text, *middle, main, render(sentence, rest, names) if rest else ""]
    return tidy(" ".join(part for part in parts if part))


def _may_go(token: Token) -> bool:
    """Whether a word before the subject may be left out of a question: commas, “thus”, “for example”, “when”."""
    return token.is_punct or token.lower_ in _LINKS or token.tag_ in {"CC", "WRB"} or token.dep_ == "mark"


def without_links(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without the words that tie a sentence to the one before: “thus”, “however”, “for example”, “but”."""
    kept = list(tokens)
    while kept and (
        kept[0].lower_ in _LINKS
        or kept[0].tag_ in {"CC", "WRB"}
        or kept[0].is_punct
        or kept[0].dep_ == "mark"
    ):
        kept = kept[1:]
    words = [token.lower_ for token in kept]
    for i in range(len(words) - 1):
        if words[i : i + 2] == ["for", "example"] or words[i : i + 2] == ["for", "instance"]:
            start = i - 1 if i and words[i - 1] == "," else i
            end = i + 3 if i + 2 < len(words) and words[i + 2] == "," else i + 2
            return kept[:start] + kept[end:]
    return kept


def _lead(verb: Token, auxiliaries: Sequence[Token]) -> tuple[str, str] | None:
    """The word that goes before the subject, and what stays behind it."""
    if auxiliaries:
        behind = " ".join([token.text for token in auxiliaries[1:]] + [verb.text])
        return auxiliaries[0].text.lower(), behind
    if verb.lower_ in _BE:
        return verb.lower_, ""
    helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag_)
    return None if helper is None else (helper, base_form(verb.text) if verb.tag_ != "VBP" else verb.text)
