"""Directions of change: “when A rises, B falls”, “A reduces B”, “A leads to a larger B”; chosen from a closed set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.core.statements.directions import contrary, direction
from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import (
    is_left_open,
    own_clause,
    subject_of,
    subtree,
    trimmed,
    without_links,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_BRINGING = {"cause": "", "mean": "", "bring": "", "produce": "", "lead": "to", "result": "in"}
_TENDING = frozenset({"tend", "help", "serve"})
_MAIN = frozenset({"ROOT", "ccomp"})
_CONDITIONS = frozenset({"if", "when", "as", "once", "because", "after"})
_REASONS = frozenset({"because", "since"})
_SHORT_ASKED = 5  # “How does more complexity affect risk?”: of nothing in particular
_LONGEST_THING, _LONGEST_CAUSE, _LONGEST_TAIL = 11, 16, 10
_POINTING = frozenset("this that these those such another other each both same".split())
_ABOUT = frozenset(
    {"in", "during", "over", "after", "with", "for", "among", "at", "throughout", "before", "since"}
)
_FIGURE = re.compile(
    r"\d|\b(?:percent|half|third|quarter|double|two|three|ten|hundred|thousand|million|billion)\b"
)


_MEASURED = frozenset(
    "price cost demand supply rate level number amount income wage growth risk pressure temperature output production "
    "consumption employment unemployment inflation deficit surplus debt tax spending investment export import trade "
    "population share size speed density concentration frequency probability likelihood pollution emission diversity "
    "quantity value profit revenue sale saving payment salary productivity efficiency energy volume weight mass length "
    "strength force power resistance flow intensity duration gap inequality poverty mortality fertility stress anxiety "
    "activity benefit loss return interest capital credit budget reserve currency dollar exchange competition use need "
    "standard ability capacity quality chance percentage ratio proportion".split()
)


def _is_measured(thing: Token) -> bool:
    """Whether there can be more or less of it: no “pieces of leather”, which are cut and not fewer."""
    return thing.lemma_.lower() in _MEASURED


@dataclass(frozen=True, kw_only=True)
class _Change:
    """What changes, the word that says which way, and how it is asked: “How does A affect”, “What happens to”."""

    thing: Sequence[Token]
    head: Token
    word: Token
    asks: str
    tail: str = ""
    article: str = ""


def find_changes(reading: Reading) -> Iterator[Statement]:
    """Every main clause that says which way something changes."""
    for token in reading.tokens:
        if token.pos_ != "VERB" or not (direction(token.text) or token.lemma_ in _BRINGING):
            continue
        main = _main_verb(token)
        if main is None or _is_denied(token, main) or _is_misread(token):
            continue
        change = _effect(reading, token, main) or _event(reading, token, main)
        if change is not None and _is_asked(reading, change):
            yield from _statement(reading, change, main)


def _is_asked(reading: Reading, change: _Change) -> bool:
    """Whether a measure changes, of something in particular, and no reason beside it would answer the question."""
    told = len(change.thing) > 1 or len(change.asks.split()) > _SHORT_ASKED
    return told and _is_measured(change.head) and not any(t.lower_ in _REASONS for t in reading.tokens)


def _main_verb(verb: Token) -> Token | None:
    """The finite verb of a main clause: the verb itself, or “tends” of “tends to fall”."""
    main = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ in _TENDING else verb
    if (
        main.dep_ == "conj"
        and subject_of(main) is None
        and main.head.dep_ in _MAIN
        and main.head.pos_ == "VERB"
    ):
        return main if main.tag_ == main.head.tag_ and main.tag_ in {"VBZ", "VBP", "VBD"} else None
    if main.dep_ == "advcl" and any(child.lower_ in {"whereas", "while"} for child in main.children):
        return main if main.tag_ in {"VBZ", "VBP", "VBD"} and subject_of(main) is not None else None
    finite = main.tag_ in {"VBZ", "VBP", "VBD"} or any(
        child.tag_ == "MD" or (child.lemma_ == "have" and child.dep_ == "aux") for child in main.children
    )
    return main if main.dep_ in _MAIN and finite else None


def _is_misread(verb: Token) -> bool:
    """Nothing is risen or contracted: “rose” before an object is a flower, “contracted” told of an illness."""
    objects = {child.dep_ for child in verb.children}
    return verb.lemma_ in {"rise", "fall", "soar", "plunge", "contract"} and bool(objects & {"dobj", "oprd"})


def _is_denied(*verbs: Token) -> bool:
    return any(
        child.dep_ in {"neg", "auxpass"}
        or child.lower_ in {"hardly", "rarely", "sometimes", "neither", "necessarily"}
        for verb in verbs
        for child in verb.children
    )


def _effect(reading: Reading, verb: Token, main: Token) -> _Change | None:
    """“A reduces B”, “A leads to a larger B”."""
    subject = subject_of(main.head if main.dep_ == "conj" else main)
    cause = trimmed(subtree(subject)) if subject is not None and subject.i < main.i else []
    if subject is None or not _is_named(subject, cause, most=_LONGEST_CAUSE):
        return None
    found = _object(verb)
    condition = _clauses(reading, main)
    if (
        found is None
        or condition is None
        or any(child.dep_ == "mark" and child.lower_ not in {"whereas", "while"} for child in main.children)
    ):
        return None
    head, word, thing = found
    tail = _tail(reading, main, verb, thing)
    if tail is None or {token.lemma_ for token in cause} & {head.lemma_} or not _is_thing(head, thing):
        return None
    tail = f"{tail} {condition}"
    tends = " tend to" if main != verb and main.lemma_ == "tend" else ""
    affect = "affected" if _auxiliary(main) in {"has", "have"} else "affect"
    named = reading.inside(cause) + ("," if is_left_open(cause) else "")
    asks = f"How {_auxiliary(main)} {named}{tends} {affect}"
    article = "the " if any(child.lower_ in {"a", "an"} for child in _modified(head, word).lefts) else ""
    return _Change(thing=thing, head=head, word=word, asks=asks, tail=tail, article=article)


def _modified(head: Token, word: Token) -> Token:
    return word.head if word.tag_ == "JJR" else head


def _object(verb: Token) -> tuple[Token, Token, list[Token]] | None:
    """(head of what changes, the word that says which way, all of what changes)."""
    if direction(verb.text):
        target = next((child for child in verb.children if child.dep_ == "dobj"), None)
        thing = [] if target is None else _bare(target, without=())
        if target is None or (verb.lemma_ in {"slow", "speed"} and len(thing) < 2):
            return None  # “slowed construction”: it took longer, and there was not less of it
        return target, verb, thing
    wanted = _BRINGING[verb.lemma_]
    if wanted:
        lead = next(
            (child for child in verb.children if child.dep_ == "prep" and child.lower_ == wanted), None
        )
        target = (
            None if lead is None else next((child for child in lead.children if child.dep_ == "pobj"), None)
        )
    else:
        target = next((child for child in verb.children if child.dep_ == "dobj"), None)
    if target is None:
        return None
    if direction(target.text) and target.pos_ == "NOUN":
        lead = next((child for child in target.children if child.lower_ in {"in", "of"}), None)
        inner = (
            None if lead is None else next((child for child in lead.children if child.dep_ == "pobj"), None)
        )
        return None if inner is None else (inner, target, _bare(inner, without=()))
    degree = next((child for child in target.lefts if child.tag_ == "JJR" and direction(child.text)), None)
    return None if degree is None else (target, degree, _bare(target, without=(degree,)))


def _bare(head: Token, *, without: Sequence[Token]) -> list[Token]:
    """The thing's phrase without what hangs loosely on it: a relative clause after a comma, joined things, “a”."""
    cut = {
        token.i
        for child in head.children
        if (child.dep_ in {"relcl", "conj", "cc", "appos", "acl", "advcl"} and child.i > head.i)
        for token in child.subtree
    }
    drop = {token.i for token in without}
    kept = [token for token in subtree(head) if token.i not in cut | drop]
    if without:
        kept = [token for token in kept if token.lower_ not in {"a", "an"} or token.head != head]
    elif kept and kept[0].lower_ in {"a", "an"}:
        kept = []
    return trimmed(kept)


