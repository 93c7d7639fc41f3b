"""What a text in GIFT holds: items as they were written, and for every faulty block a sentence for its writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizapp.core.items.kind import ItemBody
from quizapp.phrases import phrase


@dataclass(frozen=True, kw_only=True)
class Written:
    """One item as plain text, without proof yet; ``line`` is the 1-based line where it begins.

    ``category`` is the last part of the path of the last ``$CATEGORY:`` line, ``name`` the ``::title::``; ``id`` and
    ``tags`` come from ``// [id:x] [tag:y]`` in the lines of the block. All but stem and body may be empty.
    """

    line: int
    stem: str
    body: ItemBody
    category: str = ""
    rationale: str = ""
    name: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LineError:
    """Why a block gives no item and what to do; ``template`` is the sentence, ``values`` fill its holes.

    ``line`` and ``column`` are 1-based and count code points; without a column the whole block is meant.
    """

    line: int
    template: str
    column: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The sentence in English."""
        return self.template % self.values if self.values else self.template

    def __str__(self) -> str:
        return phrase("Line %(line)s: %(reason)s") % {"line": self.line, "reason": self.reason}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All items and all errors of a text, each in the order of their lines."""

    items: tuple[Written, ...]
    errors: tuple[LineError, ...]
