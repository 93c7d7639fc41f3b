"""Levels, changes and shares: what a measured thing reached, by how much it grew, what part of the whole it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.amounts import Amount, amount_at, is_dated
from quizapp.core.statements.patterns.clauses import Clause, clause_at
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus
from quizapp.core.statements.wording import base_form, subject_of, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_REACHING = frozenset("reach hit exceed surpass top total average attain approach register".split())
_STANDING = frozenset("rise fall increase grow climb drop decline expand raise lift bring cut reduce stand come remain "
                      "amount jump soar surge boost improve".split())  # fmt: skip
_CHANGING = frozenset("rise fall increase grow climb drop decline expand raise cut reduce jump soar surge shrink "
                      "decrease slow gain edge dip boost slump plunge widen narrow".split())  # fmt: skip
_CHANGES = frozenset(
    "increase growth rise decline drop decrease surge gain expansion reduction fall jump".split()
)
_SHARING = frozenset(
    "account make represent constitute contribute cover comprise generate produce supply form".split()
)
_SHOWING = frozenset("show indicate reveal".split())
_WHILE = frozenset({"while", "whereas"})
_TRENDS = frozenset({"up", "down"})
_LONGEST = 25
_SHARES = re.compile(r"\b(?:share|proportion|rate|percentage|ratio|coverage)\b")
_AREAS = re.compile(r"\b(?:square|hectare|acre|mu)\b")
_LENGTHS = re.compile(r"(?:km|kilomet(?:er|re)|met(?:er|re)|mile|foot)s?")
_SECOND = re.compile(r"\b(?:and|or|but|from) (?:[a-z]+ ){0,2}[$€£]?(?!(?:1\d|20)\d\d\b)\d")


@lru_cache(maxsize=4)
def figured_clauses(reading: Reading) -> tuple[tuple[Clause, Clause], ...]:
    """The plain clauses that may tell figures, plans among them, each without and with the trend at its end."""
    return tuple((without_trend(clause), clause) for clause in _clauses(reading))


def _clauses(reading: Reading) -> Iterator[Clause]:
    """Each clause with the time that opens the whole sentence."""
    speech = speech_of(reading)
    first: Clause | None = None
    for verb in _roots(speech.claim):
        clause = clause_at(reading, verb, speaker=speech.speaker, planned=True)
        if clause is None:
            continue
        core = clause.core
        while core[-1].tag_ == "CC" or core[-1].is_punct:
            core = core[:-1]  # “…, and” before a clause that is one of its own
        clause = replace(
            clause, core=core, leads=tuple(lead for lead in clause.leads if not _is_source(lead))
        )
        if first is None:
            first = clause
        elif not is_dated(clause.tokens) and first.leads and is_dated(first.leads[0]):
            clause = replace(clause, leads=(first.leads[0], *clause.leads))
        yield clause


def _roots(claim: Token) -> Iterator[Token]:
    """The main verb of what is said and of every clause joined to it by “and” or “while”."""
    said = next((child for child in claim.children if child.dep_ == "ccomp" and child.i > claim.i), None)
    if claim.lemma_ in _SHOWING and said is not None:
        yield from _roots(said)
        return
    yield claim
    for child in claim.children:
        joined = child.dep_ == "conj" or (
            child.dep_ == "advcl" and any(part.lower_ in _WHILE for part in child.children)
        )
        if joined and child.pos_ in {"VERB", "AUX"} and subject_of(child) is not None:
            yield from _roots(child)


def _is_source(lead: Sequence[Token]) -> bool:
    """“According to statistics”."""
    return lead[0].lower_ == "according"


def without_trend(clause: Clause) -> Clause:
    """The clause without “, up 5 percent year on year” or “, a year-on-year increase of 5 percent” at its end."""
    core = clause.core
    for n, token in enumerate(core[:-2]):
        if token.text == "," and token.i > clause.verb.i and _is_trend(core[n + 1 :]):
            return replace(clause, core=core[:n])
    return clause


def _is_trend(tokens: Sequence[Token]) -> bool:
    opens = tokens[0].lower_ in _TRENDS or (
        tokens[0].tag_ == "DT" and any(token.lower_ in _CHANGES for token in tokens[1:8])
    )
    return opens and any(token.tag_ == "CD" for token in tokens)


def is_said_when(clause: Clause) -> bool:
    """Whether a value of the past has its year; what is, has been or will be needs none."""
    perfect = any(child.lower_ in {"has", "have"} and child.dep_ == "aux" for child in clause.verb.children)
    return not clause.is_past or perfect or is_dated(clause.tokens)


def find_level(clause: Clause, figure: Token) -> Focus | None:
    """What a figure answers that is a level, a change or a share."""
    inside = {token.i for token in clause.core}
    amount = amount_at(figure, inside) if figure.i in inside else None
    if amount is None or amount.tokens[0].i <= clause.verb.i or not is_said_when(clause):
        return None
    for rule in (_change, _named_change, _share, _level):
        asked = rule(clause, amount)
        if asked is not None:
            word, without = asked
            return _focus(clause, amount, clause.ask(word, without=without), gone=without)
    return None


def _focus(clause: Clause, amount: Amount, question: str | None, *, gone: Sequence[Token]) -> Focus | None:
    specific = clause.is_specific(without=gone, needs_name=False, fewest=2)
    if question is None or not specific or mixes_figures(question) or len(question.split()) > _LONGEST:
        return None
    return Focus(
        name="quantity",
        spans=(clause.reading.span(amount.tokens),),
        type=amount.type_for(governor(amount.head)),
        question=question,
    )


def mixes_figures(question: str) -> bool:
    """Whether another figure is left in it that belongs with the one that is asked for: “and 5”, “from 5”."""
    return bool(_SECOND.search(question))


def governor(token: Token) -> Token:
    """The verb that a phrase belongs to."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def is_own(verb: Token, clause: Clause) -> bool:
    """Whether a verb is the clause's own, or what it “is expected to” do."""
    while verb != clause.verb and verb.dep_ in {"xcomp", "ccomp"} and verb.head != verb:
        verb = verb.head
    return verb == clause.verb


