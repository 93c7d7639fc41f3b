"""A text cut into blocks at its empty lines: one item each, with the category and the comments that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.exchange.gift.escapes import bare, readable, shielded, unshielded

_CATEGORY = "$CATEGORY:"
_CONTEXT = re.compile(r"\$[a-z]+\$")


@dataclass(frozen=True, kw_only=True)
class Block:
    """``text`` is shielded, comments in it are empty lines; it begins on ``line``, which is 1-based."""

    line: int
    text: str
    category: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()


def blocks_of(text: str) -> Iterator[Block]:
    """Every block that holds more than comments."""
    category = ""
    for first, lines in _paragraphs(shielded(readable(text)).split("\n")):
        if bare(lines[0]).startswith(_CATEGORY):
            category = category_of(bare(lines[0])[len(_CATEGORY) :])
        elif any(not _is_comment(line) for line in lines):
            yield _block(first, lines, category)


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines between empty ones with the number of the first; a category is a paragraph of its own."""
    first, gathered = 1, list[str]()
    for number, line in enumerate(lines, 1):
        seen = bare(line)
        if gathered and (not seen or seen.startswith(_CATEGORY) or bare(gathered[0]).startswith(_CATEGORY)):
            yield first, gathered
            gathered = []
        if seen:
            first = first if gathered else number
            gathered.append(line)
    if gathered:
        yield first, gathered


def _is_comment(line: str) -> bool:
    return bare(line).startswith("//")


def _block(first: int, lines: Sequence[str], category: str) -> Block:
    comments = [line for line in lines if _is_comment(line)]
    kept = ["" if _is_comment(line) else line for line in lines]
    skipped = next(number for number, line in enumerate(kept) if line)
    return Block(
        line=first + skipped,
        text="\n".join(kept[skipped:]),
        category=category,
        id=next((id for comment in comments for id in _named(comment, "[id:")), ""),
        tags=tuple(dict.fromkeys(tag for comment in comments for tag in _named(comment, "[tag:"))),
    )


def _named(comment: str, opening: str) -> Iterator[str]:
    """What stands between the opening and the next bracket that has no backslash before it."""
    at = comment.find(opening)
    while at >= 0:
        end = comment.find("]", at)
        while end > 0 and comment[end - 1] == "\\":
            end = comment.find("]", end + 1)
        if end < 0:
            return
        named = unshielded(comment[at + len(opening) : end]).replace("\\]", "]").strip()
        if named:
            yield named
        at = comment.find(opening, end)


def category_of(path: str) -> str:
    """The last part of a path; Moodle's names of a context and of the root are no categories, // is one slash."""
    parts = [part.replace("\0", "/").strip() for part in unshielded(path).replace("//", "\0").split("/")]
    if _CONTEXT.fullmatch(parts[0]):
        parts = parts[1:]
    if parts and parts[0] == "top":
        parts = parts[1:]
    return next((part for part in reversed(parts) if part), "")
