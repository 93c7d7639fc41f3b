"""What happened: who did it, when and where, and by what means, each asked of one plain clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.gazetteer import is_organization, pool_of_place, sort_of_place
from quizapp.core.statements.names import entity_text
from quizapp.core.statements.patterns.clauses import Clause, find_clauses
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement, StatementKind
from quizapp.core.statements.wording import inflect, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_YEAR = re.compile(r"1\d{3}|20[0-4]\d")
_DECADE = re.compile(r"(?:1\d{2}0|20[0-4]0)s")
_WHEN = frozenset("in on during between from by since until at around before after".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december spring summer autumn "
    "winter".split()
)
_TIME_WORDS = frozenset(
    "early late mid the of and to between around about circa c. c until century centuries ad bc bce ce bp".split()
)
_ERAS = frozenset({"bp", "bc", "bce", "ad", "ce"})
_PARTS = frozenset({"the", "end", "beginning", "start", "height", "middle", "of", "outbreak", "'s", "’s"})
_STATES = frozenset("have include contain comprise consist remain number average account total".split())
_HEDGES = frozenset("perhaps about around nearly almost approximately roughly some".split())
_LOCATED = frozenset("lie locate situate flow border rise stand stretch extend run empty drain cross".split())
_TAKING_PLACE = frozenset("hold convene host bear sign open found establish build locate base launch".split())
_ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_EMPTY = frozenset(
    "be have do say add note tell go make take get see know think call stress urge emphasize underline point include "
    "become remain seem appear show suggest argue consist contain".split()
)


def find_events(reading: Reading) -> Iterator[Statement]:
    """Statements of every plain clause, one for each thing that can be asked of it."""
    for clause in find_clauses(reading):
        yield from _when(clause)
        yield from _where(clause)
        yield from _who(clause)
        yield from _by_whom(clause)
        yield from _object(clause)


def _state(
    clause: Clause,
    focus: Focus,
    *,
    kind: StatementKind,
    pattern: str,
    category: str,
    confidence: float = 0.7,
    salience: float = 0.6,
) -> Statement:
    return clause.reading.statement(
        kind=kind,
        pattern=pattern,
        category=category,
        text=clause.text,
        focuses=[focus],
        attribution=clause.speaker,
        confidence=confidence,
        salience=salience,
    )


def _phrases(clause: Clause) -> Iterator[list[Token]]:
    """Prepositional phrases of the verb, before the subject or behind, and the one at the clause's end."""
    yield from map(list, clause.leads)
    inside = {token.i for token in clause.core}
    for token in clause.rest:
        if token.dep_ != "prep" or token.i < clause.verb.i:
            continue
        phrase = trimmed([part for part in subtree(token) if part.i in inside])
        at_end = bool(phrase) and phrase[-1].i == clause.core[-1].i and not _is_listed(token.head)
        at_end = at_end and not _is_nested(token, clause.verb)
        of_object = token.head.head == clause.verb and token.head.dep_ in {"dobj", "attr", "nsubjpass"}
        if phrase and (token.head == clause.verb or at_end or (of_object and not _is_listed(token.head))):
            yield phrase


def _is_nested(token: Token, verb: Token) -> bool:
    """Whether a phrase hangs in a clause of its own: when that happened, not what the main verb tells."""
    for head in token.ancestors:
        if head == verb:
            return False
        if head.dep_ in {"ccomp", "advcl"}:
            return True
    return False


_PASSING = frozenset(
    "start solicit nickname dub say tell call note report announce show suggest meet attend heat drive decide "
    "choose use help continue remain plan seek try want like love talk speak discuss mention cite describe vote".split()
)


_LIKENED = frozenset(
    "similar previous earlier prior former last another comparable preceding original".split()
)
_GAPPED = 4
"""Words of a time that can be filled in: nobody writes “late eighteenth and early nineteenth century” into a gap."""
_UNDATED = _STATES | _PASSING | {"do"}


def _is_listed(noun: Token) -> bool:
    return noun.dep_ == "conj" or any(child.dep_ == "conj" for child in noun.children)


