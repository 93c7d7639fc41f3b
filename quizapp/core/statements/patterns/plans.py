"""What somebody plans, intends or will do: asked for as the act with all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.clauses import kept_tokens
from quizapp.core.statements.patterns.frames import according
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import own_clause, subject_of, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLANNING = frozenset("plan intend aim seek hope pledge vow promise agree decide".split())
_EMPTY = frozenset("be have help continue play remain begin start keep work make".split())
_STRIVING = frozenset("work strive try struggle".split())
_MODALS = frozenset("can could may might would should must will".split())
_SPOKEN = re.compile(r"\b(?:you|your|we|our|us|I|my|this|these|those|it|here|such)\b", re.I)
_FEWEST, _LONGEST, _LONGEST_SUBJECT, _LONGEST_LEAD = 5, 30, 14, 10
_SHORTEST_LEAD = 3


def find_plans(reading: Reading) -> Iterator[Statement]:
    """One statement of every main clause of this form."""
    speech = speech_of(reading)
    is_said = speech.verb is not None and speech.claim != speech.verb
    if reading.sentence.text.endswith("?") or (is_said and not speech.speaker):
        return
    main = speech.claim
    by = according(speech) if is_said else ""
    for verb in (main, *(c for c in main.children if c.dep_ == "conj")):
        subject = subject_of(verb)
        if subject is None or subject.i > verb.i or any(c.dep_ in {"neg", "auxpass"} for c in verb.children):
            continue
        helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        if helpers == {"will"} and verb.lemma_ not in _EMPTY:
            yield from _asked(reading, verb, subject, verb, ("What will", "do"), by, speech.speaker)
        act = next(
            (c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" and c.i > verb.i),
            None,
        )
        if act is not None and verb.lemma_ in _STRIVING and _is_next(act, verb):
            first, *more = [c.text.lower() for c in verb.children if c.dep_ == "aux"] or [
                _DO.get(verb.tag_, "")
            ]
            ends = [*more, verb.text if helpers else verb.lemma_, "to do"]
            if first and not helpers & _MODALS:
                yield from _asked(
                    reading, verb, subject, act, (f"What {first}", " ".join(ends)), by, speech.speaker
                )
        elif (
            act is not None
            and act.dep_ == "xcomp"
            and verb.lemma_ in _PLANNING
            and verb.tag_ in _DO
            and not helpers
        ):
            asks = (f"What {_DO[verb.tag_]}", f"{verb.lemma_} to do")
            yield from _asked(reading, verb, subject, act, asks, by, speech.speaker)


_DO = {"VBZ": "does", "VBP": "do", "VBD": "did"}


def _is_next(act: Token, verb: Token) -> bool:
    """Whether “to V” stands right behind the verb."""
    return act.i - verb.i <= 3 and any(c.tag_ == "TO" for c in act.children)


def _asked(
    reading: Reading, verb: Token, subject: Token, act: Token, asks: tuple[str, str], by: str, speaker: str
) -> Iterator[Statement]:
    names = reading.names_in(reading.tokens)
    kept = kept_tokens(verb) | {t.i for t in act.subtree}
    clause = trimmed(without_links([t for t in own_clause(verb) if t.i in kept]))
    who = trimmed([t for t in subtree(subject) if t.i in kept])
    key = _act([t for t in clause if t.i >= act.i])
    lead = trimmed([t for t in clause if who and t.i < who[0].i])
    if not who or not _is_known(reading, subject, who) or not _FEWEST <= len(key) <= _LONGEST:
        return
    if len(lead) > _LONGEST_LEAD or points_elsewhere(reading, lead) or _SPOKEN.search(reading.say(key)):
        return
    said = f" {reading.inside(lead)}" if lead and reading.say(lead) else ""
    named = any(t.pos_ == "PROPN" for t in who) or any(names.get(t.i) for t in who)
    if act == verb and (not named or len(lead) < _SHORTEST_LEAD or lead[0].tag_ not in {"IN", "VBG"}):
        return  # “What will China do?”, “What will politicians do?”
    name = reading.say(who)
    opens = who[0].i == reading.sentence.span.start and not _is_name(who[0]) and not names.get(who[0].i)
    name = name[:1].lower() + name[1:] if who[0].tag_ == "DT" or opens else name
    question = f"{asks[0]} {name} {asks[1]}{said}{by}?"
    yield reading.statement(
        kind="priority",
        pattern="plan",
        category="priority",
        text=reading.say(clause) + by,
        focuses=[
            Focus(
                name="act", spans=(reading.span(key),), type=f"planned-{verb.i}", question=question, gap=False
            )
        ],
        attribution=speaker,
        confidence=0.6,
        salience=0.6,
    )


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or bool(token.ent_type_) or token.text[1:] != token.text[1:].lower()


def _act(tokens: Sequence[Token]) -> list[Token]:
    """The act up to a mark or a clause that begins something else."""
    for n, token in enumerate(tokens):
        after = tokens[n + 1] if n + 1 < len(tokens) else token
        opens = token.text == "," and (
            after.tag_ in {"VBG", "WDT", "WRB", "WP", "IN"} or after.lower_ in {"while", "so"}
        )
        if opens or token.text in {"—", "–", ";", ":", "(", "”", '"'}:
            return trimmed(tokens[:n])
    return trimmed(tokens)


def _is_known(reading: Reading, subject: Token, who: Sequence[Token]) -> bool:
    if subject.pos_ == "PRON":
        return bool(reading.names_in(who).get(subject.i))
    return (
        subject.pos_ in {"NOUN", "PROPN"}
        and len(who) <= _LONGEST_SUBJECT
        and not points_elsewhere(reading, who)
    )
