"""The archive of a package: members by name, each unpacked as a stream and never beyond a limit."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import limits
from quizapp.exchange.apkg.reading.limits import refusing
from quizapp.exchange.apkg.reading.zstandard import unpacking
from quizapp.exchange.zipped import METHODS


class Readable(Protocol):
    """A stream that is read from its beginning."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, none at the end."""


_CHUNK = 1 << 18
_END, _LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES, _LOCATOR_BYTES, _COMMENT_BYTES = 22, 20, 1 << 16
_MEMBER = b"PK\x03\x04"
_LOCKED = 1


class Archive:
    """Names are only looked up, never joined to a path."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zipped = zipped
        self._members = {member.filename: member for member in zipped.infolist()}
        if any(member.flag_bits & _LOCKED for member in self._members.values()):
            raise ImportRejected(limits.LOCKED)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def size(self, name: str) -> int:
        """Bytes of a member as its archive holds it, by its own word; reading gives at most so many."""
        return self._members[name].file_size

    def read(self, name: str, *, most: int, is_packed: bool = False) -> bytes:
        """A whole member, and what it unpacks to where ``is_packed`` by Zstandard. Raises `ImportRejected`."""
        return b"".join(self._chunks(name, most=most, is_packed=is_packed))

    def unpack(self, name: str, to: IO[bytes], *, most: int, is_packed: bool = False) -> None:
        """Write a member to an open file. Raises `ImportRejected`."""
        packed = max(self._members[name].compress_size, 1)
        bound = min(most, max(limits.SMALL, limits.MAX_RATIO * packed))
        for chunk in self._chunks(name, most=bound, is_packed=is_packed):
            with refusing(limits.NO_ROOM):
                to.write(chunk)

    def _chunks(self, name: str, *, most: int, is_packed: bool) -> Iterator[bytes]:
        left = most
        with refusing(), self._open(name, is_packed=is_packed) as stream:
            while chunk := stream.read(min(_CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise ImportRejected(limits.TOO_LARGE)
                yield chunk

    @contextmanager
    def _open(self, name: str, *, is_packed: bool) -> Iterator[Readable]:
        member = self._members[name]
        if member.compress_type not in METHODS:
            raise ImportRejected(limits.STRANGE)
        with self._zipped.open(member) as stream:
            if not is_packed:
                yield stream
                return
            with unpacking(stream) as unpacked:
                yield unpacked


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive in a file. Raises `ImportRejected` where there is none, or one of more members than Anki's."""
    with refusing(limits.NOT_A_PACKAGE):
        _require_small_directory(path)
        zipped = zipfile.ZipFile(path)
    with zipped:
        with refusing():
            archive = Archive(zipped)
        yield archive


def _require_small_directory(path: Path) -> None:
    """Look at the list's stated length before zipfile reads all of it, whatever its length, into memory."""
    size = path.stat().st_size
    if size > limits.MAX_FILE:
        raise ImportRejected(limits.TOO_LARGE)
    with path.open("rb") as file:
        file.seek(max(0, size - _END_BYTES - _COMMENT_BYTES - _LOCATOR_BYTES))
        tail = file.read()
    at = _end(tail)
    if at < 0:
        raise ImportRejected(limits.INCOMPLETE if _begins(path) else limits.NOT_A_PACKAGE)
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    # with a locator the length stands elsewhere; only archives of more than 65,535 members or 4 GB need one
    has_locator = tail[max(0, at - _LOCATOR_BYTES) : at].startswith(_LOCATOR)
    if has_locator or length > limits.MAX_DIRECTORY:
        raise ImportRejected(limits.TOO_LARGE)


def _begins(path: Path) -> bool:
    """Whether it starts as an archive with members does."""
    with path.open("rb") as file:
        return file.read(len(_MEMBER)) == _MEMBER


def _end(tail: bytes) -> int:
    """Where zipfile finds the record at the archive's end: the very last bytes, else before a comment."""
    plain = tail[-_END_BYTES:]
    if plain.startswith(_END) and plain.endswith(b"\x00\x00"):
        return len(tail) - _END_BYTES
    return tail.rfind(_END)
