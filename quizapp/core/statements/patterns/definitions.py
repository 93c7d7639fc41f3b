"""Terms and their meanings: “X refers to …”, “… is called X”, “we call … X”, “X occurs when …”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.parse import opens_sentence
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.terms import pool_of_defined, pool_of_meaning
from quizapp.core.statements.wording import subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_MEANING = {"refer": "to", "mean": "", "occur": "when"}
NAMING = frozenset({"call", "know", "term", "name", "define", "refer", "dub"})
_LONGEST = 28


def find_definitions(reading: Reading) -> Iterator[Statement]:
    """Every clause that ties a term to a meaning."""
    for verb in reading.tokens:
        if verb.pos_ != "VERB" or any(child.dep_ == "neg" for child in verb.children):
            continue
        if verb.lemma_ in _MEANING and verb.tag_ in {"VBZ", "VBP"}:
            yield from _explained(reading, verb)
        if verb.lemma_ == "define" and verb.tag_ == "VBN":
            yield from _defined(reading, verb)
        elif verb.lemma_ in NAMING:
            yield from _named(reading, verb)


def _explained(reading: Reading, verb: Token) -> Iterator[Statement]:
    """“Y refers to N …”, “Y occurs when …”."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or not is_term(subject) or verb.dep_ not in {"ROOT", "ccomp"}:
        return
    if verb.lemma_ == "refer" and verb.tag_ == "VBP":
        return  # “economists refer to …”: people do, a term does not
    term = [token for token in subtree(subject) if token.tag_ != "DT"]
    rest = _after(reading, verb)
    wanted = _MEANING[verb.lemma_]
    if verb.lemma_ == "mean" and not _is_meaning(term, rest):
        return
    if not rest or len(rest) < 4 or len(rest) > _LONGEST or (wanted and rest[0].lower_ != wanted):
        return
    if any(token.pos_ == "AUX" and token.tag_ == "MD" and token.head == verb for token in verb.children):
        return
    text = reading.say([*subtree(subject), verb, *rest])
    name = term_name(reading, term)
    first = subtree(subject)[0]
    article = f"{first.lower_} " if first.lower_ in {"a", "an"} else ""
    doing = {
        "refer": "What does {} refer to?",
        "occur": "When does {} occur?",
    }.get(verb.lemma_, "What does {} mean?")
    if verb.tag_ == "VBP":
        doing = doing.replace("does", "do")
    key = rest[1:] if verb.lemma_ == "refer" else rest
    meaning = Focus(
        name="meaning",
        spans=(reading.span(key),),
        type=f"meaning of {verb.lemma_}"
        if verb.lemma_ != "refer"
        else pool_of_meaning(term, key, many=False),
        question=doing.format(f"{article}{name}"),
        gap=False,
    )
    word = Focus(
        name="term",
        spans=(reading.span(term),),
        key=reading.inside(term),
        type=pool_of_defined(term, key),
        belongs=f"a term that {verb.text} {reading.say(rest)}",
        question=f"{'What' if verb.lemma_ == 'occur' else 'Which term'} {verb.text} {reading.say(rest)}?",
    )
    yield reading.statement(
        kind="definition",
        pattern="explained",
        category="definition",
        text=text,
        topic=name,
        focuses=[meaning, word],
        confidence=0.75,
        salience=0.85,
    )


def _is_meaning(term: Sequence[Token], rest: Sequence[Token]) -> bool:
    """“Scarcity means that …” explains a word; “stronger demand means lower unemployment” tells a consequence."""
    explains = bool(rest) and (rest[0].lower_ == "that" or rest[0].tag_ == "DT")
    return explains and len(term) <= 3 and not any(token.tag_ in {"JJR", "VBG", "IN"} for token in term)


def _after(reading: Reading, verb: Token) -> list[Token]:
    """All of the verb's own that stands behind it, its outer punctuation left out."""
    tokens = [token for token in subtree(verb) if token.i > verb.i]
    joined = [
        child
        for child in verb.children
        if child.dep_ in {"conj", "parataxis"} and child.pos_ in {"VERB", "AUX"}
    ]
    cut = {part.i for child in joined for part in child.subtree}
    tokens = [token for token in tokens if token.i not in cut]
    if joined and cut and any(token.text == "," for token in tokens) and not any(map(_has_subject, joined)):
        return []  # the last of several was read as a verb
    while joined and tokens and (tokens[-1].is_punct or tokens[-1].tag_ == "CC"):
        tokens = tokens[:-1]
    while tokens and tokens[-1].is_punct and tokens[-1].text not in {")", '"', "”"}:
        tokens = tokens[:-1]
    return tokens


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)


