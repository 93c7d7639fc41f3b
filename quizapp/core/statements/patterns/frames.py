"""Words that announce acts: “called for”, “urged efforts to”, “it is important to”, “work should be accelerated to”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.acts import Form
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import Speech, speech_of
from quizapp.core.statements.wording import base_form, inflect, lower_first, subject_of, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_SAYING = frozenset(
    "stress emphasize emphasise underline underscore highlight advocate propose recommend suggest pledge vow".split()
)
_URGING = frozenset("urge ask order instruct encourage require tell call".split())
_COMMITTING = frozenset("pledge vow plan aim seek intend promise agree decide resolve undertake hope".split())
EFFORTS = frozenset("efforts effort work measures steps action actions progress moves initiatives".split())
_IMPORTANT = frozenset("important imperative necessary essential crucial vital critical urgent".split())
_NEEDS = frozenset("need necessity importance significance urgency".split())
_BETWEEN = frozenset("both more greater further the an renewed joint".split())
_STRIVING = _COMMITTING | frozenset("work strive attempt try".split())
_MODALS = frozenset({"should", "must", "shall", "will"})
ASKED = frozenset("encourage require urge ask oblige instruct invite expect authorize".split())
_INSTITUTION = re.compile(
    r"\b(?:governments?|authorit(?:y|ies)|administration|ministry|ministries|departments?|council|commission|cabinet|"
    r"parliament|congress|agency|agencies|committee|union|states?|countr(?:y|ies)|nations?|provinces?|cit(?:y|ies)|"
    r"regions?|localities|municipalities|counties|towns|villages|communities|companies|enterprises|firms|businesses|"
    r"banks?|institutions?|providers|operators|employers|regulators|farmers|schools|universities|hospitals|sites|"
    r"officials|ministers|lawmakers|residents|teachers|workers|parents|leaders|members|sides|parties|plan|strategy|"
    r"program|programme|guidelines?|guidance|recommendations?|documents|measures|initiative|law|directive|regulation|"
    r"bill|deal|agreement|scheme|fund|budget|reform|package)\b",
    re.I,
)
PAPERS = frozenset(
    "plan strategy program programme guideline guidance recommendation document measure initiative law directive bill "
    "regulation deal agreement scheme fund budget reform package".split()
)
_STATES = frozenset("be have remain see become face need".split())
_CLAUSES = frozenset({"ROOT", "ccomp", "conj"})
_TELLING = _SAYING | _URGING | _COMMITTING


@dataclass(frozen=True, kw_only=True)
class Frame:
    """``tokens[start]`` is the first act's first token; ``lead`` says the frame itself, ``asked`` the same after “why”.

    “Xi Jinping urged efforts to”, “did Xi Jinping urge efforts to”. ``target`` is who is to act, ``by`` names in a
    question whose word it is, where ``asked`` does not. ``nobody``: neither who says it nor who is to act is named;
    ``doer`` is the institution that is to. ``pick`` is what follows “which of these” where that reads better than
    ``asked``.
    """

    start: int
    form: Form
    lead: str
    asked: str
    by: str = ""
    target: tuple[Token, ...] = ()
    nobody: bool = False
    pick: str = ""
    doer: tuple[Token, ...] = ()

    @property
    def which(self) -> str:
        """The frame as what asks for its acts among others."""
        asked = self.pick or f"{self.asked}{' do' if self.form == 'VB' else ''}{self.by}"
        return f"which of these {asked}?"


def find_frames(reading: Reading, speech: Speech) -> Iterator[Frame]:
    """Every frame of a sentence, in order."""
    tokens = reading.tokens
    for i, token in enumerate(tokens):
        frame = None
        if token.lemma_ in _TELLING and speech.speaker and _is_said_by_speaker(token, speech):
            frame = _after_verb(reading, speech, i)
        elif token.lower_ == "it" and i + 2 < len(tokens):
            frame = _after_it(reading, speech, i)
        elif token.lower_ in _MODALS and token.dep_ == "aux":
            frame = _after_efforts(reading, speech, token) or _after_modal(reading, speech, token)
        elif token.tag_ == "VBN" and token.lemma_ in ASKED:
            frame = _after_asked(reading, speech, token)
        elif token.lemma_ in _STRIVING and token.tag_ in {"VBD", "VBN", "VBZ", "VBP", "VBG"}:
            frame = _after_striving(reading, speech, token)
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
    if verb.lemma_ in _COMMITTING and i + 1 < len(tokens) and tokens[i].tag_ == "TO":
        return _said(reading, speech, at, i + 1, start=i + 1, form="VB") if _is_base(tokens, i + 1) else None
    j = i
    while j < len(tokens) and tokens[j].lower_ in _BETWEEN:
        j += 1
    if j < len(tokens) and tokens[j].tag_ == "VBG":
        return _said(reading, speech, at, i, start=j, form="VBG")
    if j + 1 < len(tokens) and tokens[j].lower_ in EFFORTS | _NEEDS:
        return _after_noun(reading, speech, at, j)
    return _to_target(reading, speech, at, i) if verb.lemma_ in _URGING else None


def _after_noun(reading: Reading, speech: Speech, at: int, noun: int) -> Frame | None:
    tokens = reading.tokens
    following = tokens[noun + 1]
    if following.lower_ not in {"to", "of", "for", "in"} or noun + 2 >= len(tokens):
        return None
    form: Form = "VB" if following.lower_ == "to" else "VBG"
    if form == "VBG" and tokens[noun + 2].tag_ != "VBG":
        return None
    frame = _said(reading, speech, at, noun + 2, start=noun + 2, form=form)
    verb = base_form(tokens[at].text)
    plain = f"did {speech.speaker} {verb}{' for' if verb == 'call' else ''}"
    needed = f"did {speech.speaker} say needs to be done"
    urged = tokens[noun].lower_ in EFFORTS and (form == "VBG" or tokens[at].lemma_ in _URGING)
    if urged and form == "VB":
        plain += f" {tokens[noun].lower_} to do"  # what is offered are infinitives
    return replace(frame, pick=plain if urged else needed if form == "VB" else "")


def _is_base(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb in its base form stands here, an adverb before it allowed."""
    while at < len(tokens) and tokens[at].tag_ == "RB":
        at += 1
    return at < len(tokens) and tokens[at].tag_ == "VB" and tokens[at].lemma_ not in _STATES


