"""What somebody calls for, stresses or urges: goals, priorities and needs, act by act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.acts import (
    Act,
    Form,
    is_bounded,
    means_of,
    members_of,
    object_of,
    range_end,
    split_acts,
)
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import Speech, speech_of
from quizapp.core.statements.statement import Focus, Statement, join_words
from quizapp.core.statements.wording import base_form, inflect

if TYPE_CHECKING:
    from spacy.tokens import Token

_SAYING = frozenset(
    {
        "stress",
        "emphasize",
        "emphasise",
        "underline",
        "underscore",
        "highlight",
        "advocate",
        "propose",
        "recommend",
        "suggest",
    }
)
_URGING = frozenset({"urge", "ask", "order", "instruct", "encourage", "require", "tell", "call"})
_EFFORTS = frozenset({"efforts", "effort", "work", "measures", "steps", "action", "actions"})
_IMPORTANT = frozenset(
    {"important", "imperative", "necessary", "essential", "crucial", "vital", "critical", "urgent"}
)
_NEEDS = frozenset({"need", "necessity", "importance", "significance", "urgency"})


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Words that announce acts: ``tokens[start]`` is the first act's first token; ``lead`` says the frame itself."""

    start: int
    form: Form
    lead: str
    target: tuple[Token, ...] = ()


def find_goals(reading: Reading) -> Iterator[Statement]:
    """One statement for each act of the sentence, and one for all acts where something sets them apart."""
    speech = speech_of(reading)
    for frame in _frames(reading, speech):
        tokens = reading.tokens
        stop = range_end(tokens, frame.start)
        acts = split_acts(tokens[frame.start : stop], frame.form)
        yield from _together(reading, speech, frame, acts)
        for act in acts:
            yield _alone(reading, speech, frame, act)


def _frames(reading: Reading, speech: Speech) -> Iterator[Frame]:
    tokens = reading.tokens
    for i, token in enumerate(tokens):
        if token.lemma_ in _SAYING | _URGING and speech.speaker and _is_said_by_speaker(token, speech):
            frame = _after_verb(reading, speech, i)
        elif token.lower_ == "it" and i + 2 < len(tokens):
            frame = _after_it(reading, speech, i)
        else:
            frame = None
        if frame is not None:
            yield frame


def _is_said_by_speaker(token: Token, speech: Speech) -> bool:
    """The verb of saying, one joined to it by “and”, or a participle that hangs on it (“, calling for …”)."""
    if token.pos_ != "VERB" or speech.verb is None:
        return False
    hangs = token.head == speech.verb and (
        (token.dep_ == "conj" and token.tag_ in {"VBD", "VBZ"})
        or (token.dep_ == "advcl" and token.tag_ == "VBG")
    )
    return token == speech.verb or hangs


def _finite(verb: Token) -> str:
    """“calling” → “called”: a participle becomes the speaker's own act."""
    return inflect(verb.lemma_, "VBD") if verb.tag_ == "VBG" else verb.text


def _after_verb(reading: Reading, speech: Speech, at: int) -> Frame | None:
    """“called for”, “urged efforts to”, “stressed the importance of”, “called on X to” and the like."""
    tokens = reading.tokens
    verb, i = tokens[at], at + 1
    if verb.lemma_ == "call":
        if i < len(tokens) and tokens[i].lower_ in {"on", "upon"}:
            return _to_target(reading, speech, at, i + 1)
        if i >= len(tokens) or tokens[i].lower_ != "for":
            return None
        i += 1
    j = i
    while j < len(tokens) and tokens[j].lower_ in {
        "both",
        "more",
        "greater",
        "further",
        "the",
        "an",
        "renewed",
        "joint",
    }:
        j += 1
    if j < len(tokens) and tokens[j].tag_ == "VBG":
        return Frame(start=j, form="VBG", lead=_lead(reading, speech, at, i))
    if j + 1 < len(tokens) and tokens[j].lower_ in _EFFORTS | _NEEDS:
        return _after_noun(reading, speech, at, j)
    return _to_target(reading, speech, at, i) if verb.lemma_ in _URGING else None


