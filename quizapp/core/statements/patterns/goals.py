"""What somebody calls for, stresses or urges: goals and priorities, act by act and all of a sentence together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.acts import (
    Act,
    is_bounded,
    is_whole,
    means_of,
    members_of,
    object_of,
    purpose_start,
    range_end,
    split_acts,
)
from quizapp.core.statements.patterns.frames import EFFORTS, Frame, find_frames
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import Speech, speech_of, speech_start
from quizapp.core.statements.pool import CALLED_FOR
from quizapp.core.statements.statement import Focus, Statement, join_words
from quizapp.core.statements.wording import base_form, capitalize
from quizapp.phrases import phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONDITIONS = frozenset({"noting", "citing", "facing", "recalling"})
_PROPOSING = frozenset(
    "propose call urge stress emphasize emphasise underline underscore advocate recommend".split()
)
_NOBODY = phrase("it does not say who asks for it")
_BACK = frozenset({"their", "its", "them", "it"})
_MOST_ACTS, _MANY = 4, 3
_SHORT = 2
_LONGEST_GAPPED = 40
_MOST_BEHIND, _LONGEST_ASKED = 8, 26
_WIDE = frozenset(
    "country nation government state party plan strategy program programme guideline guidance document measure side "
    "initiative leader member people world reform budget fund package deal agreement law".split()
)
_VAGUE = frozenset(
    "measure step effort work move action way support role progress thing matter level area".split()
)
_ANY = frozenset(
    "new good great important significant positive active big better own major".split()
)  # “new missions”
_JOINING = frozenset("and or including so in as with for through by".split())
_IDLE = frozenset("alert track lead heart mind course board scale guard edge".split())  # “stay on high alert”
_FEWEST_NAMED, _MOST_NAMED = 3, 24


def find_goals(reading: Reading) -> Iterator[Statement]:
    """One statement for all acts of a frame, and one for each act."""
    speech = speech_of(reading)
    if speech.speaker and " " not in speech.speaker and reading.names.is_person(speech.speaker):
        return  # “Ada tells Ben to …”: somebody of an example
    yield from _named(reading, speech)
    for frame in find_frames(reading, speech):
        tokens = reading.tokens
        said_by = speech_start(speech, after=tokens[frame.start])
        end = min(range_end(tokens, frame.start), said_by - tokens[0].i)
        acts = split_acts(tokens[frame.start : end], frame.form)
        yield from _together(reading, speech, frame, acts)
        for act in acts:
            yield _alone(reading, speech, frame, act)


def _named(reading: Reading, speech: Speech) -> Iterator[Statement]:
    """“proposed the enhancement of A and the building of B”: what is proposed, named by nouns."""
    verb, tokens = speech.verb, reading.tokens
    if verb is None or not speech.speaker or verb.lemma_ not in _PROPOSING or verb.tag_ not in {"VBD", "VBZ"}:
        return
    at = tokens.index(verb) + 1
    if verb.lemma_ == "call":
        at += 1 if at < len(tokens) and tokens[at].lower_ == "for" else len(tokens)
    named = tokens[at : range_end(tokens, at)]
    while named and (named[-1].is_punct or named[-1].lower_ in {"and", "or"}):
        named = named[:-1]
    if not _FEWEST_NAMED <= len(named) <= _MOST_NAMED or named[0].tag_ not in {
        "DT",
        "JJ",
        "NN",
        "NNS",
        "JJR",
    }:
        return
    if any(token.tag_ == "TO" and token.nbor(1).head == verb for token in named[1:-1]):
        return  # “urged towns to save water”: whom, and to do what
    heads = [token for token in named if token.head == verb or token.head.head == verb]
    if not heads or any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in named):
        return
    if named[0].lower_ in EFFORTS or any(near.lower_ in EFFORTS for near in named[:3]):
        return
    asked = f"did {speech.speaker} {base_form(verb.text)}{' for' if verb.lemma_ == 'call' else ''}"
    condition = _condition(reading, speech)
    question = f"{condition}, what {asked}?" if condition else f"What {asked}?"
    bare = named[1:] if named[0].tag_ == "DT" else named
    focus = Focus(name="named", spans=(reading.span(bare),), type="named-goal", question=question, gap=False)
    yield reading.statement(
        kind="priority",
        pattern="goals-named",
        category="priority",
        text=f"{speech.speaker} {reading.say(tokens[tokens.index(verb) : at])} {reading.say(named)}",
        focuses=[focus],
        attribution=speech.speaker,
        confidence=0.7,
        salience=0.8,
    )


def _alone(reading: Reading, speech: Speech, frame: Frame, act: Act) -> Statement:
    """One act: its object or members, its purpose, who is to do it."""
    text = f"{frame.lead} {reading.say(act.core)}"
    listed = list(_members(reading, frame, act))
    focuses = [
        *(listed or _object(reading, frame, act, text)),
        *_purpose(reading, speech, frame, act),
        *_actor(reading, speech, frame, act),
    ]
    return reading.statement(
        kind="priority",
        pattern="goal",
        category="priority",
        text=text,
        focuses=focuses,
        attribution=speech.speaker,
        confidence=0.75,
        salience=0.8,
        reason=_nobody_asks(speech, frame) or _runs_on(act),
    )


def _runs_on(act: Act) -> str:
    """“to plant oaks, foster firms”: two acts that were taken for one, with no “and” between them."""
    comma = next((n for n, token in enumerate(act.core[:-1]) if token.text == ","), None)
    joined = (
        comma is None
        or act.core[comma + 1].lower_ in _JOINING
        or any(token.lower_ in {"and", "or", "including"} for token in act.core[comma:])
    )
    return "" if joined else phrase("two acts run into one (“%(words)s”)") % {"words": act.core[0].text}


def _nobody_asks(speech: Speech, frame: Frame) -> str:
    """Why “Efforts should be made to …” cannot be asked where the sentence does not say by whom."""
    first = frame.lead.split()[0].lower() if frame.lead else ""
    return _NOBODY if not speech.speaker and first in {"efforts", "more", "it", "there", "work"} else ""


def _object(reading: Reading, frame: Frame, act: Act, text: str) -> Iterator[Focus]:
    """A gap where the rest of the act leaves room for one thing only; to be chosen among what other acts are about."""
    phrase = means_of(act) or object_of(act)
    if len(text.split()) > _LONGEST_GAPPED:
        return
    if any(token.lower_ in _BACK for token in act.core):
        return
    if (
        phrase
        and len(phrase) <= _SHORT
        and (
            phrase[-1].lemma_.lower() in _VAGUE | _IDLE or phrase[0].lower_ in _ANY or phrase[0].tag_ == "JJR"
        )
    ):
        return
    if phrase and is_bounded(act, phrase, fewest=2) and text.count(reading.sentence.words(phrase)) == 1:
        yield Focus(
            name="object",
            spans=(reading.span(phrase),),
            type="act-object",
            choose_one=_asks_object(reading, frame, act, phrase),
            gap=is_bounded(act, phrase),
        )


def _asks_object(reading: Reading, frame: Frame, act: Act, phrase: Sequence[Token]) -> str | None:
    """“Xi Jinping called for accelerating the development of what?”; None where much more would follow."""
    before = [token for token in act.core if token.i < phrase[0].i]
    while before and before[-1].tag_ in {"DT", "PDT"}:
        before = before[:-1]
    behind = [token for token in act.core if token.i > phrase[-1].i]
    asked = f"{frame.lead} {reading.say(before)} what {reading.say(behind) if behind else ''}".strip()
    if behind and behind[0].lower_ == "of":
        return None  # “with what of the population?”
    short = len(behind) <= _MOST_BEHIND and len(asked.split()) <= _LONGEST_ASKED
    return capitalize(asked) + "?" if short and len(before) > 1 else None


def _members(reading: Reading, frame: Frame, act: Act) -> Iterator[Focus]:
    """“… the building of A, B and C”: asked as “… the building of what?”"""
    before, members = members_of(act)
    if members:
        said = f"{frame.lead} {reading.say(before)}"
        spans = tuple(reading.span(member) for member in members)
        belongs = f"part of the answer to “{said} what?”"
        yield Focus(
            name="members",
            spans=spans,
            type="act-member",
            gap=False,
            question=capitalize(f"{said} what?"),
            belongs=belongs,
        )


def _purpose(reading: Reading, speech: Speech, frame: Frame, act: Act) -> Iterator[Focus]:
    """“address risks … to restore a healthy environment”: the end and the means ask for each other."""
    at = purpose_start(act.tokens)
    if at is None or not is_whole(act):
        return
    means, end = act.tokens[:at], act.tokens[at:]
    by = f", according to {speech.speaker}" if speech.speaker else ""
    yield Focus(
        name="means",
        spans=(reading.span(means),),
        type=f"called-{act.form}",
        gap=False,
        question=f"What should be done {reading.say(end)}{by}?",
        belongs=CALLED_FOR,
    )
    yield Focus(
        name="purpose",
        spans=(reading.span(end),),
        type="purpose",
        gap=False,
        question=f"Why {frame.asked} {reading.say(means)}{frame.by}?",
    )


def _actor(reading: Reading, speech: Speech, frame: Frame, act: Act) -> Iterator[Focus]:
    """Who is to do it and what they are to do, where that is somebody in particular under its own name."""
    target = [token for token in frame.target if token.tag_ != "DT"]
    if not target or reading.names_in(frame.target) or not any(token.pos_ == "PROPN" for token in target):
        return
    whom = reading.sentence.words(frame.target)
    if target[-1].lower_ in EFFORTS or not frame.lead.endswith(f"{whom} to"):
        return
    verb, _, _ = frame.lead.removeprefix(speech.speaker).strip().partition(" ")
    ask = f"{base_form(verb)} on" if f"{verb} on " in frame.lead else base_form(verb)
    yield Focus(
        name="actor",
        spans=(reading.span(target),),
        type="actor",
        gap=False,
        question=f"Whom did {speech.speaker} {ask} to {reading.say(act.core)}?",
    )
    yield Focus(
        name="deed",
        spans=(reading.span(act.tokens),),
        type="deed",
        gap=False,
        question=f"What did {speech.speaker} {ask} {whom} to do?",
    )


def _together(reading: Reading, speech: Speech, frame: Frame, acts: Sequence[Act]) -> Iterator[Statement]:
    """All acts of a frame: to be picked out among aims that the text does not name, recalled where a leading clause
    (“Noting that …”, “To …”) sets them apart."""
    whole = [act for act in acts if is_whole(act)][:_MOST_ACTS]
    if not whole or frame.nobody:
        return  # “which of these is it necessary to do?” asks nobody in particular
    condition = _condition(reading, speech)
    lead = f"{condition}, {frame.lead}" if condition else frame.lead
    ask = f"{frame.asked} do" if frame.form == "VB" else frame.asked
    which = f"{condition}, {frame.which}" if condition else frame.which
    doer = _own_doer(reading, frame)
    focus = Focus(
        name="acts",
        spans=tuple(reading.span(act.core) for act in whole),
        type=f"deed-{frame.form}" if doer else f"called-{frame.form}",
        question=_asks_all(condition, ask, whole=_is_told_whole(condition, doer, whole, acts)),
        choose_one=capitalize(which),
        choose_all=capitalize(which),
        gap=False,
        belongs=doer or CALLED_FOR,
    )
    yield reading.statement(
        kind="priority",
        pattern="goals",
        category="priority",
        text=f"{lead} {join_words(reading.say(act.core) for act in whole)}",
        focuses=[focus],
        attribution=speech.speaker,
        confidence=0.8,
        salience=0.9,
        reason=_nobody_asks(speech, frame),
    )


def _is_told_whole(condition: str, doer: str, whole: Sequence[Act], acts: Sequence[Act]) -> bool:
    """Whether all that a sentence tells is the answer: two acts under a condition, or all of one doer, or three."""
    if condition:
        return len(whole) > 1
    return len(whole) == len(acts) and (bool(doer) or len(whole) >= _MANY)


def _asks_all(condition: str, ask: str, *, whole: bool) -> str | None:
    """“What are local authorities encouraged to do?”: all acts, where something sets them apart from others."""
    return (f"{condition}, what {ask}?" if condition else capitalize(f"what {ask}?")) if whole else None


def _own_doer(reading: Reading, frame: Frame) -> str:
    """“something that local authorities are to do”: what sets apart the acts of one among several that are to act.

    Empty for a country or a plan, whose acts may be those of its authorities, too.
    """
    doer = [token for token in frame.doer if token.tag_ != "DT"]
    placed = not frame.target and any(token.ent_type_ in {"GPE", "NORP"} for token in doer)
    if not doer or doer[-1].lemma_.lower() in _WIDE or placed:
        return ""
    be = "are" if doer[-1].tag_ in {"NNS", "NNPS"} else "is"
    return f"something that {reading.inside(frame.doer)} {be} to do"


def _condition(reading: Reading, speech: Speech) -> str:
    """A clause before the subject, up to its comma: “Noting that …”, “To revitalize …”; empty where there is none."""
    tokens = reading.tokens
    if speech.verb is None or tokens[0].lower_ not in _CONDITIONS | {"to"}:
        return ""
    subject: Token = speech.subject or speech.verb
    commas = [i for i, token in enumerate(tokens) if token.text == "," and token.i < subject.i]
    return reading.say(tokens[: commas[-1]]) if commas and commas[-1] >= 3 else ""
