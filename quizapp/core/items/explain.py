"""What became of every sentence of a text: its statements, and of each the items it gave or the reason why not."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quizapp.core.items.generate import Generation, Rejection
from quizapp.core.items.item import Item
from quizapp.core.items.reasons import Dropped
from quizapp.core.statements.statement import Statement

_T = TypeVar("_T", Item, Dropped)


@dataclass(frozen=True, kw_only=True)
class StatementOutcome:
    """The items of a statement in the deck; where there are none ``rejection``; and the candidates that fell."""

    statement: Statement
    items: tuple[Item, ...]
    rejection: Rejection | None
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, kw_only=True)
class SentenceOutcome:
    """A sentence, (start, end) in code points of the source, with the statements found in it; often there are none."""

    start: int
    end: int
    statements: tuple[StatementOutcome, ...]


def explain(
    sentences: Sequence[tuple[int, int]], statements: Sequence[Statement], generation: Generation
) -> tuple[SentenceOutcome, ...]:
    """All sentences in the text's order, every statement under the sentence in which it begins."""
    items = _by_statement(generation.items)
    dropped = _by_statement(generation.dropped)
    rejections = {one.statement: one for one in generation.rejections}
    starts = [start for start, _ in sentences]
    found: dict[int, list[StatementOutcome]] = defaultdict(list)
    for statement in sorted(statements, key=lambda statement: statement.start):
        outcome = StatementOutcome(
            statement=statement,
            items=tuple(items.get(statement.id, ())),
            rejection=rejections.get(statement.id),
            dropped=tuple(dropped.get(statement.id, ())),
        )
        found[max(0, bisect_right(starts, statement.start) - 1)].append(outcome)
    return tuple(
        SentenceOutcome(start=start, end=end, statements=tuple(found.get(n, ())))
        for n, (start, end) in enumerate(sentences)
    )


def _by_statement(things: Iterable[_T]) -> Mapping[str, Sequence[_T]]:
    found: dict[str, list[_T]] = defaultdict(list)
    for thing in things:
        found[thing.statement].append(thing)
    return found