def _after_noun(reading: Reading, speech: Speech, at: int, noun: int) -> Frame | None:
    tokens = reading.tokens
    following = tokens[noun + 1]
    if following.lower_ not in {"to", "of", "for"} or noun + 2 >= len(tokens):
        return None
    form: Form = "VB" if following.lower_ == "to" else "VBG"
    if form == "VBG" and tokens[noun + 2].tag_ != "VBG":
        return None
    return Frame(start=noun + 2, form=form, lead=_lead(reading, speech, at, noun + 2))


def _to_target(reading: Reading, speech: Speech, at: int, start: int) -> Frame | None:
    """“X to VERB”: X is at most eight tokens and holds no verb."""
    tokens = reading.tokens
    for i in range(start + 1, min(start + 9, len(tokens) - 1)):
        if tokens[i].tag_ == "TO" and tokens[i + 1].tag_ in {"VB", "RB"}:
            lead = _lead(reading, speech, at, i + 1)
            return Frame(start=i + 1, form="VB", lead=lead, target=tuple(tokens[start:i]))
        if tokens[i].pos_ in {"VERB", "AUX"} or tokens[i].text in {",", ";"}:
            return None
    return None


def _after_it(reading: Reading, speech: Speech, at: int) -> Frame | None:
    """“It is (also) important (for X) to VERB”."""
    tokens = reading.tokens
    i = at + 1
    if tokens[i].lemma_ != "be":
        return None
    i += 1
    while i < len(tokens) and tokens[i].tag_ == "RB":
        i += 1
    if i + 2 >= len(tokens) or tokens[i].lower_ not in _IMPORTANT:
        return None
    word = tokens[i].lower_
    target: tuple[Token, ...] = ()
    i += 1
    if tokens[i].lower_ == "for":
        stop = next((j for j in range(i + 1, min(i + 10, len(tokens))) if tokens[j].tag_ == "TO"), None)
        if stop is None:
            return None
        target = tuple(tokens[i + 1 : stop])
        i = stop
    if tokens[i].tag_ != "TO":
        return None
    whom = f" for {reading.say(target)}" if target else ""
    said = f"{speech.speaker} said it is" if speech.speaker else "It is"
    return Frame(start=i + 1, form="VB", lead=f"{said} {word}{whom} to", target=target)


def _lead(reading: Reading, speech: Speech, at: int, stop: int) -> str:
    """Speaker, auxiliaries, verb and what follows it up to ``tokens[stop]``."""
    verb = reading.tokens[at]
    auxiliaries = [token.text for token in verb.lefts if token.dep_ == "aux"]
    rest = reading.tokens[at + 1 : stop]
    return " ".join([speech.speaker, *auxiliaries, _finite(verb), *([reading.say(rest)] if rest else [])])


def _alone(reading: Reading, speech: Speech, frame: Frame, act: Act) -> Statement:
    """One act, its object the focus, its means and purpose too where they stand at its end."""
    text = f"{frame.lead} {reading.say(act.core)}"
    listed = list(members_focus(reading, frame.lead, act))
    focuses = [*(listed or _object_focus(reading, act, text)), *_actor_focuses(reading, frame, act)]
    return reading.statement(
        kind="priority",
        pattern="goal",
        category="priority",
        text=text,
        focuses=focuses,
        attribution=speech.speaker,
        topic=speech.speaker,
        confidence=0.75,
        salience=0.8,
    )


def _object_focus(reading: Reading, act: Act, text: str) -> Iterator[Focus]:
    phrase = means_of(act) or object_of(act)
    if phrase and is_bounded(act, phrase) and text.count(reading.sentence.words(phrase)) == 1:
        yield Focus(name="object", spans=(reading.span(phrase),), type="object")


