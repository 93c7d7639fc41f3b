"""What somebody calls for, stresses or urges: goals, priorities and needs, act by act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from quizapp.core.statements.patterns.acts import Act, Form, object_of, range_end, split_acts
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import Speech, speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import lower_first, subtree

_SAYING = frozenset({"stress", "emphasize", "emphasise", "underline", "underscore", "highlight", "advocate", "propose",
                     "recommend", "suggest"})  # fmt: skip
_URGING = frozenset({"urge", "ask", "order", "instruct", "encourage", "require", "tell", "call"})
_EFFORTS = frozenset({"efforts", "effort", "work", "measures", "steps", "action", "actions"})
_IMPORTANT = frozenset({"important", "imperative", "necessary", "essential", "crucial", "vital", "critical", "urgent"})
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
        if token.lemma_ in _SAYING | _URGING and token.pos_ == "VERB" and speech.speaker and speech.verb == token:
            frame = _after_verb(reading, speech, i)
        elif token.lower_ == "it" and i + 2 < len(tokens):
            frame = _after_it(reading, speech, i)
        else:
            frame = None
        if frame is not None:
            yield frame


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
    while j < len(tokens) and tokens[j].lower_ in {"both", "more", "greater", "further", "the", "an", "renewed", "joint"}:
        j += 1
    if j < len(tokens) and tokens[j].tag_ == "VBG":
        return Frame(start=j, form="VBG", lead=f"{speech.speaker} {_verb_phrase(reading, verb, i - 1)}")
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
    lead = f"{speech.speaker} {reading.say(tokens[at : noun + 2])}"
    return Frame(start=noun + 2, form=form, lead=lead)


def _to_target(reading: Reading, speech: Speech, at: int, start: int) -> Frame | None:
    """“X to VERB”: X is at most eight tokens and holds no verb."""
    tokens = reading.tokens
    for i in range(start + 1, min(start + 9, len(tokens) - 1)):
        if tokens[i].tag_ == "TO" and tokens[i + 1].tag_ in {"VB", "RB"}:
            lead = f"{speech.speaker} {reading.say(tokens[at : i + 1])}"
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
    word, target = tokens[i].lower_, ()
    i += 1
    if tokens[i].lower_ == "for":
        stop = next((j for j in range(i + 1, min(i + 10, len(tokens))) if tokens[j].tag_ == "TO"), None)
        if stop is None:
            return None
        target = tuple(tokens[i + 1 : stop])  # type: ignore[assignment]
        i = stop
    if tokens[i].tag_ != "TO":
        return None
    whom = f" for {reading.say(target)}" if target else ""
    said = f"{speech.speaker} said it is" if speech.speaker else "It is"
    return Frame(start=i + 1, form="VB", lead=f"{said} {word}{whom} to", target=target)


def _verb_phrase(reading: Reading, verb: Token, last: int) -> str:
    auxiliaries = [token for token in verb.lefts if token.dep_ == "aux"]
    words = reading.tokens[reading.tokens.index(verb) : last + 1]
    return " ".join([*(token.text for token in auxiliaries), *(token.text for token in words)])


def _alone(reading: Reading, speech: Speech, frame: Frame, act: Act) -> Statement:
    """One act, its object the focus, its means and purpose too where they stand at its end."""
    words = reading.say(act.tokens)
    text = f"{frame.lead} {words}"
    focuses = [*_object_focus(reading, act, text), *_purpose_focus(reading, frame, act), *_actor_focus(reading, frame, act)]
    return reading.statement(kind="priority", pattern="goal", category="priority", text=text, focuses=focuses,
                             attribution=speech.speaker, topic=speech.speaker, confidence=0.75, salience=0.8)  # fmt: skip


def _object_focus(reading: Reading, act: Act, text: str) -> Iterator[Focus]:
    phrase = object_of(act)
    if phrase and text.count(reading.sentence.words(phrase)) == 1:
        yield Focus(name="object", spans=(reading.span(phrase),), type="object", belongs="the object of another goal")


def _purpose_focus(reading: Reading, frame: Frame, act: Act) -> Iterator[Focus]:
    """“… to restore a healthy environment” at the end of an act: asked for by “what is to be achieved by …?”"""
    at = next((i for i in range(2, len(act.tokens) - 2)
               if act.tokens[i].tag_ == "TO" and act.tokens[i + 1].tag_ == "VB"
               and act.tokens[i - 1].pos_ in {"NOUN", "PROPN"} and act.tokens[i + 1].dep_ == "advcl"), None)  # fmt: skip
    if at is None or any(token.lower_ in {"them", "it", "their"} for token in act.tokens[at:]):
        return
    means = reading.say(act.tokens[:at])
    by = means if act.form == "VBG" else f"efforts to {means}"
    question = f"According to {frame.lead.split(' said ')[0] if ' said ' in frame.lead else _who(frame)}, " \
               f"what is the purpose of {by}?"  # fmt: skip
    yield Focus(name="purpose", spans=(reading.span(act.tokens[at:]),), type="purpose", question=question,
                belongs="the purpose of something else")  # fmt: skip


def _who(frame: Frame) -> str:
    """The speaker at the head of a frame: everything before its verb."""
    words = frame.lead.split()
    taken = [word for i, word in enumerate(words) if all(w[:1].isupper() for w in words[: i + 1])]
    return " ".join(taken) or "the text"


def _actor_focus(reading: Reading, frame: Frame, act: Act) -> Iterator[Focus]:
    """Who is to do it, where that is somebody in particular and stands under its own name."""
    target = [token for token in frame.target if token.tag_ not in {"DT"}]
    if not target or reading.names_in(frame.target) or target[-1].lower_ in {"region", "country", "people"}:
        return
    if not any(token.pos_ == "PROPN" for token in target) or target[-1].lower_ in _EFFORTS:
        return
    if not frame.lead.endswith(" to"):
        return
    speaker_verb = frame.lead[: frame.lead.rfind(reading.sentence.words(frame.target))].strip()
    verb = speaker_verb.removesuffix(" for").split()
    who = _who(frame)
    past = verb[len(who.split()) :]
    if not past or past[0] not in {"urged", "called", "asked", "ordered", "encouraged", "instructed"}:
        return
    lemma = {"urged": "urge", "called": "call", "asked": "ask", "ordered": "order", "encouraged": "encourage",
             "instructed": "instruct"}[past[0]]  # fmt: skip
    on = " on" if past[1:2] == ["on"] else ""
    question = f"Whom did {who} {lemma}{on} to {reading.say(act.tokens)}?"
    yield Focus(name="actor", spans=(reading.span(target),), type="actor", question=question, gap=False)


def _together(reading: Reading, speech: Speech, frame: Frame, acts: Sequence[Act]) -> Iterator[Statement]:
    """All acts of a sentence that a leading clause sets apart: “Noting that …”, “To …”."""
    lead = _leading_clause(reading, speech)
    if lead is None or len(acts) < 2 or not speech.speaker or speech.verb is None:
        return
    clause, is_purpose = lead
    condition = reading.say(clause)
    ask = {"call": "call for", "urge": "urge"}.get(speech.verb.lemma_, speech.verb.lemma_)
    question = f"{condition}, what did {speech.speaker} {ask}?"
    choose = None if is_purpose else f"{condition}, which of these did {speech.speaker} {ask} efforts to do?"
    spans = tuple(reading.span(act.tokens) for act in acts)
    listed = "; ".join(reading.say(act.tokens) for act in acts)
    focus = Focus(name="acts", spans=spans, type=f"act-{frame.form}", question=question,
                  choose_all=choose if frame.form == "VB" and len(acts) > 1 else None, gap=False,
                  belongs="called for in another connection")  # fmt: skip
    text = f"{condition}, {frame.lead} {listed}"
    yield reading.statement(kind="priority", pattern="goals-in-context", category="priority", text=text, focuses=[focus],
                            attribution=speech.speaker, confidence=0.8, salience=0.9)  # fmt: skip


def _leading_clause(reading: Reading, speech: Speech) -> tuple[list[Token], bool] | None:
    """A clause before the subject, up to its comma, and whether it tells a purpose."""
    tokens = reading.tokens
    if speech.verb is None or tokens[0].lower_ not in {"to", "noting", "citing", "facing", "recalling"}:
        return None
    comma = next((i for i in range(len(tokens) - 1, 0, -1)
                  if tokens[i].text == "," and tokens[i].i < (speech.subject or speech.verb).i), None)  # fmt: skip
    if comma is None or comma < 3:
        return None
    return tokens[:comma], tokens[0].lower_ == "to"


def clause_text(reading: Reading, root: Token) -> str:
    """A clause with its mentions resolved, its first letter small unless it is a name's."""
    tokens = subtree(root)
    return lower_first(reading.say(tokens), tokens[0])
