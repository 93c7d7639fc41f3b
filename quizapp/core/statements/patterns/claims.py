"""Whole claims: a sentence as it stands, or a clause of it, where it can be understood alone and be taken in at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.clauses import kept_tokens, outside_brackets
from quizapp.core.statements.patterns.frames import according
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.wording import subject_of, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST, _LONGEST = 8, 30
_CUT = re.compile(r"[—–;:?!\"“”\[\]…]| -- ")
_SPOKEN = re.compile(
    r"\b(?:[Ww]e|[Yy]ou|[Yy]our|[Oo]ur|us|[Ll]et|[Ii]magine|[Ss]uppose|[Cc]onsider|[Rr]ecall|[Rr]emember|I|my)\b"
)
_GRANTING = frozenset(
    "include provide request propose invest offer commit give grant earmark allocate".split()
)
_WITHIN = frozenset("other others they them it its their same both themselves itself".split())
_DROPPED = frozenset("also however therefore thus".split())
_MARKS = frozenset({"“", "”", '"', ":", ";", "—", "–", "[", "]"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Claim:
    """``tokens`` in order, the finite ``verb`` they hang on, ``is_whole`` where they are all the sentence has."""

    reading: Reading
    verb: Token
    tokens: tuple[Token, ...]
    is_whole: bool
    by: str = ""
    speaker: str = ""

    @property
    def text(self) -> str:
        """The claim in words."""
        return self.reading.say(self.tokens) + self.by


@lru_cache(maxsize=4)
def find_claims(reading: Reading) -> tuple[Claim, ...]:
    """The sentence where it is short and plain, else its clauses that are."""
    whole = _whole(reading)
    return (whole,) if whole is not None else tuple(_parts(reading))


def _whole(reading: Reading) -> Claim | None:
    text = reading.sentence.text
    root = reading.sentence.span.root
    if (
        not text.endswith(".")
        or _CUT.search(text)
        or _SPOKEN.search(text)
        or root.pos_ not in {"VERB", "AUX"}
    ):
        return None
    subject = subject_of(root)
    if subject is None or subject.i > root.i or subject.dep_ == "csubj" or not _is_finite(root):
        return None
    tokens = trimmed(outside_brackets(without_links(reading.tokens)))
    if not _SHORTEST <= len(tokens) <= _LONGEST or _is_lost(reading, tokens, subject):
        return None
    if not any(t == root for t in tokens):
        return None
    return Claim(reading=reading, verb=root, tokens=tuple(tokens), is_whole=True)


def _parts(reading: Reading) -> Iterator[Claim]:
    """Plain clauses, what will and should be among them, that lost nothing they need."""
    if reading.sentence.text.endswith("?") or any(
        t.tag_ == "PRP" and t.lower_ in {"we", "i", "you"} for t in reading.tokens
    ):
        return
    speech = speech_of(reading)
    is_said = speech.verb is not None and speech.claim != speech.verb
    if is_said and not speech.speaker:
        return
    root = speech.claim
    joined = (t for t in root.children if t.dep_ == "conj" and subject_of(t) is not None)
    for verb in (root, *joined):
        subject = subject_of(verb)
        if subject is None or subject.i > verb.i or subject.dep_ == "csubj" or not _is_finite(verb):
            continue
        kept = kept_tokens(verb)
        tokens = trimmed(
            without_links([t for t in subtree(verb) if t.i in kept and t.lower_ not in _DROPPED])
        )
        tokens = _without_front(tokens, subject)
        if (
            not _SHORTEST <= len(tokens) <= _LONGEST
            or _needs_more(verb, tokens)
            or _is_lost(reading, tokens, subject)
        ):
            continue
        if (
            tokens[-1].tag_ in {"CC", "IN", "TO"}
            or _goes_on(tokens[-1])
            or any(t.text in _MARKS for t in tokens)
        ):
            continue
        by = according(speech) if is_said else ""
        yield Claim(
            reading=reading, verb=verb, tokens=tuple(tokens), is_whole=False, by=by, speaker=speech.speaker
        )


def _goes_on(last: Token) -> bool:
    """Whether a verb follows right behind: what was read as the end is the subject of something."""
    after = last.nbor(1) if last.i + 1 < len(last.doc) else last
    return after != last and after.tag_ in {"VBZ", "VBP", "VBD", "MD"}


def _without_front(tokens: Sequence[Token], subject: Token) -> list[Token]:
    """Without “With their sharp minds,” before the subject, which says whose only later."""
    begin = subject.left_edge.i
    front = [t for t in tokens if t.i < begin]
    return [t for t in tokens if t.i >= begin] if any(t.tag_ == "PRP$" for t in front) else list(tokens)


def _is_lost(reading: Reading, tokens: Sequence[Token], subject: Token) -> bool:
    """Whether the claim needs the sentences before it; “other” and “they” only do where nothing stands before them."""
    loose = [t for t in tokens if not (t.lower_ in _WITHIN and t.i > subject.i)]
    return points_elsewhere(reading, loose)


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBZ", "VBP"} or any(
        child.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        for child in verb.children
        if child.dep_ in {"aux", "auxpass"}
    )


def _needs_more(verb: Token, core: Sequence[Token]) -> bool:
    """Whether what was cut off says what the rest is for: “includes $9 million for the port to dredge …”."""
    kept = {token.i for token in core}
    cut = [
        c for c in verb.children if c.i not in kept and c.i > verb.i and c.dep_ in {"advcl", "xcomp", "ccomp"}
    ]
    return verb.lemma_ in _GRANTING and bool(cut)
