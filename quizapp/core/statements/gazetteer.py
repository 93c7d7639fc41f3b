"""What sort of place a name is, and its siblings under the same parent, after ISO 3166 (pycountry)."""

from __future__ import annotations

import re
from functools import cache

DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest northern southern eastern western northeastern "
    "northwestern southeastern southwestern central upper lower".split()
)
_SUFFIX = re.compile(
    r"\s+(?:Sheng|Shi|Zizhiqu|Province|Autonomous Region|Municipality|State|Oblast|Prefecture|Region|County)$",
    re.I,
)
_ORGANIZATION = re.compile(
    r"(?:[A-Z]{2,6}|.*\b(?:Company|Corporation|Inc|Ltd|University|Institute|Ministry|Department|Commission|Committee|"
    r"Council|Agency|Bank|Association|Society|Union|Organization|Organisation|Foundation|Party|Office|Bureau|Fund|"
    r"Group|School|College|Academy|Museum|Board|Authority|Service|Center|Centre|Network|Electric|Motors)\b.*)"
)
_ALIASES = {"inner mongolia": "nei mongol", "tibet": "xizang", "xinjiang uygur": "xinjiang"}
_SORTS = {
    "province": "province",
    "state": "state",
    "city": "city",
    "municipality": "city",
    "county": "county",
    "prefecture": "prefecture",
    "region": "region",
}


_ALSO_COUNTRIES = frozenset(
    {"Britain", "Great Britain", "Russia", "South Korea", "North Korea", "Iran", "Syria", "Vietnam", "Laos", "Turkey",
     "Czech Republic", "Soviet Union", "Ivory Coast", "Brunei", "Cape Verde", "Burma", "Holland", "Swaziland"}
)  # fmt: skip
"""Countries by names that ISO 3166 does not write."""


@cache
def _countries() -> frozenset[str]:
    import pycountry

    names = {country.name for country in pycountry.countries}
    names |= {getattr(country, "common_name", country.name) for country in pycountry.countries}
    return frozenset(name.casefold() for name in names | _ALSO_COUNTRIES)


@cache
def _subdivisions() -> dict[str, tuple[str, str]]:
    """Folded name → (country code, type); names that several countries share are left out."""
    import pycountry

    found: dict[str, tuple[str, str]] = {}
    shared: set[str] = set()
    for subdivision in pycountry.subdivisions:
        folded = fold(subdivision.name)
        if folded in found and found[folded][0] != subdivision.country_code:
            shared.add(folded)
        found[folded] = (subdivision.country_code, subdivision.type)
    return {name: where for name, where in found.items() if name not in shared}


def fold(name: str) -> str:
    """A place's bare name: no article, no “Province”, lower case."""
    bare = re.sub(r"^the\s+", "", name.strip(), flags=re.I)
    bare = _SUFFIX.sub("", bare).casefold()
    return _ALIASES.get(bare, bare)


def is_country(name: str) -> bool:
    """Whether this is a country's name as ISO 3166 writes it."""
    return name.casefold().removeprefix("the ") in _countries()


def is_organization(name: str) -> bool:
    """Whether a name says by itself that it is an organization's: “… University”, “… Inc”, capitals alone."""
    return _ORGANIZATION.fullmatch(name) is not None


def sort_of_place(name: str) -> str:
    """``country``, ``province``, ``state``, ``city`` …, ``area`` for “northeast China”, else ``place``."""
    first = name.split()[0].casefold() if name.split() else ""
    if first in DIRECTIONS and name.casefold() not in _countries() and fold(name) not in _subdivisions():
        return "area"
    if is_country(name):
        return "country"
    for word, sort in _SORTS.items():
        if re.search(rf"\b{word}\b", name, re.I):
            return sort
    where = _subdivisions().get(fold(name))
    if where is not None:
        return next((sort for word, sort in _SORTS.items() if word in where[1].casefold()), "place")
    return "place"


def pool_of_place(sort: str) -> str:
    """The pool in which a sort of place finds its distractors: countries, cities, or the parts of countries."""
    return sort if sort in {"country", "city", "area", "place"} else "region"


@cache
def siblings(name: str) -> tuple[str, ...]:
    """Bare names of the places of the same type under the same parent, alphabetically; empty where unknown."""
    import pycountry

    where = _subdivisions().get(fold(name))
    if where is None:
        return ()
    near = [item for item in pycountry.subdivisions if (item.country_code, item.type) == where]
    names = {_SUFFIX.sub("", item.name) for item in near} - {name}
    return tuple(sorted(other for other in names if fold(other) != fold(name) and other.isascii()))
