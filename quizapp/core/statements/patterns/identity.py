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
from quizapp.core.statements.terms import is_specific, pool_of_defined, pool_of_meaning, pool_of_term
from quizapp.core.statements.times import citations
from quizapp.core.statements.wording import subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_VAGUE = frozenset(
    "thing way reason point example case fact result problem issue question idea one part number kind type sort lot "
    "time matter goal aim purpose answer name".split()
)

_AIMS = frozenset(
    "purpose function role goal aim objective job task advantage benefit disadvantage challenge key difference "
    "distinction".split()
)

_JUDGING = frozenset(
    "useful important good great popular interesting powerful valuable helpful difficult easy essential key major "
    "central crucial vital significant critical common typical classic recognizable prominent".split()
)
_MEASURES = frozenset(
    "rate ratio sum number amount percentage quantity share frequency proportion total measure process practice "
    "act study tendency ability idea belief".split()
)
_THINKING = frozenset("think believe tend assume suppose suggest claim seem fear hope imagine say".split())
_LINKING = frozenset({"however", "therefore", "then", "meanwhile"})
_FEWEST_BY_SURFACE, _LONGEST_BY_SURFACE, _SHORTEST_RARE = 7, 34, 6
_LONGEST_ASIDE, _FEWEST_OF_FIRST = 12, 4
_OTHER_HAND = ["on", "the", "other", "hand"]
_ARTICLES = frozenset({"a", "an", "the", "any"})
_PARTS = frozenset(
    "feature aspect facet element component part source cause sign characteristic indicator factor influence symbol "
    "challenge concern threat step means result consequence effect reflection expression".split()
)
_CLASSES = frozenset(
    "category grouping group type form kind set collection class system pattern unit piece series combination "
    "structure process measure".split()
)


def find_identities(reading: Reading) -> Iterator[Statement]:
    """Copular clauses whose predicate identifies or defines the subject."""
    yield from _by_surface(reading)
    for verb in reading.tokens:
        if verb.lower_ not in {"is", "are", "was", "were"} or verb.pos_ != "AUX":
            continue
        subject = next((child for child in verb.children if child.dep_ in {"nsubj", "csubj"}), None)
        attribute = next((child for child in verb.children if child.dep_ == "attr"), None)
        if subject is not None and subject.lemma_ in _AIMS and subject.i < verb.i:
            yield from _aim(reading, verb, subject)
        if subject is not None and subject.lemma_ == "way" and subject.i < verb.i:
            yield from _way(reading, verb, subject)
        if subject is None or attribute is None or subject.i > verb.i or _is_hedged(reading, verb):
            continue
        is_one_of = any(child.ent_type_ == "ORDINAL" for child in subject.children)
        unsure = verb.dep_ == "ccomp" and verb.head.lemma_ in _THINKING
        if verb.dep_ in {"advcl", "relcl", "acl"} or is_one_of or unsure:
            continue  # “in cases when X is the cause”, “the first cloud is”: true only there
        yield from _identity(reading, verb, subject, attribute)


def _by_surface(reading: Reading) -> Iterator[Statement]:
    """“Homophily is the tendency …”: a rare word at a sentence's head, which the tagger takes for no noun."""
    tokens = trimmed(reading.tokens)
    if (
        len(tokens) < _FEWEST_BY_SURFACE
        or tokens[1].lower_ != "is"
        or tokens[2].lower_ not in {"a", "an", "the"}
    ):
        return
    term, right = tokens[0], _uncited(tokens[2:])
    head = next((chunk.root for chunk in reading.sentence.chunks if chunk.start == right[0].i), None)
    if head is None or not _is_rare(reading, term) or len(right) > _LONGEST_BY_SURFACE:
        return
    follows = head.i + 1 < len(head.doc) and head.nbor(1).lower_ in {
        "of",
        "for",
        "that",
        "in",
        "to",
        "by",
        "which",
    }
    vague = head.lemma_ in _VAGUE | _PARTS or any(t.tag_ == "JJS" or t.lower_ in _JUDGING for t in head.lefts)
    if follows and not vague:
        yield _definition(reading, [term], right, tokens[1], reading.say([term, tokens[1], *right]), by="")


