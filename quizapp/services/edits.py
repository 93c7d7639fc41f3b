"""An edit form to an item: the fields of every kind's body, read one by one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from quizapp.core.items.attachment import Attachment
from quizapp.core.items.brackets import read_gaps
from quizapp.core.items.codec import body_from_plain, body_to_plain, parts_of
from quizapp.core.items.item import Item
from quizapp.core.items.kind import Derivation, ItemBody
from quizapp.core.items.proof import Evidence
from quizapp.core.items.tags import MOST_TAG_CHARS, MOST_TAGS
from quizapp.errors import ImportRejected, InputError, ItemInvalid
from quizapp.phrases import phrase

Fields = Mapping[str, Sequence[str]]

MOST_CHARS = 2_000
MOST_LINES = 50
NO_CATEGORY = "general"
"""The category of what somebody wrote and put into none."""
_TAG_ENDS = re.compile(r"[,;，、；\n]")
UNFIT = phrase("This form does not fit this kind of item. Reload it and try again.")


def edited(
    item: Item,
    fields: Fields,
    *,
    evidence: Evidence | None = None,
    media: tuple[Attachment, ...] | None = None,
) -> Item:
    """The item as the form says; what the form does not hold stays, and so does the evidence of what was generated.

    ``evidence`` is what was chosen for an item that a person wrote, ``media`` its images and sounds, None for those
    that it has. Raises `InputError` where the form cannot be
    read, `ItemInvalid` where the quote does not support a key any more.
    """
    stem, parsed = body_of(item.kind, fields, stem=item.stem, plain=body_to_plain(item.body))
    require_key(parsed)
    text: dict[str, Any] = {
        "stem": stem,
        "tags": tags_in(fields, item.tags),
        "category": category_in(fields, item.category),
        "media": item.media if media is None else media,
    }
    text["rationale"] = single(fields, "rationale", item.rationale)
    if item.written and "evidence" in fields:
        item = replace(item, evidence=None, derivation=None)
    return proven(item, parsed, text, evidence=evidence)


def body_of(kind: str, fields: Fields, *, stem: str = "", plain: Mapping[str, Any]) -> tuple[str, ItemBody]:
    """The stem and the body that a form says; what it does not hold is that of ``stem`` and ``plain``.

    Gaps stand in the stem in brackets, unless their keys come apart from it. Raises `InputError`.
    """
    parts = {name: plain.get(name, []) for name in parts_of(kind)}
    body = {name: _rebuilt(name, fields) if _is_asked(name, fields) else parts[name] for name in parts}
    said = single(fields, "stem", stem)
    if "gaps" in parts and "stem" in fields and "gap_key" not in fields:
        said, gaps = read_gaps(said)
        body["gaps"] = msgspec.to_builtins(gaps)
    try:
        return said, body_from_plain(kind, body)
    except ImportRejected as error:
        raise InputError(UNFIT) from error


def require_key(body: ItemBody) -> None:
    """Raises `ItemInvalid` where nothing would be right."""
    if body.keys():
        return
    if body.kind == "cloze":
        raise ItemInvalid("Put a gap into the stem: write its key in [brackets].", flaws=["gap-count"])
    raise ItemInvalid("Mark at least one answer as right.", flaws=["key-count"])


def category_in(fields: Fields, before: str = "") -> str:
    """The category, `NO_CATEGORY` where none was given."""
    return single(fields, "category", before) or NO_CATEGORY


def tags_in(fields: Fields, before: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The tags, each once, in their order. Raises `InputError` where they are too many or too long."""
    if "tags" not in fields:
        return before
    words = (" ".join(word.split()) for text in lines_of(fields, "tags") for word in _TAG_ENDS.split(text))
    found = tuple({word.casefold(): word for word in words if word}.values())
    if len(found) > MOST_TAGS or any(len(word) > MOST_TAG_CHARS for word in found):
        raise InputError(
            "An item takes at most %(most)s tags of %(chars)s characters each.",
            most=MOST_TAGS,
            chars=MOST_TAG_CHARS,
        )
    return found


def proven(item: Item, body: ItemBody, text: Mapping[str, Any], *, evidence: Evidence | None = None) -> Item:
    """The item with another body, texts or evidence, and the first way that proves it: as before, word for word, or
    as a claim of the quote. Raises `ItemInvalid` where none does, with what is wrong on the first way."""
    evidence = evidence or item.evidence
    if evidence is None:
        return replace(item, body=body, derivation=None, flaws=(), **text)
    problems: list[ItemInvalid] = []
    ways = [item.derivation, None, Derivation(rule="stated", source=evidence.quote)]
    for way in ways:
        try:
            return replace(item, body=body, evidence=evidence, derivation=way, flaws=(), **text)
        except ItemInvalid as error:
            problems.append(error)
    raise problems[0]


def _options(fields: Fields) -> Any:
    texts, feedback = lines_of(fields, "option_text"), lines_of(fields, "option_feedback")
    correct = set(fields.get("option_correct", ()))
    rows = [
        {
            "text": text,
            "correct": str(index) in correct,
            "feedback": feedback[index] if index < len(feedback) else "",
        }
        for index, text in enumerate(texts)
    ]
    return [row for row in rows if row["text"]]


def _gaps(fields: Fields) -> Any:
    keys, accepted = lines_of(fields, "gap_key"), lines_of(fields, "gap_accept")
    return [
        {"key": key, "accept": _parts(accepted[index], "|") if index < len(accepted) else []}
        for index, key in enumerate(keys)
    ]


def _answers(fields: Fields) -> Any:
    return [line for text in lines_of(fields, "answers") for line in _parts(text, "\n")]


def _pairs(fields: Fields) -> Any:
    lefts, rights = lines_of(fields, "left"), lines_of(fields, "right")
    if len(lefts) != len(rights):
        raise InputError("Every left needs its right.")
    return [
        {"left": left, "right": right} for left, right in zip(lefts, rights, strict=True) if left or right
    ]


def _sequence(fields: Fields) -> Any:
    return [part for part in lines_of(fields, "sequence") if part]


_PARTS: dict[str, tuple[str, Callable[[Fields], Any]]] = {
    "options": ("option_text", _options),
    "gaps": ("gap_key", _gaps),
    "answers": ("answers", _answers),
    "pairs": ("left", _pairs),
    "sequence": ("sequence", _sequence),
}
"""Part of a body → the field of the form that says it is there, and how it is read."""


def _is_asked(part: str, fields: Fields) -> bool:
    return part in _PARTS and _PARTS[part][0] in fields


def _rebuilt(part: str, fields: Fields) -> Any:
    return _PARTS[part][1](fields)


def single(fields: Fields, name: str, before: str) -> str:
    """A field on one line; ``before`` where the form does not hold it."""
    lines = lines_of(fields, name)
    return " ".join(lines[0].split()) if lines else before


def lines_of(fields: Fields, name: str) -> list[str]:
    """The values of a field without what nobody sees. Raises `InputError` where they are too many or too long."""
    values = list(fields.get(name, ()))
    if len(values) > MOST_LINES or any(len(value) > MOST_CHARS for value in values):
        raise InputError(
            "A form takes at most %(lines)s lines of %(chars)s characters each.",
            lines=MOST_LINES,
            chars=MOST_CHARS,
        )
    return [_clean(value) for value in values]


def _clean(text: str) -> str:
    """Without the characters that nobody sees and some databases refuse."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"}
    ).strip()


def _parts(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]
