"""Terms told by a clause beside them: “T, which V …”, “a N called T V …”, “N, known as T, V …”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.clauses import is_set_off
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.terms import pool_of_defined, pool_of_meaning
from quizapp.core.statements.times import citations
from quizapp.core.statements.wording import capitalize, singular_after_what, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST, _LONGEST = 5, 24
_FEWEST_TELLING = 3
_LONGEST_TERM = 6
_SPOKEN = re.compile(
    r"\b(?:you|your|we|our|us|I|my|this|these|that is|those|such|here|he|she|him|her|his)\b", re.I
)
_EMPTY = frozenset("include mean seem happen occur make become show explain suggest help".split())
_GENERAL = frozenset(
    "idea theory principle doctrine concept process law type form method kind practice policy".split()
)
_OF_CLAUSES = frozenset("mean lead result cause make allow help explain force bring create".split())
_HAPPENINGS = frozenset("process practice phenomenon event step move act situation".split())
_POINTING = frozenset(
    "this that these those such another other each both same some many most few all any".split()
)
_OPEN = frozenset('—–;:"“”()')


def find_relatives(reading: Reading) -> Iterator[Statement]:
    """Every such clause of the sentence."""
    beside = False
    for token in reading.tokens:
        if token.lower_ == "which" and token.dep_ in {"nsubj", "nsubjpass"} and token.i:
            yield from _which(reading, token)
        elif (
            token.dep_ == "appos"
            and is_set_off(token)
            and token.head.pos_ in {"NOUN", "PROPN"}
            and token.i > token.head.i
        ):
            found = list(_apposed(reading, token))
            beside = beside or bool(found)
            yield from found
        elif token.lower_ in {"called", "termed", "known"} and token.tag_ == "VBN" and token.dep_ == "acl":
            yield from _called(reading, token)
    if not beside:
        yield from _at_end(reading)


def _which(reading: Reading, which: Token) -> Iterator[Statement]:
    """“T, which V …”: the clause belongs to the noun phrase right before its comma."""
    verb, comma = which.head, which.nbor(-1)
    head = verb.head
    if (
        comma.text != ","
        or verb.dep_ != "relcl"
        or head.pos_ not in {"NOUN", "PROPN"}
        or not _agrees(head, verb)
    ):
        return  # “females, which allows them to …”: it is the whole clause that does
    if head.dep_ == "pobj" and (head.head.lower_ == "of" or head.pos_ != "PROPN"):
        return  # of “the session of the committee, which …” either may be meant
    if any(child.lower_ in {"a", "an"} for child in head.lefts) and head.dep_ == "attr":
        return  # “it has become a pillar, which …”: a pillar is what it has become
    term = [token for token in subtree(head) if token.i < comma.i]
    if not term or term[-1].i != comma.i - 1:
        return
    predicate = trimmed([token for token in subtree(verb) if token.i > which.i])
    yield from _statement(reading, term, verb, _cut(predicate), pattern="which")


def _apposed(reading: Reading, meaning: Token) -> Iterator[Statement]:
    """“T, a N that …,”: the term and what it is, between commas or at the end."""
    phrase = trimmed(subtree(meaning))
    before = phrase[0].nbor(-1) if phrase and phrase[0].i else meaning
    if meaning.head.dep_ == "pobj":
        return  # of “division of labor, an invention of …” either noun may be meant
    if meaning.lemma_ in _HAPPENINGS or any(
        token.lower_ in {"called", "termed", "known"} for token in phrase
    ):
        return  # “to form new crust, a process called …”: it is the clause that is a process
    term = [token for token in subtree(meaning.head) if token.i < before.i]
    tail = any(child.dep_ in {"prep", "relcl", "acl"} and child.i > meaning.i for child in meaning.children)
    if (
        before.text != ","
        or not tail
        or not 5 <= len(phrase) <= _LONGEST
        or phrase[0].lower_ not in {"a", "an", "the"}
    ):
        return
    named = _bare(term) if term and term[-1].i == before.i - 1 else []
    behind = phrase[-1].nbor(1) if phrase[-1].i + 1 < len(phrase[-1].doc) else phrase[-1]
    listed = (
        any(child.dep_ in {"conj", "cc"} for child in meaning.head.children)
        or any(t.text == "," for t in phrase)
        or behind.tag_ == "CC"
        or _goes_on_as_list(behind)
        or (term and term[0].i and term[0].nbor(-1).text == ",")
        or (phrase[-1].pos_ == "NOUN" and any(t.tag_ == "CC" for t in phrase) and _ends_list(phrase))
    )
    if not named or listed or named[-1].pos_ == "PROPN" or _SPOKEN.search(reading.sentence.words(phrase)):
        return
    yield from _set_beside(reading, named, phrase)


def _at_end(reading: Reading) -> Iterator[Statement]:
    """“… a T, the N of …” at the sentence's end, whatever the parser takes it for; no list has its last “and” in it."""
    cited = citations(reading.tokens)
    tokens = trimmed([token for token in reading.tokens if token.i not in cited])
    commas = [n for n, token in enumerate(tokens) if token.text == ","]
    opens = [n for n, token in enumerate(tokens) if token.text in {":", "—", "–"}]
    at = opens[0] if len(opens) == 1 else commas[-1] if commas and not opens else len(tokens)
    phrase = tokens[at + 1 :]
    phrase = phrase[1:] if phrase and phrase[0].lower_ == "or" else phrase  # “T, or the N of …”
    chunk = next((c for c in reading.sentence.chunks if at < len(tokens) and c.end == tokens[at].i), None)
    head = next((c.root for c in reading.sentence.chunks if phrase and c.start == phrase[0].i), None)
    if (
        chunk is None
        or head is None
        or not _is_meaning(phrase, head)
        or chunk.root.dep_ not in {"dobj", "pobj", "attr"}
    ):
        return
    before = tokens[at - len(chunk) - 1] if at > len(chunk) else tokens[0]
    if chunk.root.head.lower_ == "of":
        return  # of “division of labor, an invention of …” either noun may be meant
    named = _bare(list(chunk))
    dashed = tokens[at].text != "," and len(named) > 1
    plain = (dashed or chunk[0].lower_ != "the") and not any(
        token.pos_ == "PROPN" or token.ent_type_ for token in chunk
    )
    told = len(named) > 1 or phrase[0].nbor(-1).lower_ == "or" or phrase[0].lower_ in {"a", "an"}
    if not named or not plain or before.text == "," or before.tag_ == "CC" or not told:
        return
    yield from _set_beside(reading, named, phrase)


