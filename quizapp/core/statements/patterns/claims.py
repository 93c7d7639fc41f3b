"""Whole claims: a sentence as it stands, or a clause of it, that is understood alone and taken in at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.clauses import kept_tokens, outside_brackets
from quizapp.core.statements.patterns.frames import according
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.wording import subject_of, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST, _LONGEST, _LONGEST_TIME = 8, 30, 9
_PARTING = frozenset({":", ";"})
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
    lead: tuple[Token, ...] = ()
    """A time that opens the whole sentence and holds of this part of it, too."""

    @property
    def text(self) -> str:
        """The claim in words."""
        said = self.reading.say(self.tokens)
        if self.lead:
            first = said[:1].lower() if self.tokens[0].pos_ != "PROPN" else said[:1]
            said = f"{self.reading.say(self.lead)}, {first}{said[1:]}"
        return said + self.by


@lru_cache(maxsize=4)
def find_claims(reading: Reading) -> tuple[Claim, ...]:
    """The sentence where it is short and plain, else its clauses that are."""
    if reading.sentence.text.endswith("?") or _SPOKEN.search(reading.sentence.text):
        return ()
    whole = _whole(reading)
    return (whole,) if whole is not None else (*_parts(reading), *_segments(reading))


def _whole(reading: Reading) -> Claim | None:
    text, root = reading.sentence.text, reading.sentence.span.root
    if not text.endswith(".") or _CUT.search(text):
        return None
    subject = _subject(root)
    if subject is None:
        return None
    tokens = trimmed(outside_brackets(without_links(reading.tokens)))
    if not _stands(reading, tokens, subject) or root not in tokens:
        return None
    return Claim(reading=reading, verb=root, tokens=tuple(tokens), is_whole=True)


def _parts(reading: Reading) -> Iterator[Claim]:
    """Plain clauses, what will and should be among them, that lost nothing they need."""
    speech = speech_of(reading)
    is_said = speech.verb is not None and speech.claim != speech.verb
    if is_said and not speech.speaker:
        return
    root = speech.claim
    for verb in (root, *(child for child in root.children if child.dep_ == "conj")):
        subject = _subject(verb)
        if subject is None:
            continue
        kept = kept_tokens(verb)
        plain = [t for t in subtree(verb) if t.i in kept and t.lower_ not in _DROPPED]
        tokens = _without_front(trimmed(without_links(plain)), subject)
        if _stands(reading, tokens, subject) and not (_needs_more(verb, tokens) or _is_cut(tokens)):
            yield Claim(
                reading=reading,
                verb=verb,
                tokens=tuple(tokens),
                is_whole=False,
                by=according(speech) if is_said else "",
                speaker=speech.speaker,
            )


def _segments(reading: Reading) -> Iterator[Claim]:
    """“…: 6,000 wells were dug; over 300 villages were linked”: what stands between the marks, with the time before."""
    marks = [n for n, token in enumerate(reading.tokens) if token.text in _PARTING]
    if not marks or '"' in reading.sentence.text or "“" in reading.sentence.text:
        return
    lead = _time_before(reading.tokens[: marks[0]])
    for begin, end in pairwise([*marks, len(reading.tokens)]):
        tokens = trimmed(without_links(trimmed(reading.tokens[begin + 1 : end])))
        verb = next((t for t in tokens if (own := _subject(t)) is not None and own in tokens), None)
        subject = _subject(verb) if verb is not None else None
        if verb is None or subject is None or subject.left_edge.i < tokens[0].i:
            continue
        if _stands(reading, tokens, subject) and tokens[0].i == subject.left_edge.i and not _is_cut(tokens):
            yield Claim(reading=reading, verb=verb, tokens=tuple(tokens), is_whole=False, lead=tuple(lead))


def _time_before(tokens: Sequence[Token]) -> list[Token]:
    """“During the plan's five years” at the head of a sentence."""
    first = next(iter(tokens), None)
    if first is None or first.dep_ != "prep":
        return []
    phrase = trimmed(subtree(first))
    timed = any(t.ent_type_ in {"DATE", "EVENT", "LAW"} or t.lower_ in {"period", "years"} for t in phrase)
    return phrase if timed and len(phrase) <= _LONGEST_TIME else []


def _subject(verb: Token) -> Token | None:
    """The subject of a finite verb, where it stands before it."""
    subject = subject_of(verb) if verb.pos_ in {"VERB", "AUX"} else None
    fits = subject is not None and subject.i < verb.i and subject.dep_ != "csubj" and _is_finite(verb)
    return subject if fits else None


def _stands(reading: Reading, tokens: Sequence[Token], subject: Token) -> bool:
    """Whether words are long and short enough, and need no sentence before them."""
    return _SHORTEST <= len(tokens) <= _LONGEST and not _is_lost(reading, tokens, subject)


def _is_cut(tokens: Sequence[Token]) -> bool:
    """Whether words end where more must follow, or hold a mark that parts them."""
    torn = tokens[-1].tag_ in {"CC", "IN", "TO"} or _goes_on(tokens[-1])
    return torn or any(token.text in _MARKS for token in tokens)


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
    end = max(kept)
    later = any(t.tag_ == "TO" and t.i > end for t in verb.subtree)
    return verb.lemma_ in _GRANTING and (bool(cut) or later)