def _is_rare(reading: Reading, term: Token) -> bool:
    """Whether this word can only be a term, and is not read as the subject that it is."""
    known = term.pos_ in {"NOUN", "PROPN"} and term.dep_ == "nsubj"
    strange = term.tag_ in {"RB", "JJ", "VB", "VBG", "FW", "NNP", "UH"} and term.text.isalpha()
    return strange and not known and len(term) >= _SHORTEST_RARE and not reading.names.is_capital(term.text)


def _is_hedged(reading: Reading, verb: Token) -> bool:
    """Whether something limits the claim that is no mere link to the sentence before nor says whose view it is."""
    tokens = trimmed(without_links(reading.tokens))
    first = tokens[0].i if tokens else 0
    return any(
        (
            (child.dep_ in {"neg", "prep"} and first <= child.i < verb.i)
            or (child.tag_ in {"RB", "MD"} and (child.i > verb.i or child.i >= first))
        )
        and not _is_aside(child)
        and child.lower_ != "according"
        for child in verb.children
    )


def _is_aside(token: Token) -> bool:
    """“, however,”, “, on the other hand,” between subject and verb."""
    before = token.nbor(-1).text if token.i else ""
    return before == "," and (token.lower_ in _LINKING or [t.lower_ for t in subtree(token)] == _OTHER_HAND)


def _uncited(right: Sequence[Token]) -> list[Token]:
    """Without “(1906)”, “(Weber 1920)” at its end."""
    cited = citations(right)
    kept = list(right)
    while kept and kept[-1].i in cited:
        kept = kept[:-1]
    return trimmed(kept)


def _before_aside(left: Sequence[Token], verb: Token) -> list[Token]:
    """The subject without “(or Y)” and “, however,” behind it."""
    opens = next((n for n, token in enumerate(left) if token.text in {"(", ","} and n), len(left))
    aside = [token.lower_ for token in left[opens:] if not token.is_punct]
    closed = bool(left) and left[-1].i <= verb.i - 1 and verb.nbor(-1).text in {")", ","}
    linking = aside == _OTHER_HAND or (len(aside) == 1 and aside[0] in _LINKING)
    bracket = bool(aside) and left[opens].text == "(" and len(aside) <= _LONGEST_ASIDE
    return list(left[:opens]) if closed and (linking or bracket) else list(left)


