"""What a term measures, consists of, depends on, is used for: “T V Y” with a verb that tells what T is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import invert, own_clause, subject_of, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = frozenset(
    "measure represent reflect require involve protect regulate govern prohibit forbid guarantee ensure eliminate "
    "describe capture track emphasize contain comprise resemble promote prevent absorb secrete store transport "
    "supply control determine replace symbolize oversee track monitor estimate".split()
)
_RICH = frozenset("produce generate release form restrict".split())
_PREPOSITIONS = {
    "consist": "of", "depend": "on", "rely": "on", "focus": "on", "result": "from", "serve": "as", "act": "as",
    "function": "as", "stem": "from", "derive": "from", "lead": "to", "contribute": "to",
    "refer": "to", "operate": "on", "center": "on", "revolve": "around",
    "arise": "from", "originate": "in", "feed": "on", "belong": "to", "range": "from", "specialize": "in",
}  # fmt: skip
_PASSIVES = {
    "base": "on", "compose": "of", "make": "of", "use": "for", "derive": "from", "associate": "with",
    "design": "for", "link": "to", "divide": "into", "determine": "by", "cause": "by",
    "surround": "by", "control": "by", "regulate": "by", "govern": "by", "measure": "by", "form": "by",
    "produce": "by", "know": "for", "define": "by", "characterize": "by", "attribute": "to",
    "regard": "as", "view": "as", "see": "as", "classify": "as", "recognize": "as",
    "criticize": "for", "praise": "for", "blame": "for",
}  # fmt: skip
_ADJECTIVES = {
    "responsible": "for", "dependent": "on", "essential": "for", "equal": "to", "proportional": "to",
    "necessary": "for", "famous": "for", "vulnerable": "to", "subject": "to", "concerned": "with",
    "critical": "to", "crucial": "to", "vital": "to", "key": "to", "committed": "to", "capable": "of", "aimed": "at",
    "characteristic": "of", "typical": "of", "sensitive": "to", "related": "to",
}  # fmt: skip
_FEWEST, _FEWEST_RICH, _LONGEST = 2, 4, 22
_LONGEST_SUBJECT, _LONGEST_QUESTION = 9, 24
_MAIN = frozenset({"ROOT", "conj", "ccomp"})
_SPOKEN = re.compile(r"\b(?:you|your|we|our|us|I|my|this|these|those|it|them|here)\b", re.I)
_OPEN = frozenset("also can could may might should will would".split())
_JOINED = frozenset({"IN", "NN", "NNS", "NNP", "DT", "JJ", "VBG", "VB"})
_SERVING = frozenset({"serve", "function", "act"})
_POINTING = frozenset(
    "every all this that these those such another other each both same some many most few".split()
)


def find_attributes(reading: Reading) -> Iterator[Statement]:
    """Every main clause of these forms in the present, or told of a name in the past."""
    for verb in reading.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ not in _MAIN or subject_of(verb) is None:
            continue
        if any(child.dep_ == "neg" or child.lower_ in _OPEN for child in verb.children):
            continue  # “can also lead to”: to other things, too
        found = _complement(verb)
        if found is not None:
            yield from _statement(reading, verb, *found)


def _complement(verb: Token) -> tuple[list[Token], list[Token]] | None:
    """(what is asked for, the preposition that stays in the question)."""
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    if verb.lemma_ in _OBJECTS | _RICH and not passive:
        target = next((child for child in verb.children if child.dep_ == "dobj"), None)
        key = [] if target is None else _whole(target)
        return (key, []) if len(key) >= (_FEWEST_RICH if verb.lemma_ in _RICH else 1) else None
    if verb.lemma_ == "be":
        adjective = next((child for child in verb.children if child.dep_ == "acomp"), None)
        wanted = _ADJECTIVES.get(adjective.lower_, "") if adjective is not None else ""
        return _after(adjective, wanted) if adjective is not None and wanted else None
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    if passive and agent is not None and verb.tag_ == "VBN" and _is_general(verb):
        return _after(verb, "by")
    wanted = _PASSIVES.get(verb.lemma_, "") if passive else _PREPOSITIONS.get(verb.lemma_, "")
    return _after(verb, wanted) if wanted else None


def _is_general(verb: Token) -> bool:
    """“is broken down by”, “can be caused by”: in the present."""
    return not any(child.tag_ == "VBD" for child in verb.children if child.dep_ in {"aux", "auxpass"})


def _after(head: Token, wanted: str) -> tuple[list[Token], list[Token]] | None:
    lead = next(
        (c for c in head.children if c.dep_ in {"prep", "agent"} and c.lower_ == wanted and c.i > head.i),
        None,
    )
    if lead is None or lead.i - head.i > 4:
        return None
    target = next((child for child in lead.children if child.dep_ in {"pobj", "pcomp"}), None)
    return None if target is None else (_whole(target), [lead])


def _whole(target: Token) -> list[Token]:
    """The phrase up to a mark that begins something else."""
    kept: list[Token] = []
    for token in subtree(target):
        if kept and token.i != kept[-1].i + 1:
            break
        if token.text in {"—", "–", ";", ":", "("} or token.lower_ in {"using", "which"}:
            break
        kept.append(token)
    return trimmed(kept)


def _statement(
    reading: Reading, verb: Token, key: Sequence[Token], lead: Sequence[Token]
) -> Iterator[Statement]:
    subject = subject_of(verb)
    if (
        subject is None
        or not key
        or not _is_told(reading, subject, key)
        or is_adrift(reading, verb, subtree(subject))
    ):
        return
    clause = own_clause(verb)
    last = key[-1].i
    after = [token for token in clause if token.i > last]
    opening = trimmed(without_links(clause))[:1]
    if (after and not _may_fall(after)) or (lead and opening and opening[0] not in subject.subtree):
        return
    dropped = [*key, *lead, *after]
    asked = invert(reading.sentence, verb, clause, without=dropped, names=reading.names_in(clause))
    if asked is None or len(asked.split()) > _LONGEST_QUESTION:
        return
    preposition = " ".join(token.lower_ for token in lead)
    focus = Focus(
        name="attribute",
        spans=(reading.span(key),),
        type="attribute",
        question=f"What {asked} {preposition}".strip() + "?",
        gap=False,
    )
    yield reading.statement(
        kind="role",
        pattern="attribute",
        category="fact",
        text=reading.say(trimmed([token for token in clause if token.i <= last])),
        focuses=[focus],
        confidence=0.7,
        salience=0.65,
    )


def _may_fall(after: Sequence[Token]) -> bool:
    """Whether what follows is set off by a comma and no condition or denial."""
    words = {token.lower_ for token in after}
    goes_on = len(after) > 1 and after[1].tag_ == "CC" and after[1].nbor(1).tag_ in _JOINED
    return (
        after[0].text in {",", ";", "—", "–"}
        and not goes_on
        and not words & {"if", "unless", "but", "except", "not", "only"}
    )


def _points(reading: Reading, phrase: Sequence[Token]) -> bool:
    """“The second scale”: the words before the noun point at something said before."""
    return len(phrase) > 2 and phrase[0].lower_ == "the" and points_elsewhere(reading, phrase)


def _is_told(reading: Reading, subject: Token, key: Sequence[Token]) -> bool:
    """A subject that says what it is, and an answer of some length that points at nothing outside."""
    phrase = trimmed(subtree(subject))
    if not phrase:
        return False
    pointing = any(token.lower_ in _POINTING and token.head == subject for token in phrase)
    pointing = pointing or phrase[0].tag_ == "CD" or key[0].tag_ == "RB"
    pointing = pointing or any(token.lower_ == "that" and token.tag_ == "DT" for token in key)
    pointing = pointing or _points(reading, phrase)
    serves = subject.tag_ == "NNS" and subject.head.lemma_ in _SERVING
    bare = len(phrase) == 2 and phrase[0].lower_ == "the" and subject.pos_ == "NOUN" and not serves
    named = (
        subject.pos_ in {"NOUN", "PROPN"} and not pointing and not bare and len(phrase) <= _LONGEST_SUBJECT
    )
    fits = _FEWEST <= len(key) <= _LONGEST or (len(key) == 1 and key[0].tag_ == "NNS")
    spoken = _SPOKEN.search(reading.sentence.words(key)) or _SPOKEN.search(reading.sentence.words(phrase))
    return named and fits and not spoken and subject.ent_type_ != "PERSON"
