"""A content package of strangers: unpacked in memory member by member, never more than it should hold."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from quizapp.errors import ImportRejected
from quizapp.exchange.markup import folded
from quizapp.exchange.qti.words import MANIFEST
from quizapp.exchange.xmltree import tree_of
from quizapp.exchange.zipped import METHODS
from quizapp.phrases import phrase

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 50_000_000
MOST_MEMBERS = 20_000
MOST_XML = 5_000_000
MOST_UNPACKED = 100_000_000
DAMAGED = phrase("This package is damaged or cut off. Export it once more.")
LOCKED = phrase("This package is locked with a password. Export it without one.")
TOO_LARGE = phrase(
    "This package would unpack to far more than items hold, so it was not opened. Export fewer items."
)
NO_MANIFEST = phrase("This zip archive is no QTI package: it has no “imsmanifest.xml”.")
_ITEM = ("imsqti_item_xmlv2p", "imsqti_apipitem_xmlv2p")


@dataclass(frozen=True, kw_only=True)
class Resource:
    """An item that a manifest names: where it is, and what is said of it there."""

    path: str
    category: str
    tags: tuple[str, ...]


class Package:
    """The members of an archive by name. Raises `ImportRejected` where it is none, or holds too much."""

    def __init__(self, raw: bytes) -> None:
        if len(raw) > MOST_BYTES:
            raise ImportRejected(TOO_LARGE)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ImportRejected(DAMAGED) from error
        members = self._archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise ImportRejected(TOO_LARGE)
        if any(member.flag_bits & 1 for member in members):
            raise ImportRejected(LOCKED)
        if any(member.compress_type not in METHODS for member in members):
            raise ImportRejected(DAMAGED)
        self._members = {member.filename: member for member in members}
        self._left = MOST_UNPACKED

    def resources(self) -> Iterator[Resource]:
        """The items of the manifest in its order, the one that lies highest."""
        found = [name for name in self._members if posixpath.basename(name) == MANIFEST]
        if not found:
            raise ImportRejected(NO_MANIFEST)
        manifest = min(found, key=lambda name: (name.count("/"), name))
        folder = posixpath.dirname(manifest)
        for element in self.tree(manifest).iter("{*}resource"):
            if (element.get("type") or "").startswith(_ITEM):
                path = posixpath.normpath(posixpath.join(folder, unquote(element.get("href") or "")))
                yield Resource(path=path, category=_category(element), tags=_keywords(element))

    def has(self, path: str) -> bool:
        """Whether there is such a member."""
        return path in self._members

    def tree(self, path: str) -> _Element:
        """A member as XML. Raises `ImportRejected`."""
        try:
            with self._archive.open(self._members[path]) as stream:
                raw = stream.read(min(MOST_XML, self._left) + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise ImportRejected(DAMAGED) from error
        if len(raw) > min(MOST_XML, self._left):
            raise ImportRejected(TOO_LARGE)
        self._left -= len(raw)
        return tree_of(raw, most=MOST_XML)


def is_package(raw: bytes) -> bool:
    """Whether it is an archive that names a manifest, or the XML of a single item."""
    if raw.startswith(b"PK\x03\x04"):
        return MANIFEST.encode() in raw
    return b"<" in raw[:200] and b"assessmentItem" in raw[:4096] and b"imsqti_v2p" in raw[:4096]


def _keywords(element: _Element) -> tuple[str, ...]:
    found = (_text(one) for one in element.iter("{*}keyword"))
    return tuple(dict.fromkeys(word for word in found if word))


def _category(element: _Element) -> str:
    """The last taxon, which is the closest one."""
    return next(
        (text for one in reversed(list(element.iter("{*}taxon"))) if (text := _text(one.find("{*}entry")))),
        "",
    )


def _text(element: _Element | None) -> str:
    return "" if element is None else " ".join(folded("".join(element.itertext())).split())
