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
    "thus therefore however moreover furthermore consequently hence indeed instead meanwhile nevertheless also then so "
    "besides additionally similarly likewise conversely alternatively accordingly finally ultimately first second "
    "third "
    "importantly interestingly evidently clearly".split()
)
_BARE_LINKS = frozenset("thus therefore hence and but yet so or nor consequently".split())
_LINK_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "for example|for instance|in addition|in fact|in turn|in particular|in general|in other words|in contrast|"
        "by contrast|as a result|as a consequence|in short|in sum|in effect|in reality|in theory|in practice|"
        "in this way|in this case|in this sense|on the other hand|on the one hand|at the same time|of course|"
        "for this reason|for these reasons|after all|that is|in essence|more generally|more importantly|"
        "most importantly|"
        "not surprisingly|to some extent|on average|on the contrary|as a rule|even so|that said|rather"
    ).split("|")
)
_LONGEST_LEAD = 9
_ALSO = frozenset({"also", "then", "thus", "therefore", "however", "instead", "too"})
_BE = frozenset({"is", "are", "was", "were", "am", "'s", "’s"})


@cache
def inflect(lemma: str, tag: str) -> str:
    """A verb in another form (``VB``, ``VBG``, ``VBD`` …)."""
    import lemminflect

    forms = lemminflect.getInflection(lemma, tag=tag, inflect_oov=True)
    return str(forms[0]) if forms else lemma


@cache
def singular(noun: str) -> str:
    """A noun in the singular: “policies” → “policy”; one that is no plural as it is."""
    import lemminflect

    forms = lemminflect.getLemma(noun, upos="NOUN") if noun.endswith("s") and not noun.endswith("ss") else ()
    return str(forms[0]) if forms else noun


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


_COUNTED = frozenset({"CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY", "TIME"})


def lower_first(text: str, token: Token) -> str:
    """First letter small, unless it begins a name; an article is never part of one."""
    is_name = token.tag_ != "DT" and (
        (token.ent_type_ and token.ent_type_ not in _COUNTED)
        or token.pos_ == "PROPN"
        or token.text == "I"
        or (len(token) > 1 and token.text.isupper())
        or (token.text.isupper() and token.i + 1 < len(token.doc) and token.nbor(1).text == "-")  # “X-ray”
    )
    return text if is_name else text[:1].lower() + text[1:]


def subtree(token: Token) -> list[Token]:
    """A token's whole phrase, in the text's order, spaces left out."""
    return sorted((part for part in token.subtree if not part.is_space), key=lambda part: part.i)


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


def own_clause(verb: Token) -> list[Token]:
    """The verb's clause without clauses that are joined to it and have a subject of their own."""
    cut: set[int] = set()
    for child in verb.children:
        joined = child.dep_ in {"conj", "ccomp", "parataxis"} and child.i > verb.i
        if joined and (child.dep_ != "ccomp" or _is_apart(child)) and subject_of(child) is not None:
            first = min(token.i for token in child.subtree)
            cut |= {token.i for token in child.subtree}
            cut |= {token.i for token in verb.children if token.dep_ == "cc" and verb.i < token.i <= first}
    return trimmed([token for token in subtree(verb) if token.i not in cut])


def singular_after_what(text: str, predicate: Sequence[Token]) -> str:
    """A predicate’s text as it stands after “what”, which takes a verb in the singular."""
    verb = next((token for token in predicate if token.pos_ in {"VERB", "AUX"}), predicate[0])
    if verb.tag_ != "VBP" and verb.lower_ != "were":
        return text
    one = {"are": "is", "were": "was", "have": "has", "do": "does"}.get(verb.lower_) or inflect(
        verb.lemma_, "VBZ"
    )
    return re.sub(rf"\b{re.escape(verb.text)}\b", one, text, count=1)


