"""What somebody or something does to what: “S V O” with an object long enough to be worth asking for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.amounts import YEAR
from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.clauses import kept_tokens
from quizapp.core.statements.patterns.frames import according
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import invert, own_clause, subject_of, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF_THINGS = frozenset(
    "describe reflect indicate represent exert create attract produce cause share model address emphasize stress "
    "assert assume underline highlight outline summarize recognize acknowledge demonstrate symbolize strengthen offer "
    "promote discourage encourage threaten disrupt combine connect affect determine show reveal explain expand accelerate".split()
)
_BY_NAMES = frozenset(
    "announce propose release publish launch underscore underline fear boast convene establish unveil adopt approve "
    "issue sign introduce ban organize designate identify demand criticize oppose defend reject develop design invent "
    "discover found formulate pioneer recommend reaffirm welcome discuss review endorse host chair abolish authorize "
    "instruct require guarantee prohibit".split()
)
_VAGUE = frozenset(
    "way thing part kind sort type lot number case point example source illustration attempt step fact idea reason "
    "set series range variety majority importance".split()
)
_SPOKEN = re.compile(r"\b(?:you|your|we|our|us|I|my|this|these|those|that one|it|here|such)\b", re.I)
_ASKING = frozenset("require ask demand order urge suggest recommend propose".split())
_LOOSE = frozenset("also too then even may might can could would should must shall".split())
_MEASURED = frozenset("over more about nearly almost roughly around approximately less fewer up".split())
_FEWEST, _LONGEST = 3, 24
_LONGEST_SUBJECT, _LONGEST_QUESTION, _FEWEST_ASKED = 14, 24, 5
_LONG, _LONGEST_TAIL = 8, 9
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})


def find_tellings(reading: Reading) -> Iterator[Statement]:
    """One statement of every main clause of this form."""
    text = reading.sentence.text
    if text.endswith("?"):
        return
    speech = speech_of(reading)
    is_said = speech.verb is not None and speech.claim != speech.verb
    if is_said and not speech.speaker:
        return
    main = speech.claim
    by = according(speech) if is_said else ""
    for verb in (main, *(c for c in main.children if c.dep_ == "conj")):
        if verb.pos_ != "VERB" or subject_of(verb) is None or verb.lemma_ not in _OF_THINGS | _BY_NAMES:
            continue
        subject = subject_of(verb)
        single = subject is not None and subject.tag_ in {"NN", "NNP", "PRP"} and subject.lower_ != "they"
        if (
            verb.tag_ in {"VBP", "VB"}
            and single
            and not any(c.dep_ == "conj" for c in subject.children)
            and not any(c.dep_ == "aux" for c in verb.children)
        ):
            continue  # misread, or “requires that it submit …”
        if verb != reading.sentence.span.root and verb.dep_ == "ccomp" and verb.head.lemma_ in _ASKING:
            continue
        if any(c.dep_ in {"neg", "auxpass"} or c.lower_ in _LOOSE for c in verb.children):
            continue
        key = _object(verb)
        if key:
            yield from _statement(reading, verb, key, by, speech.speaker)


def _object(verb: Token) -> list[Token]:
    """What is asked for: the object or “that …”, up to a mark that begins something else."""
    target = next((c for c in verb.children if c.dep_ in {"dobj", "ccomp"} and c.i > verb.i), None)
    if target is None or sum(c.dep_ in {"dobj", "ccomp", "dative", "oprd"} for c in verb.children) > 1:
        return []
    phrase = trimmed(subtree(target))
    if target.dep_ == "ccomp" and phrase[:1] and phrase[0].lower_ not in {"that", "how", "whether"}:
        return []
    kept: list[Token] = []
    for token in phrase:
        if kept and token.i != kept[-1].i + 1:
            break
        if token.text in {"—", "–", ";", ":", "(", "”", '"'}:
            break
        kept.append(token)
    kept = trimmed(kept)
    if kept and (kept[0].lower_ in _MEASURED or any(t.tag_ in {"CD", "$"} for t in kept[:3])):
        return []  # asked for as a figure
    if len(kept) > 2 and kept[0].tag_ == "DT":
        kept = kept[1:] if len(kept) <= _LONG else kept
    telling = [t for t in kept if t.pos_ in _CONTENT]
    if target.lemma_.lower() in _VAGUE or any(
        t.lower_ in {"that", "same"} and t.tag_ in {"DT", "JJ"} for t in kept
    ):
        return []
    first = kept[0].i - verb.i if kept else 9
    return kept if _FEWEST <= len(kept) <= _LONGEST and len(telling) >= 3 and first <= 3 else []


def _statement(
    reading: Reading, verb: Token, key: Sequence[Token], by: str, speaker: str
) -> Iterator[Statement]:
    subject = subject_of(verb)
    assert subject is not None
    names = reading.names_in(reading.tokens)
    kept = kept_tokens(verb) | {t.i for t in key}
    clause = [
        t for t in own_clause(verb) if t.i in kept and (names.get(t.i) != "" or t.dep_ in {"det", "poss"})
    ]
    clause = trimmed(without_links(clause))
    inside = {t.i for t in clause}
    phrase = trimmed([t for t in subtree(subject) if t.i in inside])
    if not phrase or not _is_known(reading, subject, phrase) or _SPOKEN.search(reading.say(key)):
        return
    before = [t for t in clause if t.i < phrase[0].i]
    after = _tail(reading, verb, [t for t in clause if t.i > key[-1].i])
    if after is None or points_elsewhere(reading, [*before, *after]):
        return
    clause = [t for t in clause if t.i <= key[-1].i or t in after]
    rest = [t for t in clause if t not in key]
    if is_adrift(reading, verb, rest) and not any(YEAR.fullmatch(t.text) for t in rest):
        return
    article = [t for t in clause if t.i == key[0].i - 1 and t.tag_ == "DT"]
    asked = invert(reading.sentence, verb, clause, without=[*article, *key], names=reading.names_in(clause))
    fewest = _FEWEST_ASKED - (len(key) >= _LONG)
    if asked is None or not fewest <= len(asked.split()) <= _LONGEST_QUESTION:
        return
    kind = f"told-of-{verb.i}"
    focus = Focus(
        name="object", spans=(reading.span(key),), type=kind, question=f"What {asked}{by}?", gap=False
    )
    yield reading.statement(
        kind="fact",
        pattern="telling",
        category="fact",
        text=reading.say(clause) + by,
        focuses=[focus],
        attribution=speaker,
        confidence=0.6,
        salience=0.55,
    )


def _tail(reading: Reading, verb: Token, after: Sequence[Token]) -> list[Token] | None:
    """What stays in the question of what follows the object: a short phrase of the verb; None where more would be lost."""
    if not after:
        return []
    words = {t.lower_ for t in after}
    if words & {"if", "unless", "but", "except", "not", "only"}:
        return None
    first = after[1] if after[0].text == "," and len(after) > 1 else after[0]
    joined = (
        first.tag_ == "CC"
        and first.head == verb
        and any(c.dep_ == "conj" and c.i > first.i for c in verb.children)
    )
    if joined or (after[0].text in {",", ";", "—", "–", ":"} and first.tag_ != "CC"):
        return []
    cut = next(
        (
            n
            for n, t in enumerate(after)
            if t.text in {",", ";", "—", "–", ":"} or t.tag_ == "CC" and t.head == verb
        ),
        len(after),
    )
    kept = list(after[:cut])
    own = first.head == verb and first.dep_ == "prep" and all(t in kept for t in first.subtree)
    return kept if own and len(kept) <= _LONGEST_TAIL else None


def _is_known(reading: Reading, subject: Token, phrase: Sequence[Token]) -> bool:
    """Whether the subject says what it is, and is no group of anybody."""
    if len(phrase) > _LONGEST_SUBJECT:
        return False
    names = reading.names_in(phrase)
    if subject.pos_ == "PRON":
        return bool(names.get(subject.i))
    if (
        subject.head.lemma_ not in _OF_THINGS
        and not any(t.pos_ == "PROPN" for t in phrase)
        and not any(names.values())
    ):
        return False
    if subject.pos_ not in {"NOUN", "PROPN"} or points_elsewhere(reading, phrase) or phrase[0].tag_ == "CD":
        return False
    if any(t.lower_ in _POINTING and t.head == subject and t.i not in names for t in phrase):
        return False
    telling = [t for t in phrase if t.pos_ in _CONTENT]
    named = subject.pos_ == "PROPN" or any(names.values())
    return len(telling) >= 2 or named or bool(reading.terms.weight([subject]))


_POINTING = frozenset(
    "every all this that these those such another other each both same some many most few one".split()
)
