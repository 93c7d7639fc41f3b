"""What several sentences tell together: who or what does which thing, and which figure belongs where."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, islice
from typing import TYPE_CHECKING

from quizapp.core.statements import statement as model
from quizapp.core.statements.gaps import MISSING, figure_gap, find_gaps, is_late, size_of
from quizapp.core.statements.parse import Sentence
from quizapp.core.statements.patterns.amounts import Amount
from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.clauses import Clause, clause_at, find_clauses, is_planned
from quizapp.core.statements.patterns.frames import is_institution
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.patterns.subjects import names_people
from quizapp.core.statements.pool import PoolEntry, fold
from quizapp.core.statements.statement import Pairing, Span, Statement
from quizapp.core.statements.terms import Terms, bare
from quizapp.core.statements.terms import fold as fold_term
from quizapp.core.statements.times import relative_times
from quizapp.core.statements.wording import singular, subject_of, trimmed
from quizapp.core.text.source import Source

if TYPE_CHECKING:
    from spacy.tokens import Token

_FEWEST, _MOST, _MOST_TRIED = 3, 4, 12
_EXTENT = 4500
_LONGEST_SUBJECT, _SHORTEST_PREDICATE, _LONGEST_PREDICATE = 9, 4, 22
_FEWEST_TELLING, _ALIKE, _FAR = 3, 0.34, 200.0
_FILL = "Match each gap (…) with the figure that fills it."
_FIGURE = re.compile(r"\d(?:[\d,.]*\d)? ?(?:%|percent|million|billion|trillion)|[$€£¥]\d")
_PEOPLE = re.compile(r"[A-Z][a-z]+(?:ers|ors|ists|ians|ants|ents)")
_SHORT_STEM = 4
_BODIES = frozenset({"ORG", "GPE", "NORP", "FAC"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
_OPENERS = frozenset("also now then already specifically still thus often usually generally".split())
_POINTING = frozenset(
    "this these those that such it they he she them him his her we our you your who".split()
)
_VAGUE = frozenset(
    "some many most several both each every all few other others another one more least any no such either half".split()
)
_SPEECH = frozenset(
    "say tell add note stress urge call emphasize ask want believe think feel know see".split()
)
_LEFT_OPEN = frozenset({"IN", "TO", "DT", "CC", "WDT", "PRP$"})


@dataclass(frozen=True, kw_only=True)
class Tie:
    """One clause cut in two: what stands left and right, its sentence, and of which sort both are.

    ``named`` and ``told`` are the words of either side in the singular, without those that tell nothing.
    """

    sentence: Sentence
    sort: tuple[str, ...]
    left: Span
    right: Span
    named: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    size: float = 0.0

    @property
    def start(self) -> int:
        """Where its sentence begins."""
        return self.sentence.start

    @property
    def end(self) -> int:
        """Where its sentence ends."""
        return self.sentence.end

    @property
    def quote(self) -> str:
        """Its sentence."""
        return self.sentence.text


@dataclass
class Together:
    """The ties of a text's sentences, and choices of who or what is spoken of, gathered while it is read."""

    deeds: list[Tie] = field(default_factory=list)
    figures: list[Tie] = field(default_factory=list)
    choices: list[Statement] = field(default_factory=list)
    subjects: set[str] = field(default_factory=set)

    def read(self, reading: Reading) -> None:
        """Take in one sentence."""
        self.subjects |= {
            fold_term(bare(chunk))
            for chunk in reading.sentence.chunks
            if chunk.root.dep_ in {"nsubj", "nsubjpass"} and chunk.root.pos_ in {"NOUN", "PROPN"}
        }
        if _is_unfit(reading):
            return
        self.choices += find_gaps(reading)
        self.figures += _figure(reading)
        for clause in _clauses(reading):
            for tie in _deed(reading, clause):
                self.deeds.append(tie)

    def kin(self, terms: Terms) -> Iterator[PoolEntry]:
        """The document's own terms of which it tells something, to stand beside those that it defines."""
        for text, type in terms.offered():
            before, _, last = fold(text).rpartition(" ")
            if {fold(text), f"{before} {singular(last)}".strip()} & self.subjects:
                yield PoolEntry(
                    text=text, type="defined-many" if type == "terms" else "defined", home="document"
                )

    def statements(
        self, source: Source, *, found: Sequence[Statement], terms: Collection[str]
    ) -> Iterator[Statement]:
        """Choices of ``terms`` (folded) and names, and at most two matched groups of deeds and of figures.

        Nothing is chosen for which a question of those ``found`` asks.
        """
        asked = _asked_for(found)
        paired = {fold(left.text) for one in found if one.pairing for left, _ in one.pairing.pairs}
        for one in self.choices:
            focus = one.focuses[0] if one.focuses else None
            if focus is None or (
                focus.type.startswith("defined") and fold(one.topic or focus.answer) not in terms
            ):
                continue
            if one.pattern == "year-gap" and is_late(one, source.text):
                continue
            if fold(one.topic) not in paired and (one.start, focus.spans[0].end) not in asked:
                yield one
        matchable = [tie for tie in self.deeds if _is_matchable(tie, terms)]
        for group in islice(_groups(matchable, _deeds_apart), 2):
            yield _matched(group, source, pattern="deeds", prompt=_prompt(group))
        for group in islice(_groups(self.figures, _figures_apart), 2):
            yield _matched(group, source, pattern="figures", prompt=_FILL)