def _is_meaning(phrase: Sequence[Token], head: Token) -> bool:
    """“the N and N of …”, “an N that …” to the end, with no “and” that could join a member of a list."""
    after = [token for token in phrase if token.i > head.i]
    tied = after[2:] if len(after) > 2 and after[0].tag_ == "CC" and after[1].pos_ == "NOUN" else after
    first = tied[0] if tied else head
    opens = first.lower_ in {"of", "that", "which", "who", "in"}
    clause = next((n for n, t in enumerate(tied) if t.tag_ in {"WDT", "WP", "WRB"}), len(tied))
    listed = any(token.tag_ == "CC" for token in tied[:clause])
    finite = any(t.tag_ in {"VBZ", "VBP", "VBD", "MD"} for t in tied[:clause])
    return (
        phrase[0].lower_ in {"a", "an", "the"}
        and 5 <= len(phrase) <= _LONGEST
        and opens
        and not (listed and clause == len(tied))
        and not finite
        and head.pos_ == "NOUN"
        and head.lemma_ not in _HAPPENINGS
        and not _SPOKEN.search(" ".join(token.text for token in phrase))
    )


def _set_beside(reading: Reading, named: Sequence[Token], phrase: Sequence[Token]) -> Iterator[Statement]:
    """The term and what it is."""
    said = reading.say(phrase)
    yield reading.statement(
        kind="definition",
        pattern="apposed",
        category="definition",
        text=f"{capitalize(reading.say(named))} {'are' if named[-1].tag_ == 'NNS' else 'is'} {said}",
        topic=reading.inside(named),
        focuses=[
            Focus(
                name="meaning",
                spans=(reading.span(phrase),),
                type=pool_of_meaning(named, phrase, many=named[-1].tag_ == "NNS"),
                question=f"What is meant by “{reading.inside(named)}”?",
                gap=False,
            ),
            Focus(
                name="term",
                spans=(reading.span(named),),
                key=reading.inside(named),
                type=pool_of_defined(named, phrase),
                question=f"Which term stands for {said}?",
                belongs=f"the term for {said}",
                gap=False,
            ),
        ],
        confidence=0.75,
        salience=0.8,
    )


def _goes_on_as_list(comma: Token) -> bool:
    """“…, expert advice and experience can be …”: another member and an “and” before any verb."""
    if comma.text != ",":
        return False
    for token in comma.doc[comma.i + 1 : comma.sent.end]:
        if token.tag_ == "CC":
            return token.i > comma.i + 1
        if token.pos_ in {"VERB", "AUX"} or token.tag_ in {"WDT", "WP", "MD", "PRP"}:
            return False
    return False


def _ends_list(phrase: Sequence[Token]) -> bool:
    """“the wisdom of the people and the strength of …”: the “and” may join what stands before the comma."""
    at = next(n for n, token in enumerate(phrase) if token.tag_ == "CC")
    return any(token.lower_ == "of" for token in phrase[:at]) or phrase[at + 1].tag_ == "DT"


def _agrees(head: Token, verb: Token) -> bool:
    """Whether a verb that shows a number has the noun’s, so that it is the noun that “which” stands for."""
    finite = next((child for child in verb.children if child.dep_ in {"aux", "auxpass"}), verb)
    many = head.tag_ in {"NNS", "NNPS"}
    if finite.tag_ == "VBD" and finite.lower_ not in {"was", "were"}:
        return head.pos_ == "PROPN"
    if finite.tag_ == "MD":
        return True
    return many == (finite.tag_ == "VBP" or finite.lower_ == "were") and finite.lemma_ not in _OF_CLAUSES


