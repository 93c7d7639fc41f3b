"""Who says a sentence: speaker, verb of saying, and the clause that is said."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from quizapp.core.statements.names import OFFICES, entity_text
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.wording import subject_of, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = frozenset(
    "say add note stress emphasize emphasise underline underscore highlight urge call propose ask order instruct "
    "encourage require point state explain argue announce tell recommend suggest advocate pledge vow "
    "observe warn believe claim report plan aim seek intend promise agree decide resolve undertake hope".split()
)


_LONGEST, _LONGEST_NAME = 8, 13
_ASKING = re.compile(
    r"(?:(?:More|Greater|Further|Continued|Joint|All-out) )?(?:[Ee]fforts|[Ww]ork|[Mm]easures|[Ss]teps) "
    r"(?:should|must|need to) be (?:made|done|taken)\b"
)


@dataclass(frozen=True, kw_only=True)
class Speech:
    """``speaker`` is a full name or a plain noun phrase, empty where nobody is named. ``claim`` is the root of what
    is said: the sentence's own root where nobody says it."""

    speaker: str
    verb: Token | None
    subject: Token | None
    claim: Token


@lru_cache(maxsize=1)
def speech_of(reading: Reading) -> Speech:
    """The outermost verb of saying, its speaker resolved; remembered while patterns ask about the same sentence."""
    root = reading.sentence.span.root
    verb = _saying_verb(root)
    if verb is None:
        speaker = _according_to(reading, root) or _going_on(reading)
        return Speech(speaker=speaker, verb=None, subject=None, claim=root)
    subject = subject_of(verb)
    speaker = _speaker(reading, subject) if subject is not None else ""
    inner = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    return Speech(
        speaker=speaker,
        verb=verb,
        subject=subject,
        claim=inner if inner is not None else verb,
    )


def _according_to(reading: Reading, root: Token) -> str:
    """“…, according to the meeting”: who says it where no verb does."""
    for child in root.children:
        if child.lower_ == "according":
            to = next((near for near in child.children if near.lower_ == "to"), child)
            whom = next((near for near in to.children if near.dep_ == "pobj"), None)
            return _speaker(reading, whom) if whom is not None else ""
    return ""


def _going_on(reading: Reading) -> str:
    """“Efforts should be made to …” right after what somebody said: it is they who ask for it."""
    at = reading.sentence.index
    if not at or not _ASKING.match(reading.sentence.text):
        return ""
    before = reading.mentions.sentences[at - 1]
    near = reading.sentence.passage - before.passage <= 1
    return speech_of(replace(reading, sentence=before)).speaker if near else ""


def _is_part(token: Token, head: Token) -> bool:
    """Whether a token is in the phrase of another."""
    return token == head or bool(head.is_ancestor(token))


def _saying_verb(root: Token) -> Token | None:
    if root.lemma_ in _VERBS and root.pos_ == "VERB" and not any(map(_is_no_saying, root.children)):
        return root
    return None


def _is_no_saying(child: Token) -> bool:
    """Marks what is said of the subject or what it is to do: “is encouraged to”, “should encourage”."""
    return child.dep_ == "auxpass" or child.tag_ == "MD"


def _speaker(reading: Reading, subject: Token) -> str:
    """A person's full name; for others the noun phrase as it stands; empty for an unresolved pronoun."""
    if subject.pos_ == "PRON":
        return (
            reading.mentions.person(reading.sentence, before=subject.i) or ""
            if subject.lower_ in {"he", "she"}
            else ""
        )
    entity = next((ent for ent in reading.sentence.entities if ent.start <= subject.i < ent.end), None)
    if entity is None and subject.i > 0:
        entity = next(
            (
                ent
                for ent in reading.sentence.entities
                if ent.label_ == "PERSON" and ent.start <= subject.i and _is_part(subject, ent.root)
            ),
            None,
        )
    if entity is not None and reading.names.is_person(entity_text(entity)):
        return reading.names.full(entity_text(entity))
    if OFFICES.fullmatch(subject.text) and subject.i not in reading.names_in([subject]):
        return ""  # “the minister” says it, and the text has several
    phrase = [token for token in subtree(subject) if token.i <= subject.i]
    if subject.lower_ in {"vice", "deputy"}:
        return ""  # cut out of “the vice-premier”
    text = reading.inside(phrase)
    longest = _LONGEST_NAME if any(reading.names_in(phrase).values()) else _LONGEST
    return text if len(text.split()) <= longest else ""


def speech_start(speech: Speech, *, after: Token) -> int:
    """Index of the token where “, the council decided” begins behind what is said; past all where it does not."""
    if speech.subject is None or speech.subject.i < after.i:
        return sys.maxsize
    start: int = subtree(speech.subject)[0].i
    before = speech.subject.doc[start - 1]
    return start - 1 if before.text == "," else sys.maxsize
