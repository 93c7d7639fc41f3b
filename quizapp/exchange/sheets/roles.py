"""A row of somebody's table in the cells of ours: options from columns of their own, keys by number or letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.errors import InputError
from quizapp.exchange.gift.written import LineError, Written
from quizapp.exchange.sheets.bodies import body_of, kind_of
from quizapp.exchange.sheets.cells import joined, parted
from quizapp.exchange.sheets.grid import MOST_CHARS, Grid
from quizapp.exchange.sheets.layout import Layout
from quizapp.exchange.tables import unguarded
from quizapp.phrases import phrase

NO_STEM = phrase("The row has no stem.")
FORMULA = phrase("A cell holds a formula, “%(cell)s”. Write its result instead, or an apostrophe before it.")
LONG = phrase("A cell has more than %(most)s characters.")
NO_SUCH = phrase("“%(key)s” is none of the options. Write its text, its number or its letter.")
_FORMULA = re.compile(r"[=+\-@]\s*[A-Za-z_][\w.]*\s*[(!|]|[=+\-@]\s*\(*'?[\w .\\/:\[\]]*'?[|!]")
_SIGNS = frozenset("=+-@")
_PLACE = re.compile(r"[1-9]\d?|[A-Ja-j]")
_BETWEEN = re.compile(r"[,;、，；|/&+\s]+")
_TAG_ENDS = re.compile(r"[,;、，；]")
_TRUE = frozenset({"true", "对", "正确", "√", "✓"})
_FALSE = frozenset({"false", "错", "错误", "×", "✗"})
_TRUE_ALSO = _TRUE | {"t", "yes", "y", "1", "right", "是"}
_FALSE_ALSO = _FALSE | {"f", "no", "n", "0", "wrong", "否"}
_KINDS = {
    "mcq": ("multiple choice", "multiple-choice", "single choice", "quiz", "单选", "单选题", "选择题"),
    "multiple_response": ("checkbox", "multiple response", "multiple select", "多选", "多选题"),
    "true_false": ("true/false", "true or false", "true-false", "true false", "判断", "判断题", "对错题"),
    "short_answer": ("fill-in-the-blank", "fill in the blank", "short answer", "type answer", "填空题", "简短回答"),
    "basic": ("flashcard", "recall", "open-ended", "open ended", "简答题", "问答题", "卡片"),
    "cloze": ("cloze", "gaps", "完形填空"),
    "matching": ("match", "matching", "匹配", "匹配题", "连线题"),
    "ordering": ("ordering", "order", "puzzle", "reorder", "排序", "排序题"),
}  # fmt: skip
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}


@dataclass(frozen=True, kw_only=True)
class Row:
    """The cells of a row by our columns: only those that the table has. ``is_ours``: this app wrote the table."""

    line: int
    cells: Mapping[str, str]
    is_ours: bool = False

    @property
    def id(self) -> str:
        """The id of the item that it says it is, "" for a new one."""
        return self.cells.get("id", "").strip()

    @property
    def version(self) -> str:
        """The mark of what that item said when the table was written."""
        return self.cells.get("version", "").strip()

    def written(self, before: Mapping[str, str] | None = None) -> Written:
        """The item; columns that the table does not have are those ``before``. Raises `InputError`."""
        row = {**(before or {}), **self.cells}
        stem, key, options = (row.get(name, "") for name in ("stem", "key", "options"))
        if not stem.strip():
            raise InputError(NO_STEM)
        kind = row.get("kind", "").strip() or kind_of(stem, key=key, options=options)
        tags = row.get("tags", "")
        return Written(
            line=self.line,
            stem=stem.strip(),
            body=body_of(kind, key=key, options=options, feedback=row.get("feedback", "")),
            category=row.get("category", "").strip(),
            rationale=row.get("rationale", "").strip(),
            id=self.id,
            tags=parted(tags) if self.is_ours or "|" in tags or not tags.strip() else _tags(tags),
        )


def rows_of(grid: Grid, layout: Layout) -> Iterator[Row | LineError]:
    """The rows below the headings; an error for each whose cells cannot be used."""
    is_ours = {"id", "version"} <= set(layout.columns)
    for line, cells in grid.rows:
        if line <= layout.header:
            continue
        if line in grid.faults:
            yield grid.faults[line]
            continue
        try:
            yield Row(line=line, cells=_cells(cells, layout), is_ours=is_ours)
        except InputError as error:
            yield LineError(line=line, template=error.template, values=error.values)


def _cells(cells: Sequence[str], layout: Layout) -> dict[str, str]:
    """Raises `InputError` for a cell that is a formula or too long."""
    named = [(role, _plain(cell)) for role, cell in zip(layout.columns, cells, strict=False) if role]
    row = {role: cell for role, cell in named if role not in {"option", "wrong", "right"}}
    for role in set(layout.columns) - {"", "option", "wrong", "right", *row}:
        row[role] = ""  # the row is shorter than the table
    offered = [cell.strip() for role, cell in named if role == "option" and cell.strip()]
    wrong = [cell.strip() for role, cell in named if role == "wrong" and cell.strip()]
    right = next((cell for role, cell in named if role == "right"), "")
    if "kind" in row:
        row["kind"] = _KIND_OF.get(row["kind"].strip().casefold(), row["kind"].strip())
    if offered or right.strip():
        row["key"] = _key(row.get("key", ""), right, offered)
    if offered or wrong:
        row["options"] = joined([*offered, *wrong, *parted(row.get("options", ""))])
    return _judged(row, layout.kind)


def _judged(row: dict[str, str], kind: str) -> dict[str, str]:
    """The row with “True” and “False” in our words, and the kind that was said for rows which name none."""
    key, options = row.get("key", "").strip().casefold(), parted(row.get("options", ""))
    is_pair = len(options) == 2 and {option.casefold() in _TRUE for option in options} == {True, False} and (
        {option.casefold() for option in options} <= _TRUE | _FALSE
    )  # fmt: skip
    named = row.get("kind", "")
    is_claim = named == "true_false" or (not named and (is_pair or (not options and key in _TRUE | _FALSE)))
    if is_claim and key in _TRUE_ALSO | _FALSE_ALSO:
        said = {"kind": "true_false", "key": "True" if key in _TRUE_ALSO else "False"}
        return row | said | ({"options": "True | False"} if options else {})
    if not named and not options and kind and "key" in row and "{{1}}" not in row.get("stem", ""):
        return row | {"kind": kind}
    return row


def _key(key: str, right: str, offered: Sequence[str]) -> str:
    """The texts of the right options. Numbers and letters in ``right`` are places; in ``key`` only what is no text."""
    texts = {option.casefold(): option for option in offered}
    if key.strip().casefold() in texts:
        return joined([texts[key.strip().casefold()]])
    named = [part for part in parted(key) if part]
    if named and all(part.casefold() in texts for part in named):
        return joined(texts[part.casefold()] for part in named)
    said = (right or key).strip()
    if not said:
        return ""
    whole = [part for part in _BETWEEN.split(said) if part]
    places = whole if all(_PLACE.fullmatch(part) for part in whole) else list(said)
    if all(_PLACE.fullmatch(part) and _number(part) < len(offered) for part in places):
        return joined(offered[place] for place in sorted({_number(part) for part in places}))
    if said.casefold() in texts:
        return joined([texts[said.casefold()]])
    if right or all(_PLACE.fullmatch(part) for part in places):
        raise InputError(NO_SUCH, key=said)
    return key


def _number(part: str) -> int:
    """The place of an option, counted from 0."""
    return int(part) - 1 if part.isdigit() else ord(part.casefold()) - ord("a")


def _plain(cell: str) -> str:
    """The text of a cell without its guard. Raises `InputError`."""
    if len(cell) > MOST_CHARS:
        raise InputError(LONG, most=MOST_CHARS)
    if cell[:1] in _SIGNS and _FORMULA.match(cell):
        raise InputError(FORMULA, cell=cell[:40])
    return unguarded(cell)


def _tags(cell: str) -> tuple[str, ...]:
    return tuple(word for part in _TAG_ENDS.split(cell) if (word := " ".join(part.split())))