def _defined(reading: Reading, verb: Token) -> Iterator[Statement]:
    """“In L, (the term) T is defined as Y”."""
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    lead = next((child for child in verb.children if child.lower_ == "as" and child.i > verb.i), None)
    if subject is None or lead is None or verb.dep_ != "ROOT" or lead.i != verb.i + 1:
        return
    phrase = [
        token
        for token in subtree(subject)
        if token.lower_ not in {"the", "a", "an", "term", "word", "concept"}
    ]
    place = next(
        (c for c in verb.children if c.dep_ == "prep" and c.i < subject.i and c.lower_ == "in"), None
    )
    key = [token for token in _after(reading, verb) if token.i > lead.i]
    if not 1 <= len(phrase) <= 4 or phrase[-1].pos_ != "NOUN" or not 4 <= len(key) <= _LONGEST:
        return
    by = f" in {reading.inside(trimmed(subtree(place))[1:])}" if place is not None else ""
    name = term_name(reading, phrase)
    be = "are" if phrase[-1].tag_ == "NNS" else "is"
    yield reading.statement(
        kind="definition",
        pattern="explained",
        category="definition",
        text=reading.say([token for token in subtree(verb) if token.i <= key[-1].i]),
        topic=name,
        focuses=[
            Focus(
                name="meaning",
                spans=(reading.span(key),),
                type=pool_of_meaning(phrase, key, many=be == "are"),
                question=f"How {be} {name} defined{by}?",
                gap=False,
            ),
            Focus(
                name="term",
                spans=(reading.span(phrase),),
                key=name,
                type=pool_of_defined(phrase, key),
                question=f"Which term is defined{by} as {reading.say(key)}?",
            ),
        ],
        confidence=0.8,
        salience=0.85,
    )


def _named(reading: Reading, verb: Token) -> Iterator[Statement]:
    """“the N that … is called T”, “N …, called T,”, “we call N T”."""
    named = _name_given(reading, verb)
    if named is None:
        return
    thing, term = named
    if (
        not 4 <= len(thing) <= _LONGEST
        or _is_cut(thing)
        or not 1 <= len(term) <= 5
        or any(token.pos_ == "PRON" and token.tag_ not in {"WDT", "WP"} for token in thing)
        or any(token.tag_ in {"JJR", "RBR"} and "than" not in {t.lower_ for t in thing} for token in thing)
        or any(
            token.lower_ in {"distinctive", "separate", "special", "particular", "certain"} for token in thing
        )
    ):
        return
    if thing[0].lower_ in {"this", "that", "these", "those", "such", "it", "its", "their", "another", "one"}:
        return
    description = reading.inside(thing)
    focus = Focus(
        name="term",
        spans=(reading.span(term),),
        key=reading.inside(term),
        type=pool_of_defined(term, thing),
        belongs=f"the term for {description}",
        question=f"What is the term for {description}?",
    )
    name = term_name(reading, term)
    meaning = Focus(
        name="meaning",
        spans=(reading.span(thing),),
        key=description,
        type=pool_of_meaning(term, thing, many=term[-1].tag_ == "NNS"),
        question=f"What is meant by “{name}”?",
        gap=False,
    )
    text = f"The term for {description} is “{reading.say(term)}”"
    yield reading.statement(
        kind="definition",
        pattern="named",
        category="definition",
        text=text,
        topic=name,
        focuses=[focus, meaning],
        confidence=0.8,
        salience=0.9,
    )


def _is_cut(thing: Sequence[Token]) -> bool:
    """Whether the described thing begins in the middle of a phrase or holds a clause that was not taken whole."""
    before = None if opens_sentence(thing[0]) else thing[0].nbor(-1)
    inside = before is not None and (
        before.pos_ in {"ADJ", "NOUN", "PROPN", "DET", "NUM"} or before.lower_ == "of"
    )
    return (
        inside
        or any(token.text in {"—", "–", ";", ":"} for token in thing)
        or thing[0].pos_ in {"VERB", "AUX"}
    )