def _tail(reading: Reading, main: Token, verb: Token, thing: Sequence[Token]) -> str | None:
    """Phrases of time and place that belong to the claim; None where one could not be said."""
    opening = next((token.i for token in without_links(reading.tokens)), 0)
    parts = []
    for child in dict.fromkeys([*main.children, *verb.children]):
        phrase = trimmed(subtree(child))
        if child.dep_ not in {"prep", "npadvmod"} or not phrase or phrase[0].i < opening:
            continue
        if any(token in phrase for token in thing) or (
            child.i > verb.i and child.lower_ in {"by", "to", "from"}
        ):
            continue
        if len(phrase) > _LONGEST_TAIL or child.lower_ not in _ABOUT:
            return None
        parts.append(reading.inside(phrase))
    return " ".join(parts)


def _clauses(reading: Reading, main: Token) -> str | None:
    """Other clauses of the sentence as they go into a question: a condition stays, a reason goes; None: no claim."""
    for child in main.children:
        if child.dep_ != "advcl":
            continue
        first = next(iter(trimmed(subtree(child))), child)
        if (
            first.lower_ in {"because", "since", "although", "though", "while", "as", "whereas"}
            or first.tag_ == "VBG"
        ):
            continue
        return _condition(reading, main) or None
    return ""


def _event(reading: Reading, verb: Token, main: Token) -> _Change | None:
    """“When A rises, B falls”; “B fell in 1998”."""
    subject = subject_of(main)
    if subject is None or subject.i > main.i or not direction(verb.text):
        return None
    if any(child.dep_ in {"dobj", "attr", "acomp", "ccomp"} for child in verb.children):
        return None
    thing = trimmed(subtree(subject))
    condition = _condition(reading, main)
    tail = condition or _tail(reading, main, verb, thing)
    if not tail or not _is_thing(subject, thing) or (not condition and not re.search(r"\d{4}|century", tail)):
        return None
    happens = {"VBD": "happened"}.get(main.tag_, "happens")
    lead = next((child for child in main.children if child.dep_ == "aux"), None)
    asks = f"What {happens} to"
    if lead is not None:
        asks = f"What {lead.text} happen to" if lead.tag_ == "MD" else f"What {_has(subject)} happened to"
    if main != verb and main.lemma_ == "tend":
        asks = "What tends to happen to"
    return _Change(thing=thing, head=subject, word=verb, asks=asks, tail=tail)