def _asked_for(statements: Iterable[Statement]) -> set[tuple[int, int]]:
    """(start of the sentence, end of the answer) of all that some question asks for."""
    return {
        (one.start, span.end)
        for one in statements
        for focus in one.focuses
        if focus.question and not one.context
        for span in focus.spans
    }


def _is_unfit(reading: Reading) -> bool:
    """Speech, questions and what a reader is told to do."""
    text = reading.sentence.text
    return not text.endswith(".") or any(mark in text for mark in '"“”?!')


def _clauses(reading: Reading) -> Iterator[Clause]:
    speech = speech_of(reading)
    if speech.verb is not None and speech.claim != speech.verb:
        return
    root = reading.sentence.span.root
    plain = {clause.verb: clause for clause in find_clauses(reading)}
    for verb in [root, *(child for child in root.children if child.dep_ == "conj" and child.i > root.i)]:
        clause = plain.get(verb)
        if clause is None and is_planned(verb) and subject_of(verb) is not None:
            clause = clause_at(reading, verb, planned=True)
        if clause is not None:
            yield clause


def _deed(reading: Reading, clause: Clause) -> Iterator[Tie]:
    """The subject and all that is told of it, both as they stand."""
    if any(not _is_time(reading, lead, past=clause.verb.tag_ == "VBD") for lead in clause.leads):
        return
    subject = _bare(clause.subject)
    predicate = _predicate(reading, clause)
    if not subject or not _names(reading, clause, subject) or not predicate:
        return
    if clause.verb.lemma_ in _SPEECH or is_adrift(reading, clause.verb, [*subject, *predicate]):
        return
    yield Tie(
        sort=(_sort(reading, subject), "many" if _are_many(subject) else "one"),
        left=_span(reading, subject),
        right=reading.span(predicate),
        sentence=reading.sentence,
        named=_words(subject),
        told=_words(predicate),
    )


def _bare(subject: Sequence[Token]) -> list[Token]:
    """A subject without its article; nothing where one of many is meant or it is torn."""
    tokens = [*subject]
    if tokens[0].lower_ in {"the", "a", "an"}:
        tokens = tokens[1:]
    whole = bool(tokens) and tokens[-1].i - tokens[0].i == len(tokens) - 1 and len(tokens) <= _LONGEST_SUBJECT
    if not whole or any(t.lower_ in _VAGUE | _POINTING or t.tag_ == "CD" for t in tokens):
        return []
    return tokens


