"""Plain clauses: one finite verb with its own words, everything cut off that hangs on it or points elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.frames import according
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.wording import (
    capitalize,
    invert,
    subject_of,
    subtree,
    tidy,
    trimmed,
    without_links,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST, _LONGEST = 4, 34
_HANGS_ON = frozenset({"advcl", "parataxis", "mark", "intj", "meta", "dep"})
_CONDITIONS = frozenset("if unless whether provided until".split())
_TIMES = frozenset("when whenever while where once as after before since".split())
_PLANNING = frozenset({"will", "shall", "should", "must"})
_SPEAKING = frozenset({"we", "i", "you"})
_TELLING = frozenset("as when after because since although while though".split())
_LINKS = frozenset(
    "also then thus therefore however instead thereafter soon still already hence moreover furthermore consequently "
    "indeed meanwhile nevertheless nonetheless additionally similarly likewise later afterwards subsequently finally "
    "eventually generally today especially perhaps".split()
)
_ENDS = frozenset({";", ":", "—", "–", "--", "..."})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "NORP", "PRODUCT", "WORK_OF_ART", "LAW"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Clause:
    """``core`` is the clause from its subject on, in order; ``leads`` are the phrases that stand before the subject."""

    reading: Reading
    verb: Token
    subject: tuple[Token, ...]
    core: tuple[Token, ...]
    leads: tuple[tuple[Token, ...], ...]
    by: str = ""
    speaker: str = ""

    @property
    def tokens(self) -> list[Token]:
        """All its tokens in order."""
        return [*(token for lead in self.leads for token in lead), *self.core]

    @property
    def is_past(self) -> bool:
        """Whether it tells what happened."""
        return self.verb.tag_ == "VBD" or any(
            child.tag_ == "VBD" or child.lower_ in {"has", "have"}
            for child in self.verb.children
            if child.dep_ in {"aux", "auxpass"}
        )

    @cached_property
    def text(self) -> str:
        """The clause as a claim."""
        return tidy(", ".join([*map(self.reading.say, self.leads), self.reading.say(self.core)]))

    @property
    def rest(self) -> list[Token]:
        """What stands behind the subject."""
        return [token for token in self.core if token.i > self.subject[-1].i]

    def ask(self, word: str, *, without: Sequence[Token]) -> str | None:
        """The clause turned into a question that begins with ``word`` and lacks a phrase; None where it cannot."""
        gone = {token.i for token in without}
        names = {**self._opening, **self.reading.names_in(self.core)}
        asked = invert(self.reading.sentence, self.verb, self.core, without=without, names=names)
        return None if asked is None else self.led(f"{word} {asked}", gone)

    @property
    def _opening(self) -> dict[int, str]:
        """The first word in small letters where only the sentence's start made them large."""
        first = self.core[0]
        if first.i != self.reading.sentence.span.start:
            return {}
        behind = self.core[1] if len(self.core) > 1 else first
        if behind.text[:1].isupper() and behind.ent_type_ != "PERSON" and first.tag_ != "DT":
            return {first.i: first.text}  # “Agreement Recognising …” is a name
        return {first.i: self.reading.inside([first])} if self.reading.names.is_common(first.text) else {}

    @property
    def agent(self) -> list[Token]:
        """“by Y” of a passive clause."""
        by = next((child for child in self.verb.children if child.dep_ == "agent"), None)
        inside = {token.i for token in self.core}
        return [token for token in subtree(by) if token.i in inside] if by is not None else []

    def ask_subject(self, word: str, *, without: Sequence[Token] = ()) -> str:
        """The clause with ``word`` for its subject."""
        gone = {token.i for token in without}
        rest = [token for token in self.rest if token.i not in gone]
        return self.led(f"{word} {self.reading.say(rest)}", gone)

    def led(self, asked: str, gone: set[int]) -> str:
        """The question with the phrases before it, those that are asked for left out."""
        leads = [lead for lead in self.leads if not gone.intersection(token.i for token in lead)]
        said = ", ".join([*map(self.reading.say, leads), asked[:1].lower() + asked[1:]]) if leads else asked
        return capitalize(tidy(said)) + self.by + "?"

    def is_specific(self, *, without: Sequence[Token], needs_name: bool = True, fewest: int = 3) -> bool:
        """Whether enough is left to be known by when a phrase is taken out."""
        gone = {token.i for token in without}
        names = self.reading.names_in(self.core)
        left = [token for token in self.tokens if token.i not in gone]
        content = [
            token
            for token in left
            if names.get(token.i) or (token.pos_ in _CONTENT and token.lemma_ not in {"be", "have"})
        ]
        named = any(_is_anchor(token) or names.get(token.i) for token in left)
        return len(content) >= fewest and (named or (not needs_name and len(content) > fewest))


