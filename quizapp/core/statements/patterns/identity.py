"""What something is: “X is the fundamental guarantee for Y”, “X is a Y that …”, “X is called Y”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.definitions import is_term, term_name
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.terms import is_specific, pool_of_term
from quizapp.core.statements.wording import subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_VAGUE = frozenset(
    "thing way reason point example case fact result problem issue question idea one part number kind type sort lot "
    "time matter goal aim purpose answer".split()
)

_AIMS = frozenset(
    "purpose function role goal aim objective job task advantage benefit disadvantage challenge key".split()
)

_JUDGING = frozenset(
    "useful important good great popular interesting powerful valuable helpful difficult easy".split()
)


def find_identities(reading: Reading) -> Iterator[Statement]:
    """Copular clauses whose predicate identifies or defines the subject."""
    for verb in reading.tokens:
        if verb.lower_ not in {"is", "are", "was", "were"} or verb.pos_ != "AUX":
            continue
        subject = next((child for child in verb.children if child.dep_ in {"nsubj", "csubj"}), None)
        attribute = next((child for child in verb.children if child.dep_ == "attr"), None)
        if subject is not None and subject.lemma_ in _AIMS and subject.i < verb.i:
            yield from _aim(reading, verb, subject)
        if subject is not None and subject.lemma_ == "way" and subject.i < verb.i:
            yield from _way(reading, verb, subject)
        if subject is None or attribute is None or subject.i > verb.i or _is_hedged(verb):
            continue
        is_one_of = any(child.ent_type_ == "ORDINAL" for child in subject.children)
        if verb.dep_ in {"advcl", "relcl", "acl"} or is_one_of:
            continue  # “in cases when X is the cause”, “the first cloud is”: true only there
        yield from _identity(reading, verb, subject, attribute)


def _is_hedged(verb: Token) -> bool:
    return any(
        (child.dep_ in {"neg", "prep"} and child.i < verb.i) or child.tag_ in {"RB", "MD"}
        for child in verb.children
    )


def _identity(reading: Reading, verb: Token, subject: Token, attribute: Token) -> Iterator[Statement]:
    left, right = _phrase(subject), _phrase(attribute)
    longest = 14 if _singles_out(subject) else 8
    if not left or not right or left[-1].i >= verb.i or len(right) > 28 or len(left) > longest:
        return
    if (
        any(token.dep_ in {"relcl", "acl"} for token in left)
        or subject.pos_ == "PRON"
        or attribute.lemma_ in _VAGUE
    ):
        return
    if not _follows(left, verb) or right[0].i != verb.i + 1:
        return
    article = right[0].lower_
    text = reading.say([*left, verb, *right])
    speaker = speech_of(reading).speaker
    by = f", according to {speaker}" if speaker else ""
    superlative = any(child.tag_ == "JJS" for child in attribute.children)
    if _singles_out(subject) and len(right) <= 7 and article != "a":
        yield _singled_out(reading, left, right, verb, text)
        return
    is_event = verb.lower_ in {"was", "were"}  # “one victim was a passenger”: no term has a past
    is_named = is_term(subject) and not is_event
    if is_named and _is_class(subject, attribute, right):
        yield _definition(reading, left, right, verb, text)
        return
    defined = is_named or (article in {"a", "an"} and _is_known(reading, subject, left))
    judged = any(child.lower_ in _JUDGING for child in attribute.lefts)
    if judged:
        return  # “osmosis is a very useful process in the plant”: that is no definition
    if defined and _has_tail(attribute) and article in {"a", "an", "the"} and not superlative:
        yield _definition(reading, left, right, verb, text)
    elif article == "the" and _has_tail(attribute):
        question = f"What {verb.lower_} {reading.say(right)}{by}?"
        focus = Focus(
            name="subject",
            spans=(reading.span(_bare(left)),),
            type="identity",
            question=question,
            gap=False,
        )
        yield reading.statement(
            kind="superlative" if superlative else "role",
            pattern="identity",
            category="fact",
            text=text,
            focuses=[focus],
            attribution=speaker,
            confidence=0.75,
            salience=0.75,
        )


def _is_class(subject: Token, attribute: Token, right: Sequence[Token]) -> bool:
    """“Polymers are large molecules that …”: a plural term told by a plural class and what sets it apart in it."""
    plural = subject.tag_ == "NNS" and attribute.tag_ == "NNS"
    apart = any(child.dep_ in {"relcl", "acl"} and child.i > attribute.i for child in attribute.children)
    bare = right[0].pos_ in {"NOUN", "ADJ"} and right[0].lower_ not in {
        "many",
        "most",
        "several",
        "such",
        "other",
    }
    quantified = any(
        child.dep_ in {"amod", "nummod"} and child.lower_ in {"many", "most", "some", "other"}
        for child in subject.children
    )
    return plural and apart and bare and not quantified and len(right) >= 5


def _is_known(reading: Reading, subject: Token, left: Sequence[Token]) -> bool:
    """“The Lorenz curve”: a term with “the” that says by itself which it is."""
    plain = left[0].lower_ == "the" and subject.pos_ in {"NOUN", "PROPN"} and 3 <= len(left) <= 6
    return plain and is_specific(left[1:]) and not points_elsewhere(reading, left)


def _singles_out(subject: Token) -> bool:
    """“The most common measure of …”, “the main cause of …”: one thing alone is meant."""
    singled = any(
        child.tag_ == "JJS"
        or child.lower_ in {"main", "primary", "chief", "principal", "sole", "only"}
        or any(part.lower_ == "most" for part in child.subtree)
        for child in subject.lefts
    )
    return singled and subject.tag_ == "NN" and _has_tail(subject) and subject.lemma_ not in _VAGUE


def _singled_out(
    reading: Reading, left: Sequence[Token], right: Sequence[Token], verb: Token, text: str
) -> Statement:
    key = _bare(right)
    focus = Focus(
        name="attribute",
        spans=(reading.span(key),),
        type=pool_of_term(key),
        question=f"What {verb.lower_} {reading.inside(left)}?",
    )
    return reading.statement(
        kind="superlative",
        pattern="singled-out",
        category="fact",
        text=text,
        focuses=[focus],
        confidence=0.8,
        salience=0.8,
    )


def _aim(reading: Reading, verb: Token, subject: Token) -> Iterator[Statement]:
    """“The purpose of X is to V …”: what it is."""
    left = _phrase(subject)
    told = next(
        (child for child in verb.children if child.dep_ in {"xcomp", "ccomp"} and child.i > verb.i), None
    )
    right = trimmed(subtree(told)) if told is not None else []
    if (
        not right
        or right[0].lower_ not in {"to", "that"}
        or not 4 <= len(right) <= 30
        or not _has_tail(subject)
    ):
        return
    apart = _is_hedged(verb) or verb.dep_ in {"advcl", "relcl", "acl"} or not _follows(left, verb)
    if apart or is_adrift(reading, verb, left):
        return
    focus = Focus(
        name="aim",
        spans=(reading.span(right),),
        type="result",
        question=f"What {verb.lower_} {reading.inside(left)}?",
        gap=False,
    )
    yield reading.statement(
        kind="purpose",
        pattern="aim-of",
        category="fact",
        text=reading.say([*left, verb, *right]),
        focuses=[focus],
        confidence=0.8,
        salience=0.8,
    )


def _way(reading: Reading, verb: Token, subject: Token) -> Iterator[Statement]:
    """“One way to V is by V-ing …”: one way to V."""
    left = _phrase(subject)
    right = trimmed([token for token in subtree(verb) if token.i > verb.i])
    counted = bool(left) and left[0].lower_ in {"one", "another", "a"}
    aim = [token for token in left if token.i > subject.i]
    if not counted or not aim or aim[0].tag_ != "TO" or not 3 <= len(right) <= 26 or verb.dep_ != "ROOT":
        return
    if right[0].lower_ not in {"by", "to"} or not _follows(left, verb) or is_adrift(reading, verb, left):
        return
    yield reading.statement(
        kind="purpose",
        pattern="way",
        category="fact",
        text=f"One way {reading.say(aim)} {verb.text} {reading.say(right)}",
        focuses=[
            Focus(
                name="way",
                spans=(reading.span(right),),
                type="means",
                question=f"What {verb.lower_} one way {reading.say(aim)}?",
                gap=False,
            )
        ],
        confidence=0.8,
        salience=0.75,
    )


def _definition(
    reading: Reading, left: Sequence[Token], right: Sequence[Token], verb: Token, text: str
) -> Statement:
    term = _bare(left)
    name = term_name(reading, term)
    article = f"{left[0].lower_} " if left[0].lower_ in {"a", "an"} else ""
    focuses = [
        Focus(
            name="meaning",
            spans=(reading.span(right),),
            type="meaning",
            question=f"What {verb.lower_} {article}{name}?",
            gap=False,
        ),
        Focus(
            name="term",
            spans=(reading.span(term),),
            key=reading.inside(term),
            type=pool_of_term(term),
            gap=False,
            question=f"Which term is defined as {reading.say(right)}?",
            belongs=f"the term for {reading.say(right)}",
        ),
    ]
    return reading.statement(
        kind="definition",
        pattern="definition",
        category="definition",
        text=text,
        focuses=focuses,
        topic=name,
        confidence=0.75,
        salience=0.8,
    )


def _phrase(head: Token) -> list[Token]:
    return trimmed(subtree(head))


def _bare(tokens: Sequence[Token]) -> list[Token]:
    return list(tokens[1:]) if len(tokens) > 1 and tokens[0].tag_ == "DT" else list(tokens)


def _follows(left: Sequence[Token], verb: Token) -> bool:
    """Whether the verb stands right after its subject."""
    return left[-1].i == verb.i - 1


def _has_tail(attribute: Token) -> bool:
    """“the guarantee for …”, “the largest city in …”: a phrase that makes it one of its kind."""
    return any(
        child.dep_ in {"prep", "acl", "relcl"} and child.i > attribute.i for child in attribute.children
    )
