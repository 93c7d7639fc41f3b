"""What somebody plans, intends or will do: asked for as the act with all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.clauses import kept_tokens
from quizapp.core.statements.patterns.frames import told_verbs
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import own_clause, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLANNING = frozenset("plan intend aim seek hope pledge vow promise agree decide".split())
_EMPTY = frozenset("be have help continue play remain begin start keep work make".split())
_STRIVING = frozenset("work strive try struggle".split())
_MODALS = frozenset("can could may might would should must will".split())
_SPOKEN = re.compile(r"\b(?:you|your|we|our|us|I|my|this|these|those|it|here|such)\b", re.I)
_FEWEST, _LONGEST, _LONGEST_SUBJECT, _LONGEST_LEAD = 5, 30, 14, 10
_SHORTEST_LEAD, _FEWEST_ASKED = 3, 9


def find_plans(reading: Reading) -> Iterator[Statement]:
    """One statement of every main clause of this form."""
    for verb, subject, by, speaker in told_verbs(reading):
        if any(child.dep_ in {"neg", "auxpass"} for child in verb.children):
            continue
        for act, asks in _acts(verb):
            yield from _asked(reading, subject, act, asks, by=by, speaker=speaker)


def _acts(verb: Token) -> Iterator[tuple[Token, tuple[str, str]]]:
    """The act that is planned, and the words before and behind who plans it: “What does … plan to do”."""
    helpers = [child.lower_ for child in verb.children if child.dep_ == "aux"]
    if helpers == ["will"] and verb.lemma_ not in _EMPTY:
        yield verb, ("What will", "do")
    after = [child for child in verb.children if child.i > verb.i and child.tag_ == "VB"]
    act = next((child for child in after if child.dep_ in {"xcomp", "advcl"}), None)
    if act is None:
        return
    if verb.lemma_ in _STRIVING and _is_next(act, verb) and not _MODALS.intersection(helpers):
        first, *more = helpers or [_DO.get(verb.tag_, "")]
        if first:
            yield act, (f"What {first}", " ".join([*more, verb.text if helpers else verb.lemma_, "to do"]))
    elif act.dep_ == "xcomp" and verb.lemma_ in _PLANNING and verb.tag_ in _DO and not helpers:
        yield act, (f"What {_DO[verb.tag_]}", f"{verb.lemma_} to do")


_DO = {"VBZ": "does", "VBP": "do", "VBD": "did"}


def _is_next(act: Token, verb: Token) -> bool:
    """Whether “to V” stands right behind the verb."""
    return act.i - verb.i <= 3 and any(c.tag_ == "TO" for c in act.children)


def _asked(
    reading: Reading, subject: Token, act: Token, asks: tuple[str, str], *, by: str, speaker: str
) -> Iterator[Statement]:
    verb = subject.head
    kept = kept_tokens(verb) | {token.i for token in act.subtree}
    clause = trimmed(without_links([token for token in own_clause(verb) if token.i in kept]))
    who = trimmed([token for token in subtree(subject) if token.i in kept])
    key = _act([token for token in clause if token.i >= act.i])
    lead = trimmed([token for token in clause if who and token.i < who[0].i])
    if not who or not _is_known(reading, subject, who) or not _FEWEST <= len(key) <= _LONGEST:
        return
    if len(lead) > _LONGEST_LEAD or points_elsewhere(reading, lead) or _SPOKEN.search(reading.say(key)):
        return
    if act == verb and not _is_told_apart(reading, who, lead):
        return
    said = f" {reading.inside(lead)}" if lead and reading.say(lead) else ""
    question = f"{asks[0]} {_named(reading, who)} {asks[1]}{said}{by}?"
    if len(question.split()) < _FEWEST_ASKED:
        return  # “What does Australia plan to do?”: many things
    kind = f"planned-{verb.i}"
    yield reading.statement(
        kind="priority",
        pattern="plan",
        category="priority",
        text=reading.say(clause) + by,
        focuses=[Focus(name="act", spans=(reading.span(key),), type=kind, question=question, gap=False)],
        attribution=speaker,
        confidence=0.6,
        salience=0.6,
    )


def _is_told_apart(reading: Reading, who: Sequence[Token], lead: Sequence[Token]) -> bool:
    """Not “What will China do?” nor “What will politicians do?”: somebody with a name, at a time or to an end."""
    names = reading.names_in(who)
    named = any(token.pos_ == "PROPN" or names.get(token.i) for token in who)
    return named and len(lead) >= _SHORTEST_LEAD and lead[0].tag_ in {"IN", "VBG"}


def _named(reading: Reading, who: Sequence[Token]) -> str:
    """Who it is, as it stands inside a sentence."""
    name, first = reading.say(who), who[0]
    opens = first.i == reading.sentence.span.start and not _is_name(first)
    small = first.tag_ == "DT" or (opens and not reading.names_in(who).get(first.i))
    return name[:1].lower() + name[1:] if small else name


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