def _when(clause: Clause) -> Iterator[Statement]:
    """“When did …?”, “In which year …?”"""
    counted = clause.verb.lemma_ == "be" and any(token.tag_ == "CD" for token in clause.subject)
    hedged = any(token.lower_ in _HEDGES for token in clause.core)
    empty = clause.verb.lemma_ in _UNDATED
    if not clause.is_past or empty or hedged or counted or _names_bearer(clause) or _is_misread(clause):
        return
    for phrase in _phrases(clause):
        if (
            not _is_time(phrase)
            or _is_of_inner(clause, phrase)
            or not clause.is_specific(without=phrase, fewest=2)
            or _figures(clause, phrase)
            or _is_of_likened(phrase)
        ):
            continue
        focus = _time_focus(clause, phrase)
        if focus is not None:
            yield _state(
                clause,
                focus,
                kind="date",
                pattern="year" if focus.type == "year" else "when",
                category="date",
                confidence=0.75,
            )
            return


def _is_of_inner(clause: Clause, phrase: Sequence[Token]) -> bool:
    """“adopted a plan that will guide towns until 2030”, “cut taxes after taking office in 2012”: the time of an inner
    clause, wherever the parser ties it."""
    before = [token for token in clause.rest if token.i < phrase[0].i]
    acting = any(
        token.lower_ in {"after", "before", "since", "while"} and token.nbor(1).tag_ == "VBG"
        for token in before
    )
    return acting or any(token.tag_ in {"WDT", "WP"} for token in before)


def _is_of_likened(phrase: Sequence[Token]) -> bool:
    """“as a follow-up to a similar study in 2009”: the time of what something is likened to, not its own."""
    before: Token | None = phrase[0].nbor(-1) if phrase[0].i else None
    return (
        before is not None
        and before.pos_ == "NOUN"
        and any(child.lower_ in _LIKENED for child in before.lefts)
    )


def _is_misread(clause: Clause) -> bool:
    """“A grave dug in Porto, Portugal, held …”: the first of two verbs with no “and” between them tells which grave.

    Or a verb without what it needs: “voted” of “voted to name it X”.
    """
    if any(child.dep_ in {"xcomp", "ccomp"} and child not in clause.core for child in clause.verb.children):
        return True
    second = next((child for child in clause.verb.children if child.dep_ == "conj"), None)
    joined = any(child.dep_ == "cc" for child in clause.verb.children)
    alone = second is not None and not any(child.dep_ == "nsubj" for child in second.children)
    return (
        alone and not joined and second is not None and second.tag_ == "VBD" and second.nbor(-1).text == ","
    )


def _names_bearer(clause: Clause) -> bool:
    """“The chair was Ada Berg”: no question of time is asked in this order."""
    attr = next((child for child in clause.verb.children if child.dep_ == "attr"), None)
    return clause.verb.lemma_ == "be" and attr is not None and attr.ent_type_ == "PERSON"


def _figures(clause: Clause, phrase: Sequence[Token]) -> bool:
    """Whether the clause tells a measured value or another time, which the question would give away or mix up."""
    gone = {token.i for token in phrase}
    return any(
        token.i not in gone
        and (
            token.text == "%" or bool(_YEAR.fullmatch(token.text)) or token.ent_type_ in {"PERCENT", "MONEY"}
        )
        for token in clause.tokens
    )


