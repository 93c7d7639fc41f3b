"""Parallel predicates: “A is the foundation, B is the key”; “abundant at X and reliable in Y”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Pairing, Span, Statement
from quizapp.core.statements.wording import capitalize, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_PART = re.compile(
    r"(?:^|(?<=, )|(?<=; )|(?<=and ))(?P<left>(?:(?!\b(?:and|is|are|was|were|that)\b)[^,;])+?) (?P<be>is|are|was|were) "
    r"(?P<article>the|its|a) (?P<right>[\w-]+(?: (?!and\b)[\w-]+){0,3}?)(?=,| and |;|\.|$)"
)


def find_parallels(reading: Reading) -> Iterator[Statement]:
    """Both forms; the surface decides, since parsers join “the key and industrial upgrading” into one phrase."""
    yield from _nouns(reading)
    yield from _adjectives(reading)


def _nouns(reading: Reading) -> Iterator[Statement]:
    sentence = reading.sentence
    found = [part for part in _PART.finditer(sentence.text) if part["article"] == "the"]
    if len(found) < 2 or not _is_chain(sentence.text, found):
        return
    speech = speech_of(reading)
    condition = _condition(reading, found[0].start())
    by = f", according to {speech.speaker}" if speech.speaker else ""
    lead = f"{condition}, " if condition else ""
    lefts = [_span(reading, part.start("left"), part["left"]) for part in found]
    rights = [_span(reading, part.start("right"), part["right"]) for part in found]
    focuses = [
        Focus(
            name=f"left-{right.text.replace(' ', '-')}",
            spans=(left,),
            type="parallel",
            belongs=f"the {right.text}",
            question=capitalize(f"{lead}{_asked(speech.speaker, part['be'])} the {right.text}?"),
        )
        for part, left, right in zip(found, lefts, rights, strict=True)
    ]
    text = lead + sentence.text[found[0].start() : found[-1].end()]
    prompt = capitalize(f"{lead}what is each of these said to be{by}?")
    yield reading.statement(
        kind="parallel",
        pattern="parallel-nouns",
        category="priority",
        text=text,
        focuses=focuses,
        pairing=Pairing(prompt=prompt, pairs=tuple(zip(lefts, rights, strict=True))),
        attribution=speech.speaker,
        confidence=0.95,
        salience=1.0,
    )


def _asked(speaker: str, be: str) -> str:
    return f"what did {speaker} name as" if speaker else f"what {be}"


def _is_chain(text: str, found: list[re.Match[str]]) -> bool:
    """Whether only commas and “and” stand between the parts."""
    gaps = [text[a.end() : b.start()] for a, b in pairwise(found)]
    return all(gap.strip() in {",", "and", ", and", ";", "; and"} for gap in gaps)


def _condition(reading: Reading, before: int) -> str:
    """The clause before the first part: “To push for the revitalization of X”."""
    text = reading.sentence.text[:before].rstrip()
    if not text.endswith(",") or len(text.split()) > 18:
        return ""
    last = reading.sentence.start + len(text) - 1
    tokens = [token for token in reading.tokens if reading.sentence.offset + token.idx < last]
    return reading.say(tokens)


def _span(reading: Reading, at: int, text: str) -> Span:
    """A span that leaves out a leading article."""
    bare = re.sub(r"^(?:the|a|an) ", "", text.strip(), flags=re.IGNORECASE)
    start = reading.sentence.start + at + text.index(bare)
    return Span(text=bare, start=start, end=start + len(bare))


def _adjectives(reading: Reading) -> Iterator[Statement]:
    """“NP are ADJ at X and ADJ during Y”."""
    for verb in reading.tokens:
        if verb.lemma_ != "be":
            continue
        first = next((child for child in verb.children if child.dep_ == "acomp"), None)
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if first is None or subject is None or subject.pos_ == "PRON":
            continue
        second = next(
            (
                token
                for token in [*verb.children, *first.children]
                if token.dep_ == "conj" and token.pos_ == "ADJ"
            ),
            None,
        )
        if second is None:
            continue
        phrases = [_phrase_after(reading, adjective) for adjective in (first, second)]
        if not all(phrases):
            continue
        yield _two_qualities(reading, verb, subject, [first, second], phrases)


def _phrase_after(reading: Reading, adjective: Token) -> list[Token]:
    """The prepositional phrase that stands right after an adjective."""
    tokens = reading.tokens
    at = tokens.index(adjective) + 1
    if at >= len(tokens) or tokens[at].tag_ != "IN":
        return []
    return [token for token in subtree(tokens[at]) if not token.is_punct]


def _two_qualities(
    reading: Reading, verb: Token, subject: Token, adjectives: list[Token], phrases: list[list[Token]]
) -> Statement:
    speech = speech_of(reading)
    thing = reading.say(subtree(subject))
    is_goal = verb.head.lemma_ in {"ensure", "guarantee", "make"} or verb.head.lower_ in {
        "important",
        "imperative",
    }
    by = f", according to {speech.speaker}" if speech.speaker else ""
    be = "should" if is_goal else verb.text
    tail = " be" if is_goal else ""
    focuses = []
    for adjective, phrase in zip(adjectives, phrases, strict=True):
        question = f"What {be} {thing}{tail} {reading.say(phrase)}{by}?"
        focuses.append(
            Focus(
                name=adjective.lower_,
                spans=(reading.span([adjective]),),
                type="quality",
                question=question,
                belongs=f"what {thing} {be}{tail} {reading.say(phrase)}",
            )
        )
    nouns = [phrase[1:] for phrase in phrases]
    pairs = tuple(
        (reading.span(noun), reading.span([adjective]))
        for noun, adjective in zip(nouns, adjectives, strict=True)
    )
    stated = [
        f"{adjective.text} {reading.say(phrase)}"
        for adjective, phrase in zip(adjectives, phrases, strict=True)
    ]
    text = f"{thing} {be}{tail} {' and '.join(stated)}"
    prompt = f"What {be} {thing}{tail} in each case{by}?"
    return reading.statement(
        kind="parallel",
        pattern="parallel-qualities",
        category="priority",
        text=text,
        focuses=focuses,
        pairing=Pairing(prompt=prompt, pairs=pairs),
        attribution=speech.speaker,
        confidence=0.9,
        salience=0.9,
    )
