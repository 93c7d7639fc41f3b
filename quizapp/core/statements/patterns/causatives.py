"""What makes somebody act, and who holds what: “A led B to V”, “A allows B to V”, “A argued that S”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.frames import doer_of
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import invert, own_clause, subject_of, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_MAKING = frozenset(
    "lead cause allow enable force convince prompt encourage help require permit persuade drive compel motivate "
    "authorize induce".split()
)
_FINITE = frozenset({"VBZ", "VBP"})
_HELPING = frozenset({"nsubj", "nsubjpass", "expl"})
_HOLDING = frozenset(
    "argue assert rule hold declare claim believe propose mean imply ensure indicate "
    "reveal explain describe measure determine illustrate reflect decide conclude find discover show demonstrate "
    "assume posit state suggest maintain theorize hypothesize predict contend insist recognize realize".split()
)
_CLAIMING = frozenset(
    "assume argue claim hold state posit assert suggest propose predict contend maintain".split()
)
_FEWEST_HELD = 6
_BEING_MADE = frozenset(
    "require forbid allow permit expect design intend encourage force authorize prohibit oblige entitle".split()
)
_SHORTEST, _LONGEST = 3, 26
_LONGEST_QUESTION = 24
_CONTENTS = frozenset({"that", "how", "what", "whether", "why", "which"})
_SPOKEN = re.compile(r"\b(?:you|your|we|our|us|I|my)\b", re.I)
_HANGING = frozenset({"relcl", "acl", "csubj", "pcomp", "advcl", "ccomp", "xcomp"})


def find_causatives(reading: Reading) -> Iterator[Statement]:
    """Every main clause of the two forms."""
    for verb in reading.tokens:
        if verb.pos_ != "VERB" or verb.dep_ in _HANGING or subject_of(verb) is None:
            continue
        passive = any(child.dep_ == "auxpass" for child in verb.children)
        if passive and verb.lemma_ in _BEING_MADE:
            yield from _obliged(reading, verb)
        elif verb.lemma_ in _MAKING and not passive:
            yield from _made(reading, verb)
        elif verb.lemma_ in _HOLDING and not any(child.dep_ == "auxpass" for child in verb.children):
            yield from _held(reading, verb)


def _made(reading: Reading, verb: Token) -> Iterator[Statement]:
    """“A led B to V …”: what A led B to do."""
    act = next(
        (child for child in verb.children if child.dep_ in {"ccomp", "xcomp"} and child.i > verb.i), None
    )
    if act is None or act.tag_ != "VB":
        return
    to = next((child for child in act.children if child.tag_ == "TO"), act)
    if (to == act and verb.lemma_ != "help") or any(
        child.dep_ == "advmod" and child.i < act.i for child in act.children
    ):
        return
    whom = [token for token in subtree(verb) if verb.i < token.i < to.i]
    phrase = trimmed([token for token in subtree(act) if token.i >= act.i])
    if not 1 <= len(whom) <= 9 or any(token.pos_ in {"VERB", "AUX", "PRON"} for token in whom):
        return
    key = _until_clause(phrase)
    clause = own_clause(verb)
    after = [token for token in clause if token.i > phrase[-1].i] if phrase else []
    asked = invert(
        reading.sentence, verb, clause, without=[*phrase, to, *after], names=reading.names_in(clause)
    )
    if asked is not None:
        do = "do" if to == act else "to do"
        yield from _statement(reading, verb, key, f"What {asked} {do}?", pattern="made-to", name="act")


def _obliged(reading: Reading, verb: Token) -> Iterator[Statement]:
    """“B is required to V …”, “B is forbidden from V-ing …”: what B is required to do, forbidden from doing."""
    act = next(
        (child for child in verb.children if child.dep_ in {"xcomp", "advcl"} and child.i > verb.i), None
    )
    lead = next((child for child in verb.children if child.lower_ == "from" and child.i > verb.i), None)
    if act is not None and act.tag_ == "VB" and verb.i + 1 <= act.i <= verb.i + 3:
        phrase, asks = trimmed([token for token in subtree(act) if token.i >= act.i]), "to do"
        dropped = subtree(act)
    elif lead is not None and any(child.tag_ == "VBG" for child in lead.children):
        phrase, asks = trimmed([token for token in subtree(lead) if token.i > lead.i]), "from doing"
        dropped = subtree(lead)
    else:
        return
    several = act is not None and any(child.dep_ == "conj" for child in act.children)
    if several and doer_of(verb, stop=verb.nbor(-1)):
        return  # all that an institution is to do is read as goals
    clause = own_clause(verb)
    subject = subject_of(verb)
    if subject is not None and any(token.i < subject.left_edge.i for token in without_links(clause)):
        return  # what stands before the subject would come between “encouraged” and “to do”
    after = [token for token in clause if token.i > dropped[-1].i]
    asked = invert(reading.sentence, verb, clause, without=[*dropped, *after], names=reading.names_in(clause))
    if asked is not None:
        key = _until_clause(phrase)
        yield from _statement(reading, verb, key, f"What {asked} {asks}?", pattern="obliged", name="act")


def _until_clause(phrase: Sequence[Token]) -> list[Token]:
    """The act without a reason behind it, which would answer another question."""
    at = next(
        (i for i, token in enumerate(phrase) if token.lower_ in {"because", "since", "although"} and i), None
    )
    return trimmed(list(phrase) if at is None else list(phrase[:at]))


def _until_dash(phrase: Sequence[Token]) -> list[Token]:
    at = next((n for n, token in enumerate(phrase) if token.text in {"—", "–", ";"}), len(phrase))
    return trimmed(phrase[:at])


def _follows_bare(verb: Token, phrase: Sequence[Token], said: Token | None) -> bool:
    """“The theory assumes voters know …”: the clause without “that” begins with its subject right behind the verb."""
    subject = subject_of(said) if said is not None else None
    clear = subject is not None and subtree(subject)[0] == phrase[0] and verb.lemma_ in _CLAIMING
    return clear and phrase[0].i == verb.i + 1


def _held(reading: Reading, verb: Token) -> Iterator[Statement]:
    """“A argued that S”: what A argued."""
    said = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None)
    phrase = _until_dash(trimmed(subtree(said))) if said is not None else []
    plain = phrase and (phrase[0].lower_ in _CONTENTS or _follows_bare(verb, phrase, said))
    if not plain or len(phrase) < _FEWEST_HELD:
        return
    if said is None or (
        said.tag_ not in _FINITE and not any(child.dep_ in _HELPING for child in said.children)
    ):
        return  # “found that favoured habitat of nightingales includes …” read as if “favoured” were its verb
    clause = own_clause(verb)
    after = [token for token in clause if token.i > phrase[-1].i]
    asked = invert(reading.sentence, verb, clause, without=[*phrase, *after], names=reading.names_in(clause))
    if asked is not None:
        yield from _statement(reading, verb, phrase, f"What {asked}?", pattern="held", name="claim")


def _statement(
    reading: Reading, verb: Token, key: Sequence[Token], question: str, *, pattern: str, name: str
) -> Iterator[Statement]:
    subject = subject_of(verb)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or subject.i > verb.i:
        return
    if is_adrift(reading, verb, [token for token in own_clause(verb) if token not in key]):
        return
    if verb.tag_ == "VBZ" and subject.tag_ in {"NNS", "NNPS"}:
        return
    general = subject.pos_ == "PROPN" or (pattern == "obliged" and subject.tag_ == "NNS")
    vague = _SPOKEN.search(reading.sentence.text) or (len(trimmed(subtree(subject))) < 2 and not general)
    if vague or not _SHORTEST <= len(key) <= _LONGEST or len(question.split()) > _LONGEST_QUESTION:
        return
    focus = Focus(
        name=name,
        spans=(reading.span(key),),
        type="result",
        question=question,
        gap=False,
    )
    yield reading.statement(
        kind="cause",
        pattern=pattern,
        category="cause" if name == "act" else "fact",
        text=reading.say(trimmed(own_clause(verb))),
        focuses=[focus],
        attribution=speech_of(reading).speaker,
        confidence=0.7,
        salience=0.7,
    )
