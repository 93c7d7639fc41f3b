"""Statements that a teacher adds to a text: a sentence of it, what is asked for, and how.

Their names begin with ``w``, so that a text that is read again, or a file that is loaded again, leaves them alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from quizapp.core.statements.alignment import Alignment, moved_to
from quizapp.core.statements.statement import WRITTEN, Focus, Span, Statement, StatementKind
from quizapp.core.text.sentences import find_words
from quizapp.errors import InputError

OTHER: Final = "other"
ANSWER_TYPES: Final[dict[str, StatementKind]] = {
    "person": "agent",
    "organization": "agent",
    "place": "place",
    "city": "place",
    "region": "region",
    "country": "place",
    "year": "date",
    "date": "date",
    "quantity": "quantity",
    "term": "definition",
    "cause": "cause",
    "purpose": "purpose",
    OTHER: "fact",
}
"""What an answer may be, with the kind of claim it makes: wrong answers come from answers of the same type."""

_MOST_CHARS = 2_000
_MOST_ANSWERS = 10


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a teacher wrote.

    ``sentence`` is the evidence, to be found in the text; ``words`` is the claim in the teacher's own words, or empty.
    ``answers`` is what is asked for, ``type`` what that is, ``stem`` what asks for it, or empty.
    """

    sentence: str
    answers: tuple[str, ...]
    type: str = OTHER
    category: str = ""
    words: str = ""
    stem: str = ""


def is_own(statement: Statement) -> bool:
    """Whether a teacher added this statement."""
    return statement.id.startswith("w")


def own_statement(wish: Wish, text: str, *, id: str | None = None) -> Statement:
    """The statement that a wish makes of a text; ``id`` is the name of the one that it replaces.

    Raises `InputError` where the sentence does not stand in the text, or an answer not in the sentence.
    """
    _require_size(wish)
    place = find_words(text, wish.sentence)
    if place is None:
        raise InputError("This sentence does not stand in the text, so nothing there proves it.")
    start, end = place
    quote = text[start:end]
    claim = wish.words or " ".join(quote.split())
    kind: StatementKind = "enumeration" if len(wish.answers) > 1 else ANSWER_TYPES.get(wish.type, "fact")
    name = id or _fresh_id(wish, quote)
    return Statement(
        id=name,
        kind=kind,
        pattern=WRITTEN,
        category=wish.category or kind,
        start=start,
        end=end,
        quote=quote,
        text=claim,
        focuses=(_focus(wish, quote, start, name),),
        confidence=1.0,
        salience=1.0,
    )


def wish_of(statement: Statement) -> Wish:
    """What a form is filled with, so that a statement can be written otherwise."""
    focus = next(iter(statement.focuses), None)
    quote = " ".join(statement.quote.split())
    is_worded = is_own(statement) or bool(statement.resolved)
    own = statement.text if is_worded and statement.text != quote else ""
    return Wish(
        sentence=quote,
        answers=() if focus is None else tuple(" ".join(span.text.split()) for span in focus.spans),
        type=_type_of(focus),
        category=statement.category,
        words=own,
        stem="" if focus is None else focus.question or "",
    )


def with_own(alignment: Alignment, statements: Sequence[Statement], text: str) -> Alignment:
    """The alignment with those of a teacher's own statements, too, whose sentence stands in the new text."""
    there = {statement.id for statement in alignment.statements}
    before = {statement.id: statement for statement in statements if is_own(statement)}
    moved = [_found(statement, text) for id, statement in before.items() if id not in there]
    kept = [statement for statement in moved if statement is not None]
    if not kept:
        return alignment
    return Alignment(
        statements=tuple(sorted((*alignment.statements, *kept), key=lambda one: one.start)),
        before={**alignment.before, **{one.id: before[one.id] for one in kept}},
    )


def _found(statement: Statement, text: str) -> Statement | None:
    """The statement where its sentence stands now; a paragraph that is wrapped otherwise does no harm."""
    place = find_words(text, statement.quote)
    if place is None:
        return None
    start, end = place
    quote = text[start:end]
    if quote == statement.quote:
        return moved_to(statement, start)
    focuses = tuple(
        replace(focus, spans=tuple(_span(span.text, quote, start) for span in focus.spans))
        for focus in statement.focuses
    )
    return replace(statement, start=start, end=end, quote=quote, focuses=focuses)


def _focus(wish: Wish, quote: str, start: int, id: str) -> Focus:
    answers = tuple(dict.fromkeys(" ".join(answer.split()) for answer in wish.answers))
    if not answers:
        raise InputError("Say what is asked for: words of the sentence.")
    spans = tuple(_span(answer, quote, start) for answer in answers)
    name = re.sub(r"\W+", "-", "-".join(answers).casefold()).strip("-")[:60]
    # what is of no type in particular has no wrong answers: those of others would be of another sort
    type = f"{OTHER} of {id}" if wish.type == OTHER else wish.type
    claim = wish.words or " ".join(quote.split())
    return Focus(
        name=name or "answer",
        spans=spans,
        type=type,
        question=wish.stem or None,
        gap=len(answers) == 1 and find_words(claim, answers[0]) is not None,
    )


def _span(answer: str, quote: str, start: int) -> Span:
    place = find_words(quote, answer)
    if place is None:
        raise InputError(
            "“%(answer)s” does not stand in the sentence word for word, so the sentence does not prove it.",
            answer=answer,
        )
    return Span(text=" ".join(quote[slice(*place)].split()), start=start + place[0], end=start + place[1])


def _type_of(focus: Focus | None) -> str:
    if focus is None or focus.type.startswith(f"{OTHER} of "):
        return OTHER
    return focus.type


def _fresh_id(wish: Wish, quote: str) -> str:
    """A name that depends on what is asked of which words."""
    parts = [quote, wish.words, wish.stem, *wish.answers]
    return "w" + hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def _require_size(wish: Wish) -> None:
    texts = (wish.sentence, wish.words, wish.stem, wish.category, *wish.answers)
    if any(len(text) > _MOST_CHARS for text in texts) or len(wish.answers) > _MOST_ANSWERS:
        raise InputError(
            "A statement takes at most %(chars)s characters and %(answers)s answers.",
            chars=_MOST_CHARS,
            answers=_MOST_ANSWERS,
        )
