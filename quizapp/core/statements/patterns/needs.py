"""What should be done with what: “policy support should be enhanced”, “platforms should be set up to help X”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.acts import is_content, range_end
from quizapp.core.statements.patterns.frames import ASKED, EFFORTS, is_institution
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import Speech, speech_of, speech_start
from quizapp.core.statements.patterns.subjects import names_people
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import lower_first, subject_of, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODALS = frozenset({"should", "must", "shall", "will"})
_DOING = re.compile(r"(?:tion|sion|ment|ing|al|ance|ence|ure|age)s?$")
_PLANNED = frozenset(
    "provide build step support encourage introduce establish improve promote strengthen launch implement expand "
    "subsidize regulate crack scale set roll take increase enhance optimize stabilize deepen create develop offer open "
    "extend upgrade invest allocate train recruit hire fund finance ban phase abolish reduce cut simplify reform renew "
    "protect restore accelerate advance foster boost raise lower modernize publish hold include give grant award allow "
    "require oblige exempt punish prosecute monitor supervise audit inspect".split()
)
_FEWEST_TELLING = 3
_HOPING = frozenset("hope expect wish believe expectation belief confidence".split())
_LEADING_ON = frozenset(
    "initiative lead opportunity chance right ability effort step measure time way means responsibility duty plan "
    "power authority need obligation freedom permission decision attempt".split()
)
_LIGHT = frozenset("take make have do get".split())


def find_needs(reading: Reading) -> Iterator[Statement]:
    """A statement for every clause with “should” or “must”."""
    speech = speech_of(reading)
    for modal in reading.tokens:
        verb = modal.head
        subject = subject_of(verb) if modal.lower_ in _MODALS and modal.dep_ == "aux" else None
        if subject is None or subject.pos_ == "PRON" or any(child.dep_ == "neg" for child in verb.children):
            continue
        if subject.lower_ not in EFFORTS:
            yield from _direct(reading, speech, subject, modal, verb)


def _direct(
    reading: Reading, speech: Speech, subject: Token, modal: Token, verb: Token
) -> Iterator[Statement]:
    """“policy support for talent should be enhanced (to …)”: the subject, and the purpose where one is told."""
    left = [token for token in subtree(subject) if not token.is_punct or token.text in {"-", ","}]
    clause_end = min(_clause_end(reading, verb), speech_start(speech, after=verb))
    predicate = [token for token in reading.tokens if modal.i <= token.i < clause_end]
    if left[-1].i >= modal.i or len(predicate) < 2 or len(left) > 14:
        return
    thing = lower_first(reading.say(left), left[0])
    said = f"{speech.speaker} said {thing}" if speech.speaker else thing
    text = f"{said} {reading.say(predicate)}"
    by = f", according to {speech.speaker}" if speech.speaker else ""
    focuses = []
    bare = left[1:] if left[0].tag_ == "DT" else left
    if modal.lower_ in {"will", "shall"} and not _is_planned(verb, subject):
        return
    if any(above.lemma_ in _HOPING or _is_denied(above) for above in verb.ancestors):
        return  # “does not guarantee that a line will be built”
    if _is_partial(reading, left) or _is_unasked(reading, verb):
        return
    if verb.lemma_ in ASKED and any(child.dep_ == "xcomp" for child in verb.children):
        return  # what somebody is encouraged to do is read as acts
    acts = names_people(subject) or is_institution(subject)
    if verb.tag_ == "VBN" and sum(map(is_content, predicate)) >= _FEWEST_TELLING:
        focuses.append(
            Focus(
                name="subject",
                spans=(reading.span(bare),),
                key=reading.inside(bare),
                type="need-people" if acts else "need-subject",
                gap=False,
                question=f"{'Who' if acts else 'What'} {reading.say(predicate)}{by}?",
            )
        )
    focuses += _direct_purpose(reading, thing, modal, predicate, by)
    if not speech.speaker and not focuses:
        return  # “exports must rise” is a condition, nobody's demand
    if not focuses and len(bare) > 1 and left[0].lower_ not in {"a", "an"}:
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


def _is_partial(reading: Reading, left: Sequence[Token]) -> bool:
    """“more support should be given”, whatever it is; “For the dam, she said, safety comes first”, for the dam."""
    first = reading.tokens[0]
    return left[0].tag_ == "JJR" or (first.lower_ in {"for", "on", "regarding"} and first.i < left[0].i - 2)


def _is_unasked(reading: Reading, verb: Token) -> bool:
    """“should have been ratified”, “a system whereby”, and what somebody hopes for anywhere in the sentence."""
    perfect = any(child.lower_ == "have" for child in verb.children)
    return perfect or any(t.lower_ in {"whereby", "wherein"} or t.lemma_ in _HOPING for t in reading.tokens)


def _is_denied(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _is_planned(verb: Token, subject: Token) -> bool:
    """“support will be provided”: what somebody will do, not what will happen."""
    passive = verb.tag_ == "VBN" and [child.lower_ for child in verb.lefts if child.dep_ == "auxpass"] == [
        "be"
    ]
    return passive and (verb.lemma_ in _PLANNED or bool(_DOING.search(subject.lower_)))


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
    before = predicate[at - 1]
    if before.pos_ == "NOUN" and before.lemma_ in _LEADING_ON:
        return  # “take the initiative to open up”: which initiative, not why
    if before.i - predicate[0].i > 1 and any(token.lower_ == "for" for token in predicate[at - 4 : at]):
        return  # “be in place for panic to occur”
    told = [token for token in predicate[1:at] if is_content(token) and token.lower_ not in EFFORTS | _LIGHT]
    if not told or (len(told) < 2 and not any(token.tag_ == "VBN" for token in told)):
        return  # “why should governments take steps?”
    done = reading.say(_without_so_as(predicate[1:at]))
    yield Focus(
        name="purpose",
        spans=(reading.span(predicate[at:]),),
        type="purpose",
        gap=False,
        question=f"Why {modal.lower_} {thing} {done}{by}?",
    )


def _without_so_as(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without “so as” or “in order” before the purpose."""
    ends = [token.lower_ for token in tokens[-2:]]
    return tokens[:-2] if ends in (["so", "as"], ["in", "order"]) else tokens


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