def _is_anchor(token: Token) -> bool:
    """A name, or what makes something the first or greatest of its kind."""
    named = token.ent_type_ in _NAMES and token.text[:1].isupper()
    proper = token.pos_ == "PROPN" and token.ent_type_ not in {"DATE", "TIME"}
    return named or proper or token.lower_ in {"first", "only"} or token.tag_ == "JJS"


@lru_cache(maxsize=4)
def find_clauses(reading: Reading) -> tuple[Clause, ...]:
    """Every plain clause of a sentence that can be understood alone; several patterns look at them in turn."""
    return tuple(_clauses(reading))


def _clauses(reading: Reading) -> Iterator[Clause]:
    if any(
        token.text == "?" or (token.tag_ == "PRP" and token.lower_ in _SPEAKING) for token in reading.tokens
    ):
        return
    speech = speech_of(reading)
    is_said = speech.verb is not None and speech.claim != speech.verb
    if is_said and not speech.speaker:
        return
    by = according(speech) if is_said else ""
    roots = [speech.claim]
    roots += [token for token in reading.tokens if token != speech.claim and _tells_too(token, speech.claim)]
    for verb in roots:
        own = by if verb == speech.claim or verb.dep_ == "conj" else ""
        clause = clause_at(reading, verb, by=own, speaker=speech.speaker)
        if clause is not None:
            yield clause


def _tells_too(verb: Token, main: Token) -> bool:
    """Whether another clause states a fact of its own: after “and”, or in the past after “as”, “when”, “because”."""
    joined = verb.dep_ == "conj" and verb.head == main
    if not (joined or (verb.dep_ == "advcl" and verb.tag_ == "VBD")) or subject_of(verb) is None:
        return False
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"} and child.i < verb.i}
    return joined or bool(marks & _TELLING)


def clause_at(
    reading: Reading, verb: Token, *, by: str = "", speaker: str = "", planned: bool = False
) -> Clause | None:
    """The plain clause of a finite verb that can be understood alone; ``planned`` takes in “will” and “should”."""
    subject = subject_of(verb)
    if verb.pos_ not in {"VERB", "AUX"} or subject is None or subject.i > verb.i or subject.dep_ == "csubj":
        return None
    if not (_is_finite(verb) or (planned and is_planned(verb))) or _is_conditional(verb):
        return None
    kept = kept_tokens(verb)
    phrase = [token for token in subtree(subject) if token.i in kept]
    if not phrase or (phrase[0].i and phrase[0].nbor(-1).text == ")" and phrase[0].pos_ == "PROPN"):
        return None  # “Porto (North) Free Harbour”: the end of a name that a bracket cuts
    core = trimmed([token for token in subtree(verb) if token.i in kept and token.i >= phrase[0].i])
    leads = _leads(verb, phrase[0].i, kept)
    if leads is None or not _SHORTEST <= len(core) <= _LONGEST or core[0].i != phrase[0].i:
        return None
    clause = Clause(
        reading=reading,
        verb=verb,
        subject=tuple(phrase),
        core=tuple(core),
        leads=tuple(leads),
        by=by,
        speaker=speaker,
    )
    return None if points_elsewhere(reading, clause.tokens) else clause


def _is_finite(verb: Token) -> bool:
    """A fact in so many words: no modal, no “not”, and a tense."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if any(child.tag_ == "MD" or child.dep_ == "neg" for child in verb.children):
        return False
    return verb.tag_ in {"VBD", "VBZ", "VBP"} or any(h.tag_ in {"VBD", "VBZ", "VBP"} for h in helpers)


def is_planned(verb: Token) -> bool:
    """What will or should be, and no “may”, “can” or “would”, which say less."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    modals = {child.lower_ for child in helpers if child.tag_ == "MD"}
    return bool(modals) and modals <= _PLANNING and not any(child.dep_ == "neg" for child in verb.children)


def _is_conditional(verb: Token) -> bool:
    """Whether a clause that hangs on it limits what it says."""
    present = verb.tag_ in {"VBZ", "VBP"}
    limits = _CONDITIONS | (_TIMES if present else frozenset())
    return any(
        part.lower_ in limits
        for child in verb.children
        if child.dep_ == "advcl"
        for part in child.children
        if part.dep_ in {"mark", "advmod"}
    )


