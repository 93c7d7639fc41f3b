"""The lines at the top of a text that Anki exported, which say what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_GUESSES = ("\t", "|", ";", ":", ",")
_HEADER = re.compile(r"#\s*([a-z][a-z ]{0,30}?)\s*:(.*)", re.IGNORECASE | re.DOTALL)
_NOT_IN_NAMES = re.compile(r"[{}:#^/]")  # they mean something in templates
_COLUMN = " column"
_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*[\s/>]|&[a-z]{2,8};")


@dataclass(frozen=True, slots=True)
class Headers:
    """``places`` are columns, from 0, that hold something else than a field: guid, notetype, deck or tags."""

    separator: str
    is_html: bool
    places: dict[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    note_type: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    lines: int = 0

    @property
    def are_stated(self) -> bool:
        """Whether the text says anything of itself."""
        return self.lines > 0


def headers_of(lines: Iterable[str]) -> Headers:
    """From the first lines of a text; what it does not say is guessed from what follows."""
    stated, first, count = dict[str, str](), "", 0
    for line in lines:
        if not line.startswith("#"):
            first = line
            break
        if found := _HEADER.match(line.rstrip("\r\n")):
            stated[found[1].casefold()] = found[2]
            count += 1
    named = stated.get("separator", "").strip(" ")
    separator = _SEPARATORS.get(named.casefold(), named[:1]) or _guessed(first)
    is_html = stated["html"].strip().casefold() == "true" if "html" in stated else bool(_MARKUP.search(first))
    columns = stated.get("columns", "")
    return Headers(
        separator=separator,
        is_html=is_html,
        places=dict(_places(stated)),
        names=tuple(_NOT_IN_NAMES.sub("", name).strip() for name in columns.split(separator))
        if columns
        else (),
        note_type=stated.get("notetype", "").strip(),
        deck=stated.get("deck", "").strip(),
        tags=tuple(stated.get("tags", "").split()),
        lines=count,
    )


def _places(stated: dict[str, str]) -> Iterable[tuple[str, int]]:
    for name, value in stated.items():
        number = value.strip()
        if name.endswith(_COLUMN) and number.isdecimal() and len(number) <= 6 and 0 < int(number) <= 500:
            yield name.removesuffix(_COLUMN), int(number) - 1


def _guessed(first: str) -> str:
    return next((sign for sign in _GUESSES if sign in first), "\t")