def _names(reading: Reading, clause: Clause, subject: Sequence[Token]) -> bool:
    """Whether the subject is said as it stands: a noun, no short name of something else."""
    head = subject_of(clause.verb)
    if head is None or head.pos_ not in {"NOUN", "PROPN"} or any(t.pos_ == "PRON" for t in subject):
        return False
    names = reading.names_in(subject)
    return not any(t.i in names and names[t.i] != t.text for t in subject)


def _predicate(reading: Reading, clause: Clause) -> list[Token]:
    """The verb and what follows, as far as it stands together and something marks its end."""
    rest = clause.rest
    while rest and (rest[0].lower_ in _OPENERS or rest[0].is_punct):
        rest = rest[1:]
    run = [token for n, token in enumerate(rest) if token.i == rest[0].i + n] if rest else []
    run = trimmed(run)
    if not _SHORTEST_PREDICATE <= len(run) <= _LONGEST_PREDICATE or run[-1].tag_ in _LEFT_OPEN:
        return []
    after = run[-1].nbor(1) if run[-1].i + 1 < len(run[-1].doc) else None
    if after is not None and not (after.is_punct and after.text not in "('’") and after.tag_ != "CC":
        return []
    if any(_points(t) or t.lower_ == "also" for t in run) or relative_times(run):
        return []
    return run if sum(token.pos_ in _CONTENT for token in run) >= _FEWEST_TELLING else []


def _points(token: Token) -> bool:
    """“this”, “they”, “such a law”; not “such as”, nor “that” which only joins."""
    if token.lower_ == "such":
        return token.i + 1 == len(token.doc) or token.nbor(1).lower_ != "as"
    return token.lower_ in _POINTING and token.tag_ not in {"IN", "WDT", "WP"}


def _is_time(reading: Reading, lead: Sequence[Token], *, past: bool) -> bool:
    """“Today”, and of what happened “on May 3” and “in 2019”: what may be left out."""
    dated = past and all(t.ent_type_ in {"DATE", "TIME"} or t.dep_ == "prep" or t.is_punct for t in lead)
    return dated or {token.i for token in lead} <= relative_times(reading.tokens)


def _sort(reading: Reading, subject: Sequence[Token]) -> str:
    """“person”, “body” for who acts together, else “thing”."""
    last = subject[-1]
    entity = next((ent for ent in reading.sentence.entities if ent.start <= last.i < ent.end), None)
    if entity is not None and entity.label_ == "PERSON":
        return "person"
    acts = entity is not None and entity.label_ in _BODIES and subject[0].i >= entity.start - 1
    heads = [token for token in subject if token.head not in subject] or [last]
    acts = acts or any(names_people(head) or is_institution(head) for head in heads)
    return "body" if acts else "thing"


def _are_many(subject: Sequence[Token]) -> bool:
    inside = set(subject)
    heads = [token for token in subject if token.head not in inside] or [subject[-1]]
    joined = any(child.dep_ == "conj" for head in heads for child in head.children)
    return joined or (heads[0].tag_ in {"NNS", "NNPS"} and heads[0].ent_type_ != "GPE")


def _figure(reading: Reading) -> Iterator[Tie]:
    """The sentence with a gap, and the one figure that fills it, where both sides of the gap stand there so."""
    found = figure_gap(reading)
    if found is None:
        return
    said, amount = found
    quote = f" {fold(reading.sentence.text)} "
    parts = [fold(part) for part in said.split(MISSING)]
    if all(f" {part} " in quote for part in parts if part) and not _FIGURE.search(said):
        place = reading.span(amount.tokens)
        left = Span(text=said, start=reading.sentence.start, end=reading.sentence.end)
        yield Tie(sentence=reading.sentence, sort=_unit(amount), left=left, right=place, size=size_of(amount))


def _unit(amount: Amount) -> tuple[str, ...]:
    """The unit that figures must share to be mistaken for one another."""
    if amount.is_percent:
        return ("percent",)
    if amount.is_money:
        return ("money",)
    return ("unit", *(token.lemma_.lower() for token in amount.unit))