def _before(amount: Amount) -> Token:
    return amount.tokens[0].nbor(-1)


def _change(clause: Clause, amount: Amount) -> tuple[str, list[Token]] | None:
    """“grew (by) 5.2 percent” → “By what percentage did … grow …?”"""
    before = _before(amount)
    by = [before] if before.lower_ == "by" else []
    verb = before.nbor(-1) if by else before
    if by and verb.lemma_ not in _CHANGING:
        verb = by[0].head
    if verb.lemma_ not in _CHANGING or not is_own(verb, clause) or not amount.is_measured:
        return None
    if not by and not amount.is_percent:
        return None
    reached = _reached(clause, amount)
    return ("by what percentage" if amount.is_percent else "by how much"), [*by, *amount.tokens, *reached]


def _reached(clause: Clause, amount: Amount) -> list[Token]:
    """“to 1.2 million units” behind “rose 5 percent”: another figure, which the question is shorter without."""
    for token in clause.core:
        if token.i > amount.tokens[-1].i and token.lower_ == "to":
            inside = {part.i for part in clause.core}
            figure = next((t for t in clause.core if token.i < t.i < token.i + 4 and t.tag_ == "CD"), None)
            other = amount_at(figure, inside) if figure is not None else None
            if other is not None and other.tokens[0].i == token.i + 1:
                return [token, *other.tokens, *_things(clause, other)]
    return []


def _things(clause: Clause, amount: Amount) -> list[Token]:
    """“units” of “1.2 million units”."""
    behind = [token for token in clause.core if token.i == amount.tokens[-1].i + 1]
    return [token for token in behind if token.pos_ == "NOUN"]


def _named_change(clause: Clause, amount: Amount) -> tuple[str, list[Token]] | None:
    """“saw a 4.3 percent increase”, “saw an increase of 4.3 percent” → “What increase did … see …?”"""
    before = _before(amount)
    of = before if before.lower_ == "of" and before.head.lower_ in _CHANGES else None
    behind = [token for token in clause.core if amount.tokens[-1].i < token.i <= amount.tokens[-1].i + 7]
    noun = of.head if of is not None else next((t for t in behind if t.lower_ in _CHANGES), None)
    if noun is None or noun.dep_ != "dobj" or not is_own(noun.head, clause) or not amount.is_measured:
        return None
    taken = [token for token in subtree(noun) if token.i <= noun.i]
    words = [token for token in taken if token.tag_ != "DT" and token not in amount.tokens]
    if any(token.tag_ == "CD" or token.text == "," for token in words):
        return None
    gone = [*taken, *([of] if of is not None else []), *(t for t in amount.tokens if t not in taken)]
    return f"what {clause.reading.say(words)}", gone


