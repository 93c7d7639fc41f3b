"""Whole sentences with one figure, year or name left out, which is chosen among others of its sort."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from quizapp.core.statements.gazetteer import is_organization, pool_of_place, sort_of_place
from quizapp.core.statements.names import entity_text
from quizapp.core.statements.patterns.amounts import YEAR, Amount, amount_at
from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.clauses import is_set_off, outside_brackets
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.people import PLACE_SORTS, is_full_name, pool_of_body
from quizapp.core.statements.statement import Focus, Statement, StatementKind
from quizapp.core.statements.terms import bare, is_specific
from quizapp.core.statements.times import relative_times
from quizapp.core.statements.wording import capitalize, render, subject_of, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

MISSING = "…"
_SHORTEST, _LONGEST, _FEWEST_TELLING, _HANDFUL, _WORN = 8, 32, 5, 13, 5
_CLAUSE_GOES_ON, _ENDLESS = 4, 90
_ADDING = frozenset(
    "which who while whereas with including according based where as although though whose".split()
)
_ASIDES = frozenset({"appos", "relcl", "acl"})
_BREAKS = frozenset(";:—–")
_LATELY = 4  # years before the last one that a text names
_SPEECH = frozenset("say tell add note stress explain introduce announce according".split())
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
_TO = frozenset({"to", "and", "or", "-", "–"})
_INNER = frozenset({"advcl", "relcl", "ccomp", "acl"})
_CENTRAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_LEARNED = re.compile(
    r"\b(?:Universit|College|School|Institute|Union$)"
)  # that somebody studied there needs another one
_YEAR = r"\b(?:1\d{3}|20[0-4]\d)\b"
_TODAY = 2010
_AFTER = re.compile(rf"{MISSING} (?=[,.;%’'])")


@dataclass(frozen=True, kw_only=True)
class _Gap:
    """What is left out, how it is asked for, and the pool of what stands beside it."""

    tokens: tuple[Token, ...]
    asks: str
    type: str
    kind: StatementKind
    pattern: str
    amount: Amount | None = None


def is_late(statement: Statement, text: str) -> bool:
    """Whether the year that is asked for is one of the last that the text names: every reader of news knows it."""
    times = Counter(int(found) for found in re.findall(_YEAR, text))
    last = max((year for year, n in times.items() if n > 1), default=max(times, default=0))
    return last >= _TODAY and int(statement.focuses[0].answer) > last - _LATELY


def find_gaps(reading: Reading) -> Iterator[Statement]:
    """At most one statement of a sentence that can be understood alone: of a figure, else of a year or a name."""
    gap = _gap(reading)
    if gap is not None:
        yield _statement(reading, _in_short(reading), gap)


def figure_gap(reading: Reading) -> tuple[str, Amount] | None:
    """(a sentence with a sign in place of its figure, the figure); None where none is asked for."""
    gap = _gap(reading)
    if gap is None or gap.amount is None:
        return None
    return capitalize(_with_gap(reading, _in_short(reading), gap.tokens)), gap.amount


@lru_cache(maxsize=2)
def _gap(reading: Reading) -> _Gap | None:
    """What is left out of a sentence, if anything is."""
    root = reading.sentence.span.root
    if (
        any(child.dep_ == "neg" for child in root.children)
        or subject_of(root) is None
        or not _is_finite(root)
    ):
        return None
    tokens = _in_short(reading)
    if not _SHORTEST <= len(tokens) <= _LONGEST or any(t.text in _BREAKS for t in tokens):
        return None
    about = (
        any(t.pos_ in _CONTENT and t.lemma_.lower() in reading.known for t in tokens) or reading.is_untitled
    )
    # a figure of a sentence that has nothing of the title is one in passing
    gap = (about and (_figure(tokens) or _year(reading, tokens))) or _name(reading, tokens)
    gap = gap or _term(reading, tokens)
    if gap is None or relative_times(tokens):
        return None  # a figure of “last year” is one of no year without its day
    return gap if _tells(reading, tokens, gap, root) else None


@lru_cache(maxsize=2)
def _in_short(reading: Reading) -> tuple[Token, ...]:
    """The sentence without brackets, and where it is long only up to where it goes on, and without asides."""
    if len(reading.tokens) > _ENDLESS:
        return ()  # each comma looks through all that follows
    root = reading.sentence.span.root
    tokens = _up_to_end(trimmed(outside_brackets(without_links(reading.tokens))), root)
    if len(tokens) > _LONGEST:
        asides = {i for token in tokens if token.dep_ in _ASIDES and is_set_off(token) for i in _aside(token)}
        tokens = _up_to_end([token for token in tokens if token.i not in asides], root)
    while tokens and (tokens[0].lower_ == "far" or tokens[0].text == ","):
        tokens = tokens[1:]  # “So far, …”
    return tuple(tokens)


def _up_to_end(tokens: Sequence[Token], root: Token) -> list[Token]:
    """A long sentence up to the last place where it could end."""
    if len(tokens) <= _LONGEST and not any(token.text in _BREAKS for token in tokens):
        return trimmed(tokens)
    ends = [n for n, token in enumerate(tokens) if _goes_on_behind(token, root)]
    if ends:
        tokens = tokens[: max((n for n in ends if n <= _LONGEST), default=ends[0])]
    return trimmed(tokens)


def _aside(token: Token) -> set[int]:
    """Indexes of a phrase between commas, and of one comma."""
    inside = {part.i for part in token.subtree}
    if min(inside) > 0 and token.doc[min(inside) - 1].text == ",":
        inside.add(min(inside) - 1)
    if max(inside) + 1 < len(token.doc) and token.doc[max(inside) + 1].text == ",":
        inside.add(max(inside) + 1)
    return inside


def _goes_on_behind(mark: Token, root: Token) -> bool:
    """Whether a comma or semicolon parts a sentence that could end here from what only adds to it."""
    if mark.i < root.i + _CLAUSE_GOES_ON or mark.i + 2 >= len(mark.doc) or mark.text not in {",", ";"}:
        return False
    if mark.text == ";" or mark.nbor(1).lower_ in _ADDING:
        return True
    if root.pos_ not in {"VERB", "AUX"} or any(mark.nbor(-n).dep_ == "cc" for n in range(1, 5)):
        return False  # “…, and, in turn, …”
    behind = [token for token in root.subtree if token.i > mark.i and token.head.i < mark.i]
    return bool(behind) and all(_only_adds(token, mark) for token in behind)


def _only_adds(token: Token, mark: Token) -> bool:
    """A further member or a participle; not the last of several before which an “and” would lack."""
    if token.dep_ == "conj":
        first = token.head.head if token.head.dep_ == "conj" else token.head
        before = [child for child in first.children if child.i < mark.i and child.i > first.i]
        listed = token.head != first or any(child.dep_ == "conj" for child in before)
        return not listed or any(child.dep_ == "cc" for child in before)
    return token.dep_ in {"cc", "punct"} or (token.dep_ in {"advcl", "acl"} and token.tag_ == "VBG")


def _tells(reading: Reading, tokens: Sequence[Token], gap: _Gap, root: Token) -> bool:
    """Whether enough is left to be known by, and all of it stands alone."""
    gone = {token.i for token in gap.tokens}
    rest = [token for token in tokens if token.i not in gone]
    telling = sum(token.pos_ in _CONTENT for token in rest)
    return (
        telling >= _FEWEST_TELLING
        and not points_elsewhere(reading, rest)
        and not is_adrift(reading, root, rest)
    )


def _statement(reading: Reading, tokens: Sequence[Token], gap: _Gap) -> Statement:
    said = capitalize(_with_gap(reading, tokens, gap.tokens))
    focus = Focus(
        name="term" if gap.pattern == "term-gap" else "gap",
        spans=(reading.span(gap.tokens),),
        type=gap.type,
        choose_one=f"{gap.asks} fills the gap in “{said}”?",
        gap=False,
    )
    return reading.statement(
        kind=gap.kind,
        pattern=gap.pattern,
        category=gap.kind if gap.kind == "quantity" else "fact",
        text=reading.say(tokens),
        focuses=[focus],
        attribution=speech_of(reading).speaker,
        confidence=0.7,
        salience=0.6,
    )


def _with_gap(reading: Reading, tokens: Sequence[Token], gone: Sequence[Token]) -> str:
    """Tokens as they would be said, with a sign in place of some of them."""
    names = {**reading.names_in(tokens), **dict.fromkeys((token.i for token in gone), "")}
    names[gone[0].i] = f"{MISSING} "
    text = re.sub(r"\s+", " ", render(reading.sentence, tokens, names))
    return _AFTER.sub(MISSING, text).strip()


def _figure(tokens: Sequence[Token]) -> _Gap | None:
    amount = _amount(tokens)
    if amount is None:
        return None
    return _Gap(
        tokens=tuple(amount.tokens),
        asks="Which figure",
        type=amount.type_for(amount.head.head),
        kind="quantity",
        pattern="figure-gap",
        amount=amount,
    )


def _amount(tokens: Sequence[Token]) -> Amount | None:
    """The first share, sum, measure or count of more than a handful; ages, dates and ranks are none."""
    inside = {token.i for token in tokens}
    for token in tokens:
        if token.tag_ != "CD" or token.ent_type_ in {"DATE", "TIME", "ORDINAL"}:
            continue
        amount = amount_at(token, inside)
        if amount is None or _goes_on(amount, inside):
            continue
        counts = size_of(amount) >= _HANDFUL and amount.head.head.pos_ in {"NOUN", "VERB"}
        if amount.is_measured or counts:
            return amount
    return None


def _is_finite(root: Token) -> bool:
    """Whether it has a tense of its own or of a helper: “Restoring the park and …” is no sentence."""
    tags = {root.tag_, *(child.tag_ for child in root.children if child.dep_ in {"aux", "auxpass"})}
    return bool(tags & {"VBD", "VBZ", "VBP", "MD"})


def _goes_on(amount: Amount, inside: set[int]) -> bool:
    """“2,000 to 4,000”, “from 30 to 60 %”, “3-year”: a part of a range or of a word."""
    first, last = amount.tokens[0], amount.tokens[-1]
    behind = [last.nbor(n) for n in (1, 2) if last.i + n < len(last.doc)]
    before = [first.nbor(-n) for n in (1, 2) if first.i >= n]
    ranged = len(behind) > 1 and behind[0].lower_ in _TO and behind[1].like_num
    ranged = ranged or any(token.lower_ in {"between", "from"} for token in before[:1])
    ranged = ranged or (len(before) > 1 and before[0].lower_ in _TO and before[1].like_num)
    return ranged or (last.i + 1 in inside and last.nbor(1).text in {"-", "–"})


def size_of(amount: Amount) -> float:
    """About how much it is, its unit left out of account."""
    size = 0.0
    for token in amount.number:
        plain = token.text.replace(",", "")
        if plain.replace(".", "", 1).isdigit():
            size = float(plain)
        size *= _SCALES.get(token.lower_, 1.0)
    return size


def _year(reading: Reading, tokens: Sequence[Token]) -> _Gap | None:
    """The one year of something past."""
    years = [token for token in tokens if YEAR.fullmatch(token.text)]
    root = reading.sentence.span.root
    past = root.tag_ == "VBD" or any(
        child.tag_ == "VBD" for child in root.children if child.dep_ == "auxpass"
    )
    if len(years) != 1 or not past or years[0].i == tokens[0].i or years[0].nbor(-1).lower_ != "in":
        return None  # what was so “by 1890” was so by 1891, too
    if sum(token.ent_type_ in {"DATE", "TIME"} for token in tokens) > 1:
        return None
    return _Gap(tokens=(years[0],), asks="Which year", type="year", kind="date", pattern="year-gap")


def _name(reading: Reading, tokens: Sequence[Token]) -> _Gap | None:
    """A person, body or place that the text does not speak of all the time."""
    inside = {token.i for token in tokens}
    root = reading.sentence.span.root.lemma_
    if root in _SPEECH or (speech_of(reading).speaker and root != "be"):
        return (
            None  # who is only asked for an opinion; “according to Ada Berg, a norm is …” tells whose it is
        )
    for entity in reading.sentence.entities:
        key = [token for token in entity if token.tag_ not in {"DT", "POS"}]
        if not key or not {token.i for token in key} <= inside or entity.root.dep_ not in _CENTRAL:
            continue
        asks, type = _asking(reading, entity, reading.sentence.words(key))
        if any(above.dep_ in _INNER for above in entity.root.ancestors):
            continue
        joined = any(child.dep_ in {"conj", "appos"} for child in entity.root.children)
        if asks and not joined and entity.root.dep_ != "conj" and not _is_part(key):
            return _Gap(tokens=tuple(key), asks=asks, type=type, kind="agent", pattern="name-gap")
    return None


def _term(reading: Reading, tokens: Sequence[Token]) -> _Gap | None:
    """A term that the document keeps speaking of, as the subject or object of the sentence, named only once."""
    inside = {token.i for token in tokens}
    root = reading.sentence.span.root
    words = [token.lemma_.lower() for token in tokens]
    for chunk in reading.sentence.chunks:
        key = bare(chunk)
        if not key or not {token.i for token in key} <= inside or chunk.root.head != root:
            continue
        if chunk.root.dep_ not in {"nsubj", "nsubjpass", "dobj"} or key[0].tag_ == "PRP$":
            continue
        if any(child.dep_ in {"conj", "appos"} for child in chunk.root.children):
            continue
        once = all(words.count(token.lemma_.lower()) == 1 for token in key)
        if once and reading.terms.weight(key) and is_specific(key) and key[-1].pos_ == "NOUN":
            many = "defined-many" if key[-1].tag_ == "NNS" else "defined"
            return _Gap(tokens=tuple(key), asks="Which of these", type=many, kind="fact", pattern="term-gap")
    return None


def _is_part(key: Sequence[Token]) -> bool:
    """“Beijing” of “Beijing Street”, or of “Zhang, Beijing”: a name that goes on or is only a place beside another."""
    first, last = key[0], key[-1]
    before = first.nbor(-1) if first.i and not first.is_sent_start else None
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    near = [token for token in (before, after) if token is not None]
    torn = before is not None and (before.text == "," or before.tag_ in {"JJ", "CD", "VBN"})  # “the 19th …”
    return torn or any(token.pos_ == "PROPN" or token.text in {"-", "–", "'s", "’s"} for token in near)


def _asking(reading: Reading, entity: Span, name: str) -> tuple[str, str]:
    full = reading.names.full(entity_text(entity))
    worn = full in {reading.names.dominant(), reading.names.leading} or reading.names.mentions[full] >= _WORN
    if worn or name.casefold() in reading.known:
        return "", ""
    label = reading.names.label(entity_text(entity))
    if label == "PERSON" and is_full_name(name):
        return "Whose name", "person"
    source = any(token.lower_ == "according" for token in entity.root.ancestors)
    if label == "ORG" and is_organization(name) and " " in name and not (_LEARNED.search(name) or source):
        pool = pool_of_body(name)
        return f"Which {pool}", pool
    led = entity[0].tag_ == "DT" or (entity.start and entity[0].nbor(-1).tag_ == "DT")
    if label == "GPE" and not led and (sort := sort_of_place(name)) in PLACE_SORTS:
        if sort == "place" and not entity.root.dep_.startswith("nsubj"):
            return "", ""  # of what sort it is shows nowhere
        return f"Which {sort}", pool_of_place(sort)
    return "", ""
