"""Gaps as a person types them: “Harbin lies on the [Songhua | Sungari].”, and back to signs and keys."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.core.items.interaction import GapKey

_PIECE = re.compile(r"\\(?P<sign>[\[\]|\\])|\[(?P<gap>(?:\\.|[^\[\]\\])*)\]")
_PART = re.compile(r"(?:\\.|[^|])+")
_SIGN = re.compile(r"\{\{(\d{1,3})\}\}")
_ESCAPED = re.compile(r"\\([\[\]|\\])")
_ACTIVE = re.compile(r"[\[\]\\]")
_ACTIVE_IN_KEY = re.compile(r"[\[\]|\\]")


def read_gaps(text: str) -> tuple[str, tuple[GapKey, ...]]:
    """A stem whose gaps are the signs ``{{1}}``, ``{{2}}`` … in their order, and their keys.

    In brackets stands the key, behind ``|`` what else is right; a backslash takes its meaning from ``[``, ``]`` and
    ``|``. Signs that were there already become text without a key, which the rule for gaps finds.
    """
    gaps: list[GapKey] = []

    def plain(found: re.Match[str]) -> str:
        if found["sign"]:
            return found["sign"]
        key, *accept = [_plain(part) for part in _PART.findall(found["gap"])] or [""]
        gaps.append(GapKey(key=key, accept=tuple(filter(None, accept))))
        return f"{{{{{len(gaps)}}}}}"

    return _PIECE.sub(plain, text), tuple(gaps)


def write_gaps(stem: str, gaps: Sequence[GapKey]) -> str:
    """What a person would have typed for these: ``read_gaps`` gives them back, in the order of the text."""
    parts = _SIGN.split(stem)
    return "".join(
        _bracketed(int(part), gaps) if n % 2 else _ACTIVE.sub(r"\\\g<0>", part)
        for n, part in enumerate(parts)
    )


def _bracketed(number: int, gaps: Sequence[GapKey]) -> str:
    if not 0 < number <= len(gaps):
        return f"{{{{{number}}}}}"
    gap = gaps[number - 1]
    return "[" + " | ".join(_ACTIVE_IN_KEY.sub(r"\\\g<0>", part) for part in (gap.key, *gap.accept)) + "]"


def _plain(part: str) -> str:
    return _ESCAPED.sub(r"\1", " ".join(part.split()))