def _name_given(reading: Reading, verb: Token) -> tuple[list[Token], list[Token]] | None:
    """(what has a name, the name)."""
    term = term_after(reading, verb)
    if term is None:
        return None
    if verb.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.children):
        subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        return None if subject is None or subject.pos_ == "PRON" else (_phrase(subject, verb), term)
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.head.pos_ == "NOUN":
        return _phrase(_widest(verb.head), verb), term
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is not None and subject.lower_ in {"we", "economists", "scientists", "historians", "people"}:
        thing = [
            token for token in reading.tokens if verb.i < token.i < term[0].i and token.text not in {'"', "“"}
        ]
        while thing and thing[-1].tag_ == "DT":
            thing = thing[:-1]
        return (thing, term) if thing else None
    return None


def _widest(head: Token) -> Token:
    """“people” of “five groups with equal numbers of people, known as …” → “groups”: what is named is all of it."""
    while head.dep_ == "pobj" and head.head.dep_ == "prep" and head.head.head.pos_ == "NOUN":
        head = head.head.head
    return head


def term_after(reading: Reading, verb: Token) -> list[Token] | None:
    """The name that stands after “called”, “known as”, “referred to as”, at the end of the clause."""
    tokens = reading.tokens
    at = tokens.index(verb) + 1
    if verb.lemma_ in {"know", "refer", "define"}:
        at = next(
            (i + 1 for i in range(at, min(at + 3, len(tokens))) if tokens[i].lower_ == "as"), len(tokens)
        )
    elif verb.tag_ != "VBN":
        named = next((child for child in verb.children if child.dep_ == "oprd"), None)
        last = next((chunk for chunk in reading.sentence.chunks[-1:] if chunk[0].i > verb.i), None)
        at = tokens.index(subtree(named)[0]) if named is not None else len(tokens)
        if last is not None and verb.tag_ == "VBP" and last[0].tag_ == "DT" and last[0].nbor(-1).tag_ != "IN":
            at = tokens.index(last[0])  # “we call N that … the T”: T stands last
    while at < len(tokens) and (tokens[at].tag_ == "DT" or tokens[at].text in {'"', "“", "'"}):
        at += 1
    end = at
    while end < len(tokens) and (
        tokens[end].pos_ in {"NOUN", "PROPN", "ADJ"}
        or (end > at and tokens[end].text in {"-", "of", "for"})
        or tokens[end].tag_ in {"VBG", "HYPH"}
    ):
        end += 1
    term = list(tokens[at:end])
    closed = end >= len(tokens) or tokens[end].text in {".", ",", ";", '"', "”", ":", ")", "(", "—", "–"}
    return term if term and term[-1].pos_ in {"NOUN", "PROPN"} and closed else None


def _phrase(head: Token, verb: Token) -> list[Token]:
    """What stands before the verb, its own auxiliaries left out."""
    tokens = [token for token in subtree(head) if token.i < verb.i and not _helps(token, verb)]
    while tokens and (
        tokens[-1].is_punct
        or tokens[-1].dep_ in {"auxpass", "aux", "advmod", "nsubjpass"}
        or tokens[-1].lower_ in {"that", "which", "is", "are", "often", "sometimes", "commonly"}
    ):
        tokens = tokens[:-1]
    return tokens


def _helps(token: Token, verb: Token) -> bool:
    return token.dep_ in {"auxpass", "aux"} and token.head == verb


def is_term(subject: Token) -> bool:
    """A noun that names a concept: no pronoun, no person, no “the” or “this” before it, short."""
    determiner = next((child for child in subject.lefts if child.dep_ in {"det", "poss"}), None)
    plain = determiner is None or determiner.lower_ in {"a", "an"}
    return (
        subject.pos_ in {"NOUN", "PROPN"}
        and subject.ent_type_ not in {"PERSON", "DATE"}
        and plain
        and (len(subtree(subject)) <= 6)
    )


def term_name(reading: Reading, term: Sequence[Token]) -> str:
    """The term as it stands inside a question."""
    return reading.inside(term)
