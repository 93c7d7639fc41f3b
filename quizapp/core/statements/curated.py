"""Wrong answers that no text supplies: sibling places after ISO 3166-2, neighbouring years, curated taxonomies."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from quizapp.core.statements.figures import FIGURES, near
from quizapp.core.statements.gazetteer import siblings
from quizapp.core.statements.pool import PoolEntry, fold
from quizapp.core.statements.statement import WRITTEN, Focus, Statement
from quizapp.core.statements.wording import inflect

_STEPS = (1, 2, 3, 4, 5, 6, 8, 10)
_YEARS_EACH = 5
_ROUND, _PLANNED = (5, 10, -5, 15), (1, -1, 2, 3, -2)
CALLED = {"called-VB": "VB", "called-VBG": "VBG"}
_DATES = frozenset({"date", "decade"})
_PAST = 2010  # a year before this one is no future in any text of today
_DISPUTED = frozenset({"Taiwan", "Hong Kong", "Macao", "Crimea"})


def curated_for(statements: Iterable[Statement], text: str) -> tuple[PoolEntry, ...]:
    """Entries for the pools of the statements' own types, none of them named in ``text``, never a later year than any
    in it."""
    words = fold(text)
    years = [int(year) for year in re.findall(r"\b(?:1\d{3}|20[0-4]\d)\b", text)]
    offered: dict[tuple[str, str], bool] = {}
    common: dict[str, tuple[str, ...]] = {}
    for statement in statements:
        for focus in statement.focuses:
            if focus.type in CALLED and statement.pattern != WRITTEN:
                continue  # an aim from outside is told from the text's own by its matter alone
            if focus.type in CALLED or focus.type in _taxonomies():
                names: Iterable[str] = () if focus.type in common else _of_type(focus.type, words)
                common.setdefault(focus.type, tuple(names))
            else:
                names = _of_focus(focus, years)
            for name in names:
                if (focus.type, name) not in offered:
                    offered[focus.type, name] = f" {fold(name)} " not in f" {words} "
    return tuple(
        PoolEntry(text=name, type=type, near=_subject_matter(name) if type in CALLED else frozenset())
        for (type, name), absent in offered.items()
        if absent
    )


def _of_type(type: str, words: str) -> tuple[str, ...]:
    """What a type offers to all its focuses alike."""
    return _unrelated_acts(words, form=CALLED[type]) if type in CALLED else _taxonomies()[type]


def _of_focus(focus: Focus, years: Sequence[int]) -> Iterable[str]:
    """What lies near the answers of one focus."""
    if focus.type == "region" and focus.is_list:
        return _siblings([span.text for span in focus.spans])
    if focus.type == "year" and years and focus.spans[0].text.isdecimal():
        return _near(int(focus.spans[0].text), latest=max(*years, _PAST))
    if focus.type in _DATES and years:
        return _other_dates(focus.answer, latest=max(*years, _PAST))
    if focus.type == "target" and focus.spans[0].text.isdecimal():
        return _ahead(int(focus.spans[0].text), years)
    return near(focus.answer, type=focus.type) if focus.type in FIGURES else ()


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


def _unrelated_acts(words: str, *, form: str) -> tuple[str, ...]:
    """Aims none of whose telling words stand in the text, in the form that the text's own acts have."""
    said = set(words.split())
    free = [entry["act"] for entry in _acts() if not said.intersection(map(str.casefold, entry["unless"]))]
    return tuple(free if form == "VB" else (_gerund(act) for act in free))


@cache
def _acts() -> tuple[dict[str, Any], ...]:
    return tuple(_file()["act"]["values"])


@cache
def _matters() -> dict[str, frozenset[str]]:
    """Every aim, in both its forms, with the words of the domains it belongs to."""
    domains = {name: frozenset(words.split()) for name, words in _file()["act"]["domains"].items()}
    return {
        form: frozenset().union(*(domains[name] for name in entry["domains"]))
        for entry in _acts()
        for form in (entry["act"], _gerund(entry["act"]))
    }


def _subject_matter(act: str) -> frozenset[str]:
    return _matters().get(act, frozenset())


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


def _other_dates(date: str, *, latest: int) -> Iterator[str]:
    """A date or decade with another year in it: “April 2003” → “April 2001”; nothing where it holds several."""
    found = re.findall(r"\b(?:1\d{3}|20[0-4]\d)(?=s?\b)", date)
    if len(found) != 1:
        return
    is_decade = f"{found[0]}s" in date
    for other in _near_decades(int(found[0])) if is_decade else _near(int(found[0]), latest=latest):
        if not is_decade or int(other) <= latest:
            yield date.replace(found[0], other)


def _near_decades(year: int) -> Iterator[str]:
    yield from (str(year + step) for step in (-10, 10, -20, 20, -30))


def _ahead(year: int, years: Sequence[int]) -> Iterator[str]:
    """Years for which something may be planned, round ones beside a round one; none before a year that is over."""
    steps = _ROUND if year % 5 == 0 else _PLANNED
    begun = max((other for other in years if other < year), default=year - 1)
    yield from (str(year + step) for step in steps if year + step > begun)


def _draw(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=4).digest()
