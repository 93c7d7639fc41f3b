"""The list of a package's media: names as cards use them, and the members that hold them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.markup import clean
from quizapp.exchange.apkg.reading import limits, wire
from quizapp.exchange.apkg.reading.archive import Archive
from quizapp.exchange.apkg.reading.generations import Generation
from quizapp.exchange.apkg.reading.json_text import decoded
from quizapp.exchange.apkg.reading.limits import refusing

_LIST = "media"
_ENTRIES, _NAME, _SIZE, _MEMBER = 1, 1, 2, 255
_MAX_NAME = 255  # bytes, as file systems have it
_PART_OF_PATH = re.compile(r"[/\\]|^\.*$")


@dataclass(frozen=True, slots=True)
class Medium:
    """The archive's member and how many bytes it is said to unpack to."""

    member: str
    size: int


def media_of(archive: Archive, generation: Generation) -> dict[str, Medium]:
    """Name → medium, without names that are paths or hold nothing. Raises `ImportRejected`.

    Anki keeps names in one normal form (NFC), and so do these.
    """
    if _LIST not in archive:
        return {}
    content = archive.read(_LIST, most=limits.MAX_MEDIA_LIST, is_packed=generation.is_packed)
    found = dict[str, Medium]()
    with refusing():
        listed = _packed(content) if generation.is_packed else _plain(content, archive)
        for stated, medium in listed:
            name = unicodedata.normalize("NFC", clean(stated))
            if medium.member in archive and _is_name(name):
                found.setdefault(name, medium)
    if sum(medium.size for medium in found.values()) > limits.MAX_MEDIA:
        raise ImportRejected(limits.TOO_LARGE)
    return found


def _plain(content: bytes, archive: Archive) -> Iterator[tuple[str, Medium]]:
    listed = decoded(content, dict[str, str]) if content else {}
    for member, name in listed.items():
        yield name, Medium(member, archive.size(member) if member in archive else 0)


def _packed(content: bytes) -> Iterator[tuple[str, Medium]]:
    """Members are numbered by the place of their entry, where the entry does not say another number."""
    place = 0
    for number, entry in wire.fields(content):
        if number != _ENTRIES or not isinstance(entry, bytes):
            continue
        name = wire.last_bytes(entry, _NAME).decode("utf-8", "replace")
        member = place
        for each, value in wire.fields(entry):
            if each == _MEMBER and isinstance(value, int):
                member = value
        yield name, Medium(str(member), wire.last_number(entry, _SIZE))
        place += 1


def _is_name(name: str) -> bool:
    return len(name.encode()) <= _MAX_NAME and not _PART_OF_PATH.search(name)
