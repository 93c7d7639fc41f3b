"""From a source to its statements: passages, sentences, names, then every pattern on every sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from quizapp.core.statements import statement as model
from quizapp.core.statements.curated import curated_for
from quizapp.core.statements.keyterms import matched_meanings, own_terms, with_kin, without_loose_facts
from quizapp.core.statements.mentions import Mentions
from quizapp.core.statements.names import Names
from quizapp.core.statements.parse import Sentence, read_sentences
from quizapp.core.statements.patterns import PATTERNS
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.people import named_beside, with_people
from quizapp.core.statements.pool import PoolEntry, fold
from quizapp.core.statements.sorts import with_sorts
from quizapp.core.statements.statement import Statement
from quizapp.core.statements.terms import Terms
from quizapp.core.statements.together import Together
from quizapp.core.statements.topic import known_by
from quizapp.core.text.passage import passages
from quizapp.core.text.source import Source
from quizapp.errors import NothingToAsk
from quizapp.phrases import phrase

_LONG, _TOLD = 5, 0.75
"""An answer of this many words is told by a title that has this share of what it says."""
_FEWEST_LETTERS = 3
_MANY = 2
"""Sentences: of somebody who says more than this, “What did she call for?” does not say what is meant."""

_LONGEST = 400
"""Tokens of a sentence that is read. Nobody is asked of a longer one, and clauses in clauses take a time that grows
with more than the square of their number: a few pages without a stop would keep the texts of all others waiting."""

Progress = Callable[[float, str], None]


@dataclass(frozen=True, kw_only=True)
class Extraction:
    """All statements in the text's order, wrong answers to go with them, and its sentences as (start, end)."""

    statements: tuple[Statement, ...]
    curated: tuple[PoolEntry, ...]
    sentences: tuple[tuple[int, int], ...]


def extract(source: Source, *, progress: Progress | None = None) -> Extraction:
    """Every statement of a source, often none. Raises `NothingToAsk` where it has no sentence."""
    tell = progress or (lambda share, stage: None)
    tell(0.0, phrase("Reading the text"))
    sentences = list(
        read_sentences(
            passages(source), progress=lambda share: tell(0.7 * share, phrase("Parsing sentences"))
        )
    )
    if not sentences:
        raise NothingToAsk(
            "No key statements found, because the text has no full sentences, only headings or lines."
        )
    found, kin = _all_statements(with_people(sentences), source, tell)
    statements = tuple(_beyond(one, fold(source.title)) for one in _told_apart(found))
    return Extraction(
        statements=statements,
        curated=(*curated_for(statements, source.text), *kin),
        sentences=tuple((sentence.start, sentence.end) for sentence in sentences),
    )


def _all_statements(
    sentences: list[Sentence], source: Source, tell: Progress
) -> tuple[list[Statement], list[PoolEntry]]:
    """What single sentences tell and what only the whole text shows, in the text's order, and its own wrong answers."""
    terms, names, together = Terms(sentences), Names(sentences), Together()
    read = _statements(sentences, names, terms, known_by(source.title), tell, together)
    found, kin = with_kin(list(without_loose_facts(read, source)), terms)
    found, named = with_sorts(found, names, source.text)
    together.choices, more = with_kin(together.choices, terms, beside=found)
    meanings = list(matched_meanings(found, source))
    matched = together.statements(source, found=[*found, *meanings], terms=own_terms(found, terms))
    statements = list(_unique(sorted([*found, *meanings, *matched], key=lambda statement: statement.start)))
    others = [*_terms_of(terms), *kin, *named, *more, *together.kin(terms), *named_beside(names, sentences)]
    return statements, others


def _told_apart(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Without questions that the text answers in two ways: “What did Ada Lovelace call for?” where she called twice."""
    answers: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        for focus in statement.focuses:
            if focus.question:
                answers[fold(focus.question)].add(fold(focus.answer))
    said = Counter(
        one.attribution for one in {one.start: one for one in statements if one.attribution}.values()
    )
    for statement in statements:
        focuses = [
            replace(focus, question=None)
            if focus.question
            and (
                len(answers[fold(focus.question)]) > 1
                or (
                    statement.pattern == "goals-named"
                    and focus.question.startswith("What did")
                    and said[statement.attribution] > _MANY
                )
            )
            else focus
            for focus in statement.focuses
        ]
        yield statement if focuses == list(statement.focuses) else replace(statement, focuses=tuple(focuses))


def _beyond(statement: Statement, title: str) -> Statement:
    """Without what the title of the text, which every learner sees, gives away."""
    kept = tuple(one for one in statement.focuses if one.is_list or not _is_told(one.answer, title))
    if len(kept) == len(statement.focuses):
        return statement
    if kept:
        return replace(statement, focuses=kept)
    return replace(statement, context=statement.context or phrase("the title of the text says it"))


def _is_told(answer: str, title: str) -> bool:
    """Whether a title, folded, has an answer in its words, its letters (“BPEL”), or nearly all of a long one."""
    words = fold(answer).split()
    had = title.split()
    letters = "".join(char for char in answer if char.isupper())
    if f" {' '.join(words)} " in f" {title} ":
        return True
    own = "".join(word[0] for word in answer.split() if word[:1].isupper()).casefold()
    if len(own) >= _FEWEST_LETTERS and own in had:
        return True  # “National Football League” under “NFL …”
    if len(words) < _LONG:
        initials = "".join(word[0] for word in had)
        return len(letters) > _FEWEST_LETTERS and answer.endswith(letters) and letters.casefold() in initials
    telling = [word for word in words if len(word) > _FEWEST_LETTERS]
    return bool(telling) and sum(word in had for word in telling) >= _TOLD * len(telling)


def _terms_of(terms: Terms) -> tuple[PoolEntry, ...]:
    """The document's own terms, which are wrong answers where another of them is meant."""
    return tuple(PoolEntry(text=text, type=type, home="document") for text, type in terms.offered())


def _statements(
    sentences: list[Sentence],
    names: Names,
    terms: Terms,
    known: frozenset[str],
    tell: Progress,
    together: Together,
) -> tuple[Statement, ...]:
    mentions = Mentions(sentences, names, known)
    found: list[Statement] = []
    for n, sentence in enumerate(sentences):
        if len(sentence.span) > _LONGEST:
            continue
        reading = Reading(sentence=sentence, names=names, mentions=mentions, terms=terms, known=known)
        for pattern in PATTERNS:
            found.extend(pattern(reading))
        together.read(reading)
        if n % 50 == 0:
            tell(0.7 + 0.3 * n / len(sentences), phrase("Finding key statements"))
    return _unique(found)


def _unique(statements: list[Statement]) -> tuple[Statement, ...]:
    """Ids made unique where a text says the same twice."""
    seen: dict[str, int] = {}
    kept: list[Statement] = []
    for statement in statements:
        nth = seen.get(statement.id, 0)
        seen[statement.id] = nth + 1
        if nth:
            id = model.statement_id(
                statement.kind, statement.pattern, statement.quote, focuses=statement.focuses, nth=nth
            )
            statement = replace(statement, id=id)
        kept.append(statement)
    return tuple(sorted(kept, key=lambda statement: statement.start))