def _share(clause: Clause, amount: Amount) -> tuple[str, list[Token]] | None:
    """“accounted for 14.7 percent of the total” → “What percentage of the total did … account for?”"""
    if not amount.is_percent:
        return None
    verb = governor(amount.head)
    behind = [token for token in clause.core if token.i > amount.tokens[-1].i]
    if (
        verb.lemma_ not in _SHARING
        or not is_own(verb, clause)
        or not behind
        or behind[0].lower_ not in {"of", "to"}
    ):
        return None
    whole = trimmed([token for token in subtree(behind[0]) if token in behind])
    while whole and is_dated(whole) and whole[-1].head.lower_ == "in":
        whole = whole[: whole.index(whole[-1].head)]
    if len(whole) < 2 or any(token.tag_ == "CD" for token in whole):
        return None
    if behind[0].lower_ == "to":
        return "what percentage", amount.tokens
    of = _whole_named(clause, whole) or whole
    if [token.lower_ for token in of] == ["of", "the", "total"] and not is_dated(clause.tokens):
        return None
    return f"what percentage of {clause.reading.say(of[1:])}", [*amount.tokens, *whole]


def _whole_named(clause: Clause, whole: Sequence[Token]) -> list[Token]:
    """“of the total”, where the sentence said before of which total: “of the total sales in Denmark”."""
    if [token.lower_ for token in whole] != ["of", "the", "total"]:
        return []
    for token in clause.reading.tokens:
        if (
            token.lower_ == "total"
            and token.dep_ == "amod"
            and token.i < whole[0].i
            and token.nbor(-1).lower_ == "the"
        ):
            behind = {part.i for child in token.head.children if child.dep_ in {"conj", "cc", "punct", "relcl"}
                      for part in child.subtree}  # fmt: skip
            return [token.nbor(-2), *(part for part in subtree(token.head) if part.i not in behind)]
    return []


def _level(clause: Clause, amount: Amount) -> tuple[str, list[Token]] | None:
    """“reached 5 tonnes”, “stood at 7 percent” → “What figure did … reach?”, “What percentage did … stand at?”"""
    head, verb = amount.head, governor(amount.head)
    if not is_own(verb, clause) or _goes_on(clause, amount):
        return None
    before = _before(amount)
    direct = head.dep_ in {"dobj", "attr", "npadvmod", "oprd"} and head.head == verb
    placed = head.dep_ == "pobj" and head.head == before and before.head in {verb, *verb.children}
    reaches = (
        direct and verb.lemma_ in _REACHING and not (verb.lemma_ == "register" and not amount.is_percent)
    )
    stands = placed and before.lower_ in {"to", "at"} and verb.lemma_ in _STANDING
    if (
        direct
        and verb.lemma_ == "be"
        and verb == clause.verb
        and amount.is_measured
        and not amount.is_percent
    ):
        measured = any(t.dep_ == "nsubj" and t.tag_ == "NN" and not t.ent_type_ for t in clause.subject)
        return ("what", amount.tokens) if measured else None
    if not (reaches or stands) or _is_pledged(clause.subject) or _has_start(clause, amount):
        return None
    between = [token for token in clause.core if verb.i < token.i < before.i]
    risen = between if stands and any(token.tag_ == "CD" for token in between) else []  # “rose 5 percent to”
    return _figure_word(clause, amount), [*risen, *amount.tokens]


def _figure_word(clause: Clause, amount: Amount) -> str:
    """What a level is called: “percentage” only of what is a share of something named."""
    said = clause.reading.say(clause.subject).lower()
    if amount.is_percent and _SHARES.search(said) and " of " in said:
        return "what percentage"
    unit = " ".join(token.lemma_.lower() for token in amount.unit)
    if not amount.is_measured or amount.is_percent or amount.is_money:
        return "what figure"
    return (
        "what area" if _AREAS.search(unit) else "what length" if _LENGTHS.fullmatch(unit) else "what figure"
    )


def _has_start(clause: Clause, amount: Amount) -> bool:
    """“from 35 km to 200 km”: where it began stands in front of the figure and would end up behind the verb."""
    return any(
        token.lower_ == "from"
        and token.i < amount.head.i
        and any(part.tag_ == "CD" for part in token.subtree)
        for token in clause.rest
    )


def _goes_on(clause: Clause, amount: Amount) -> bool:
    """“300 towns”, “5 hectares of forest”: what is counted or measured stands behind."""
    last = amount.tokens[-1].i
    behind = next((token for token in clause.core if token.i > last), None)
    return (
        behind is not None
        and behind.i == last + 1
        and (behind.pos_ in {"NOUN", "PROPN", "ADJ"} or behind.lower_ == "of")
    )


def _is_pledged(subject: Sequence[Token]) -> bool:
    """A person, whose level is none that anybody measures."""
    return any(token.ent_type_ == "PERSON" and token.dep_ in {"nsubj", "nsubjpass"} for token in subject)