def _has(subject: Token) -> str:
    return "have" if _is_plural(subject) else "has"


def _condition(reading: Reading, main: Token) -> str:
    """The clause that says when or if, as it goes into a question."""
    for child in main.children:
        if child.dep_ == "advcl":
            phrase = trimmed(subtree(child))
            subject = subject_of(child)
            named = subject is not None and _is_named(subject, trimmed(subtree(subject)), most=_LONGEST_CAUSE)
            if phrase and named and phrase[0].lower_ in _CONDITIONS and len(phrase) <= 20:
                return reading.inside(phrase)
    return ""


def _is_named(subject: Token, phrase: Sequence[Token], *, most: int) -> bool:
    """A noun or gerund that says by itself what it is."""
    pointing = any(token.lower_ in _POINTING and token.head == subject for token in phrase)
    pronoun = any(token.tag_ in {"PRP", "PRP$", "EX"} for token in phrase) or subject.tag_ in {"WDT", "WP"}
    noun = subject.pos_ in {"NOUN", "PROPN"} or subject.tag_ == "VBG"
    return noun and subject.ent_type_ != "PERSON" and not (pointing or pronoun) and 1 <= len(phrase) <= most


def _is_thing(head: Token, thing: Sequence[Token]) -> bool:
    """What changes is a named quantity, no figure, and says itself no direction."""
    fits = bool(thing) and _is_named(head, thing, most=_LONGEST_THING) and head.tag_ != "VBG"
    plain = not _FIGURE.search(" ".join(token.lower_ for token in thing))
    return (
        fits
        and plain
        and not any(
            (token.tag_ in {"JJR", "JJS"} and token.head == head) or (token.is_punct and token.text != "-")
            for token in thing
        )
    )


def _auxiliary(main: Token) -> str:
    lead = next((child for child in main.children if child.dep_ == "aux"), None)
    if lead is not None:
        return lead.lower_
    return {"VBD": "did", "VBZ": "does"}.get(main.tag_, "do")


def _claim(main: Token) -> list[Token]:
    """The clause without links before it and without the “then” that only follows an “if”."""
    clause = trimmed(without_links(own_clause(main)))
    clause = clause[1:] if clause and clause[0].lower_ in {"whereas", "while"} else clause
    return [token for n, token in enumerate(clause) if token.lower_ != "then" or clause[n - 1].text != ","]


def _is_plural(head: Token) -> bool:
    return head.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in head.children)


def _statement(reading: Reading, change: _Change, main: Token) -> Iterator[Statement]:
    plural = change.head.tag_ in {"NNS", "NNPS"} or any(
        child.dep_ == "conj" for child in change.head.children
    )
    asked_thing = change.article + reading.inside(change.thing)
    clause = _claim(main.head if main.dep_ == "conj" else main)
    if any(token.text in {"—", "–", ";", ":"} for token in clause) or is_adrift(reading, main, clause):
        return
    past = change.asks.startswith(
        ("How did", "What happened", "What has", "What have", "How has", "How have")
    )
    key, *others = _answers(direction(change.word.text), plural=plural, past=past)
    turned = contrary(change.word.text, compares=change.word.tag_ == "JJR")
    focuses = [
        Focus(
            name="change",
            spans=(reading.span([change.word]),),
            key=key,
            rule="directed",
            type="change",
            question=" ".join(f"{change.asks} {asked_thing} {change.tail}".split()) + "?",
            contraries=tuple(others),
            gap=False,
        )
    ]
    if turned:
        focuses.append(
            Focus(
                name="direction",
                spans=(reading.span([change.word]),),
                type="direction",
                contraries=(turned,),
                gap=False,
            )
        )
    yield reading.statement(
        kind="cause",
        pattern="change",
        category="cause",
        text=reading.say(clause),
        focuses=focuses,
        attribution=speech_of(reading).speaker,
        confidence=0.85,
        salience=0.8,
    )


def _answers(way: str, *, plural: bool, past: bool) -> tuple[str, str, str]:
    """The key, its contrary, and no change, all about “it” or “they”."""
    who = "They" if plural else "It"
    ending = "d" if past else "" if plural else "s"
    other = "decrease" if way == "increase" else "increase"
    stays = "stayed" if past else "stay" if plural else "stays"
    return f"{who} {way}{ending}", f"{who} {other}{ending}", f"{who} {stays} the same"