def _to_target(reading: Reading, speech: Speech, at: int, start: int) -> Frame | None:
    """“X to VERB”: X is at most eight tokens and holds no verb."""
    tokens = reading.tokens
    for i in range(start + 1, min(start + 9, len(tokens) - 1)):
        if tokens[i].tag_ == "TO" and tokens[i + 1].tag_ in {"VB", "RB"}:
            return _said(reading, speech, at, i + 1, start=i + 1, form="VB", target=tuple(tokens[start:i]))
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
    lead, asked = f"{said} {word}{whom} to", f"is it {word}{whom} to"
    by, nobody = according(speech), not speech.speaker and not target
    pick = f"did {speech.speaker} say it is {word}{whom} to do" if speech.speaker else ""
    return Frame(
        start=i + 1, form="VB", lead=lead, asked=asked, by=by, target=target, nobody=nobody, pick=pick
    )


def _said(
    reading: Reading,
    speech: Speech,
    at: int,
    stop: int,
    *,
    start: int,
    form: Form,
    target: tuple[Token, ...] = (),
) -> Frame:
    """A frame of the speaker's own words: auxiliaries, verb and what follows it up to ``tokens[stop]``."""
    verb = reading.tokens[at]
    auxiliaries = [token.text for token in verb.lefts if token.dep_ == "aux"]
    rest = [reading.say(reading.tokens[at + 1 : stop])] if stop > at + 1 else []
    lead = " ".join([speech.speaker, *auxiliaries, _finite(verb), *rest])
    asked = " ".join(["did", speech.speaker, base_form(verb.text), *rest])
    doer = target if target and target[-1].lower_ not in EFFORTS else ()
    return Frame(start=start, form=form, lead=lead, asked=asked, target=target, doer=doer)


