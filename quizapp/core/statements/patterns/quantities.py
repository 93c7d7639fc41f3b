"""How many, how much, how long: figures with their unit and what they are the measure of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.figures import read_figure
from quizapp.core.statements.patterns.clauses import Clause, find_clauses
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_VAGUE = frozenset(
    {"about", "around", "approximately", "roughly", "some", "circa", "perhaps", "estimated", "an"}
)
_BOUNDS = frozenset("more than over up to at least nearly almost less fewer under most".split())
_MERELY = frozenset({"only", "just"})
_HOW = {
    "long": "long",
    "wide": "wide",
    "high": "high",
    "deep": "deep",
    "tall": "tall",
    "old": "old",
    "thick": "thick",
}
_PERCENT = frozenset({"%", "percent", "per cent", "percentage"})
_MEASURES = frozenset(
    "population area length height elevation depth width capacity diameter temperature speed volume density altitude "
    "weight mass budget rate magnitude score circumference radius tonnage turnover membership circulation".split()
)
_MONEY = frozenset({"$", "€", "£", "¥", "US$", "A$", "C$", "HK$", "NZ$"})
_ROUGH = "about "
_ASKED_AFTER = frozenset("in for at on across over into to within among".split())
_SPENDING = frozenset(
    "cost pay spend invest raise earn receive give donate owe lose win total reach allocate contribute save pledge "
    "lend borrow award collect generate".split()
)
_UNITS = frozenset({"km", "m", "cm", "mm", "kg", "g", "ha", "ft", "mi", "lb", "m2", "km2", "km²"})
_NO_COUNT = frozenset(
    "time a.m. p.m. o'clock page chapter version article section number grade degree".split()
)


def find_quantities(reading: Reading) -> Iterator[Statement]:
    """A statement for every figure of a plain clause that has a unit or counts something."""
    if not any(token.tag_ == "CD" for token in reading.tokens):
        return
    if any(token.text == ":" for token in reading.tokens):
        return  # “three factors shape trade: …” asks for its list
    for clause in find_clauses(reading):
        inside = {token.i for token in clause.tokens}
        for token in clause.tokens:
            if token.tag_ == "CD" and token.i in inside:
                focus = _focus(clause, token, inside)
                if focus is not None:
                    yield _statement(clause, focus)


def _statement(clause: Clause, focus: Focus) -> Statement:
    return clause.reading.statement(
        kind="quantity",
        pattern="quantity",
        category="figure",
        text=clause.text,
        focuses=[focus],
        attribution=clause.speaker,
        confidence=0.75,
        salience=0.6,
    )


def _focus(clause: Clause, figure: Token, inside: set[int]) -> Focus | None:
    """What the figure answers, where its place in the clause is plain."""
    if any(child.tag_ == "CD" and child.dep_ == "conj" for child in figure.children) or figure.dep_ == "conj":
        return None
    noun = figure.head
    number = [token for token in subtree(figure) if token.i in inside]
    if figure.dep_ in {"pobj", "dobj", "attr", "npadvmod"} and any(t.text in _MONEY for t in number):
        return _money(clause, figure, number)
    if figure.dep_ != "nummod" or noun.i not in inside or noun.pos_ not in {"NOUN", "PROPN", "SYM"}:
        return None
    if noun.lower_ in _PERCENT:
        return _percentage(clause, noun, number)
    if noun.lemma_.lower() in _NO_COUNT or noun.pos_ == "PROPN" or not _is_plural(noun):
        return None
    measured = _measured(clause, noun, number)
    return measured or (None if noun.lower_ in _UNITS else _counted(clause, noun, number))


def _is_plural(noun: Token) -> bool:
    return noun.tag_ == "NNS" or noun.lower_ in {"people"} | _UNITS


def _hedged(number: Sequence[Token]) -> tuple[str, list[Token], bool]:
    """(“about ” or nothing, the figure's own tokens, whether it is only a bound)."""
    core = list(number)
    about, bound = "", False
    while (
        core
        and (core[0].lower_ in _VAGUE | _BOUNDS | _MERELY or core[0].tag_ == "DT")
        and core[0].text not in _MONEY
    ):
        about = _ROUGH if core[0].lower_ in _VAGUE - {"an"} else about
        bound = bound or core[0].lower_ in _BOUNDS
        core = core[1:]
    return about, core, bound


def _asked(
    clause: Clause,
    key: Sequence[Token],
    question: str | None,
    *,
    bound: bool,
    gone: Sequence[Token],
    fewest: int = 3,
) -> Focus | None:
    if question is None or not clause.is_specific(
        without=gone, needs_name=clause.is_past and fewest > 1, fewest=fewest
    ):
        return None
    span = clause.reading.span(key)
    single = read_figure(span.text)
    return Focus(
        name="quantity",
        spans=(span,),
        type="bound" if bound or single is None else "quantity",
        question=question,
    )


_FEW = frozenset("one two three four five 1 2 3 4 5".split())  # so few of anything are a detail, not a figure


def _counted(clause: Clause, noun: Token, number: Sequence[Token]) -> Focus | None:
    """“employed 400 officers” → “How many officers did … employ?”"""
    about, core, bound = _hedged(number)
    inside = {token.i for token in clause.tokens}
    phrase = [token for token in subtree(noun) if token.i in inside]
    counted = [token for token in phrase if token.i > number[-1].i]
    others = [token for token in phrase if token.i < number[0].i and token.tag_ != "DT"]
    if not core or others or not counted or any(token.tag_ in {"CD", "JJS", "RBS"} for token in counted):
        return None
    if core[0].lower_ in _FEW or phrase[0].tag_ == "DT":
        return None
    key = list(number) if bound else core
    how = f"{about}how many {clause.reading.say(counted)}"
    return _asked(clause, key, _question(clause, noun, phrase, how), bound=bound, gone=phrase)


def _question(clause: Clause, noun: Token, phrase: Sequence[Token], how: str) -> str | None:
    """The clause with “how many …” in the phrase's place."""
    if noun == _head(clause):
        return None if _is_cut(phrase, clause.subject) else clause.ask_subject(how)
    if noun.dep_ in {"dobj", "attr", "npadvmod"} and noun.head == clause.verb:
        return clause.ask(how, without=phrase)
    if noun.dep_ == "pobj" and noun.head.lower_ in _ASKED_AFTER and _belongs(noun.head, clause.verb):
        whole = [noun.head, *phrase]
        return clause.ask(f"{noun.head.lower_} {how}", without=whole)
    return None


def _belongs(preposition: Token, verb: Token) -> bool:
    """Whether a phrase is the verb's own, or its object's at the end."""
    head = preposition.head
    listed = any(child.dep_ == "conj" for child in head.children)
    return head == verb or (head.head == verb and head.dep_ == "dobj" and not listed)


def _head(clause: Clause) -> Token:
    """The subject's head word."""
    inside = {token.i for token in clause.subject}
    return next(token for token in clause.subject if token.head.i not in inside)


def _is_cut(phrase: Sequence[Token], subject: Sequence[Token]) -> bool:
    return [token.i for token in phrase] != [token.i for token in subject]


def _percentage(clause: Clause, sign: Token, number: Sequence[Token]) -> Focus | None:
    """“70% of the power comes from …” → “What percentage of the power comes from …?”"""
    inside = {token.i for token in clause.tokens}
    phrase = [token for token in subtree(sign) if token.i in inside]
    about, core, bound = _hedged(number)
    behind = [token for token in phrase if token.i > sign.i]
    if not core or any(token.i < number[0].i and token.tag_ != "DT" for token in phrase):
        return None
    key = [*(number if bound else core), sign]
    share = f" {clause.reading.say(behind)}" if behind else ""
    if sign.dep_ == "attr" and not behind:
        if any(child.tag_ == "RB" for child in (*clause.verb.children, *sign.children)):
            return None
        return _asked(clause, key, clause.ask("what", without=phrase), bound=bound, gone=phrase)
    if sign.dep_ in {"pobj", "npadvmod"} and clause.verb.lemma_ in {
        "rise",
        "fall",
        "grow",
        "increase",
        "decrease",
        "decline",
        "drop",
        "shrink",
        "cut",
        "reduce",
    }:
        return _changed(clause, sign, key, bound=bound)
    how = f"{about}what percentage{share}"
    if not behind and sign.dep_ != "dobj":
        return None
    return _asked(clause, key, _question(clause, sign, phrase, how), bound=bound, gone=phrase)


def _changed(clause: Clause, sign: Token, key: Sequence[Token], *, bound: bool) -> Focus | None:
    """“rose by 5%”, “rose 5 percent” → “By how much did … rise?”; “rose to 5%” → “To what level …?”"""
    preposition = sign.head if sign.dep_ == "pobj" else None
    word = preposition.lower_ if preposition is not None else "by"
    if word not in {"by", "to"} or (preposition is not None and preposition.head != clause.verb):
        return None
    inside = {token.i for token in clause.tokens}
    if (
        sum(child.dep_ == "prep" and child.lower_ in {"to", "from", "by"} for child in clause.verb.children)
        > 1
    ):
        return None
    phrase = [token for token in subtree(preposition or sign) if token.i in inside]
    asks = "by how much" if word == "by" else "to what level"
    return _asked(clause, key, clause.ask(asks, without=phrase), bound=bound, gone=phrase)


def _money(clause: Clause, figure: Token, number: Sequence[Token]) -> Focus | None:
    """“cost $4 million” → “How much did … cost?”"""
    about, core, bound = _hedged([token for token in number if token.i <= figure.i])
    behind = [token for token in number if token.i > figure.i]
    if not core or figure.dep_ == "pobj" or figure.head != clause.verb or clause.verb.lemma_ not in _SPENDING:
        return None
    key = [token for token in number if token.i <= figure.i] if bound else core
    behind_said = f" {clause.reading.say(behind)}" if behind else ""
    asks = f"{about}how much" + ("" if clause.verb.lemma_ in {"cost", "total", "reach"} else " money")
    question = clause.ask(asks + behind_said, without=number)
    return _asked(clause, key, question, bound=bound, gone=number)


def _measured(clause: Clause, unit: Token, number: Sequence[Token]) -> Focus | None:
    """“is 1,230 km long” → “How long is …?”; “has a population of 40 million people” → “What is the population …?”"""
    about, core, bound = _hedged(number)
    if not core:
        return None
    key = [*(number if bound else core), unit]
    head = unit.head
    if unit.dep_ == "npadvmod" and head.dep_ == "acomp" and head.head == clause.verb and head.lower_ in _HOW:
        phrase = trimmed([token for token in subtree(head) if token in clause.core])
        if phrase[-1] != head:
            return None
        question = clause.ask(f"{about}how {head.lower_}", without=phrase)
        return _asked(clause, key, question, bound=bound, gone=phrase, fewest=1)
    if unit.dep_ == "attr" and _head(clause).lemma_.lower() in _MEASURES:
        return _asked(
            clause, key, clause.ask("what", without=[*number, unit]), bound=bound, gone=[*number, unit]
        )
    return None


def find_measures(reading: Reading) -> Iterator[Statement]:
    """“The city has a population of 40,000” → “What is the population of the city?”"""
    for measure in reading.tokens:
        if measure.lemma_.lower() not in _MEASURES or not any(c.lower_ == "of" for c in measure.rights):
            continue
        for clause in find_clauses(reading):
            statement = _measure_of(clause, measure)
            if statement is not None:
                yield statement


def _measure_of(clause: Clause, measure: Token) -> Statement | None:
    """The measure of the clause's subject, which has it or is “with” it."""
    of = next(child for child in measure.rights if child.lower_ == "of")
    inside = {token.i for token in clause.core}
    phrase = trimmed([token for token in subtree(of) if token.i in inside])[1:]
    figure = next((token for token in phrase if token.tag_ == "CD"), None)
    owns = (
        measure.dep_ == "dobj"
        and measure.head == clause.verb
        and clause.verb.lemma_ in {"have", "reach", "cover"}
    )
    if figure is None or not owns or len(phrase) > 6:
        return None
    about, core, bound = _hedged(phrase)
    words = [token for token in measure.lefts if token.tag_ != "DT" and token.i in inside]
    if not core or core[0].tag_ not in {"CD", "$"}:
        return None
    is_now = clause.verb.tag_ in {"VBZ", "VBP"}
    name = clause.reading.say([*words, measure])
    subject = clause.reading.inside(clause.subject)
    what = "About what" if about else "What"
    asked = f"{what} {'is' if is_now else 'was'} the {name} of {subject}?"
    key = phrase if bound else core
    focus = _asked(clause, key, asked, bound=bound, gone=[])
    return None if focus is None else _statement(clause, focus)
