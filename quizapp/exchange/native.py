"""The native format “quizapp/1”: a source, its statements and items as JSON, for people and programs."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from quizapp.core.items.attachment import Attachment
from quizapp.core.items.codec import body_from_plain, body_to_plain
from quizapp.core.items.generate import Rejection
from quizapp.core.items.item import Item
from quizapp.core.items.kind import Derivation
from quizapp.core.items.media import is_name, name_of
from quizapp.core.items.proof import Evidence
from quizapp.core.items.shown import media_names
from quizapp.core.statements.statement import Statement
from quizapp.core.text.source import Source
from quizapp.errors import ImportRejected, ItemInvalid

FORMAT = "quizapp/1"
_BODY_KEYS = ("options", "gaps", "answers", "pairs", "sequence")


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a file of this format holds. ``sentences`` are (start, end) in code points of the source's text.

    Of ``media``, content by name, those are written that an item names.
    """

    version: str
    model: str
    seed: int
    source: Source
    statements: Sequence[Statement]
    items: Sequence[Item]
    rejections: Sequence[Rejection]
    sentences: Sequence[tuple[int, int]]
    media: Mapping[str, bytes] = field(default_factory=dict)


def write_document(document: Document) -> str:
    """The document as JSON text: UTF-8 when encoded, keys in a fixed order, the same bytes for the same content."""
    source = document.source
    plain = {
        "format": FORMAT,
        "generator": {"version": document.version, "model": document.model, "seed": document.seed},
        "source": {
            "title": source.title,
            "sha256": source.sha256,
            "words": source.words,
            "text": source.text,
        },
        "statements": [_statement(statement) for statement in document.statements],
        "items": [item_to_plain(item) for item in document.items],
        **media_to_plain(document.items, document.media),
        "rejections": [{"statement": one.statement, "reason": one.reason} for one in document.rejections],
        "coverage": _coverage(document),
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _statement(statement: Statement) -> dict[str, Any]:
    names = ("id", "kind", "pattern", "start", "end", "quote", "text", "salience")
    return {name: getattr(statement, name) for name in names}


def item_to_plain(item: Item) -> dict[str, Any]:
    """All of an item as JSON values, in a fixed order."""
    body = body_to_plain(item.body)
    derivation = item.derivation
    return {
        "id": item.id,
        "kind": item.kind,
        "stem": item.stem,
        "category": item.category,
        **{name: body.get(name, []) for name in _BODY_KEYS},
        **({"sides": body["sides"]} if "sides" in body else {}),
        "rationale": item.rationale,
        "statement": item.statement,
        "evidence": msgspec.to_builtins(item.evidence),
        "derivation": None if derivation is None else {"rule": derivation.rule, "from": derivation.source},
        "pattern": item.pattern,
        "flaws": list(item.flaws),
        "confidence": item.confidence,
        **({"written": True} if item.written else {}),
        **({"tags": list(item.tags)} if item.tags else {}),
        **({"media": msgspec.to_builtins(item.media)} if item.media else {}),
    }


def media_to_plain(items: Sequence[Item], media: Mapping[str, bytes]) -> dict[str, Any]:
    """The content of what items name, in base64, each once; nothing where no item has any."""
    named = sorted({name for item in items for name in media_names(item)} & media.keys())
    content = {name: b64encode(media[name]).decode() for name in named}
    return {"media": content} if content else {}


def media_from_plain(media: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those whose content has the name that it should have."""
    return {name: content for name, content in media.items() if _is_named(name, content)}


def _coverage(document: Document) -> dict[str, int]:
    quoted = {item.span[0] for item in document.items if item.evidence}
    asked = {item.statement for item in document.items}
    return {
        "sentences": len(document.sentences),
        "sentences_with_items": sum(
            1 for start, end in document.sentences if any(start <= at < end for at in quoted)
        ),
        "statements": len(document.statements),
        "statements_with_items": sum(1 for statement in document.statements if statement.id in asked),
    }


class _Source(msgspec.Struct):
    title: str
    text: str


class _Derivation(msgspec.Struct):
    rule: str
    source: str = msgspec.field(name="from")


class _Item(msgspec.Struct):
    id: str
    kind: str
    stem: str
    evidence: Evidence | None = None
    category: str = ""
    options: list[Any] = []
    gaps: list[Any] = []
    answers: list[Any] = []
    pairs: list[Any] = []
    sequence: list[Any] = []
    sides: list[Any] = []
    rationale: str = ""
    statement: str = ""
    derivation: _Derivation | None = None
    pattern: str = ""
    flaws: list[str] = []
    confidence: float = 0.5
    written: bool = False
    tags: list[str] = []
    media: list[Attachment] = []


class _File(msgspec.Struct):
    format: str
    source: _Source
    items: list[_Item]
    media: dict[str, bytes] = {}


@dataclass(frozen=True, kw_only=True)
class ReadDocument:
    """Source and items of a file; ``broken`` tells of items that could not be made, as (item id, problem).

    ``media`` are those whose content has the name that it should have.
    """

    source: Source
    items: tuple[Item, ...]
    broken: tuple[tuple[str, str], ...]
    media: Mapping[str, bytes] = field(default_factory=dict)


def read_document(raw: bytes) -> ReadDocument:
    """Read a file of this format. Raises `ImportRejected` where it is none; unproven items are listed, not raised."""
    try:
        file = msgspec.json.decode(raw, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImportRejected(f"this is not a {FORMAT} document: {error}") from error
    if file.format != FORMAT:
        raise ImportRejected(f"format is “{file.format}”, not “{FORMAT}”")
    items, broken = [], []
    for plain in file.items:
        try:
            items.append(_made(plain))
        except (ItemInvalid, ImportRejected) as error:
            broken.append((plain.id, str(error)))
    source = Source(title=file.source.title, text=file.source.text)
    media = media_from_plain(file.media)
    return ReadDocument(source=source, items=tuple(items), broken=tuple(broken), media=media)


def _is_named(name: str, content: bytes) -> bool:
    return is_name(name) and name_of(content, name.rpartition(".")[2]) == name


def item_from_plain(raw: bytes) -> Item:
    """The item of which `item_to_plain` made this JSON. Raises `ImportRejected`; `ItemInvalid` where it is unproven."""
    try:
        return _made(msgspec.json.decode(raw, type=_Item))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImportRejected(str(error)) from error


def _made(plain: _Item) -> Item:
    body = {name: getattr(plain, name) for name in (*_BODY_KEYS, "sides") if getattr(plain, name)}
    derivation = plain.derivation
    return Item(
        id=plain.id,
        stem=plain.stem,
        body=body_from_plain(plain.kind, body),
        category=plain.category,
        rationale=plain.rationale,
        statement=plain.statement,
        evidence=plain.evidence,
        derivation=None if derivation is None else Derivation(rule=derivation.rule, source=derivation.source),
        pattern=plain.pattern,
        flaws=tuple(plain.flaws),
        confidence=plain.confidence,
        written=plain.written,
        tags=tuple(plain.tags),
        media=_attachments(plain.media),
    )


def _attachments(media: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Raises `ImportRejected` for a name that no media have: it would be part of an address."""
    strange = next((each.name for each in media if not is_name(each.name)), None)
    if strange is not None:
        raise ImportRejected(f"“{strange}” is no name of an image or a sound")
    return tuple(media)