def _after_efforts(reading: Reading, speech: Speech, modal: Token) -> Frame | None:
    """“work should be accelerated to”, “vigorous efforts should go into”."""
    tokens = reading.tokens
    verb = modal.head
    subject = subject_of(verb)
    if (
        subject is None
        or subject.lower_ not in EFFORTS
        or modal.lower_ == "shall"
        or any(child.dep_ == "neg" for child in verb.children)
    ):
        return None
    at = tokens.index(verb) + 1
    if at + 1 >= len(tokens) or tokens[at].lower_ not in {"to", "into"}:
        return None
    i = at + 1
    while i < len(tokens) - 1 and tokens[i].tag_ == "RB":
        i += 1
    if not tokens[i].tag_.startswith("VB"):
        return None
    before = tokens[tokens.index(subtree(subject)[0]) : at + 1]
    words = lower_first(reading.say(before), before[0])
    lead = f"{speech.speaker} said {words}" if speech.speaker else words
    asked = f"{modal.lower_} {words.replace(f' {modal.text} ', ' ', 1)}"
    form: Form = "VB" if tokens[at].lower_ == "to" else "VBG"
    by, nobody = according(speech), not speech.speaker
    pick = f"did {speech.speaker} say {modal.lower_} be done" if speech.speaker and form == "VB" else ""
    return Frame(start=at + 1, form=form, lead=lead, asked=asked, by=by, nobody=nobody, pick=pick)


def _after_modal(reading: Reading, speech: Speech, modal: Token) -> Frame | None:
    """“China will”, “schools should”: what an institution is to do, in somebody's words or the text's own."""
    tokens = reading.tokens
    verb, at = modal.head, tokens.index(modal) + 1
    before = doer_of(verb, stop=modal)
    if not before or not _is_base(tokens, at) or verb.dep_ not in _CLAUSES:
        return None
    doer = _doer_named(reading, before)
    lead = f"{speech.speaker} said {doer} {modal.lower_}" if speech.speaker else f"{doer} {modal.lower_}"
    nobody = (
        not speech.speaker and len(before) == 1 and before[0].pos_ == "NOUN"
    )  # “firms should”: all of them
    by = according(speech)
    asked = f"{modal.lower_} {doer}"
    return Frame(start=at, form="VB", lead=lead, asked=asked, by=by, nobody=nobody, doer=tuple(before))


def _after_asked(reading: Reading, speech: Speech, verb: Token) -> Frame | None:
    """“local authorities are encouraged to”."""
    tokens = reading.tokens
    at = tokens.index(verb) + 1
    auxiliaries = [child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}]
    if not auxiliaries or at + 1 >= len(tokens) or tokens[at].tag_ != "TO" or not _is_base(tokens, at + 1):
        return None
    before = doer_of(verb, stop=auxiliaries[0])
    if not before or verb.dep_ not in _CLAUSES:
        return None
    doer, first = _doer_named(reading, before), auxiliaries[0].text.lower()
    rest = " ".join([*(token.text for token in auxiliaries[1:]), verb.text, "to"])
    lead = f"{speech.speaker} said {doer} {first} {rest}" if speech.speaker else f"{doer} {first} {rest}"
    asked, by = f"{first} {doer} {rest}", according(speech)
    return Frame(start=at + 1, form="VB", lead=lead, asked=asked, by=by, doer=tuple(before))


