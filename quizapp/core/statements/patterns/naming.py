"""What and who a named thing is: “X is a …”, “X was the first …”, “known as X”, “named after Y”, “economist X”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.names import entity_text
from quizapp.core.statements.patterns.clauses import Clause, find_clauses
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement, StatementKind
from quizapp.core.statements.topic import subject_head
from quizapp.core.statements.wording import subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_UNSURE = frozenset("perhaps probably possibly arguably reportedly allegedly".split())
_UNIQUE = frozenset({"first", "only", "last", "sole", "most"})
_VAGUE = frozenset(
    "thing way reason point example case fact result problem issue question idea one part number kind type sort lot "
    "time matter place area member name".split()
)
_LONGEST = 24
_OFTEN = 3
_CALLED = frozenset({"known", "called", "nicknamed", "dubbed"})
_FORMERLY = frozenset({"formerly", "originally", "previously", "once"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
_CLOSING = frozenset({"and", "because", "since", "for", "in"})
_TITLES = frozenset(
    "king queen emperor empress saint st st. sir pope prince princess president general lord".split()
)
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})


def find_names(reading: Reading) -> Iterator[Statement]:
    """Statements about what something named is, is called and is called after."""
    for clause in find_clauses(reading):
        yield from _what_it_is(clause)
        yield from _named_after(clause)
    yield from _other_names(reading)
    yield from _appositions(reading)


def _state(
    reading: Reading, focus: Focus, text: str, *, kind: StatementKind, pattern: str, confidence: float
) -> Statement:
    return reading.statement(
        kind=kind,
        pattern=pattern,
        category="people" if focus.type == "person" else "fact",
        text=text,
        focuses=[focus],
        confidence=confidence,
        salience=0.65,
    )


def _what_it_is(clause: Clause) -> Iterator[Statement]:
    """“X was the first …” → “What was the first …?”; “X is a Y that …” → “What is X?”"""
    verb, reading = clause.verb, clause.reading
    attribute = next((child for child in verb.children if child.dep_ == "attr"), None)
    if (
        verb.lower_ not in {"is", "are", "was", "were"}
        or attribute is None
        or attribute not in clause.core
        or clause.leads
    ):
        return
    behind = [token for token in clause.core if token.i > verb.i]
    hedged = any(token.lower_ in _UNSURE for token in verb.children) or any(
        token.tag_ == "RB" and token.i < attribute.i for token in behind if token.head == verb
    )
    if hedged or attribute.lemma_.lower() in _VAGUE or len(behind) > _LONGEST or len(behind) < 3:
        return
    head = subject_head(verb)
    topic = reading.mentions.topic_of(reading.sentence)
    name = topic or reading.inside(clause.subject)
    if head is None or (not topic and (head.pos_ != "PROPN" or any(c.dep_ == "conj" for c in head.children))):
        return
    is_person = (
        _label(reading, head) == "PERSON" and head.pos_ == "PROPN" and not _THING.search(attribute.lower_)
    )
    article = behind[0].lower_
    is_unique = any(child.tag_ == "JJS" or child.lower_ in _UNIQUE for child in attribute.children)
    key = [token for n, token in enumerate(clause.subject) if n or token.tag_ != "DT"]
    if article == "the" and (is_unique or _is_told(attribute)) and len(key) <= 6 and (is_unique or not topic):
        question = clause.ask_subject("Who" if is_person else "What")
        type = "person" if is_person else "identity"
        focus = Focus(name="subject", spans=(reading.span(key),), type=type, question=question)
        kind: StatementKind = "superlative" if is_unique else "role"
        yield _state(reading, focus, clause.text, kind=kind, pattern="unique", confidence=0.8)
    elif article in {"a", "an"} and len(behind) >= 4:
        question = f"{'Who' if is_person else 'What'} {verb.lower_} {name}?"
        focus = Focus(
            name="meaning", spans=(reading.span(behind),), type="meaning", question=question, gap=False
        )
        yield _state(reading, focus, clause.text, kind="definition", pattern="what-is", confidence=0.75)


_LIVING = 1950
"""Who did something before this year is spoken of in the past."""
_THING = re.compile(
    r"(?:tion|sion|ment|ware|ity|ism|ness|ship|hood|ure|age|ance|ence|language|system|program(?:me)?|project|tool|library|"
    r"framework|protocol|database|network|company|city|river|animal|species|plant|theory|method|process|format|standard|"
    r"device|machine|game|book|film|song|album|disease|drug|chemical|island|mountain|party|group|band)s?$"
)
"""What the model takes for a person’s name, and is none: “Fedora Linux is a Linux distribution”."""


def _is_told(noun: Token) -> bool:
    return any(child.dep_ in {"prep", "acl"} and child.i > noun.i for child in noun.children)


def _entity(reading: Reading, head: Token) -> Span | None:
    return next((ent for ent in reading.sentence.entities if ent.start <= head.i < ent.end), None)


def _label(reading: Reading, head: Token) -> str:
    entity = _entity(reading, head)
    return reading.names.label(entity_text(entity)) if entity is not None else ""


def _named_after(clause: Clause) -> Iterator[Statement]:
    """“… is named after Y”, “… in honor of Y”, “the name is derived from Y”: where a name comes from."""
    verb, reading = clause.verb, clause.reading
    about_name = verb.lemma_ in {"name", "rename"}
    about_name = about_name or any(t.lower_ in {"name", "term", "word", "title"} for t in clause.subject)
    phrase = _origin(clause) if about_name else []
    at = next((n for n, token in enumerate(phrase) if token.lower_ == "of" and n == 2), 0)
    key = [token for token in phrase[at + 1 :] if token.tag_ != "DT" or token.i > phrase[at].i + 1]
    if not key or len(key) > 14:
        return
    is_person = _label(reading, key[-1]) == "PERSON" or key[0].lower_ in _TITLES
    who = "Whom" if is_person else "What"
    whole = set(subtree(phrase[0]))
    gone = [token for token in clause.core if token in whole]
    if not at and phrase[0].lower_ == "for" and is_person:
        return  # “for whom was it named” is asked of the one that named it
    if clause.verb.lemma_ == "come" and sum(child.lower_ == "from" for child in clause.verb.children) > 1:
        return
    asked = clause.ask(f"{' '.join(t.lower_ for t in phrase[: at + 1])} {who.lower()}", without=gone)
    if asked is None:
        return
    focus = Focus(name="origin", spans=(reading.span(key),), type="origin", question=asked, gap=False)
    yield _state(reading, focus, clause.text, kind="fact", pattern="named-after", confidence=0.8)


def _origin(clause: Clause) -> list[Token]:
    """“after Vasco da Gama”, “in honor of Y”, “from the Latin word for Y”."""
    wanted = {"name": ("after", "for", "in"), "rename": ("after", "in")}.get(clause.verb.lemma_, ("from",))
    for child in clause.verb.children:
        if child.dep_ != "prep" or child.lower_ not in wanted or child not in clause.core:
            continue
        phrase = trimmed([token for token in subtree(child) if token in clause.core])
        in_honour = (
            len(phrase) > 3 and phrase[1].lower_ in {"honor", "honour", "memory"} and phrase[2].lower_ == "of"
        )
        if child.lower_ != "in" or in_honour:
            ends = {",", "who", "which", "whose", "that"}
            cut = next((n for n, token in enumerate(phrase) if token.lower_ in ends), len(phrase))
            return phrase[:cut]
    return []


def _other_names(reading: Reading) -> Iterator[Statement]:
    """“X, also known as Y,” → “By what other name is X known?”"""
    tokens = reading.tokens
    for at, token in enumerate(tokens[:-2]):
        if token.lower_ not in _CALLED or token.tag_ != "VBN":
            continue
        start = at + 1 if token.lower_ != "known" else at + 2
        if token.lower_ == "known" and tokens[at + 1].lower_ != "as":
            continue
        name, thing = _name_from(tokens, start), _thing_before(reading, token)
        if at and tokens[at - 1].text == "(":
            continue  # “Haskell (called HTk)”: what stands for it in another place
        if name and thing and not {t.i for t in name} & {t.i for t in thing} and not _spells(thing, name):
            adverb = tokens[at - 1].lower_ if at else ""
            if (
                adverb == "also" or adverb in _FORMERLY
            ):  # “known as” alone is one of many things that somebody is
                yield _alias(reading, thing, name, adverb=adverb)


def _spells(short: Sequence[Token], name: Sequence[Token]) -> bool:
    """“BGI”, “Beijing Genomics Institute”: the initials give the name away, whichever of the two is asked for."""
    initials = [
        "".join(token.text[0] for token in part if token.text[:1].isupper()) for part in (name, short)
    ]
    return short[-1].text == initials[0] or (len(name) == 1 and initials[1].endswith(name[0].text))


def _alias(reading: Reading, thing: Sequence[Token], name: Sequence[Token], *, adverb: str) -> Statement:
    is_past = adverb in _FORMERLY
    verb = {(True, True): "were", (True, False): "was", (False, True): "are", (False, False): "is"}[
        is_past, any(token.tag_ == "NNS" and token.head not in thing for token in thing)
    ]
    when = f"{adverb} " if is_past else ""
    focus = Focus(
        name="alias",
        spans=(reading.span(name),),
        type="alias",
        question=f"By what {'other ' if adverb == 'also' else ''}name {verb} {reading.inside(thing)} {when}known?",
    )
    text = f"{reading.say(thing)} {verb} {when}known as {reading.say(name)}"
    return _state(reading, focus, text, kind="fact", pattern="alias", confidence=0.75)


def _name_from(tokens: Sequence[Token], start: int) -> list[Token]:
    """The name that begins there: in quotes, or capitalized up to a mark; its article and quotes left out."""
    at = start
    while at < len(tokens) and (tokens[at].tag_ == "DT" or tokens[at].text in _QUOTES):
        at += 1
    end = at
    while end < len(tokens) and (tokens[end].pos_ in _NAMING or tokens[end].lower_ in {"of", "the", "-"}):
        end += 1
    name = list(tokens[at:end])
    closed = end >= len(tokens) or tokens[end].is_punct or tokens[end].lower_ in _CLOSING
    return name if closed and 0 < len(name) <= 5 and name[-1].pos_ in {"NOUN", "PROPN"} else []


def _thing_before(reading: Reading, verb: Token) -> list[Token]:
    """What is known by the name: the noun phrase right before, or the subject of the clause; whole and not vague."""
    head = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if head is None and verb.dep_ == "acl":
        apart = any(token.text == "," for token in verb.doc[verb.head.i : verb.i])
        head = None if apart and verb.head.dep_ in {"pobj", "conj"} else verb.head
    if head is None or head.pos_ not in {"PROPN", "NOUN"} or head.i > verb.i or verb.head.dep_ == "relcl":
        return []
    thing = [t for t in subtree(head) if t.i < verb.i and t.dep_ not in {"aux", "auxpass", "advmod", "neg"}]
    marks = [n for n, t in enumerate(thing) if t.text in {",", "("} or t.tag_ in {"WDT", "WP"}]
    thing = trimmed(thing[: marks[0]] if marks else thing)
    apart = any(token.text == "," for token in verb.doc[head.i : verb.i])
    if apart and head.dep_ in {"dobj", "pobj", "attr", "conj"} and any(t.lower_ == "of" for t in thing):
        return []  # of “the theory of the layer, known as …” either may be meant
    if not 1 <= len(thing) <= 12 or any(t.dep_ in {"relcl", "advcl"} for t in thing) or head not in thing:
        return []
    named = head.pos_ == "PROPN" or any(token.ent_type_ for token in thing)
    is_name = (
        named and len(thing) > 1
    ) or head.pos_ == "PROPN"  # a common thing’s name is read as a definition
    return thing if is_name and not points_elsewhere(reading, thing) else []


def _person_told(reading: Reading, name: Span, head: Token, phrase: Sequence[Token]) -> Iterator[Statement]:
    """“Ada Lovelace, a botanist at Porto University,” → “Who is Ada Lovelace?”, at the first mention."""
    text = entity_text(name)
    whole = [token.i for token in phrase] == list(range(phrase[0].i, phrase[-1].i + 1))
    closed = phrase[-1].i + 1 >= len(head.doc) or phrase[-1].nbor(1).is_punct
    known = reading.names.is_person(text) and " " in text and name[-1].i + 2 == phrase[0].i
    if not (
        known
        and whole
        and closed
        and phrase[0].nbor(-1).text == ","
        and _SOMEBODY.search(head.lemma_.lower())
    ):
        return
    if reading.names.seen_before(text, reading.sentence.index) or points_elsewhere(reading, phrase):
        return
    speaks = speech_of(reading).speaker == reading.names.full(text)
    if speaks or reading.names.mentions[reading.names.full(text)] >= _OFTEN:
        return  # somebody who says one thing in passing, or of whom the text tells more than this
    if any(token.text in {",", "(", "—", ";"} for token in phrase):
        return
    past = any(token.text.isdecimal() and 1000 <= int(token.text) < _LIVING for token in reading.tokens)
    verb = "was" if past else "is"
    focus = Focus(
        name="meaning", spans=(reading.span(phrase),), type="who", question=f"Who {verb} {text}?", gap=False
    )
    said = f"{text} {verb} {reading.say(phrase)}"
    yield _state(reading, focus, said, kind="role", pattern="who-is", confidence=0.75)


_SOMEBODY = re.compile(
    r"(?:er|or|ist|ian|man|woman|person|eer|ess|ant|ident|king|queen|head|chief|prince|hero|saint|pope|poet|judge|agent|"
    r"monk|priest|student|architect|pilot|coach|captain|general|scholar|wife|husband|son|heir|child|spouse|sultan|tsar|"
    r"pharaoh|champion|expert|executive|official|nominee|laureate|lead|spokesperson|diplomat|aide|friend|ally)$"
)
"""Nouns for people: whoever is set beside “the purpose of …” is not named as it."""


def _appositions(reading: Reading) -> Iterator[Statement]:
    """“Quito, the capital of Ecuador,” → “Which place is named as the capital of Ecuador?”"""
    for head in reading.tokens:
        if head.dep_ != "appos" or head.pos_ != "NOUN" or head.head.pos_ != "PROPN" or head.i < head.head.i:
            continue
        phrase = trimmed(subtree(head))
        name = _entity(reading, head.head)
        if name is None or not 4 <= len(phrase) <= 18 or not _is_told(head):
            continue
        if phrase[0].lower_ in {"a", "an"}:
            yield from _person_told(reading, name, head, phrase)
        if len(phrase) > 14 or phrase[0].lower_ != "the":
            continue
        if points_elsewhere(reading, phrase) or any(t.text == "," or t.dep_ == "relcl" for t in phrase):
            continue
        label = reading.names.label(entity_text(name))
        if label == "PERSON" and not _SOMEBODY.search(head.lemma_.lower()):
            continue
        word = {"PERSON": "Which person", "GPE": "Which place", "LOC": "Which place"}.get(label)
        key = [t for t in name if t.tag_ not in {"DT", "POS"}]
        if word is None or not any(t.pos_ == "PROPN" for t in phrase) or phrase[0].nbor(-1).text != ",":
            continue
        type = "person" if label == "PERSON" else "place"
        said = reading.say(phrase)
        focus = Focus(
            name="bearer", spans=(reading.span(key),), type=type, question=f"{word} is named as {said}?"
        )
        text = f"{reading.say(key)} is named as {said}"
        yield _state(reading, focus, text, kind="role", pattern="apposition", confidence=0.7)
