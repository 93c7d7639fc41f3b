"""Which of a package's databases to read: packages for older programs' sake hold one that only says so."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import limits, wire
from quizapp.exchange.apkg.reading.archive import Archive
from quizapp.exchange.apkg.reading.limits import refusing

_MAX_META = 1000
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Generation:
    """``is_packed``: the database, the list of media and the media themselves are packed by Zstandard."""

    collection: str
    is_packed: bool = False


_BY_VERSION = {
    1: Generation("collection.anki2"),
    2: Generation("collection.anki21"),
    3: Generation("collection.anki21b", is_packed=True),
}


def generation_of(archive: Archive) -> Generation:
    """By the version that the package states, else by what it holds. Raises `ImportRejected`."""
    if "meta" in archive:
        content = archive.read("meta", most=_MAX_META)
        with refusing():
            version = wire.last_number(content, _VERSION)
        if version > max(_BY_VERSION):
            raise ImportRejected(limits.TOO_NEW)
        stated = _BY_VERSION.get(version)
        if stated and stated.collection in archive:
            return stated
        raise ImportRejected(limits.DAMAGED)
    for generation in reversed(_BY_VERSION.values()):
        if generation.collection in archive:
            return generation
    raise ImportRejected(limits.NOT_A_PACKAGE)