def kept_tokens(verb: Token) -> set[int]:
    """Indexes of the tokens that stay: no clause that hangs on the verb, no bracket, nothing set between commas."""
    dropped: set[int] = set()
    for token in verb.subtree:
        if token.head == verb and token != verb:
            if _hangs(token, verb):
                dropped |= _with_commas(token)
            elif token.dep_ == "cc" or (token.lower_ in _LINKS and token.dep_ == "advmod"):
                dropped.add(token.i)
                if token.i + 1 < len(token.doc) and token.nbor(1).text == ",":
                    dropped.add(token.i + 1)
        elif token.dep_ in {"appos", "relcl", "acl"} and is_set_off(token):
            dropped |= _with_commas(token)
    kept = [token for token in subtree(verb) if token.i not in dropped]
    return {token.i for token in _before_marks(outside_brackets(kept), verb)}


def _hangs(token: Token, verb: Token) -> bool:
    """A clause of its own, or a time that depends on the day of writing (“a few days later”)."""
    apart = token.dep_ in _HANGS_ON or (token.dep_ == "conj" and token.i > verb.i)
    return apart or _is_relative_time(token) or (token.i > verb.i and _is_absolute(token))


def _is_absolute(token: Token) -> bool:
    """“, with this target being met early”: a clause in all but its verb's form."""
    with_ = token.lower_ == "with" and token.dep_ == "prep" and token.nbor(-1).text == ","
    return with_ and any(child.dep_ == "pcomp" for child in token.children)


def _is_relative_time(token: Token) -> bool:
    """“last week”, “earlier this week”."""
    timed = (
        token if token.dep_ == "npadvmod" else next((c for c in token.children if c.dep_ == "npadvmod"), None)
    )
    return (
        timed is not None
        and (timed is token or token.dep_ == "advmod")
        and timed.ent_type_ in {"DATE", "TIME"}
        and not _has_digit(timed)
    )


def _has_digit(token: Token) -> bool:
    return any(char.isdigit() for part in token.subtree for char in part.text)


def is_set_off(token: Token) -> bool:
    """Whether a phrase stands between commas, and is no member of a list: “A, B, and C”, “A, the B of C and D”."""
    inside = sorted(part.i for part in token.subtree)
    first, last, doc = inside[0], inside[-1], token.doc
    if first == 0 or doc[first - 1].text != ",":
        return False
    if token.dep_ != "appos":
        return True
    listed = any(child.dep_ in {"conj", "appos"} for child in token.children)
    listed = listed or sum(child.dep_ in {"conj", "appos"} for child in token.head.children) > 1
    goes_on = last + 2 < len(doc) and doc[last + 1].text == "," and doc[last + 2].lower_ in {"and", "or"}
    joined = any(doc[i].lower_ in {"and", "or"} for i in inside)
    plain = doc[first].tag_ in {"DT", "PRP$"} or token.pos_ == "PROPN" or token.head.pos_ == "PROPN"
    return plain and not (listed or goes_on or joined)


def _with_commas(token: Token) -> set[int]:
    """Indexes of a phrase and of the commas around it."""
    inside = {part.i for part in token.subtree}
    first, last, doc = min(inside), max(inside), token.doc
    if first > 0 and doc[first - 1].text == ",":
        inside.add(first - 1)
    if last + 1 < len(doc) and doc[last + 1].text == ",":
        inside.add(last + 1)
    return inside


def outside_brackets(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without what stands in brackets, and the brackets."""
    depth, kept = 0, []
    for token in tokens:
        depth += token.text == "("
        if not depth:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    return kept


def _before_marks(tokens: list[Token], verb: Token) -> list[Token]:
    """Up to the first semicolon, colon or dash behind the verb."""
    end = next((n for n, token in enumerate(tokens) if token.i > verb.i and token.text in _ENDS), len(tokens))
    return tokens[:end]


def _leads(verb: Token, start: int, kept: set[int]) -> list[tuple[Token, ...]] | None:
    """The phrases before the subject; None where something else stands there."""
    found: list[tuple[Token, ...]] = []
    for child in verb.children:
        if child.i >= start or child.i not in kept or child.is_punct or child.is_space:
            continue
        if child.dep_ not in {"prep", "npadvmod"}:
            return None
        phrase = trimmed([token for token in subtree(child) if token.i in kept])
        if not phrase or phrase[-1].i >= start:
            return None
        if without_links(phrase):  # “for example” is no part of the claim
            found.append(tuple(phrase))
    return found
