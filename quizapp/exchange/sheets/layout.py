"""What each column of a table holds, and which row says so: guessed, or said by whoever sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.errors import ImportRejected
from quizapp.exchange.sheets.columns import MANY, ROLES, guessed
from quizapp.exchange.sheets.grid import Grid
from quizapp.phrases import phrase

NO_STEM = phrase("Say which column holds the stem, or the id of items to change.")
NO_KEY = phrase("Say which column holds the key.")
TWICE = phrase(
    "Two columns are said to be the “%(column)s”. Only wrong answers and options may have several."
)
NO_COLUMN = phrase("The table has no column “%(column)s”.")
NO_ROLE = phrase("“%(column)s” is no name of a column here.")
_SEARCHED = 20
_KEYS = frozenset({"key", "right"})


@dataclass(frozen=True, kw_only=True)
class Layout:
    """``columns`` are roles by place, "" for what is not taken; ``header`` the line with the headings, 0 for none.

    ``kind`` is that of rows which name none and offer no options: "" for what the row looks like.
    """

    columns: tuple[str, ...]
    header: int = 0
    kind: str = ""

    def require_sound(self) -> None:
        """Raises `ImportRejected` where it gives no item."""
        for role in set(self.columns) - {"", *MANY}:
            if self.columns.count(role) > 1:
                raise ImportRejected(TWICE % {"column": role})
        if "stem" not in self.columns and "id" not in self.columns:
            raise ImportRejected(NO_STEM)
        if "id" not in self.columns and not _KEYS & set(self.columns):
            raise ImportRejected(NO_KEY)


def layout_of(grid: Grid) -> Layout:
    """The row among the first whose cells are most headings that we know; a table without any has stem and key."""
    best, columns = 0, ("",) * grid.width
    for line, cells in grid.rows[:_SEARCHED]:
        named = tuple(role if role in ROLES else "" for role in guessed(cells))
        is_better = sum(map(bool, named)) > sum(map(bool, columns))
        if "stem" in named and (_KEYS & set(named) or "wrong" in named) and is_better:
            best, columns = line, named
    if not best and grid.width:
        columns = ("stem", "key")
    return Layout(columns=(*columns, *[""] * (grid.width - len(columns)))[: grid.width], header=best)


def layout_from(grid: Grid, said: Mapping[str, str]) -> Layout:
    """The layout in which columns are named by letter (“B”) or heading: role → names parted by “+”.

    Raises `ImportRejected` for a role or a column that there is not.
    """
    header, cells = next(iter(grid.rows), (0, ()))
    headings = [cell.strip().casefold() for cell in cells]
    columns, by_heading = [""] * grid.width, False
    for role, names in said.items():
        if role not in ROLES:
            raise ImportRejected(NO_ROLE % {"column": role})
        for name in names.split("+"):
            place = _place(name, headings, grid.width)
            by_heading |= name.strip().casefold() in headings
            columns[place] = role
    found = layout_of(grid)
    return Layout(columns=tuple(columns), header=header if by_heading else found.header)


def letter(place: int) -> str:
    """What spreadsheets call a column, counted from 0: A … Z, AA …"""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _place(name: str, headings: Sequence[str], width: int) -> int:
    word = name.strip()
    if word.casefold() in headings:
        return headings.index(word.casefold())
    letters = [letter(place) for place in range(width)]
    if word.upper() not in letters:
        raise ImportRejected(NO_COLUMN % {"column": word})
    return letters.index(word.upper())
