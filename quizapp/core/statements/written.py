"""Statements that a person writes: a TOML file that a teacher can read, edit and have checked line by line.

::

    format = "quizapp-statements/1"
    id = "northeast-2023"            # names the deck for ever; never change it
    title = "…"
    about = "…"                      # one sentence for the deck's page
    reference = "…"                  # where the facts come from

    [source]                         # optional, and so is each line of it
    dated = 2023-09-09               # the day of which the text speaks
    author = "…"
    licence = "CC BY 4.0"
    address = "https://…"
    review_by = 2027-03-01           # when to look whether it is still right

    [[pool]]                         # optional: more wrong answers of a type, named nowhere in the statements
    type = "energy source"
    values = ["tidal power"]

    [[statement]]
    id = "meeting-city"              # unique in the file; never change it
    kind = "place"                   # see StatementKind
    category = "meeting"
    topic = "The meeting"
    text = "The meeting took place in Harbin, the capital of Heilongjiang."
    why = "…"                        # optional rationale, else the text itself
    focus = [
      { answer = "Harbin", type = "city", question = "In which city did the meeting take place?" },
      { answers = ["a", "b"], type = "…", belongs = "an aim", question = "…", choose_one = "…", choose_all = "…" },
      { answers = ["a", "b", "c"], type = "…", order = "Put the steps of … in order." },   # as they stand in the text
    ]
    match = { prompt = "Match …", pairs = [["left", "right"], ["left", "right"]] }

Every answer, left and right stands in the text word for word.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from datetime import date

import msgspec

from quizapp.core.statements.pool import PoolEntry
from quizapp.core.statements.statement import WRITTEN, Focus, Pairing, Span, Statement, StatementKind
from quizapp.core.text.particulars import Particulars, stated
from quizapp.core.text.source import Source
from quizapp.errors import ImportRejected, InputError

FORMAT = "quizapp-statements/1"
_FEWEST_ORDERED = 3


class _Strict(msgspec.Struct, forbid_unknown_fields=True):
    """Base of the file's records: a misspelt name is an error, not silence."""


class WrittenFocus(_Strict):
    """One line of ``focus``."""

    type: str
    answer: str | None = None
    answers: tuple[str, ...] = ()
    name: str = ""
    question: str | None = None
    choose_one: str | None = None
    choose_all: str | None = None
    belongs: str = ""
    accept: tuple[str, ...] = ()
    gap: bool = True
    order: str | None = None


class WrittenMatch(_Strict):
    """The ``match`` of a statement."""

    prompt: str
    pairs: tuple[tuple[str, str], ...]


class WrittenStatement(_Strict):
    """One ``[[statement]]``."""

    id: str
    kind: StatementKind
    category: str
    text: str
    topic: str = ""
    why: str = ""
    focus: tuple[WrittenFocus, ...] = ()
    match: WrittenMatch | None = None


class WrittenPool(_Strict):
    """One ``[[pool]]``."""

    type: str
    values: tuple[str, ...]


class WrittenSource(_Strict):
    """The ``[source]``."""

    dated: date | None = None
    author: str = ""
    licence: str = ""
    address: str = ""
    review_by: date | None = None


class WrittenFile(_Strict):
    """The whole file."""

    format: str
    id: str
    title: str
    statement: tuple[WrittenStatement, ...]
    about: str = ""
    reference: str = ""
    pool: tuple[WrittenPool, ...] = ()
    source: WrittenSource = msgspec.field(default_factory=WrittenSource)


@dataclass(frozen=True, kw_only=True)
class WrittenStatements:
    """A read file: its source is the statements' own texts, one paragraph each, under their topics."""

    id: str
    title: str
    about: str
    reference: str
    source: Source
    statements: tuple[Statement, ...]
    curated: tuple[PoolEntry, ...]


def read_written(raw: bytes, *, name: str = "") -> WrittenStatements:
    """Read a file of statements. Raises `ImportRejected` that names the statement and the word that is wrong."""
    file = _parse(raw, name)
    if file.format != FORMAT:
        raise ImportRejected(f"format is “{file.format}”, not “{FORMAT}”", place=name)
    ids = [written.id for written in file.statement]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise ImportRejected("another statement has the same id", place=f"statement “{twice}”")
    text, starts = _compose(file)
    statements = tuple(
        _statement(file, written, start) for written, start in zip(file.statement, starts, strict=True)
    )
    return WrittenStatements(
        id=file.id,
        title=file.title,
        about=file.about,
        reference=file.reference,
        source=Source(title=file.title, text=text, particulars=_particulars(file.source)),
        statements=statements,
        curated=_curated(file, text),
    )