def _after_striving(reading: Reading, speech: Speech, verb: Token) -> Frame | None:
    """“the two sides have worked to”, “the plan aims to”: what an institution wants to do."""
    tokens = reading.tokens
    at = tokens.index(verb) + 1
    auxiliaries = [child for child in verb.lefts if child.dep_ == "aux"]
    if at + 1 >= len(tokens) or tokens[at].tag_ != "TO" or not _is_base(tokens, at + 1):
        return None
    before = doer_of(verb, stop=auxiliaries[0] if auxiliaries else verb)
    modal = any(child.tag_ == "MD" for child in auxiliaries)
    if not before or modal or verb.dep_ not in _CLAUSES or (verb == speech.verb and speech.speaker):
        return None
    doer = _doer_named(reading, before)
    first, rest = _turned(verb, auxiliaries)
    said = " ".join([*(token.text.lower() for token in auxiliaries), verb.text, "to"])
    lead = f"{speech.speaker} said {doer} {said}" if speech.speaker else f"{doer} {said}"
    asked, by = f"{first} {doer} {rest} to", according(speech)
    return Frame(start=at + 1, form="VB", lead=lead, asked=asked, by=by, doer=tuple(before))


def _turned(verb: Token, auxiliaries: Sequence[Token]) -> tuple[str, str]:
    """The word that goes before the subject of a question, and what stays behind it."""
    if auxiliaries:
        return auxiliaries[0].text.lower(), " ".join(token.text for token in (*auxiliaries[1:], verb))
    return {"VBD": "did", "VBZ": "does"}.get(verb.tag_, "do"), base_form(verb.text)


def _doer_named(reading: Reading, doer: Sequence[Token]) -> str:
    """The doer inside a sentence: “coastal towns” small, though a capital and its place make a tagger see a name."""
    text, first = reading.inside(doer), doer[0]
    opens = first.i == reading.sentence.span.start and doer[-1].pos_ == "NOUN" and not first.ent_type_
    return text[:1].lower() + text[1:] if opens and not first.text.isupper() else text


def doer_of(verb: Token, *, stop: Token) -> list[Token]:
    """The subject of a clause where it is an institution under its name, or a sort of them."""
    subject = subject_of(verb)
    if subject is None or subject.i > stop.i or any(child.dep_ == "neg" for child in verb.children):
        return []
    phrase = [token for token in subtree(subject) if token.i < stop.i]
    named = subject.pos_ == "PROPN" and subject.ent_type_ in {"GPE", "ORG", "NORP"}
    if (
        not phrase
        or len(phrase) > 9
        or phrase[-1].i != stop.i - 1
        or any(token.text == "," for token in phrase)
    ):
        return []
    return phrase if named or _INSTITUTION.fullmatch(subject.text) else []


def is_institution(noun: Token) -> bool:
    """Whether a noun names a body that acts: an authority, a company, a place's people."""
    return _INSTITUTION.fullmatch(noun.text) is not None and noun.lemma_.lower() not in PAPERS


def according(speech: Speech) -> str:
    """“, according to Xi Jinping”, or nothing where nobody is named."""
    return f", according to {speech.speaker}" if speech.speaker else ""


def told_verbs(reading: Reading) -> Iterator[tuple[Token, Token, str, str]]:
    """(verb, subject, “, according to …”, speaker) of the main clauses of what a sentence tells or somebody says.

    Nothing of questions, of what nobody in particular says, and of clauses with a label (“Research: …”) for a subject.
    """
    speech = speech_of(reading)
    is_said = speech.verb is not None and speech.claim != speech.verb
    if reading.sentence.text.endswith("?") or (is_said and not speech.speaker):
        return
    by = according(speech) if is_said else ""
    main = speech.claim
    for verb in (main, *(child for child in main.children if child.dep_ == "conj")):
        subject = subject_of(verb)
        if subject is None or subject.i > verb.i:
            continue
        if not any(token.text == ":" for token in verb.doc[subject.left_edge.i : verb.i]):
            yield verb, subject, by, speech.speaker
