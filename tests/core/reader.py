"""Ada reads a text: its statements and items, with the language model behind a few words."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from quizapp.core.items.audit import audit
from quizapp.core.items.generate import Generation, generate
from quizapp.core.statements.extract import Extraction, extract
from quizapp.core.statements.parse import Sentence, read_sentences
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.text.passage import passages
from quizapp.core.text.source import Source, source_from_text


@dataclass(frozen=True, kw_only=True)
class Read:
    """All that came of a text."""

    source: Source
    extraction: Extraction
    generation: Generation

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its statements, those without context among them."""
        return self.extraction.statements

    def of(self, pattern: str) -> list[Statement]:
        """The statements that a pattern found."""
        return [statement for statement in self.statements if statement.pattern == pattern]

    def focuses(self, pattern: str) -> list[Focus]:
        """What the statements of a pattern can be asked for."""
        return [focus for statement in self.of(pattern) for focus in statement.focuses]

    def faults(self) -> list[str]:
        """What is wrong with any of its items."""
        found = [
            f"{finding.item}: {finding.problem}" for finding in audit(self.source, self.generation.items)
        ]
        for item in self.generation.items:
            view = item.body.present(item.stem, random.Random(1))
            if not (
                view.inputs
                and item.body.faces(item.stem)
                and item.stem == item.stem.strip()
                and item.rationale
            ):
                found.append(f"{item.id}: it cannot be shown")
        return found


@cache
def read(text: str, *, title: str = "A text") -> Read:
    """The text, read once in a run of tests."""
    source = source_from_text(text, title=title)
    extraction = extract(source)
    return Read(
        source=source,
        extraction=extraction,
        generation=generate(extraction.statements, curated=extraction.curated),
    )


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text."""
    return list(read_sentences(passages(source_from_text(text, title="A text"))))