def _is_time(phrase: Sequence[Token]) -> bool:
    """“in July 2015”, “between 1402 and 1405”, “in the 1970s”, “in the 19th century”: nothing but an explicit time."""
    if phrase[0].lower_ not in _WHEN or _goes_on(phrase[-1]):
        return False
    words = [token.lower_ for token in phrase[1:]]
    if _is_of_event(phrase):
        return True
    if sum(bool(_YEAR.fullmatch(word)) for word in words) > (
        1 if phrase[0].lower_ in {"in", "on", "by"} else 2
    ):
        return False
    counted = any(word[:1].isdigit() for word in words) or any(
        token.ent_type_ == "ORDINAL" for token in phrase
    )
    counted = counted or any(token.tag_ == "JJ" and token.ent_type_ == "DATE" for token in phrase)
    dated = any(
        _YEAR.fullmatch(word)
        or _DECADE.fullmatch(word)
        or (word in {"century", "centuries"} | _ERAS and counted)
        for word in words
    )
    return dated and all(
        word.isdecimal() or word in _MONTHS or word in _TIME_WORDS or bool(_DECADE.fullmatch(word))
        or bool(re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", word)) or word in {",", "-", "–"}
        or (phrase[n + 1].tag_ == "JJ" and phrase[n + 1].ent_type_ == "DATE")
        for n, word in enumerate(words)
    )  # fmt: skip


def _goes_on(last: Token) -> bool:
    """“in the 1960s, the 1980s, and …”: only the first of several times."""
    after = [last.nbor(n) for n in (1, 2, 3) if last.i + n < len(last.doc)]
    return (
        len(after) == 3 and after[0].text == "," and any(bool(_DECADE.fullmatch(t.text)) for t in after[1:])
    )


def _is_of_event(phrase: Sequence[Token]) -> bool:
    """“during the Thirty Years' War”, “at the end of World War I”."""
    event = [token for token in phrase[1:] if token.ent_type_ == "EVENT"]
    rest = [token.lower_ for token in phrase[1:] if token.ent_type_ != "EVENT"]
    return (
        len(event) > 1
        and phrase[0].lower_ in {"at", "during", "in", "after", "before"}
        and set(rest) <= _PARTS
    )


def _time_focus(clause: Clause, phrase: Sequence[Token]) -> Focus | None:
    preposition, rest = phrase[0].lower_, list(phrase[1:])
    words = [token.lower_ for token in rest]
    if preposition == "in" and len(rest) == 1 and _YEAR.fullmatch(words[0]):
        word, type, key = "in which year", "year", rest
    elif preposition in {"in", "during"} and len(rest) == 2 and _DECADE.fullmatch(words[1]):
        word, type, key = "in which decade", "decade", rest[1:]
    elif preposition in {"in", "during"} and words[-1] == "century" and len(rest) <= 4:
        word, type, key = "in which century", "century", [t for t in rest if t.lower_ != "the"]
    elif preposition in {"in", "on"}:
        word, type, key = "when", "date", rest
    elif preposition in {"during", "between", "from", "around", "at"} or _is_of_event(phrase):
        word, type, key = "when", "period", list(phrase)
    elif preposition in {"by", "since", "until", "before", "after"}:
        word, type, key = f"{preposition} when", "date", rest
    else:
        return None
    question = clause.ask(word, without=[*phrase, *clause.agent])
    if question is None:
        return None
    opens = key[0].i == clause.reading.sentence.span.start
    return Focus(
        name=type,
        spans=(clause.reading.span(key),),
        key=clause.reading.span(key).text[:1].lower() + clause.reading.span(key).text[1:] if opens else None,
        type=type,
        question=question[:1].upper() + question[1:],
        gap=not opens and len(key) <= _GAPPED,
    )


def _where(clause: Clause) -> Iterator[Statement]:
    """“Where was …?”, “In which city …?”, “What does … flow into?”"""
    if clause.verb.lemma_ == "be" or not (clause.is_past or clause.verb.lemma_ in _LOCATED):
        return
    if _is_misread(clause) or any(
        token.lower_ in {"possibly", "probably", "perhaps"} for token in clause.core
    ):
        return
    if clause.verb.lemma_ not in _LOCATED | _TAKING_PLACE and not _YEAR.search(clause.text):
        return  # where something happened once is worth asking only of what has its time
    for phrase in _phrases(clause):
        place = _place(clause, phrase)
        if not place or not clause.is_specific(without=phrase):
            continue
        sort = sort_of_place(clause.reading.sentence.words(place))
        place = place[:-1] if len(place) > 1 and place[-1].lower_ == sort else place
        preposition = phrase[0].lower_
        if preposition in {"in", "at"}:
            asked = "where" if sort == "place" else f"in which {sort}"
            question = clause.ask(asked, without=[*phrase, *clause.agent])
        else:
            question = clause.ask(f"{preposition} which {sort}", without=phrase)
        if question is None:
            continue
        focus = Focus(
            name=sort, spans=(clause.reading.span(place),), type=pool_of_place(sort), question=question
        )
        yield _state(clause, focus, kind="place", pattern="place", category="place")
        return


def _place(clause: Clause, phrase: Sequence[Token]) -> list[Token]:
    """The one place that a short phrase names and ends with."""
    names = clause.reading.names
    if phrase[0].lower_ not in {"in", "at", "near", "into", "through", "to", "from", "on"} or len(phrase) > 7:
        return []
    if phrase[0].lower_ in {"to", "on", "from"} and clause.verb.lemma_ not in _LOCATED | {
        "move",
        "travel",
        "sail",
        "flee",
        "emigrate",
        "return",
        "march",
    }:
        return []
    inside = {token.i for token in phrase}
    found = [ent for ent in clause.reading.sentence.entities if ent.start in inside and ent.end - 1 in inside]
    if len(found) != 1 or not names.is_place(entity_text(found[0])) or found[0][-1].i != phrase[-1].i:
        return []
    between = [token for token in phrase[1:] if token.i < found[0].start]
    if any(token.tag_ != "DT" for token in between):
        return []
    if names.full(entity_text(found[0])) == names.leading:
        return []  # “In which country …?” in a text about Kenya
    return [token for token in found[0] if token.tag_ != "DT"]


def _entity(reading: Reading, head: Token) -> Span | None:
    return next((ent for ent in reading.sentence.entities if ent.start <= head.i < ent.end), None)


def _who(clause: Clause) -> Iterator[Statement]:
    """“Who founded …?” of a named subject."""
    reading, head = clause.reading, clause.subject[-1]
    entity = _entity(reading, head)
    if entity is None or clause.verb.lemma_ in _EMPTY or clause.verb.tag_ not in {"VBD", "VBZ"}:
        return
    if any(child.dep_ == "conj" for token in clause.subject for child in token.children):
        return
    name = entity_text(entity)
    full = reading.names.full(name)
    label = reading.names.label(name)
    key = [token for token in entity if token.tag_ not in {"DT", "POS"} and token.text != "’s"]
    before = [token for token in clause.subject if token.i < key[0].i and token.tag_ != "DT"]
    if label not in {"PERSON", "ORG"} or len(clause.rest) < 4 or clause.subject[-1].i != key[-1].i:
        return
    if full in {reading.names.dominant(), reading.names.leading} or not clause.is_specific(
        without=clause.subject
    ):
        return
    if label == "ORG" and before:
        return
    if any(token.lower_ in {"likely", "probably", "possibly"} for token in clause.rest):
        return
    if label == "ORG" and not is_organization(name):
        return
    word = "Who" if label == "PERSON" else "Which organization"
    yield _state(
        clause,
        Focus(
            name="agent",
            spans=(reading.span(key),),
            type="person" if label == "PERSON" else "organization",
            question=clause.ask_subject(word),
            accept=_other_names(full, name, said=reading.span(key).text) if label == "PERSON" else (),
        ),
        kind="agent",
        pattern="who",
        category="people",
    )


def _other_names(full: str, name: str, *, said: str) -> tuple[str, ...]:
    """What else is right for a person: the full name, and the last."""
    return tuple(other for other in dict.fromkeys((full, name.split()[-1])) if other != said)


def _by_whom(clause: Clause) -> Iterator[Statement]:
    """“X was founded by Y” → “Who founded X?”; “… created by erosion” → “What created …?”"""
    agent = next((child for child in clause.verb.children if child.dep_ == "agent"), None)
    inside = {token.i for token in clause.core}
    if agent is None or clause.verb.tag_ != "VBN" or agent.i not in inside:
        return
    phrase = trimmed([token for token in subtree(agent) if token.i in inside])
    key = _name_before_comma(clause.reading, [t for n, t in enumerate(phrase[1:]) if n or t.tag_ != "DT"])
    if key and key[0].lower_ in {"many", "some", "most", "several", "people", "others", "humans"}:
        return
    if not key or len(key) > 8 or not clause.is_specific(without=phrase, needs_name=False, fewest=2):
        return
    label = _label_of(clause.reading, key)
    if not label and (key[-1].pos_ not in {"NOUN", "PROPN"} or len(key) > 6 or key[0].tag_ == "VBG"):
        return
    acts = label in _ACTING or any(token.pos_ == "PROPN" for token in key)
    if acts and label not in _ACTING and key[-1].tag_ == "NNS":
        return  # “subsumed by the sam, vi and Emacs editors”: neither who nor what
    word = "Who" if acts else "What"
    focus = Focus(
        name="agent",
        spans=(clause.reading.span(key),),
        type={"PERSON": "person", "ORG": "organization"}.get(label, "agent"),
        question=_in_active_voice(clause, phrase, word=word),
    )
    yield _state(clause, focus, kind="agent", pattern="by-whom", category="people", confidence=0.75)


def _name_before_comma(reading: Reading, key: list[Token]) -> list[Token]:
    """“Ada Lovelace, a botanist and traveller” → “Ada Lovelace”."""
    at = next((n for n, token in enumerate(key) if token.text == ","), len(key))
    return key[:at] if at and (at == len(key) or _label_of(reading, key[:at])) else key


def _label_of(reading: Reading, key: Sequence[Token]) -> str:
    """The label of the name that a phrase is, whole."""
    entity = _entity(reading, key[-1])
    is_whole = entity is not None and entity.start <= key[0].i and entity[-1].i >= key[-1].i
    return reading.names.label(entity_text(entity)) if entity is not None and is_whole else ""


def _in_active_voice(clause: Clause, phrase: Sequence[Token], *, word: str) -> str:
    """“X was founded by Y in 1900” → “Who founded X in 1900?”"""
    verb, reading = clause.verb, clause.reading
    tense = next((child.tag_ for child in verb.children if child.dep_ == "auxpass"), "VBD")
    form = inflect(verb.lemma_, "VBD" if tense in {"VBD", "VBN"} else "VBZ")
    times = [part for part in _phrases(clause) if _is_time(part)]
    gone = {token.i for part in (phrase, *times) for token in part}
    after = [token for token in clause.rest if token.i not in gone and token.i > verb.i]
    while after and after[0].tag_ == "RB" and after[0].head == verb:
        form, after = f"{after[0].lower_} {form}", after[1:]
    behind = f" {reading.say(after)}" if after else ""
    return clause.led(f"{word} {form} {reading.inside(clause.subject)}{behind}", gone)


def _object(clause: Clause) -> Iterator[Statement]:
    """“Which country did Obama visit …?”: a named object."""
    reading, verb = clause.reading, clause.verb
    target = next((child for child in verb.children if child.dep_ == "dobj"), None)
    inside = {token.i for token in clause.core}
    if target is None or target.i not in inside or verb.lemma_ in _EMPTY or not clause.is_past:
        return
    entity = _entity(reading, target)
    phrase = [token for token in subtree(target) if token.i in inside]
    if entity is None or any(child.dep_ in {"conj", "prep", "acl", "relcl"} for child in target.children):
        return
    key = [token for token in entity if token.tag_ not in {"DT", "POS"}]
    extra = [token for token in phrase if token not in key and token.tag_ != "DT"]
    label = reading.names.label(entity_text(entity))
    word = {"PERSON": "whom", "GPE": f"which {sort_of_place(reading.sentence.words(key))}"}.get(label, "")
    if not word or extra or not clause.is_specific(without=phrase):
        return
    question = clause.ask(word.capitalize(), without=phrase)
    if question is None:
        return
    type = "person" if label == "PERSON" else pool_of_place(sort_of_place(reading.sentence.words(key)))
    focus = Focus(name="object", spans=(reading.span(key),), type=type, question=question)
    yield _state(
        clause, focus, kind="fact", pattern="object", category="people" if label == "PERSON" else "place"
    )
