"""What brought something about: “S transformed O” with a subject that says so much that it is worth asking for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.claims import Claim, find_claims
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import singular_after_what, subject_of, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOVING = frozenset(
    "transform make allow enable revolutionize accelerate stimulate fuel boost prompt force spur trigger unleash "
    "create replace alleviate strengthen lead cause contribute help pave prevent reduce increase raise lower weaken "
    "undermine threaten shape change alter influence encourage attract improve promote facilitate hinder hamper "
    "generate protect limit affect bring turn ensure support".split()
)
_BACK = re.compile(r"\b(?:its|their|his|her|itself|themselves|it|they|them|this|these|those|such)\b", re.I)
_POINTING = frozenset(
    "every all this that these those such another other each both same some many most few one".split()
)
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
_FEWEST_SUBJECT, _LONGEST_SUBJECT = 4, 24
_FEWEST_TOLD, _LONGEST_TOLD = 4, 22


def find_movers(reading: Reading) -> Iterator[Statement]:
    """One statement of every claim of this form."""
    for claim in find_claims(reading):
        verb = claim.verb
        if verb.lemma_ not in _MOVING or any(
            c.dep_ in {"auxpass", "neg"} or c.tag_ == "MD" for c in verb.children
        ):
            continue
        subject = subject_of(verb)
        moved = any(
            c.dep_ in {"dobj", "ccomp", "xcomp"} or c.lower_ in {"to", "for"}
            for c in verb.children
            if c.i > verb.i
        )
        if subject is None or subject.pos_ != "NOUN" or not moved:
            continue
        inside = {t.i for t in claim.tokens}
        key = trimmed([t for t in subtree(subject) if t.i in inside])
        lead = [t for t in claim.tokens if key and t.i < key[0].i]
        told = _predicate(claim, key[-1].i) if key else []
        term = [t for t in key if t.tag_ != "DT"]
        if lead or not told or not (_says_much(subject, key) or reading.terms.weight(term)):
            continue
        if is_adrift(reading, verb, told):
            continue
        asked = singular_after_what(reading.say(told), told)
        if _BACK.search(asked) or _BACK.search(reading.say(key)):
            continue
        yield _statement(claim, key, f"What {asked}{claim.by}?")


def _statement(claim: Claim, key: Sequence[Token], question: str) -> Statement:
    reading = claim.reading
    first = key[1:] if key[0].tag_ == "DT" and len(key) <= _LONGEST_SUBJECT // 4 else list(key)
    opens = first[0].i == reading.sentence.span.start
    focus = Focus(
        name="mover",
        spans=(reading.span(first),),
        key=reading.inside(first) if opens else None,
        type=f"mover-{claim.verb.i}",
        question=question,
        gap=False,
    )
    return reading.statement(
        kind="cause",
        pattern="mover",
        category="cause",
        text=claim.text,
        focuses=[focus],
        attribution=claim.speaker,
        confidence=0.65,
        salience=0.6,
    )


def _predicate(claim: Claim, after: int) -> list[Token]:
    """What is told of the subject, up to a second thing that is."""
    told = [t for t in claim.tokens if t.i > after]
    cut = next((n for n, t in enumerate(told) if t.tag_ == "CC" and t.head == claim.verb), len(told))
    told = trimmed(told[:cut])
    telling = [t for t in told if t.pos_ in _CONTENT]
    return told if len(told) <= _LONGEST_TOLD and len(telling) >= _FEWEST_TOLD else []


def _says_much(subject: Token, key: Sequence[Token]) -> bool:
    telling = [t for t in key if t.pos_ in _CONTENT]
    pointing = any(t.lower_ in _POINTING and t.head == subject for t in key) or key[0].tag_ in {"CD", "PRP$"}
    return not pointing and len(telling) >= _FEWEST_SUBJECT and len(key) <= _LONGEST_SUBJECT
