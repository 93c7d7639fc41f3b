"""Wrong answers that no text supplies: sibling places after ISO 3166-2, neighbouring years, curated taxonomies."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from quizapp.core.statements.gazetteer import siblings
from quizapp.core.statements.pool import PoolEntry
from quizapp.core.statements.statement import Statement
from quizapp.core.statements.wording import inflect

_STEPS = (1, 2, 3, 4, 5, 6, 8, 10)
_YEARS_EACH = 5
CALLED = {"called-VB": "VB", "called-VBG": "VBG"}
_PAST = 2010  # a year before this one is no future in any text of today
_DISPUTED = frozenset({"Taiwan", "Hong Kong", "Macao", "Crimea"})


def curated_for(statements: Iterable[Statement], text: str) -> tuple[PoolEntry, ...]:
    """Entries for the pools of the statements' own types, none of them named in ``text``, never a later year than any
    in it."""
    found: dict[tuple[str, str], PoolEntry] = {}
    years = [int(year) for year in re.findall(r"\b(?:1\d{3}|20[0-4]\d)\b", text)]
    for statement in statements:
        for focus in statement.focuses:
            names: Iterable[str]
            if focus.type == "region" and focus.is_list:
                names = _siblings([span.text for span in focus.spans])
            elif focus.type in CALLED:
                names = _unrelated_acts(text, form=CALLED[focus.type])
            elif focus.type in _taxonomies():
                names = _taxonomies()[focus.type]
            elif focus.type == "year" and years and focus.spans[0].text.isdecimal():
                names = _near(int(focus.spans[0].text), latest=max(*years, _PAST))
            else:
                continue
            for name in names:
                if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
                    found.setdefault((focus.type, name), PoolEntry(text=name, type=focus.type))
    return tuple(found.values())


@cache
def _file() -> dict[str, Any]:
    """`taxonomies.json` beside this file."""
    plain: dict[str, Any] = json.loads(
        (Path(__file__).parent / "taxonomies.json").read_text(encoding="utf-8")
    )
    return plain


@cache
def _taxonomies() -> dict[str, tuple[str, ...]]:
    """Curated values by type, but for acts."""
    return {type: tuple(entry["values"]) for type, entry in _file().items() if type != "act"}


def _unrelated_acts(text: str, *, form: str) -> tuple[str, ...]:
    """Aims none of whose telling words stand in the text, in the form that the text's own acts have."""
    said = {word.casefold() for word in re.findall(r"\w+", text)}
    free = [entry["act"] for entry in _acts() if not said.intersection(entry["unless"])]
    return tuple(free if form == "VB" else (_gerund(act) for act in free))


@cache
def _acts() -> tuple[dict[str, Any], ...]:
    return tuple(_file()["act"]["values"])


@cache
def _gerund(act: str) -> str:
    verb, _, rest = act.partition(" ")
    return f"{inflect(verb, 'VBG')} {rest}"


def _siblings(names: list[str]) -> Iterator[str]:
    for name in names:
        yield from (other for other in siblings(name) if other not in _DISPUTED)


def _near(year: int, *, latest: int) -> Iterator[str]:
    """Years before and after, which ones drawn from the year itself."""
    steps = sorted((*(-step for step in _STEPS), *_STEPS), key=lambda step: _draw(f"{year}{step:+}"))
    yield from (str(year + step) for step in [step for step in steps if year + step <= latest][:_YEARS_EACH])


def _draw(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=4).digest()
