"""Values that were checked when they were made, built again from what is stored."""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T")


def revived(kind: type[T], fields: dict[str, Any]) -> T:
    """A frozen dataclass with all of its ``fields``, which become its own, neither checked nor written one by one.

    Python writes a field of a frozen class in three times the time of one that is not, and an answered item reads a
    hundred of them.
    """
    made = object.__new__(kind)
    object.__setattr__(made, "__dict__", fields)
    return made


def changed(value: T, **fields: object) -> T:
    """As `dataclasses.replace`, for classes that check nothing: in a fifth of its time."""
    return revived(type(value), {**vars(value), **fields})
