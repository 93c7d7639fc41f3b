"""How many, how much, how long: figures with their unit and what they are the measure of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.core.statements.figures import read_figure
from quizapp.core.statements.patterns.amounts import CURRENCIES, MONEY, YEAR, amount_at, is_dated
from quizapp.core.statements.patterns.clauses import Clause, is_planned
from quizapp.core.statements.patterns.levels import (
    figured_clauses,
    find_beside,
    find_level,
    find_reached,
    find_trend,
    is_own,
    is_said_when,
    mixes_figures,
)
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.standing import points_elsewhere
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
    "weight mass budget investment cost value rate magnitude score circumference radius tonnage turnover membership "
    "circulation".split()
)
_INTO = {"investment": "in"}
_ROUGH = "about "
_ASKED_AFTER = frozenset("in for at on across over into to within among".split())
_SPENDING = frozenset(
    "cost pay spend invest raise earn receive give donate owe lose win total reach allocate contribute save pledge "
    "lend borrow award collect generate include provide commit request earmark inject receive propose budget "
    "offer grant secure attract set mobilize".split()
)
_GRANTING = frozenset("include provide request propose commit offer".split())
_LONGEST_PURPOSE = 10
_UNITS = frozenset({"km", "m", "cm", "mm", "kg", "g", "ha", "ft", "mi", "lb", "m2", "km2", "km²"})
_NO_COUNT = frozenset(
    "time a.m. p.m. o'clock page chapter version article section number grade degree".split()
)


def find_quantities(reading: Reading) -> Iterator[Statement]:
    """A statement for every figure of a plain clause that has a unit or counts something."""
    if not any(token.tag_ == "CD" and not YEAR.fullmatch(token.text) for token in reading.tokens):
        return
    if any(token.text == ":" for token in reading.tokens):
        return  # “three factors shape trade: …” asks for its list
    for clause, whole in figured_clauses(reading):
        for focus in _focuses(clause):
            yield _statement(clause, focus)
        for more in (find_trend(clause, whole), find_beside(clause), find_reached(clause)):
            if more is not None:
                yield _stated(reading, whole.text, replace(more, gap=False), speaker=whole.speaker)
    yield from _there_are(reading)


def _focuses(clause: Clause) -> Iterator[Focus]:
    """One for every figure, asked in the first way that fits."""
    inside = {token.i for token in clause.tokens}
    done = -1
    for token in clause.tokens:
        if token.tag_ != "CD" or token.i <= done:
            continue
        if _is_of_person(clause, token) or _is_misread(clause):
            continue
        level = find_level(clause, token)
        focus = level or _focus(clause, token, inside) or _gap(clause, token)
        if focus is not None:
            yield focus
        if level is not None:
            amount = amount_at(token, inside)
            done = token.i if amount is None else amount.tokens[-1].i


def _gap(clause: Clause, figure: Token) -> Focus | None:
    """A gap where no question comes out well: the one measured figure of a clause that says of which year it is."""
    amount = amount_at(figure, {token.i for token in clause.tokens})
    others = [t for t in clause.tokens if t.tag_ == "CD" and not YEAR.fullmatch(t.text)]
    if (
        amount is None
        or not amount.is_measured
        or not is_dated(clause.tokens)
        or amount.head.i < clause.verb.i
    ):
        return None
    if any(token not in amount.number for token in others) or not clause.is_specific(without=amount.tokens):
        return None
    number = [token for token in amount.number if token.tag_ == "CD"]
    inside = {token.i for token in clause.tokens}
    if any(_focus(clause, token, inside) for token in number[1:]):
        return None
    return Focus(name="quantity", spans=(clause.reading.span(number),), type="figure")


def _is_of_person(clause: Clause, figure: Token) -> bool:
    """What somebody paid, saved or owns: no figure that a learner needs, unless it is a large one of a year."""
    person = any(t.ent_type_ == "PERSON" and t.dep_ in {"nsubj", "nsubjpass"} for t in clause.subject)
    scaled = figure.i + 1 < len(figure.doc) and figure.nbor(1).lower_ in {"million", "billion", "trillion"}
    return person and not (scaled and is_dated(clause.tokens))


def _is_misread(clause: Clause) -> bool:
    """“round are paid”: a subject that does not fit its verb is none."""
    plural = any(t.lower_ in {"are", "were", "have"} for t in (*clause.verb.children, clause.verb))
    head = _head(clause)
    single = head.tag_ in {"NN", "JJ", "RB"} and not any(c.dep_ == "conj" for c in head.children)
    return plural and single and head.lower_ not in {"people", "police", "%", "percent", "number", "majority"}


def _there_are(reading: Reading) -> Iterator[Statement]:
    """“There are 156 stations in Ghent” → “How many stations are there in Ghent?”"""
    verb = reading.sentence.span.root
    noun = next((child for child in verb.children if child.dep_ in {"attr", "nsubj"}), None)
    there = next((child for child in verb.children if child.dep_ == "expl"), None)
    if verb.lemma_ != "be" or noun is None or there is None or noun.i < verb.i or noun.tag_ != "NNS":
        return
    phrase = trimmed([token for token in subtree(noun) if token.text not in {"(", ")"}])
    figure = next((child for child in noun.children if child.dep_ == "nummod"), None)
    amount = amount_at(figure, {token.i for token in phrase}) if figure is not None else None
    counted = [token for token in phrase if amount is not None and token.i > amount.tokens[-1].i]
    placed = any(token.dep_ == "prep" and token.i > noun.i for token in verb.subtree)
    if amount is None or not placed or phrase[0] != amount.tokens[0] or amount.number[0].lower_ in _FEW:
        return
    named = [token for token in counted if token.i <= noun.i]
    rest = [token for token in trimmed(subtree(verb)) if token.i > noun.i]
    if any(token.tag_ == "CD" or token.is_punct for token in rest) or points_elsewhere(
        reading, [*named, *rest]
    ):
        return
    asked = f"How many {reading.say(named)} {verb.text} there {reading.say(rest)}?"
    focus = Focus(
        name="quantity", spans=(reading.span(amount.tokens),), type=amount.type_for(verb), question=asked
    )
    yield _stated(reading, reading.say(trimmed(subtree(verb))), focus)


def _statement(clause: Clause, focus: Focus) -> Statement:
    return _stated(clause.reading, clause.text, focus, speaker=clause.speaker)


def _stated(reading: Reading, text: str, focus: Focus, *, speaker: str = "") -> Statement:
    return reading.statement(
        kind="quantity",
        pattern="quantity",
        category="figure",
        text=text,
        focuses=[focus],
        attribution=speaker,
        confidence=0.75,
        salience=0.6,
    )


def _focus(clause: Clause, figure: Token, inside: set[int]) -> Focus | None:
    """What the figure answers, where its place in the clause is plain."""
    if any(child.tag_ == "CD" and child.dep_ == "conj" for child in figure.children) or figure.dep_ == "conj":
        return None
    noun = figure.head
    number = [token for token in subtree(figure) if token.i in inside]
    if figure.dep_ in {"pobj", "dobj", "attr", "npadvmod"} and any(t.text in MONEY for t in number):
        return _money(clause, figure, number)
    if figure.dep_ != "nummod" or noun.i not in inside or noun.pos_ not in {"NOUN", "PROPN", "SYM"}:
        return None
    if noun.lower_ in _PERCENT:
        return _percentage(clause, noun, number)
    if noun.lemma_.lower() in _NO_COUNT or noun.pos_ == "PROPN" or not _is_plural(noun):
        return None
    if noun.lemma_.lower() in CURRENCIES:
        return _sum(clause, noun, number)
    measured = _measured(clause, noun, number)
    of_what = noun.i + 1 in inside and noun.nbor(1).lower_ == "of"
    return measured or (None if noun.lower_ in _UNITS and not of_what else _counted(clause, noun, number))


def _is_plural(noun: Token) -> bool:
    return noun.tag_ == "NNS" or noun.lower_ in {"people"} | _UNITS


def _hedged(number: Sequence[Token]) -> tuple[str, list[Token], bool]:
    """(“about ” or nothing, the figure's own tokens, whether it is only a bound)."""
    core = list(number)
    about, bound = "", False
    while (
        core
        and (core[0].lower_ in _VAGUE | _BOUNDS | _MERELY or core[0].tag_ == "DT")
        and core[0].text not in MONEY
    ):
        about = _ROUGH if core[0].lower_ in _VAGUE - {"an"} else about
        bound = bound or core[0].lower_ in _BOUNDS
        core = core[1:]
    return about, core, bound


def _is_for_something(clause: Clause) -> bool:
    """“includes $9 million for the port to dredge …”: what the clause was cut before says what the sum is for."""
    last = clause.core[-1]
    return last.i + 2 < len(last.doc) and last.nbor(1).tag_ == "TO" and last.nbor(2).tag_ in {"VB", "RB"}


def _asked(
    clause: Clause,
    key: Sequence[Token],
    question: str | None,
    *,
    bound: bool,
    gone: Sequence[Token],
    fewest: int = 3,
) -> Focus | None:
    if (
        question is None
        or mixes_figures(question)
        or _is_torn(clause.core[-1])
        or _is_for_something(clause)
        or not clause.is_specific(without=gone, needs_name=clause.is_past and fewest > 1, fewest=fewest)
    ):
        return None
    span = clause.reading.span(key)
    return Focus(
        name="quantity",
        spans=(span,),
        type="bound" if read_figure(span.text) is None else _type(clause, key, bound=bound),
        question=question,
    )


def _type(clause: Clause, key: Sequence[Token], *, bound: bool) -> str:
    """How the figure is limited: “over 400” is denied by larger ones alone."""
    figure = next((token for token in key if token.tag_ == "CD"), None)
    amount = amount_at(figure, {token.i for token in clause.tokens}) if bound and figure is not None else None
    return "quantity" if amount is None else amount.type_for(clause.verb)


_FEW = frozenset("one two three four five 1 2 3 4 5".split())  # so few of anything are a detail, not a figure


def _counted(clause: Clause, noun: Token, number: Sequence[Token]) -> Focus | None:
    """“employed 400 officers” → “How many officers did … employ?”"""
    about, core, bound = _hedged(number)
    phrase = _alone(clause, noun)
    if phrase and phrase[0].lower_ == "some":
        about, phrase = _ROUGH, phrase[1:]
    counted = [token for token in phrase if token.i > number[-1].i]
    others = [token for token in phrase if token.i < number[0].i and token.tag_ != "DT"]
    if not core or others or not counted or any(token.tag_ in {"CD", "JJS", "RBS"} for token in counted):
        return None
    if core[0].lower_ in _FEW or phrase[0].tag_ == "DT":
        return None
    key = list(number) if bound else core
    how = f"{about}how many {clause.reading.say(counted)}"
    return _asked(clause, key, _question(clause, noun, how), bound=bound, gone=[*number, noun])


def _whole(clause: Clause, noun: Token) -> list[Token]:
    """The noun's phrase with all that “and” joins to it."""
    first = noun.head if noun.dep_ == "conj" else noun
    inside = {token.i for token in clause.tokens}
    return [token for token in subtree(first) if token.i in inside]


def _alone(clause: Clause, noun: Token) -> list[Token]:
    """The noun's own phrase: of “30 schools and 12 hospitals” each is asked for without the other."""
    cut = {
        part.i
        for child in noun.children
        if child.i > noun.i and child.dep_ in {"cc", "conj", "punct"} and _lists_figures(noun)
        for part in child.subtree
    }
    inside = {token.i for token in clause.tokens} - cut
    return [token for token in subtree(noun) if token.i in inside]


def _lists_figures(noun: Token) -> bool:
    """Whether every noun that is joined to this one has a figure of its own."""
    joined = [child for child in noun.children if child.dep_ == "conj"]
    return all(any(part.dep_ == "nummod" for part in child.children) for child in joined)


def _question(clause: Clause, noun: Token, how: str) -> str | None:
    """The clause with “how many …” in the phrase's place."""
    phrase = _whole(clause, noun)
    if noun.dep_ == "conj":
        own = noun.head.dep_ in {"dobj", "attr"} and is_own(noun.head.head, clause)
        return clause.ask(how, without=phrase) if own and _lists_figures(noun.head) else None
    if noun == _head(clause):
        return None if _is_cut(phrase, clause.subject) else clause.ask_subject(how)
    if noun.dep_ in {"dobj", "attr", "npadvmod"} and is_own(noun.head, clause):
        return clause.ask(how, without=phrase)
    if [token.lower_ for token in clause.subject[:3]] == ["a", "total", "of"] and noun.dep_ == "pobj":
        counts = [token.i for token in phrase] == [token.i for token in clause.subject[3:]]
        return clause.ask_subject(how) if counts else None
    asked_after = noun.head.lower_ in _ASKED_AFTER or (
        noun.head.lower_ == "of" and noun.head.head == clause.verb
    )
    if noun.dep_ == "pobj" and asked_after and _belongs(noun.head, clause.verb):
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
    if sign.dep_ == "attr" and not (behind and behind[0].lower_ == "of"):
        if sign.head != clause.verb or any(
            child.tag_ == "RB" for child in (*clause.verb.children, *sign.children)
        ):
            return None
        gone = [*number, sign]
        return _asked(clause, key, clause.ask("what", without=gone), bound=bound, gone=gone)
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
    if (not behind and sign.dep_ != "dobj") or (sign.dep_ == "pobj" and sign.head.lower_ == "for"):
        return None
    gone = [*number, sign] if behind else phrase
    return _asked(clause, key, _question(clause, sign, how), bound=bound, gone=gone)


def _changed(clause: Clause, sign: Token, key: Sequence[Token], *, bound: bool) -> Focus | None:
    """“rose by 5%”, “rose 5 percent” → “By how much did … rise?”; “rose to 5%” → “To what level …?”"""
    preposition = sign.head if sign.dep_ == "pobj" else None
    word = preposition.lower_ if preposition is not None else "by"
    if (
        not is_said_when(clause)
        or word not in {"by", "to"}
        or (preposition is not None and preposition.head != clause.verb)
    ):
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
    if (
        not core
        or figure.dep_ == "pobj"
        or not is_own(figure.head, clause)
        or figure.head.lemma_ not in _SPENDING
    ):
        return None
    key = [token for token in number if token.i <= figure.i] if bound else core
    figures = [token for token in number if token.i <= figure.i]
    if clause.verb.lemma_ != "cost" and not is_said_when(clause):
        return None
    purpose = _purpose(clause)
    if purpose is None and (behind or clause.verb.lemma_ in _GRANTING):
        return None
    asks = f"{about}how much" + ("" if clause.verb.lemma_ in {"cost", "total", "reach"} else " money")
    question = clause.ask(asks, without=figures)
    if question is not None and purpose:
        question = f"{question.rstrip('?')} {purpose}?"
    return _asked(clause, key, question, bound=bound, gone=figures, fewest=2)


def _purpose(clause: Clause) -> str | None:
    """“to modernize ports” right behind the clause, without which the sum is for anything; None where it is long."""
    for child in clause.verb.children:
        said = (
            trimmed(subtree(child))
            if child.dep_ in {"advcl", "xcomp"} and child.i > clause.core[-1].i
            else []
        )
        if not said or said[0].lower_ != "to":
            continue
        if said[0].i != clause.core[-1].i + 1:
            return None  # “for towns – with their neighbours – to test boats”
        cut = next(
            (n for n, t in enumerate(said) if n and (t.is_punct or t.lower_ in {"so", "as", "by"})), None
        )
        said = said[:cut]
        if len(said) > _LONGEST_PURPOSE or points_elsewhere(clause.reading, said) or _is_torn(said[-1]):
            return None
        return clause.reading.say(said)
    later = any(t.tag_ == "TO" and t.i > clause.core[-1].i for t in clause.reading.tokens)
    return None if later else ""


def _is_torn(last: Token) -> bool:
    """Whether a verb follows right behind, whose subject was taken for the purpose's object."""
    after = last.nbor(1) if last.i + 1 < len(last.doc) else last
    return after.pos_ in {"VERB", "AUX"} and after.tag_ != "VBN"


def _sum(clause: Clause, unit: Token, number: Sequence[Token]) -> Focus | None:
    """“invested 2.5 billion yuan in roads” → “How much money did … invest in roads?”"""
    verb = unit.head
    if unit.dep_ != "dobj" or verb.lemma_ not in _SPENDING or not is_own(verb, clause):
        return None
    about, core, bound = _hedged(number)
    key = [*(number if bound else core), unit]
    purpose = _purpose(clause)
    if purpose is None and verb.lemma_ in _GRANTING:
        return None
    asks = f"{about}how much" + ("" if verb.lemma_ in {"cost", "total", "reach"} else " money")
    question = clause.ask(asks, without=[*number, unit])
    if question is not None and purpose:
        question = f"{question.rstrip('?')} {purpose}?"
    return _asked(clause, key, question, bound=bound, gone=[*number, unit]) if core else None


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
        for clause, _ in figured_clauses(reading):
            statement = _measure_of(clause, measure)
            if statement is not None:
                yield statement


def _measure_of(clause: Clause, measure: Token) -> Statement | None:
    """The measure of the clause's subject, which has it or is “with” it."""
    of = next(child for child in measure.rights if child.lower_ == "of")
    inside = {token.i for token in clause.core}
    phrase = trimmed([token for token in subtree(of) if token.i in inside])[1:]
    figure = next((token for token in phrase if token.tag_ == "CD"), None)
    subject = _owner(clause, measure)
    if figure is None or not subject or len(phrase) > 6 or any(token.text == "," for token in phrase):
        return None
    about, core, bound = _hedged(phrase)
    words = [token for token in measure.lefts if token.tag_ != "DT" and token.i in inside]
    if not core or core[0].tag_ not in {"CD", "$"}:
        return None
    is_now = measure.dep_ == "pobj" or clause.verb.tag_ in {"VBZ", "VBP"} or is_planned(clause.verb)
    name = clause.reading.say([*words, measure])
    what = "About what" if about else "What"
    to = _INTO.get(measure.lemma_.lower(), "of")
    asked = f"{what} {'is' if is_now else 'was'} the {name} {to} {clause.reading.inside(subject)}?"
    key = phrase if bound else core
    focus = _asked(clause, key, asked, bound=bound, gone=[])
    return None if focus is None else _statement(clause, focus)


def _owner(clause: Clause, measure: Token) -> list[Token]:
    """Whose measure it is: the subject that “has” it, or that stands before “, with a length of …”."""
    has = measure.dep_ == "dobj" and measure.head == clause.verb
    if has and clause.verb.lemma_ in {"have", "reach", "cover"}:
        return list(clause.subject)
    with_ = measure.head
    if measure.dep_ != "pobj" or with_.lower_ != "with" or with_.i > clause.verb.i:
        return []
    subject = trimmed([token for token in clause.subject if token.i < with_.i])
    named = any(token.pos_ == "PROPN" or clause.reading.names_in([token]) for token in subject)
    return subject if named and not any(token.text == "," for token in subject) else []