def _is_apart(clause: Token) -> bool:
    """Whether a comma or semicolon parts a clause from the verb it hangs on."""
    first = min(token.i for token in clause.subtree)
    return first > 0 and clause.doc[first - 1].text in {",", ";", "—", ":"}


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
    kept = {token.i for token in clause}
    subject_tokens = [token for token in subtree(subject) if token.i in kept and token.i not in dropped]
    inside = {token.i for token in subject_tokens}
    rest = [token for token in clause if token.i > verb.i and token.i not in dropped | inside]
    before = [token for token in clause if token.i < verb.i and token.i not in dropped | inside]
    auxiliaries = [token for token in before if token.dep_ in _AUXILIARIES and token.head == verb]
    adverbs = [token for token in before if token not in auxiliaries and token.i > subject.i]
    opening = subject_tokens[0].i if subject_tokens else 0
    left_out = {i for i, name in (names or {}).items() if not name}  # “today”, which is said nowhere
    moved = _moved(verb, [token for token in before if token.i < opening and token.i not in left_out])
    if moved is None:
        return None
    lead = _lead(verb, auxiliaries)
    if lead is None or any(token.dep_ == "neg" for token in verb.children):
        return None
    helper, main = lead
    middle = [token.text for token in adverbs if token.tag_.startswith("RB") and token.lower_ not in _ALSO]
    subject_text = render(sentence, subject_tokens, names)
    if subject_tokens and subject_tokens[0].i not in (names or {}):
        subject_text = lower_first(subject_text, subject_tokens[0])
    if is_left_open(subject_tokens):
        subject_text += ","
    tail = lower_first(render(sentence, moved, names), moved[0]) if moved else ""
    parts = [helper, subject_text, *middle, main, render(sentence, rest, names) if rest else "", tail]
    return tidy(" ".join(part for part in parts if part))


def is_left_open(phrase: Sequence[Token]) -> bool:
    """Whether a comma inside of a phrase has its fellow right behind it: “workers, like bakers, …”."""
    inner = trimmed(phrase)
    if not inner or inner[-1].i + 1 >= len(inner[-1].doc):
        return False
    return inner[-1].nbor(1).text == "," and sum(token.text == "," for token in inner) % 2 == 1


def _moved(verb: Token, lead: Sequence[Token]) -> list[Token] | None:
    """What stands before the subject and goes to a question's end: one phrase of place or time, or nothing.

    None where something else stands there that a question would lose.
    """
    rest = trimmed(without_links(lead))
    rest = rest[1:] if rest and rest[0].tag_ == "CC" else rest
    if not rest:
        return []
    head = next((child for child in verb.children if child.i <= rest[0].i and child.dep_ == "prep"), None)
    whole = head is not None and head == rest[0] and trimmed(subtree(head)) == rest
    return (
        rest if whole and len(rest) <= _LONGEST_LEAD and rest[0].lower_ not in {"because", "unlike"} else None
    )


def without_links(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without the words that tie a sentence to the one before: “thus”, “however”, “for example”, “but”."""
    kept = list(tokens)
    while kept and (cut := _link_at(kept)):
        kept = kept[cut:]
    words = [token.lower_ for token in kept]
    for i in range(len(words) - 1):
        if words[i : i + 2] in (["for", "example"], ["for", "instance"], ["of", "course"]) or (
            words[i] in {"however", "therefore", "though"}
            and words[i + 1] == ","
            and i
            and words[i - 1] == ","
        ):
            length = 1 if words[i] in {"however", "therefore", "though"} else 2
            start = i - 1 if i and words[i - 1] == "," else i
            end = i + length + 1 if i + length < len(words) and words[i + length] == "," else i + length
            return kept[:start] + kept[end:]
    return kept


def _link_at(tokens: Sequence[Token]) -> int:
    """How many tokens a link takes at the beginning: one that a comma ends, or a bare “thus”, “but”."""
    words = [token.lower_ for token in tokens[:6]]
    if tokens[0].is_punct:
        return 1
    for phrase in _LINK_PHRASES:
        size = len(phrase)
        if tuple(words[:size]) == phrase and words[size : size + 1] in ([","], []):
            return size
    if words[0] in _LINKS and words[1:2] in ([","], []):
        return 1
    is_bare = words[0] in _BARE_LINKS or (
        tokens[0].tag_ == "CC" and words[0] not in {"both", "either", "neither"}
    )
    return int(is_bare)


def _is_one(subject: Token | None) -> bool:
    return (
        subject is not None
        and subject.tag_ in {"NN", "NNP"}
        and not any(child.dep_ == "conj" for child in subject.children)
        and subject.lower_ not in {"people", "police", "majority", "number"}
    )


def _lead(verb: Token, auxiliaries: Sequence[Token]) -> tuple[str, str] | None:
    """The word that goes before the subject, and what stays behind it."""
    if auxiliaries:
        behind = " ".join([token.text for token in auxiliaries[1:]] + [verb.text])
        return auxiliaries[0].text.lower(), behind
    if verb.lower_ in _BE:
        return verb.lower_, ""
    helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag_)
    if helper == "do" and _is_one(subject_of(verb)):
        helper = "did"  # “the bridge cost”, “Ada put”: a past that looks like a present
    return None if helper is None else (helper, base_form(verb.text) if verb.tag_ != "VBP" else verb.text)
