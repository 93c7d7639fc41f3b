"""What every kind of picture gives, and how a damaged one is told."""

from __future__ import annotations

from dataclasses import dataclass


class Broken(Exception):
    """The bytes are not what they begin as."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Pixels as it is seen, and the bytes to keep."""

    width: int
    height: int
    content: bytes


def taken(content: bytes, at: int, length: int) -> bytes:
    """That many bytes from a place. Raises `Broken` where there are fewer."""
    found = content[at : at + length]
    if len(found) != length or at < 0:
        raise Broken
    return found


def number(content: bytes, at: int, length: int, *, little: bool = False) -> int:
    """A whole number in that many bytes. Raises `Broken` where there are fewer."""
    return int.from_bytes(taken(content, at, length), "little" if little else "big")