def _called(reading: Reading, called: Token) -> Iterator[Statement]:
    """“N, called T, V …” where the whole is the subject of the clause."""
    subject = called.head
    main = subject.head
    if subject.dep_ not in {"nsubj", "nsubjpass"} or main.i < called.i or main.pos_ not in {"VERB", "AUX"}:
        return
    inside = [token for token in subtree(subject) if called.i < token.i < main.i]
    inside = [token for token in inside if token.text not in {"“", "”", '"'}]
    term = trimmed(inside[1:] if inside and inside[0].lower_ == "as" else inside)
    first = next((token for token in reading.tokens if token.i > (term[-1].i if term else 0)), None)
    if not term or first is None or any(token.text == "," for token in term):
        return
    predicate = trimmed([token for token in subtree(main) if token.i > term[-1].i])
    yield from _statement(reading, term, main, _cut(predicate), pattern="called-subject")


def _cut(predicate: Sequence[Token]) -> list[Token]:
    """The predicate up to the first mark that begins something else."""
    kept: list[Token] = []
    aside = False
    for token in predicate:
        if token.text in {"(", ")"}:
            aside = token.text == "("
            continue
        if aside:
            continue
        if token.text in _OPEN or (token.text == "," and kept and _opens_clause(token)):
            break
        kept.append(token)
    return trimmed(kept)


def _opens_clause(comma: Token) -> bool:
    """Whether a comma is followed by a clause of its own or by “but”, “and which”."""
    after = comma.nbor(1) if comma.i + 1 < len(comma.doc) else comma
    return after.lower_ in {"but", "while", "whereas", "although", "so", "which", "who", "where", "when"} or (
        after.tag_ == "VBG"
    )


def _statement(
    reading: Reading, term: Sequence[Token], verb: Token, predicate: Sequence[Token], *, pattern: str
) -> Iterator[Statement]:
    named = _bare(term)
    if not named or not _tells(reading, verb, predicate, named) or is_adrift(reading, verb, predicate):
        return
    is_class = verb.lemma_ == "be" and len(predicate) > 1 and predicate[1].lower_ in {"a", "an", "the"}
    question = (
        f"Which term is defined as {reading.say(predicate[1:])}?"
        if is_class and predicate[0].tag_ in {"VBZ", "VBP"}
        else f"What {singular_after_what(reading.say(predicate), predicate)}?"
    )
    focus = Focus(
        name="term",
        spans=(reading.span(named),),
        key=reading.inside(named),
        type=pool_of_defined(named),
        question=question,
        belongs=f"what {reading.say(predicate)}",
        gap=False,
    )
    yield reading.statement(
        kind="definition",
        pattern=pattern,
        category="definition",
        text=f"{capitalize(reading.say(term))} {reading.say(predicate)}",
        topic=reading.inside(named),
        focuses=[focus],
        confidence=0.75,
        salience=0.75,
    )


def _bare(term: Sequence[Token]) -> list[Token]:
    """The term without its article; empty where it points elsewhere or is no term."""
    if any(token.lower_ in _POINTING or token.tag_ in {"PRP$", "PRP", "CD", "JJR"} for token in term):
        return []
    named = [token for n, token in enumerate(term) if n or token.tag_ != "DT"]
    loose = any(
        token.tag_ in {"DT", "WDT", "CC"} or (token.is_punct and token.text != "-") for token in named
    )
    heads = {token.lemma_.lower() for token in named[:1]}
    if not named or len(named) > _LONGEST_TERM or (loose and not heads & _GENERAL):
        return []
    person = any(token.ent_type_ in {"PERSON", "DATE", "GPE"} for token in named)
    return [] if person or (len(named) == 1 and named[0].pos_ != "NOUN") else named


def _tells(reading: Reading, verb: Token, predicate: Sequence[Token], term: Sequence[Token]) -> bool:
    """Whether the predicate is told of one thing: long enough, plain, not denied, not about the reader."""
    telling = [token for token in predicate if token.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}]
    own = {token.lemma_.lower() for token in term}
    if not _SHORTEST <= len(predicate) <= _LONGEST or len(telling) < _FEWEST_TELLING or verb.lemma_ in _EMPTY:
        return False
    denied = any(
        child.dep_ == "neg" or child.lower_ in {"also", "sometimes", "often"} for child in verb.children
    )
    first = predicate[0]
    finite = first.tag_ in {"VBZ", "VBP", "VBD", "MD"} or first.lower_.endswith("ly")
    again = any(token.lemma_.lower() in own and token.pos_ == "NOUN" for token in telling)
    return not denied and finite and not again and not _SPOKEN.search(reading.sentence.words(predicate))