def members_focus(reading: Reading, lead: str, act: Act) -> Iterator[Focus]:
    """“… the building of A, B and C”: asked as “… the building of what?” and “… of which of these?”"""
    before, members = members_of(act)
    if not members:
        return
    said = f"{lead} {reading.say(before)}"
    yield Focus(
        name="members",
        spans=tuple(reading.span(member) for member in members),
        type="act-member",
        gap=False,
        question=f"{said} what?",
        belongs=f"part of the answer to “{said} what?”",
    )


def _who(frame: Frame) -> str:
    """The speaker at the head of a frame: everything before its verb."""
    words = frame.lead.split()
    taken = [word for i, word in enumerate(words) if all(w[:1].isupper() for w in words[: i + 1])]
    return " ".join(taken) or "the text"


def _actor_focuses(reading: Reading, frame: Frame, act: Act) -> Iterator[Focus]:
    """Who is to do it and what they are to do, where that is somebody in particular under its own name."""
    target = [token for token in frame.target if token.tag_ != "DT"]
    if not target or reading.names_in(frame.target) or not any(token.pos_ == "PROPN" for token in target):
        return
    if target[-1].lower_ in _EFFORTS or not frame.lead.endswith(f"{reading.sentence.words(frame.target)} to"):
        return
    who = _who(frame)
    verb, _, _ = frame.lead.removeprefix(who).strip().partition(" ")
    on = " on" if f"{verb} on " in frame.lead else ""
    whom = reading.sentence.words(frame.target)
    lemma = base_form(verb)
    yield Focus(
        name="actor",
        spans=(reading.span(target),),
        type="actor",
        gap=False,
        question=f"Whom did {who} {lemma}{on} to {reading.say(act.core)}?",
    )
    yield Focus(
        name="deed",
        spans=(reading.span(act.tokens),),
        type="deed",
        gap=False,
        question=f"What did {who} {lemma}{on} {whom} to do?",
    )


def _together(reading: Reading, speech: Speech, frame: Frame, acts: Sequence[Act]) -> Iterator[Statement]:
    """All acts of a sentence that a leading clause sets apart: “Noting that …”, “To …”."""
    lead = _leading_clause(reading, speech)
    if lead is None or len(acts) < 2 or not speech.speaker or speech.verb is None:
        return
    clause, is_purpose = lead
    condition = reading.say(clause)
    ask = {"call": "call for"}.get(speech.verb.lemma_, speech.verb.lemma_)
    ask = f"{ask} efforts to do" if frame.form == "VB" else ask
    question = f"{condition}, what did {speech.speaker} {ask}?"
    choose = None if is_purpose else f"{condition}, which of these did {speech.speaker} {ask}?"
    spans = tuple(reading.span(act.tokens) for act in acts)
    listed = join_words(reading.say(act.tokens) for act in acts)
    focus = Focus(
        name="acts",
        spans=spans,
        type=f"act-{frame.form}",
        question=question,
        choose_all=choose if frame.form == "VB" and len(acts) > 1 else None,
        gap=False,
        belongs="called for in another connection",
    )
    text = f"{condition}, {frame.lead} {listed}"
    yield reading.statement(
        kind="priority",
        pattern="goals-in-context",
        category="priority",
        text=text,
        focuses=[focus],
        attribution=speech.speaker,
        confidence=0.8,
        salience=0.9,
    )


def _leading_clause(reading: Reading, speech: Speech) -> tuple[list[Token], bool] | None:
    """A clause before the subject, up to its comma, and whether it tells a purpose."""
    tokens = reading.tokens
    if speech.verb is None or tokens[0].lower_ not in {"to", "noting", "citing", "facing", "recalling"}:
        return None
    comma = next(
        (
            i
            for i in range(len(tokens) - 1, 0, -1)
            if tokens[i].text == "," and tokens[i].i < (speech.subject or speech.verb).i
        ),
        None,
    )
    if comma is None or comma < 3:
        return None
    return tokens[:comma], tokens[0].lower_ == "to"
