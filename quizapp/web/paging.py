"""Long lists in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """Some entries of a list; ``number`` and ``pages`` count from 1."""

    entries: tuple[T, ...]
    number: int
    pages: int
    total: int


def page_of(entries: Sequence[T], *, number: int, size: int) -> Page[T]:
    """The page with this number, or the last one where there are fewer."""
    pages = max(1, -(-len(entries) // size))
    number = min(max(1, number), pages)
    first = (number - 1) * size
    return Page(entries=tuple(entries[first : first + size]), number=number, pages=pages, total=len(entries))
