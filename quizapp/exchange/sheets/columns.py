"""The columns of the table, and the headers by which they are known in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence

COLUMNS = ("id", "kind", "stem", "key", "options", "category", "tags", "rationale", "feedback", "quote")
"""In the order in which they are written.

``key``: the right option or options, the answers, one part for each gap (``key = other wording``), one for each
pair (``left = right``), or the sequence. ``options``: all of a choice in their order; keys that are missing there
come first. ``feedback``: one part for each option. Parts stand between ``|``; a backslash before a sign keeps it.
"""

_HEADERS = {
    "id": ("id", "编号"),
    "kind": ("kind", "type", "题型", "类型"),
    "stem": ("stem", "text", "prompt", "front", "term", "题干", "题目", "正面", "术语"),
    "key": ("key", "keys", "answer", "answers", "back", "definition", "答案", "正确答案", "背面", "定义"),
    "options": ("options", "choices", "选项"),
    "category": ("category", "topic", "类别", "分类"),
    "tags": ("tags", "tag", "标签"),
    "rationale": ("rationale", "explanation", "理由", "解析"),
    "feedback": ("feedback", "反馈"),
    "quote": ("quote", "evidence", "引文"),
}


def guessed(header: Sequence[str]) -> tuple[str, ...]:
    """The column that each header seems to name, each once; "" where it names none."""
    names = {word: column for column, words in _HEADERS.items() for word in words}
    found: list[str] = []
    for cell in header:
        column = names.get(cell.strip().casefold(), "")
        found.append("" if column in found else column)
    return tuple(found)
