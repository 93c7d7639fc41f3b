"""Reasons, aims and means in clauses: “S V because S2”, “S V so that S2”, “S V in order to V2”, “S V by V-ing”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.frames import EFFORTS
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import invert, own_clause, subject_of, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST, _LONGEST = 4, 30
_LONGEST_QUESTION = 26
_HANGING = frozenset({"relcl", "acl", "csubj", "pcomp", "advcl"})
_TAKING = frozenset(
    "take bring convince persuade urge invite order ask tell encourage train "
    "need require use tend have be allow enable cause lead force help expect".split()
)
_POSSESSING = frozenset(
    "give offer provide make find show stress urge emphasize demonstrate lack seek".split()
)
_WANTING = frozenset(
    "need commitment decision responsibility ability opportunity capacity momentum right plan attempt desire way time "
    "willingness chance reason permission power duty freedom motivation pressure tendency intention intent hope "
    "promise "
    "call move bid struggle potential goal aim mission task job order authority incentive".split()
)
_TEXTS = frozenset("discussion chapter section text example model figure table article author reader".split())
_HEDGES = frozenset(
    "perhaps maybe presumably possibly simply just merely partly only not mainly largely primarily".split()
)


def find_reasons(reading: Reading) -> Iterator[Statement]:
    """Every main clause with a clause that says why or how; each gives one question."""
    for token in reading.tokens:
        if token.dep_ == "mark" or token.lower_ == "when":
            yield from _marked(reading, token)
        else:
            yield from _led(reading, token)


def _marked(reading: Reading, token: Token) -> Iterator[Statement]:
    """Clauses with “because”, “since”, “so that”, “if”, “when”."""
    word = token.lower_
    if word == "because" or (word == "since" and _is_present(token.head)):
        yield from _asked(reading, token.head, (word,), pattern="because", asks="Why")
    elif word == "so" and _next_is(token, "that") and token.head.head.lemma_ != "be":
        yield from _asked(reading, token.head, ("so",), pattern="so-that", asks="Why")
    elif word == "if" and token.i > reading.sentence.span.start:
        yield from _if(reading, token)
    elif word == "when" and token.dep_ == "advmod" and token.head.i > token.i:
        yield from _when(reading, token)


def _led(reading: Reading, token: Token) -> Iterator[Statement]:
    """Phrases with “in order to”, “to”, “using”, “by”."""
    word = token.lower_
    if word == "order" and _next_is(token, "to") and token.i and token.nbor(-1).lower_ == "in":
        yield from _in_order(reading, token)
    elif token.tag_ == "TO" and token.head.dep_ == "advcl":
        yield from _aim(reading, token)
    elif token.tag_ == "TO" and token.head.dep_ in {"acl", "relcl"}:
        yield from _aim_of_object(reading, token)
    elif word == "using" and token.dep_ in {"advcl", "acl"}:
        main = next((head for head in token.ancestors if head.pos_ in {"VERB", "AUX"}), token.head)
        yield from _statement(reading, main, trimmed(subtree(token)), pattern="by-means", asks="How")
    elif word == "by" and token.dep_ == "prep":
        yield from _by(reading, token)


def _is_present(verb: Token) -> bool:
    """Whether a clause with “since” gives a reason; of the past it may give a time."""
    return verb.tag_ in {"VBZ", "VBP"} or any(child.tag_ == "MD" for child in verb.children)


def _next_is(token: Token, word: str) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == word


def _asked(
    reading: Reading, head: Token, opens: Sequence[str], *, pattern: str, asks: str
) -> Iterator[Statement]:
    """The clause that ``head`` rules, asked of the verb it hangs on."""
    phrase = trimmed(subtree(head))
    if head.dep_ != "advcl" or not phrase or phrase[0].lower_ not in opens:
        return
    yield from _statement(reading, head.head, phrase, pattern=pattern, asks=asks)


def _in_order(reading: Reading, order: Token) -> Iterator[Statement]:
    """“in order to V2 …”, whichever of the words the parser makes its head."""
    lead = order.nbor(-1)
    verb = lead.head if lead.dep_ in {"prep", "mark"} else order.head
    if lead.dep_ == "mark" and verb.dep_ == "advcl":
        phrase, verb = trimmed(subtree(verb)), verb.head
    else:
        phrase = trimmed(subtree(lead))
    if len(phrase) > 3 and phrase[0] == lead:
        yield from _statement(reading, verb, phrase, pattern="in-order", asks="Why")


def _when(reading: Reading, when: Token) -> Iterator[Statement]:
    """“S V when S2” in the present: when."""
    main = when.head.head
    phrase = trimmed(subtree(when.head))
    if (
        when.head.dep_ != "advcl"
        or not phrase
        or phrase[0] != when
        or when.i < main.i
        or _next_is(when, "to")
    ):
        return
    if any(token.lower_ in {"he", "she"} for token in phrase):
        return  # somebody in a tale
    if main.tag_ in {"VBZ", "VBP"} and not any(
        child.lower_ in {"only", "even"} for child in when.head.children
    ):
        yield from _statement(reading, main, phrase, pattern="occasion", asks="When")


def _if(reading: Reading, mark: Token) -> Iterator[Statement]:
    """“S V if S2” in the present: under what condition."""
    clause = mark.head
    main, phrase = clause.head, trimmed(subtree(clause))
    is_condition = clause.dep_ == "advcl" and phrase[:1] == [mark] and mark.i > main.i
    before = mark.nbor(-1).lower_
    stated = main.lemma_ != "be" or any(child.dep_ == "acomp" for child in main.children)
    only = not stated or any(
        child.lower_ in {"only", "though"} or child.dep_ == "attr" for child in main.children
    )
    if (
        is_condition
        and not only
        and _is_present(main)
        and before not in {"as", "even", "only", "than", "or", "and"}
    ):
        yield from _statement(reading, main, phrase, pattern="occasion", asks="Under what condition")


def _aim(reading: Reading, to: Token) -> Iterator[Statement]:
    """“S V O to V2 …”: why, where the aim hangs on a verb that has its object or is passive."""
    act = to.head
    main = act.head
    phrase = trimmed(subtree(act))
    full = any(child.dep_ in {"dobj", "auxpass"} for child in main.children)
    if (
        phrase
        and phrase[0] == to
        and main.i < to.i
        and full
        and act.tag_ == "VB"
        and act.i - to.i <= 2
        and act.lemma_ not in {"mean", "be", "have"}
        and main.lemma_ not in _TAKING
        and not any(
            child.lower_ in EFFORTS for child in main.children
        )  # “efforts are made to” tells what, not why
        and not any(child.lower_ in {"can", "could", "may", "might"} for child in main.children)
        and not any(token.lower_ == "from" for token in reading.tokens if main.i < token.i < to.i)
    ):
        yield from _statement(reading, main, phrase, pattern="aim", asks="Why")


def _aim_of_object(reading: Reading, to: Token) -> Iterator[Statement]:
    """“began a campaign to V2 …”, “includes $480 million to V2 …”: why, where the object needs no “to” of its own."""
    act, thing = to.head, to.head.head
    main = thing.head
    phrase = trimmed(subtree(act))
    own = thing.dep_ == "dobj" and main.dep_ in {"ROOT", "conj", "ccomp"} and main.i < thing.i
    modal = any(child.lower_ in {"can", "could", "may", "might"} for child in main.children)
    if (
        own
        and phrase
        and phrase[0] == to
        and act.tag_ == "VB"
        and act.lemma_ not in {"mean", "be", "have"}
        and main.lemma_ not in _TAKING | _POSSESSING
        and thing.pos_ in {"NOUN", "NUM", "PROPN"}
        and thing.lemma_.lower() not in EFFORTS | _WANTING
        and thing.lower_ not in EFFORTS
        and not modal
        and not any(
            child.i > thing.i and child.dep_ in {"conj", "relcl", "acl"} and child != act
            for child in thing.children
        )
    ):
        yield from _statement(reading, main, phrase, pattern="aim", asks="Why")


def _by(reading: Reading, by: Token) -> Iterator[Statement]:
    """“by V-ing …”: how."""
    gerund = next((child for child in by.children if child.dep_ == "pcomp"), None)
    if gerund is None or gerund.tag_ != "VBG":
        return
    if by.head.lemma_ == "be" or any(child.dep_ == "auxpass" for child in by.head.children):
        return  # “was built by using” may name an agent
    yield from _statement(reading, by.head, trimmed(subtree(by)), pattern="by-means", asks="How")


def _statement(
    reading: Reading, verb: Token, phrase: Sequence[Token], *, pattern: str, asks: str
) -> Iterator[Statement]:
    """The question for a phrase of a clause, where the clause stands alone and loses nothing by it."""
    if verb.pos_ not in {"VERB", "AUX"} or not _SHORTEST <= len(phrase) <= _LONGEST or is_hedged(phrase):
        return
    if phrase[-1].i - phrase[0].i >= len(phrase) and not _only_spaces(phrase):
        return  # “to help towns … cut costs”: the parser took a part of it elsewhere
    clause = own_clause(verb)
    names = _subject_named(reading, verb, phrase)
    if names is None or _drags(clause, verb, phrase) or _hangs_on_relative(clause, phrase):
        return
    if is_adrift(reading, verb, [token for token in clause if token not in phrase]):
        return
    dropped = [*phrase, *_beside(clause, phrase)]
    if verb.i in {token.i for token in dropped}:
        return
    asked = invert(
        reading.sentence, verb, clause, without=dropped, names={**reading.names_in(clause), **names}
    )
    if (
        asked is None
        or not _SHORTEST - (asks == "When") <= len(asked.split()) <= _LONGEST_QUESTION
        or asked.endswith((" to", " be"))
        or (len(asked.split()) == _SHORTEST and pattern == "in-order" and not _is_full(verb))
    ):
        return
    opens = phrase[0].i == reading.sentence.span.start
    focus = Focus(
        name={"Why": "reason", "How": "means"}.get(asks, "occasion"),
        spans=(reading.span(phrase),),
        key=reading.inside(phrase) if opens else None,
        type=f"{asks.lower()} of {reading.sentence.index}",  # reasons for other things are no parallel options
        question=f"{asks} {asked}?",
        gap=False,
    )
    yield reading.statement(
        kind="cause",
        pattern=pattern,
        category="cause",
        text=_claim(reading, clause, phrase, names),
        focuses=[focus],
        attribution=speech_of(reading).speaker,
        confidence=0.75,
        salience=0.75,
    )


def _subject_named(reading: Reading, verb: Token, phrase: Sequence[Token]) -> dict[int, str] | None:
    """What to write for a subject that the clause before names (“Because towns grow, they …”); None for others."""
    subject = subject_of(verb)
    if subject is None or subject.tag_ in {"EX", "WDT"} or verb.dep_ in _HANGING or subject.lemma_ in _TEXTS:
        return None
    if subject.pos_ == "PRON":
        return _named_before(reading, subject, phrase)
    named = trimmed(subtree(subject))
    known = len(named) < 2 or named[0].lower_ != "the" or not points_elsewhere(reading, named)
    return {} if known else None


def _named_before(reading: Reading, pronoun: Token, phrase: Sequence[Token]) -> dict[int, str] | None:
    first = next((token for token in phrase if token.dep_ == "nsubj" and token.pos_ == "NOUN"), None)
    if first is None or first.i > pronoun.i or phrase[0].i != reading.sentence.span.start:
        return None
    wanted = {"they": "NNS", "it": "NN"}.get(pronoun.lower_)
    rivals = [t for t in phrase if t.tag_ == wanted and t.dep_ in {"nsubj", "nsubjpass"}]
    whole = trimmed(subtree(first))
    if wanted != first.tag_ or len(rivals) > 1 or points_elsewhere(reading, whole):
        return None
    return {pronoun.i: reading.inside(whole)}


def _claim(reading: Reading, clause: Sequence[Token], phrase: Sequence[Token], names: dict[int, str]) -> str:
    """The clause as a claim; where its subject was named from the clause before, that stands first."""
    return reading.say([*phrase, *(token for token in clause if token not in phrase)] if names else clause)


def _drags(clause: Sequence[Token], verb: Token, phrase: Sequence[Token]) -> bool:
    """Whether a second clause with “while” would stay in the question, or half of what was taken out of it.

    “to help towns on the coast | save water”: the parser ended the aim at the bar.
    """
    left = [token for token in clause if token not in phrase]
    torn = any(
        (token.tag_ == "VB" and token.i == phrase[-1].i + 1)
        or (token.tag_ == "VB" and token.nbor(-1).pos_ == "NOUN")
        for token in left
        if token.i > phrase[-1].i
    )
    return torn or any(token.lower_ in {"while", "whereas"} and token.i > verb.i for token in left)


def _only_spaces(phrase: Sequence[Token]) -> bool:
    inside = {token.i for token in phrase}
    return all(token.i in inside or token.is_space for token in phrase[0].doc[phrase[0].i : phrase[-1].i])


def _is_full(verb: Token) -> bool:
    return any(child.dep_ in {"dobj", "auxpass", "acomp", "attr"} for child in verb.children)


def _hangs_on_relative(clause: Sequence[Token], phrase: Sequence[Token]) -> bool:
    """“…, which they do because …”: the reason is for what the nearest clause tells."""
    before = [token for token in clause if token.i < phrase[0].i]
    at = max((n for n, token in enumerate(before[:-1]) if token.text == ","), default=-1)
    return at >= 0 and any(token.tag_ in {"WDT", "WP"} for token in before[at + 1 : at + 3])


def _beside(clause: Sequence[Token], phrase: Sequence[Token]) -> list[Token]:
    """The comma that parts the phrase from its clause, and an adverb before it (“partly because”)."""
    before = [token for token in clause if token.i == phrase[0].i - 1 and token.text in {",", "—", "–"}]
    after = [token for token in clause if token.i == phrase[-1].i + 1 and token.text in {",", "—", "–"}]
    return [*before, *after]


def is_hedged(phrase: Sequence[Token]) -> bool:
    """“perhaps because”, “not because”, “only so that”: the reason is not simply stated."""
    first = phrase[0]
    before = first.nbor(-1).lower_ if first.i > 0 and not first.is_sent_start else ""
    return before in _HEDGES