def _particulars(written: WrittenSource) -> Particulars:
    try:
        return stated(**msgspec.structs.asdict(written))
    except InputError as error:
        raise ImportRejected(str(error), place="source") from error


def _parse(raw: bytes, name: str) -> WrittenFile:
    try:
        return msgspec.convert(tomllib.loads(raw.decode("utf-8-sig")), type=WrittenFile)
    except UnicodeDecodeError as error:
        raise ImportRejected("the file is not UTF-8", place=name) from error
    except tomllib.TOMLDecodeError as error:
        raise ImportRejected(f"this is not TOML: {error}", place=name) from error
    except msgspec.ValidationError as error:
        raise ImportRejected(str(error), place=name) from error


def _compose(file: WrittenFile) -> tuple[str, list[int]]:
    """The source's text and where each statement begins in it, in code points."""
    parts: list[str] = [file.title]
    starts: list[int] = []
    length, topic = len(file.title), ""
    for written in file.statement:
        if written.topic and written.topic != topic:
            topic = written.topic
            parts.append(topic)
            length += 2 + len(topic)
        starts.append(length + 2)
        parts.append(written.text)
        length += 2 + len(written.text)
    return "\n\n".join(parts), starts


def _statement(file: WrittenFile, written: WrittenStatement, start: int) -> Statement:
    place = f"statement “{written.id}”"
    if not written.focus and written.match is None:
        raise ImportRejected("nothing can be asked of it: give it a focus or a match", place=place)
    focuses = tuple(_focus(focus, written, start, place) for focus in written.focus)
    names = [focus.name for focus in focuses]
    if len(set(names)) < len(names):
        raise ImportRejected("two focuses have the same name or answer", place=place)
    return Statement(
        id="s" + hashlib.blake2b(f"{file.id}\x1f{written.id}".encode(), digest_size=8).hexdigest(),
        kind=written.kind,
        pattern=WRITTEN,
        category=written.category,
        start=start,
        end=start + len(written.text),
        quote=written.text,
        text=written.text,
        focuses=focuses,
        pairing=_pairing(written, start, place),
        topic=written.topic,
        rationale=written.why,
        confidence=1.0,
        salience=1.0,
    )


def _focus(focus: WrittenFocus, written: WrittenStatement, start: int, place: str) -> Focus:
    answers = (focus.answer,) if focus.answer is not None else focus.answers
    if not answers or (focus.answer is not None and focus.answers):
        raise ImportRejected("a focus has either “answer” or “answers”", place=place)
    if any(not answer.strip() for answer in answers):
        raise ImportRejected("an answer is empty", place=place)
    twice = next((answer for answer in answers if answers.count(answer) > 1), None)
    if twice is not None:
        raise ImportRejected(f"“{twice}” stands twice among the answers", place=place)
    spans = tuple(_span(answer, written.text, start, place) for answer in answers)
    name = focus.name or re.sub(r"\W+", "-", "-".join(answers).casefold()).strip("-")[:60]
    return Focus(
        name=name,
        spans=spans,
        type=focus.type,
        question=focus.question,
        choose_one=focus.choose_one,
        choose_all=focus.choose_all,
        belongs=focus.belongs,
        accept=focus.accept,
        gap=focus.gap,
        order=_order(focus, spans, place),
    )


def _order(focus: WrittenFocus, spans: tuple[Span, ...], place: str) -> str | None:
    if focus.order is None:
        return None
    starts = [span.start for span in spans]
    if len(spans) < _FEWEST_ORDERED or starts != sorted(starts):
        raise ImportRejected(
            "an order needs three answers or more, which stand in the text in this order", place=place
        )
    return focus.order


def _span(answer: str, text: str, start: int, place: str) -> Span:
    found = re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text)
    if found is None:
        raise ImportRejected(f"“{answer}” does not stand in its text word for word", place=place)
    return Span(text=answer, start=start + found.start(), end=start + found.end())


def _pairing(written: WrittenStatement, start: int, place: str) -> Pairing | None:
    if written.match is None:
        return None
    if len(written.match.pairs) < 2:
        raise ImportRejected("a match needs two pairs or more", place=place)
    pairs = tuple(
        (_span(left, written.text, start, place), _span(right, written.text, start, place))
        for left, right in written.match.pairs
    )
    return Pairing(prompt=written.match.prompt, pairs=pairs)


def _curated(file: WrittenFile, text: str) -> tuple[PoolEntry, ...]:
    entries = [PoolEntry(text=value, type=pool.type) for pool in file.pool for value in pool.values]
    for entry in entries:
        if re.search(rf"(?<!\w){re.escape(entry.text)}(?!\w)", text, re.IGNORECASE):
            raise ImportRejected(
                f"“{entry.text}” stands in a statement and cannot be a wrong answer", place="pool"
            )
    return tuple(entries)
