"""What became of a text's sentences, statement by statement, to read on a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from quizapp.core.items.explain import SentenceOutcome, StatementOutcome
from quizapp.core.items.item import Item
from quizapp.core.statements.statement import join_words
from quizapp.core.text.source import Source
from quizapp.exchange.plain import counted, readable, wrapped

FORMAT = "quizapp-explanation/1"


def write_explained(source: Source, sentences: Sequence[SentenceOutcome]) -> str:
    """Every sentence with its statements; “+” before an item, “-” before a candidate that fell, with the reason."""
    blocks = ["\n".join([source.title, _total(source, sentences)])]
    blocks += ["\n".join(_sentence(n, source, one)) for n, one in enumerate(sentences, 1)]
    return "\n\n".join(blocks) + "\n"


def _total(source: Source, sentences: Sequence[SentenceOutcome]) -> str:
    outcomes = [outcome for one in sentences for outcome in one.statements]
    bare = sum(1 for one in sentences if not one.statements)
    items = sum(len(outcome.items) for outcome in outcomes)
    told = [
        counted(source.words, "word"),
        f"{counted(len(sentences), 'sentence')} ({bare} without a statement)",
        counted(len(outcomes), "statement"),
        counted(items, "item"),
    ]
    return ", ".join(told)


def _sentence(number: int, source: Source, sentence: SentenceOutcome) -> Iterator[str]:
    quote = " ".join(source.quote(sentence.start, sentence.end).split())
    yield wrapped(f"{number}. “{quote}”", indent=3)
    if not sentence.statements:
        yield "   No pattern found a statement in this sentence."
    for outcome in sentence.statements:
        yield from _statement(outcome)


def _statement(outcome: StatementOutcome) -> Iterator[str]:
    one = outcome.statement
    yield wrapped(f"   {one.kind}, {one.pattern} ({one.start}–{one.end}): {one.text}", indent=6)
    for item in outcome.items:
        yield wrapped(f"   + {_asked(item.kind, item.stem, _key(item))}", indent=8)
    if outcome.rejection is not None:
        name = f" [{outcome.rejection.name}]" if outcome.rejection.name else ""
        yield wrapped(f"   No item, because {outcome.rejection.reason}.{name}", indent=6)
    for dropped in outcome.dropped:
        asked = _asked(dropped.kind, dropped.stem, dropped.key)
        why = readable(dropped.why.sentence)
        yield wrapped(f"   - {asked}", indent=8)
        yield wrapped(f"        because {why} [{dropped.why.reason}]", indent=10)


def _asked(kind: str, stem: str, key: str) -> str:
    return f"{kind.replace('_', ' ')}: {readable(stem)} → {key}"


def _key(item: Item) -> str:
    return join_words(item.body.keys())


def write_explained_json(source: Source, sentences: Sequence[SentenceOutcome]) -> str:
    """The same as JSON text, keys in a fixed order."""
    plain = {
        "format": FORMAT,
        "source": {"title": source.title, "sha256": source.sha256, "words": source.words},
        "sentences": [
            {
                "start": one.start,
                "end": one.end,
                "text": source.quote(one.start, one.end),
                "statements": [_plain(outcome) for outcome in one.statements],
            }
            for one in sentences
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _plain(outcome: StatementOutcome) -> dict[str, Any]:
    one, rejection = outcome.statement, outcome.rejection
    return {
        **{name: getattr(one, name) for name in ("id", "kind", "pattern", "start", "end", "text")},
        "items": [
            {"id": item.id, "kind": item.kind, "stem": item.stem, "key": _key(item)} for item in outcome.items
        ],
        "rejection": None if rejection is None else {"name": rejection.name, "reason": rejection.reason},
        "dropped": [
            {
                "kind": dropped.kind,
                "stem": dropped.stem,
                "key": dropped.key,
                "name": dropped.why.reason,
                "reason": dropped.why.sentence,
            }
            for dropped in outcome.dropped
        ],
    }