def _span(reading: Reading, tokens: Sequence[Token]) -> Span:
    """Tokens as they stand, a capital that only begins the sentence made small."""
    place = reading.span(tokens)
    first = tokens[0]
    if first.i != reading.sentence.span.start:
        return place
    text = reading.inside(tokens)
    if len(tokens) == 1 and _PEOPLE.fullmatch(text) and not reading.names.is_capital(text):
        text = text.lower()  # “Farmers”, which the parser takes for a name
    return replace(place, text=text)


def _words(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(singular(token.lemma_.lower()) for token in tokens if token.pos_ in _CONTENT) - {
        "be",
        "have",
    }


def _is_matchable(tie: Tie, terms: Collection[str]) -> bool:
    """Who acts, or a term that the text makes its own; not any thing."""
    return tie.sort[0] != "thing" or fold(tie.left.text) in terms


def _groups(ties: Sequence[Tie], apart: Callable[[Tie, Tie], bool]) -> Iterator[tuple[Tie, ...]]:
    """Groups of four, else of three, that stand near together, each tie in one of them."""
    left = list(ties)
    while left:
        found = next((group for size in (_MOST, _FEWEST) if (group := _nearest(left, size, apart))), None)
        if found is None:
            return
        yield found
        left = [tie for tie in left if tie not in found]


def _nearest(ties: Sequence[Tie], size: int, apart: Callable[[Tie, Tie], bool]) -> tuple[Tie, ...] | None:
    best: tuple[Tie, ...] | None = None
    for sort in dict.fromkeys(tie.sort for tie in ties):
        alike = [tie for tie in ties if tie.sort == sort]
        for n in range(len(alike)):
            window = [tie for tie in alike[n : n + _MOST_TRIED] if tie.end - alike[n].start <= _EXTENT]
            for others in combinations(window[1:], size - 1):
                group = (alike[n], *others)
                if (best is None or _extent(group) < _extent(best)) and all(
                    apart(a, b) for a, b in combinations(group, 2)
                ):
                    best = group
    return best


def _deeds_apart(one: Tie, other: Tie) -> bool:
    """Whether neither names the other, and what is told of them differs."""
    if one.named & other.named or one.named & one.told or other.named & other.told:
        return False
    if len(one.named & other.told) + len(other.named & one.told) > 1:
        return False
    if len(one.told & other.told) > _ALIKE * min(len(one.told), len(other.told)):
        return False
    if any(_shares_stem(tie) for tie in (one, other)):
        return False  # “tourist sites” and “cloud tour” find one another
    return not any(f" {fold(a.left.text)} " in f" {fold(b.quote)} " for a, b in ((one, other), (other, one)))


def _shares_stem(tie: Tie) -> bool:
    """Whether a word of either side begins like one of the other."""
    return bool({word[:_SHORT_STEM] for word in tie.named} & {word[:_SHORT_STEM] for word in tie.told})


def _figures_apart(one: Tie, other: Tie) -> bool:
    """Whether two figures of one unit differ, and either could be the other's by its size."""
    if fold(one.right.text) == fold(other.right.text) or one.left.text == other.left.text:
        return False
    small, large = sorted((one.size, other.size))
    return one.start != other.start and small > 0 and large <= _FAR * small


def _extent(group: Sequence[Tie]) -> int:
    return max(tie.end for tie in group) - min(tie.start for tie in group)


def _prompt(group: Sequence[Tie]) -> str:
    acts = group[0].sort[0] in {"person", "body"}
    return (
        "Who does what? Match them as the text does." if acts else "Match each with what the text says of it."
    )


def _matched(group: Sequence[Tie], source: Source, *, pattern: str, prompt: str) -> Statement:
    start, end = min(tie.start for tie in group), max(tie.end for tie in group)
    text = " ".join(tie.quote for tie in group)
    return Statement(
        id=model.statement_id("parallel", pattern, text, focuses=()),
        kind="parallel",
        pattern=pattern,
        category="fact",
        start=start,
        end=end,
        quote=source.text[start:end],
        text=text,
        pairing=Pairing(prompt=prompt, pairs=tuple((tie.left, tie.right) for tie in group)),
        confidence=0.85,
        salience=0.85,
    )
