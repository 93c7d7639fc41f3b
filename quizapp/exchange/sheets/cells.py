"""Several texts in one cell: parted by ``|``, and a part of two or more by ``=``."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ESCAPED = re.compile(r"\\([\\|=])")


def joined(parts: Iterable[str], sign: str = "|") -> str:
    """The texts in one cell, from which `parted` takes them."""
    return f" {sign} ".join(_escaped(part, sign) for part in parts)


def nested(rows: Iterable[Iterable[str]]) -> str:
    """Rows of texts in one cell, from which `parted` and then `subparted` take them."""
    return " | ".join(" = ".join(_escaped(part, "|=") for part in row) for row in rows)


def parted(cell: str) -> tuple[str, ...]:
    """The texts of a cell without the spaces around them; none where it is empty."""
    return tuple(_plain(part) for part in _split(cell, "|")) if cell.strip() else ()


def subparted(cell: str) -> tuple[tuple[str, ...], ...]:
    """The rows of texts of a cell."""
    if not cell.strip():
        return ()
    return tuple(tuple(_plain(part) for part in _split(row, "=")) for row in _split(cell, "|"))


def _escaped(text: str, signs: str) -> str:
    return re.sub(rf"[\\{re.escape(signs)}]", lambda found: f"\\{found[0]}", text)


def _split(text: str, sign: str) -> list[str]:
    """At every sign that has no backslash before it."""
    pieces, start = [], 0
    for found in re.finditer(r"\\.|" + re.escape(sign), text, re.DOTALL):
        if found[0] == sign:
            pieces.append(text[start : found.start()])
            start = found.end()
    return [*pieces, text[start:]]


def _plain(part: str) -> str:
    return _ESCAPED.sub(r"\1", part.strip())