def find_trend(clause: Clause, whole: Clause) -> Focus | None:
    """“…, up 5.2 percent year on year” → “By what percentage was … up year on year in 2023?”"""
    cut = [token for token in whole.core if token.i > clause.core[-1].i]
    words = [token for token in cut if not token.is_punct or token.text == "-"]
    figure = next((token for token in words if token.tag_ == "CD"), None)
    amount = amount_at(figure, {token.i for token in words}) if figure is not None else None
    if amount is None or not amount.is_percent or not is_dated(clause.tokens):
        return None
    subject, time = clause.reading.inside(clause.subject), _time(clause)
    reading, be = clause.reading, "were" if _is_several(clause) else "was"
    rest = [token for token in words if token.i > amount.tokens[-1].i]
    if any(token.text == "," for token in cut[1:]) or any(token.tag_ == "CD" for token in rest):
        return None
    if words[0].lower_ in _TRENDS:
        asked = (
            f"By what percentage {be} {subject} {words[0].text} {reading.say(rest) if rest else ''} {time}?"
        )
    else:
        name = [token for token in words[1:] if token.i < amount.tokens[0].i and token.lower_ != "of"]
        if not name or name[-1].lower_ not in _CHANGES or rest:
            return None
        asked = f"What was the {reading.say(name)} of {subject} {time}?"
    return _focus(clause, amount, " ".join(asked.split()).replace(" ?", "?"), gone=[])


def find_beside(clause: Clause) -> Focus | None:
    """“…, accounting for 7.8 percent of GDP”, “…, surging 7.8 percent”: a participle that tells a percentage."""
    verb = next((c for c in clause.verb.children if c.dep_ == "advcl" and c.tag_ == "VBG"), None)
    said = trimmed(subtree(verb)) if verb is not None and verb.i > clause.core[-1].i else []
    figure = next((token for token in said if token.tag_ == "CD"), None)
    amount = amount_at(figure, {token.i for token in said}) if figure is not None else None
    if verb is None or amount is None or not amount.is_percent or said[0] != verb or not _time(clause):
        return None
    rest = [token for token in said if token.i > amount.tokens[-1].i]
    between = [token.lower_ for token in said[1:] if token.i < amount.tokens[0].i]
    if any(t.tag_ == "CD" or t.is_punct for t in rest) or points_elsewhere(clause.reading, rest):
        return None
    does = "did" if clause.is_past else "do" if _is_several(clause) else "does"
    who, base, time = clause.reading.inside(clause.subject), base_form(verb.text), _time(clause)
    said_rest = clause.reading.say(rest) if rest else ""
    if verb.lower_ == "accounting" and between == ["for"] and len(rest) > 1 and rest[0].lower_ == "of":
        asked = f"What percentage {said_rest} {does} {who} account for {time}?"
    elif verb.lemma_ in _CHANGING and between in ([], ["by"]):
        asked = f"By what percentage {does} {who} {base} {said_rest} {time}?"
    else:
        return None
    return _focus(clause, amount, " ".join(asked.split()), gone=[])


def find_reached(clause: Clause) -> Focus | None:
    """“rose 21 percent to reach 6 billion yuan in 2022” → “What figure did … reach in 2022?”"""
    verb = next((c for c in clause.verb.children if c.dep_ == "advcl" and c.lemma_ in _REACHING), None)
    said = trimmed(subtree(verb)) if verb is not None and verb.i > clause.core[-1].i else []
    figure = next((token for token in said if token.tag_ == "CD"), None)
    amount = amount_at(figure, {token.i for token in said}) if figure is not None else None
    if verb is None or amount is None or clause.verb.tag_ != "VBD" or said[0].lower_ != "to":
        return None
    rest = [token for token in said if token.i > amount.tokens[-1].i]
    if amount.tokens[0].i != verb.i + 1 or not rest or rest[0].lower_ != "in" or not is_dated(rest):
        return None
    word, who = _figure_word(clause, amount), clause.reading.inside(clause.subject)
    if len(rest) > 3 or clause.leads:
        return None
    asked = f"{word} did {who} {verb.text} {clause.reading.say(rest)}?"
    return _focus(clause, amount, asked[:1].upper() + asked[1:], gone=[])


def _is_several(clause: Clause) -> bool:
    heads = [token for token in clause.subject if token.dep_ in {"nsubj", "nsubjpass"}]
    return any(
        token.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in token.children) for token in heads
    )


def _time(clause: Clause) -> str:
    """“in 2023”, wherever it stands in the clause."""
    phrases = [list(lead) for lead in clause.leads]
    inside = {token.i for token in clause.core}
    phrases += [
        [part for part in subtree(token) if part.i in inside]
        for token in clause.rest
        if token.dep_ == "prep" and token.lower_ in {"in", "during", "from", "by", "at"}
    ]
    found = next((phrase for phrase in phrases if is_dated(phrase) and len(phrase) <= 7), None)
    return clause.reading.inside(trimmed(found)) if found else ""
