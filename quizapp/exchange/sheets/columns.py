"""The columns of the table, and the headings by which they are known in English, Chinese and the files of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

COLUMNS = (
    "id", "kind", "stem", "key", "options", "category", "tags", "rationale", "feedback", "quote", "version"
)  # fmt: skip
"""In the order in which they are written.

``key``: the right option or options, the answers, one part for each gap (``key = other wording``), one for each
pair (``left = right``), or the sequence. ``options``: all of a choice in their order; keys that are missing there
come first. ``feedback``: one part for each option. Parts stand between ``|``; a backslash before a sign keeps it.
``version``: a mark of what the item said when it was written, by which a change since then is known.
"""
MANY = ("option", "wrong")
"""Roles that several columns may have: one option each, right or wrong, or one wrong answer each."""
ROLES = (
    "stem", "key", "right", "wrong", "option", "options", "kind", "category", "tags", "rationale", "feedback", "id",
    "version",
)  # fmt: skip
"""What a column of somebody's table may hold. ``right``: which of the ``option`` columns are right, as numbers or
letters."""

_HEADERS = {
    "id": ("id", "item id", "编号", "题目编号"),
    "version": ("version", "版本"),
    "kind": ("kind", "type", "question type", "item type", "题型", "类型", "题目类型", "试题类型"),
    "stem": (
        "stem", "text", "prompt", "front", "term", "question", "question text", "question stem", "item", "statement",
        "题干", "题目", "正面", "术语", "问题", "题目内容", "题干内容", "词语", "单词", "frage", "pregunta",
    ),
    "key": (
        "key", "keys", "answer", "answers", "back", "definition", "correct answer", "right answer", "solution",
        "correct", "答案", "正确答案", "背面", "定义", "标准答案", "参考答案", "释义",
        "antwort", "respuesta", "réponse",
    ),
    "right": ("correct answer(s)", "correct answers", "correct option", "correct options", "correct option(s)",
              "正确选项"),
    "options": ("options", "choices", "选项"),
    "category": ("category", "topic", "subject", "chapter", "unit", "类别", "分类", "章节", "知识点", "主题"),
    "tags": ("tags", "tag", "标签"),
    "rationale": (
        "rationale", "explanation", "answer explanation", "理由", "解析", "答案解析", "解释", "题目解析", "试题解析",
    ),
    "feedback": ("feedback", "反馈"),
    "quote": ("quote", "evidence", "引文"),
    "wrong": (
        "wrong", "wrong answer", "wrong answers", "incorrect answer", "incorrect answers", "incorrect", "distractor",
        "distractors", "错误答案", "错误选项", "干扰项",
    ),
}  # fmt: skip
_NAMES = {word: column for column, words in _HEADERS.items() for word in words}
_NUMBERED = re.compile(
    r"(?P<word>answer|option|choice|answer option|answer choice|response|选项|答案)[ _-]*(?P<n>[1-9]\d?|[a-j])"
)
_WRONG = re.compile(r"(?P<word>.*?)[ _-]*#?\d{1,2}")
_LETTER = re.compile(r"[a-h]")
_ASIDE = re.compile(r"\s+[-–—]\s.*|\s*[:：*].*|\s*[(（](?!s[)）]).*", re.DOTALL)
"""What headings say behind their name: “Question - max 120 characters”, “Time limit (sec)”."""


def guessed(header: Sequence[str]) -> tuple[str, ...]:
    """The role that each heading seems to name; "" where it names none, or one that another column has already.

    Of headings such as “A”, “B”, “C” beside a question each names an option. Where options have columns of their own,
    the key may be told by its number or letter; see `roles.key_of`.
    """
    found: list[str] = []
    names = list(_named(header))
    for role in names:
        found.append("" if role in found and role not in MANY else role)
    return tuple("" if role == "option" and found.count("option") == 1 else role for role in found)


def _named(header: Sequence[str]) -> Iterator[str]:
    bare = [_bare(cell) for cell in header]
    are_letters = {"a", "b"} <= set(bare) and any(_NAMES.get(word) == "stem" for word in bare)
    for whole, word in zip(header, bare, strict=True):
        yield _NAMES.get(whole.strip().casefold(), "") or _role(word, are_letters=are_letters)


def _role(word: str, *, are_letters: bool) -> str:
    if word in _NAMES:
        return _NAMES[word]
    if _NUMBERED.fullmatch(word) or (are_letters and _LETTER.fullmatch(word)):
        return "option"
    wrong = _WRONG.fullmatch(word)
    return "wrong" if wrong and _NAMES.get(wrong["word"]) == "wrong" else ""


def _bare(cell: str) -> str:
    """A heading without what it says behind its name."""
    return _ASIDE.sub("", " ".join(cell.split()).casefold(), count=1).strip()
