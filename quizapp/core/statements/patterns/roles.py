"""Who holds which office: “Chinese President Xi Jinping”, “Xi, also general secretary of A and chairman of B”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.core.statements.names import entity_text
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Span, Statement

_OFFICE = (
    r"(?:general secretary|secretary(?: general)?|secretary-general|president|vice president|premier|prime minister|"
    r"chancellor|(?:foreign |finance |deputy )?minister|chairman|chairwoman|chairperson|chair|"
    r"chief executive(?: officer)?|director(?: general)?|governor|mayor|head|founder|"
    r"co-founder|professor|spokesperson|leader|king|queen|emperor)"
)
_APPOSED = re.compile(
    rf",\s+(?:who\s+(?:is|was)\s+)?(?:also\s+|then\s+)?(?:the\s+|a\s+|an\s+)?(?P<first>{_OFFICE}\s+(?:of|at|for)\s+[^,;]+?)"
    rf"(?:\s+and\s+(?P<second>{_OFFICE}\s+(?:of|at|for)\s+[^,;]+?))?,",
    re.IGNORECASE,
)


def find_roles(reading: Reading) -> Iterator[Statement]:
    """Offices set between commas after a person's name."""
    sentence = reading.sentence
    for entity in sentence.entities:
        name = entity_text(entity)
        if not reading.names.is_person(name):
            continue
        at = entity.end_char - sentence.span.start_char
        found = _APPOSED.match(sentence.text, at)
        if found is not None:
            full = reading.names.full(name)
            told = reading.names.title(full) if " also " in found.group() else not _holds_more(reading, full)
            if told:
                yield _offices(reading, full, found)


def _holds_more(reading: Reading, name: str) -> bool:
    """Whether the text gives this person further offices, so that one alone is not the answer."""
    words = "|".join(map(re.escape, {name, *name.split()}))
    also = re.compile(rf"\b(?:{words}),? (?:who (?:is|was) )?also\b")
    return any(also.search(sentence.text) for sentence in reading.mentions.sentences)


def _offices(reading: Reading, name: str, found: re.Match[str]) -> Statement:
    spans = []
    for group in ("first", "second"):
        if found[group]:
            start = reading.sentence.start + found.start(group)
            spans.append(Span(text=found[group], start=start, end=start + len(found[group])))
    plural = len(spans) > 1
    title = reading.names.title(name)
    besides = f"Besides being {title}, which" if title and " also " in found.group() else "Which"
    question = f"{besides} {'two offices' if plural else 'office'} does {name} hold?"
    text = f"{name} is {' and '.join(span.text for span in spans)}"
    focus = Focus(
        name="offices",
        spans=tuple(spans),
        type="office",
        question=question,
        gap=not plural,
    )
    return reading.statement(
        kind="role",
        pattern="apposed-office",
        category="people",
        text=text,
        focuses=[focus],
        confidence=0.8,
        salience=0.7,
    )
