"""Acts as subjects: “Dredging the harbour will help X”, “One of the causes of X is that Y”: asked for in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.frames import according
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of, speech_start
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_BACK = re.compile(
    r"\b(?:its|their|his|her|it|they|them|this|these|those|such|you|your|we|our|us|I|my|also|too)\b", re.I
)
_SPOKEN = re.compile(r"\b(?:you|your|we|our|us|I|my|this|these|those|such)\b", re.I)
_FEWEST_ACT, _LONGEST_ACT = 3, 26
_FEWEST_TOLD, _LONGEST_TOLD = 3, 22
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
_MARKS = frozenset({";", ":", "—", "–", "(", "”", '"', "--"})


def find_gerunds(reading: Reading) -> Iterator[Statement]:
    """One statement of a sentence of either form."""
    speech = speech_of(reading)
    is_said = speech.verb is not None and speech.claim != speech.verb
    if reading.sentence.text.endswith("?") or (is_said and not speech.speaker):
        return
    verb = speech.claim
    tokens = [token for token in reading.tokens if token.i < speech_start(speech, after=verb)]
    sourced = any(child.lower_ == "according" for child in verb.children)
    by = according(speech) if is_said or sourced else ""
    copulas = [verb, *(child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i)]
    found = _act(verb, tokens) or next(filter(None, (_one_of(one, tokens) for one in copulas)), None)
    if found is not None:
        yield from _statement(reading, found, by=by, speaker=speech.speaker)


Asked = tuple[Sequence["Token"], Sequence["Token"], str]


def _act(verb: Token, tokens: Sequence[Token]) -> Asked | None:
    """(what is asked for, what the question says, the pattern) of “V-ing O will …”."""
    act = next((child for child in verb.children if child.dep_ == "csubj" and child.tag_ == "VBG"), None)
    if act is None or not tokens or act.left_edge.i != tokens[0].i:
        return None
    key = trimmed(subtree(act))
    told = _short(_until_mark([token for token in tokens if token.i > key[-1].i]))
    if not told or told[0].tag_ not in {"MD", "VBZ", "VBD", "VBP"} or told[0].tag_ == "VBP":
        return None
    return key, told, "act-told"


def _one_of(verb: Token, tokens: Sequence[Token]) -> Asked | None:
    """“One of the causes of X is that Y”: “What is one of the causes of X?”"""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if verb.lemma_ != "be" or subject is None or subject.lower_ != "one" or subject.i > verb.i:
        return None
    phrase = trimmed(subtree(subject))
    plain = (
        phrase[0] == subject and len(phrase) > 3 and phrase[1].lower_ == "of" and phrase[-1].i + 1 == verb.i
    )
    key = _until_mark([token for token in tokens if token.i > verb.i])
    opens = key[:1] and (key[0].tag_ in {"DT", "TO", "VBG", "NN", "NNS"} or key[0].lower_ == "that")
    return (key, [verb, *phrase], "one-of") if plain and opens else None


def _short(told: Sequence[Token]) -> list[Token]:
    """Without “, according to …”, “, as well as …” and what else a comma sets beside it."""
    for n, token in enumerate(told[:-1]):
        after = told[n + 1]
        if token.text == "," and (
            after.lower_ in {"according", "as", "while"} or after.tag_ in {"WDT", "VBG"}
        ):
            return list(told[:n])
    return list(told)


def _until_mark(tokens: Sequence[Token]) -> list[Token]:
    at = next((n for n, token in enumerate(tokens) if token.text in _MARKS), len(tokens))
    return trimmed(tokens[:at])


def _statement(reading: Reading, found: Asked, *, by: str, speaker: str) -> Iterator[Statement]:
    key, told, pattern = found
    asked = _question(reading, told, pattern)
    if not _is_clear(reading, key, told, asked):
        return
    opens = key[0].i == reading.sentence.span.start
    first, last = min(key[0].i, told[0].i), max(key[-1].i, told[-1].i)
    focus = Focus(
        name="act",
        spans=(reading.span(key),),
        key=reading.inside(key) if opens else None,
        type=pattern,
        question=f"What {asked}{by}?",
        gap=False,
    )
    yield reading.statement(
        kind="cause",
        pattern=pattern,
        category="fact",
        text=reading.say([token for token in reading.tokens if first <= token.i <= last]) + by,
        focuses=[focus],
        attribution=speaker,
        confidence=0.65,
        salience=0.6,
    )


def _question(reading: Reading, told: Sequence[Token], pattern: str) -> str:
    """What follows “What”: the predicate as it stands, or “is one of …”."""
    if pattern == "one-of":
        return f"{told[0].text} {_opened(reading, told[1:])}"
    return _opened(reading, [told[0]]) + "".join(f" {said}" for said in [reading.say(told[1:])] if said)


def _is_clear(reading: Reading, key: Sequence[Token], told: Sequence[Token], asked: str) -> bool:
    """Whether question and answer have a length to be taken in, tell enough and point at nothing outside."""
    if any(token.tag_ == "CD" and token.lower_ != "one" for token in told):
        return False  # asked for as a figure
    if _BACK.search(asked) or _SPOKEN.search(reading.say(key)) or points_elsewhere(reading, told):
        return False
    telling = [token for token in told if token.pos_ in _CONTENT]
    fits = _FEWEST_ACT <= len(key) <= _LONGEST_ACT and len(told) <= _LONGEST_TOLD
    return fits and len(telling) >= _FEWEST_TOLD


def _opened(reading: Reading, phrase: Sequence[Token]) -> str:
    said = reading.say(phrase)
    return said[:1].lower() + said[1:]
