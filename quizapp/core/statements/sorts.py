"""Answers that are names, whatever they are asked as: people beside people, bodies beside bodies, acts beside acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizapp.core.statements.gazetteer import is_organization, pool_of_place, sort_of_place
from quizapp.core.statements.names import Names
from quizapp.core.statements.people import PLACE_SORTS, is_full_name, pool_of_body
from quizapp.core.statements.pool import PoolEntry, fold
from quizapp.core.statements.statement import Focus, Statement

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_NEAR = (-1, 1, -2, 2, 3)
_OWN = frozenset({"person", "organization", "country", "city", "region", "year", "target", "quantity"})
_FEWEST = 2


def with_sorts(
    statements: Sequence[Statement], names: Names, text: str
) -> tuple[list[Statement], list[PoolEntry]]:
    """The statements with every single answer that is a name in the pool of its sort, and what else is in the pools."""
    entries: list[PoolEntry] = []
    kept: list[Statement] = []
    for one in statements:
        focuses = []
        for focus in one.focuses:
            pool, others = _pool(focus, names, text) if _is_open(focus) else ("", ())
            entries += [PoolEntry(text=other, type=pool, home=home) for other, home in others]
            focuses.append(replace(focus, type=pool) if pool else focus)
        kept.append(replace(one, focuses=tuple(focuses)) if tuple(focuses) != one.focuses else one)
    return kept, entries


def _is_open(focus: Focus) -> bool:
    """Whether a focus asks for one capital name that has no pool of its own yet."""
    plain = not (focus.is_list or focus.contraries or focus.type in _OWN) and len(focus.spans) == 1
    of_body = focus.type == "organization" and pool_of_body(focus.answer) != "organization"
    return (plain or of_body) and focus.answer[:1].isupper()


def _pool(focus: Focus, names: Names, text: str) -> tuple[str, Sequence[tuple[str, str]]]:
    name = focus.answer.removeprefix("the ").removeprefix("The ")
    label = names.label(name)
    if label == "PERSON" and is_full_name(name):
        return "person", ()
    if label == "ORG" and is_organization(name):
        return pool_of_body(name), ()
    if label == "GPE" and (sort := sort_of_place(name)) in PLACE_SORTS:
        return pool_of_place(sort), ()
    last = name.split()[-1]
    kin = [(other, "document") for other in _ending_alike(name, names)]
    kin += [(other, "") for other in _numbered_alike(name) if f" {fold(other)} " not in f" {fold(text)} "]
    return (f"named {last}", kin) if len(kin) >= _FEWEST else ("", ())


def _ending_alike(name: str, names: Names) -> Iterator[str]:
    """“Clean Air Act” of “Clean Water Act”."""
    last = name.split()[-1]
    for other in sorted(names.mentions):
        words = other.removeprefix("the ").split()
        if len(words) > 1 and words[-1] == last and last[:1].isupper() and fold(other) != fold(name):
            yield " ".join(words)


def _numbered_alike(name: str) -> Iterator[str]:
    """“Fourth Amendment” and “Sixth Amendment” of “Fifth Amendment”."""
    first, _, rest = name.partition(" ")
    if first.casefold() not in _ORDINALS or not rest[:1].isupper():
        return
    own = _ORDINALS.index(first.casefold())
    for step in _NEAR:
        if 0 <= own + step < len(_ORDINALS):
            yield f"{_ORDINALS[own + step].capitalize()} {rest}"
