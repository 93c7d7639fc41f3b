"""What should be done: “X should be enhanced”, “work should be accelerated to A”, “efforts should go into B”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.acts import (
    Act,
    Form,
    is_bounded,
    means_of,
    object_of,
    range_end,
    split_acts,
)
from quizapp.core.statements.patterns.goals import members_focus
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import Speech, speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import lower_first, subject_of, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODALS = frozenset({"should", "must"})
_EMPTY = frozenset({"work", "efforts", "effort", "measures", "steps", "action", "actions"})


def find_needs(reading: Reading) -> Iterator[Statement]:
    """A statement for every clause with “should” or “must”."""
    speech = speech_of(reading)
    for modal in reading.tokens:
        verb = modal.head
        subject = subject_of(verb) if modal.lower_ in _MODALS and modal.dep_ == "aux" else None
        if subject is None or subject.pos_ == "PRON" or any(child.dep_ == "neg" for child in verb.children):
            continue
        if subject.lower_ in _EMPTY:
            yield from _through_efforts(reading, speech, subject, modal, verb)
        else:
            yield from _direct(reading, speech, subject, modal, verb)


def _through_efforts(
    reading: Reading, speech: Speech, subject: Token, modal: Token, verb: Token
) -> Iterator[Statement]:
    """The acts that work or efforts are for."""
    tokens = reading.tokens
    at = tokens.index(verb) + 1
    if at >= len(tokens) or tokens[at].lower_ not in {"to", "into"}:
        return
    form: Form = "VB" if tokens[at].lower_ == "to" else "VBG"
    if at + 1 >= len(tokens) or not tokens[at + 1].tag_.startswith("VB"):
        return
    acts = split_acts(tokens[at + 1 : range_end(tokens, at + 1)], form)
    lead_tokens = tokens[tokens.index(subtree(subject)[0]) : at + 1]
    lead = lower_first(reading.say(lead_tokens), lead_tokens[0])
    said = f"{speech.speaker} said {lead}" if speech.speaker else lead
    for act in acts:
        asked = f"{modal.lower_} {lead.replace(f' {modal.text} ', ' ', 1)}"
        focuses = [
            *_object(reading, act),
            *members_focus(reading, said, act),
            *_purpose(reading, speech, act, asked),
        ]
        yield reading.statement(
            kind="need",
            pattern="need-efforts",
            category="priority",
            focuses=focuses,
            text=f"{said} {reading.say(act.core)}",
            attribution=speech.speaker,
            confidence=0.75,
            salience=0.8,
        )


def _object(reading: Reading, act: Act) -> Iterator[Focus]:
    phrase = means_of(act) or object_of(act)
    if phrase and is_bounded(act, phrase):
        yield Focus(name="object", spans=(reading.span(phrase),), type="object")


def _purpose(reading: Reading, speech: Speech, act: Act, asked: str) -> Iterator[Focus]:
    """“address risks … to restore a healthy environment”: the end and the means ask for each other."""
    at = _purpose_start(act.tokens)
    if at is None:
        return
    means, end = act.tokens[:at], act.tokens[at:]
    by = f", according to {speech.speaker}" if speech.speaker else ""
    yield Focus(
        name="means",
        spans=(reading.span(means),),
        type=f"act-{act.form}",
        gap=False,
        question=f"What should be done {reading.say(end)}{by}?",
    )
    yield Focus(
        name="purpose",
        spans=(reading.span(end),),
        type="purpose",
        gap=False,
        question=f"Why {asked} {reading.say(means)}{by}?",
    )


def _purpose_start(tokens: Sequence[Token]) -> int | None:
    """Where “to VERB” after a noun begins, when it tells what for."""
    for i in range(2, len(tokens) - 2):
        after_noun = tokens[i - 1].pos_ in {"NOUN", "PROPN"}
        if (
            tokens[i].tag_ == "TO"
            and tokens[i + 1].tag_ == "VB"
            and after_noun
            and tokens[i + 1].dep_ in {"advcl", "relcl"}
        ):
            return i
    return None


def _direct(
    reading: Reading, speech: Speech, subject: Token, modal: Token, verb: Token
) -> Iterator[Statement]:
    """“policy support for talent should be enhanced (to …)”: the subject, and the purpose where one is told."""
    left = [token for token in subtree(subject) if not token.is_punct or token.text in {"-", ","}]
    clause_end = _clause_end(reading, verb)
    predicate = [token for token in reading.tokens if modal.i <= token.i < clause_end]
    if left[-1].i >= modal.i or len(predicate) < 2 or len(left) > 14:
        return
    thing = lower_first(reading.say(left), left[0])
    said = f"{speech.speaker} said {thing}" if speech.speaker else thing
    text = f"{said} {reading.say(predicate)}"
    by = f", according to {speech.speaker}" if speech.speaker else ""
    focuses = []
    bare = left[1:] if left[0].tag_ == "DT" else left
    if verb.tag_ == "VBN" and len(predicate) > 3:
        focuses.append(
            Focus(
                name="subject",
                spans=(reading.span(bare),),
                type="need-subject",
                gap=len(bare) > 1,
                question=f"What {reading.say(predicate)}{by}?",
            )
        )
    focuses += _direct_purpose(reading, thing, modal, predicate, by)
    if not speech.speaker and not any(focus.name == "purpose" for focus in focuses):
        return  # “exports must rise” is a condition, nobody's demand
    if not focuses and len(bare) > 1:
        focuses.append(Focus(name="subject", spans=(reading.span(bare),), type="object"))
    yield reading.statement(
        kind="need",
        pattern="need",
        category="priority",
        text=text,
        focuses=focuses,
        attribution=speech.speaker,
        confidence=0.7,
        salience=0.75,
    )


def _direct_purpose(
    reading: Reading, thing: str, modal: Token, predicate: Sequence[Token], by: str
) -> Iterator[Focus]:
    at = next(
        (
            i
            for i in range(2, len(predicate) - 1)
            if predicate[i].tag_ == "TO"
            and predicate[i + 1].tag_ == "VB"
            and predicate[i + 1].dep_ == "advcl"
        ),
        None,
    )
    if at is None:
        return
    done = reading.say(predicate[1:at])
    yield Focus(
        name="purpose",
        spans=(reading.span(predicate[at:]),),
        type="purpose",
        gap=False,
        question=f"Why {modal.lower_} {thing} {done}{by}?",
    )


def _clause_end(reading: Reading, verb: Token) -> int:
    """Where the verb's clause ends: at a comma before speech or before another clause with a subject, or the stop."""
    tokens = reading.tokens
    at = tokens.index(verb)
    stop = range_end(tokens, at)
    for token in tokens[at:stop]:
        joined = token.dep_ == "conj" and token.head == verb and subject_of(token) is not None
        if joined:
            first = subtree(subject_of(token) or token)[0]
            stop = min(stop, tokens.index(first))
    while stop > at + 1 and (tokens[stop - 1].is_punct or tokens[stop - 1].lower_ in {"and", "but", "or"}):
        stop -= 1
    return tokens[stop - 1].i + 1