def _identity(reading: Reading, verb: Token, subject: Token, attribute: Token) -> Iterator[Statement]:
    left, right = _before_aside(_phrase(subject), verb), _uncited(_phrase(attribute))
    longest = 14 if _singles_out(subject) else 8
    if not left or not right or left[-1].i >= verb.i or len(right) > 28 or len(left) > longest:
        return
    if (
        any(token.dep_ in {"relcl", "acl"} for token in left)
        or subject.pos_ == "PRON"
        or (attribute.lemma_ in _VAGUE and not _is_told_apart(attribute, right))
    ):
        return
    if not _follows(left, verb) or right[0].i != verb.i + 1:
        return
    if attribute.tag_ == "VBG":
        return  # “was looming large”
    article = right[0].lower_
    text = reading.say([*left, verb, *right])
    speaker = speech_of(reading).speaker
    by = f", according to {speaker}" if speaker else ""
    superlative = any(child.tag_ == "JJS" for child in attribute.children)
    if _singles_out(subject) and len(right) <= 7 and article != "a":
        yield _singled_out(reading, left, right, verb, text)
        return
    is_event = verb.lower_ in {"was", "were"}  # “one victim was a passenger”: no term has a past
    is_named = _is_named(subject, left) and not is_event
    if is_named and (_is_class(subject, attribute, right) or _is_stuff(subject, attribute, right)):
        yield _definition(reading, left, right, verb, text, by=by)
        return
    counted = article == "the" and attribute.lemma_ in _MEASURES and not is_event
    defined = is_named or ((article in {"a", "an"} or counted) and _is_known(reading, subject, left))
    judged = any(child.lower_ in _JUDGING for child in attribute.lefts)
    if judged or (article in {"a", "an"} and attribute.lemma_ in _PARTS and not _is_apart(attribute)):
        return  # “osmosis is a very useful process in the plant”, “a feature of it”: that is no definition
    extreme = any(token.tag_ in {"JJS", "RBS"} for token in right) and left[0].lower_ not in {"a", "an"}
    first = reading.sentence.index == 0 and is_named and len(right) >= _FEWEST_OF_FIRST
    if defined and (_has_tail(attribute) or first) and article in _ARTICLES and not extreme:
        yield _definition(reading, left, right, verb, text, by=by)
    elif article == "the" and _has_tail(attribute):
        question = f"What {verb.lower_} {reading.say(right)}{by}?"
        focus = Focus(
            name="subject",
            spans=(reading.span(_bare(left)),),
            key=reading.inside(_bare(left)),
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


def _is_named(subject: Token, left: Sequence[Token]) -> bool:
    """A term; no “other examples”, no “promotion at work”, which is one of what is told."""
    loose = any(token.lower_ in {"other", "such", "another", "more", "most", "many"} for token in left)
    tail = any(child.dep_ == "prep" and child.lower_ != "of" and child in left for child in subject.children)
    return is_term(subject) and not loose and not tail and subject.lemma_ not in _VAGUE


def _is_way(attribute: Token, right: Sequence[Token]) -> bool:
    """“Control is the way in which a group …”: a way that is told."""
    the = right[0].lower_ == "the" or right[0] == attribute
    return attribute.lemma_ == "way" and the and _is_apart(attribute)


def _is_told_apart(attribute: Token, right: Sequence[Token]) -> bool:
    """“a large number of people with …”, “the best example or picture of …”, “the way in which …”."""
    number = attribute.lower_ == "number" and any(child.lower_ == "of" for child in attribute.children)
    best = right[0].lower_ == "the" and any(child.lower_ == "best" for child in attribute.lefts)
    return number or best or _is_way(attribute, right)


def _is_stuff(subject: Token, attribute: Token, right: Sequence[Token]) -> bool:
    """“Deviance is behavior that …”: a class that is not counted, and a clause that sets the term apart in it."""
    return (
        subject.tag_ == "NN"
        and attribute.tag_ == "NN"
        and right[0].pos_ in {"NOUN", "ADJ"}
        and right[0].lower_ not in {"such", "other", "same"}
        and _is_apart(attribute)
        and len(right) >= 5
    )


def _is_class(subject: Token, attribute: Token, right: Sequence[Token]) -> bool:
    """“Polymers are large molecules that …”: a plural term told by a plural class and what sets it apart in it."""
    those = attribute.lower_ == "those" and _is_apart(attribute)
    plural = subject.tag_ == "NNS" and (attribute.tag_ == "NNS" or those)
    apart = (
        _is_apart(attribute) or (attribute.lemma_ in _CLASSES and _has_tail(attribute)) or _is_for(attribute)
    )
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
    return plural and apart and (bare or those) and not quantified and len(right) >= 4


def _is_apart(noun: Token) -> bool:
    """“large molecules that …”: a clause of its own sets it apart."""
    return any(child.dep_ in {"relcl", "acl"} and child.i > noun.i for child in noun.children)


def _is_for(noun: Token) -> bool:
    """“punishments for breaking rules”."""
    return any(
        child.lower_ in {"for", "of"} and child.i + 1 < len(child.doc) and child.nbor(1).tag_ == "VBG"
        for child in noun.children
    )


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
    left = [token for token in left if token.i < verb.i]
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
    apart = _is_hedged(reading, verb) or verb.dep_ in {"advcl", "relcl", "acl"} or not _follows(left, verb)
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
    reading: Reading, left: Sequence[Token], right: Sequence[Token], verb: Token, text: str, *, by: str
) -> Statement:
    term = _bare(left)
    name = term_name(reading, term)
    article = f"{left[0].lower_} " if left[0].lower_ in {"a", "an", "the"} else ""
    focuses = [
        Focus(
            name="meaning",
            spans=(reading.span(right),),
            type=pool_of_meaning(term, right, many=verb.lower_ == "are"),
            question=f"What {verb.lower_} {article}{name}{by}?",
            gap=False,
        ),
        Focus(
            name="term",
            spans=(reading.span(term),),
            key=reading.inside(term),
            type=pool_of_defined(term, right),
            question=f"Which term is defined as {reading.say(right)}{by}?",
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
    """Whether the verb stands right after its subject, or after an aside that was left out of it."""
    between = verb.doc[left[-1].i + 1 : verb.i].text.strip()
    return not between or (between[0] in ",(" and between[-1] in ",)")


def _has_tail(attribute: Token) -> bool:
    """“the guarantee for …”, “the largest city in …”: a phrase that makes it one of its kind."""
    return any(
        child.dep_ in {"prep", "acl", "relcl"} and child.i > noun.i
        for noun in (attribute, *(part for part in attribute.children if part.dep_ == "conj"))
        for child in noun.children
    )
