"""Where and when things happened: clauses with a named place or an explicit year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.gazetteer import pool_of_place, sort_of_place
from quizapp.core.statements.names import entity_text
from quizapp.core.statements.patterns.clauses import is_planned
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import capitalize, subject_of, subtree, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_YEAR = re.compile(r"1\d{3}|20[0-4]\d")
_TIME_LABELS = frozenset({"DATE", "TIME"})
_CUT = frozenset({"advcl", "parataxis", "ccomp", "relcl", "mark"})


def find_places_and_dates(reading: Reading) -> Iterator[Statement]:
    """Places of what was introduced before, and years at the end of what is claimed."""
    yield from _held(reading)
    yield from _year_at_end(reading)


def _year_at_end(reading: Reading) -> Iterator[Statement]:
    """“… following a meeting in 2018”: a year that belongs to a noun at the end of what is claimed."""
    if not any(_YEAR.fullmatch(token.text) for token in reading.tokens):
        return
    speech = speech_of(reading)
    claim = _clause(speech.claim)
    while claim and claim[0].dep_ in {"mark", "punct"}:
        claim = claim[1:]
    if (
        any(token.tag_ in {"WDT", "WP", "WP$"} or token.text in {"—", "–"} for token in claim)
        or len(claim) > 30
    ):
        return  # the year may be that of a clause inside
    if len(claim) < 6 or not _YEAR.fullmatch(claim[-1].text) or claim[-2].lower_ != "in":
        return
    if any(_YEAR.fullmatch(token.text) for token in claim[:-1]):
        return  # two times, each with a value of its own
    if claim[-1].head.head == speech.claim or subject_of(speech.claim) is None or _is_ahead(speech.claim):
        return
    text = reading.say(claim)
    focus = Focus(
        name="year",
        spans=(reading.span(claim[-1:]),),
        type="year",
        question=capitalize(f"{reading.say(claim[:-1])} which year?"),
    )
    yield reading.statement(
        kind="date",
        pattern="year-at-end",
        category="date",
        text=text,
        focuses=[focus],
        attribution=speech.speaker,
        confidence=0.65,
        salience=0.6,
    )


def _is_ahead(verb: Token) -> bool:
    """“is expected to”, “will”: a year to come, which is asked for among such years."""
    return is_planned(verb) or any(child.dep_ == "xcomp" and child.tag_ == "VB" for child in verb.children)


def _clause(verb: Token) -> list[Token]:
    """The verb's own clause: no clause that hangs on it, no time that depends on the day of writing."""
    dropped: set[int] = set()
    for token in verb.subtree:
        if token.dep_ in _CUT and token.head == verb and token != verb:
            dropped |= {part.i for part in token.subtree}
        if token.dep_ == "npadvmod" and token.ent_type_ in _TIME_LABELS:
            whole = token.head if token.head.dep_ == "advmod" else token  # “a few days later” goes together
            dropped |= {part.i for part in whole.subtree}
    dropped |= {
        part.i
        for token in verb.children
        if token.dep_ == "conj" and subject_of(token) is not None
        for part in token.subtree
    }
    kept = without_links([token for token in subtree(verb) if token.i not in dropped])
    while kept and kept[-1].tag_ == "CC":
        kept = kept[:-1]
    while kept and kept[-1].is_punct:
        kept = kept[:-1]
    return [token for token in kept if token.text not in {'"', "“", "”"}]


def _held(reading: Reading) -> Iterator[Statement]:
    """“the meeting held in the provincial capital Harbin”: a participle on a noun that was introduced before."""
    for verb in reading.tokens:
        if verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.head.pos_ != "NOUN":
            continue
        thing = _introduced(reading, verb.head)
        preposition = next(
            (child for child in verb.children if child.dep_ == "prep" and child.lower_ in {"in", "at"}), None
        )
        if thing is None or preposition is None:
            continue
        phrase = subtree(preposition)
        place = _named_at_end(reading, phrase)
        if not place:
            continue
        sort = (
            "city"
            if any(token.lower_ in {"capital", "city"} for token in phrase)
            else sort_of_place(place[-1].text)
        )
        question = f"In which {sort} was {thing} {verb.text}?"
        focus = Focus(
            name=sort,
            spans=(reading.span(place),),
            type=pool_of_place(sort),
            question=question,
        )
        where = reading.say([token for token in phrase if token.i <= place[-1].i])
        yield reading.statement(
            kind="place",
            pattern="held",
            category="place",
            text=f"{thing} was {verb.text} {where}",
            focuses=[focus],
            confidence=0.7,
            salience=0.7,
        )


def _named_at_end(reading: Reading, phrase: Sequence[Token]) -> list[Token]:
    inside = {token.i for token in phrase}
    for entity in reading.sentence.entities:
        if entity.start in inside and reading.names.is_place(entity_text(entity)):
            return [token for token in entity if token.tag_ != "DT"]
    return []


def _introduced(reading: Reading, noun: Token) -> str | None:
    """“the meeting” → “the key meeting that Xi Jinping convened”, where a sentence before introduced it as “a …”."""
    sentences = reading.mentions.sentences
    for index in range(reading.sentence.index - 1, max(-1, reading.sentence.index - 4), -1):
        earlier = sentences[index]
        for token in earlier.tokens:
            if token.lemma_ != noun.lemma_ or token.dep_ != "dobj" or token.head.tag_ != "VBD":
                continue
            modifiers = [child for child in token.lefts if child.dep_ in {"amod", "compound"}]
            subject = subject_of(token.head)
            who = (
                reading.mentions.resolve(earlier, [subject]).names.get(subject.i)
                if subject is not None
                else None
            )
            if who and any(child.lower_ in {"a", "an"} for child in token.lefts):
                words = " ".join([*(child.text for child in modifiers), token.text])
                return f"the {words} that {who} {token.head.text}"
    return None
