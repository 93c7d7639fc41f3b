"""What a process does once where every test, each with an application of its own, would do it anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

MOST_STATEMENTS = 5_000
_BUILDERS: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
_RULES: dict[tuple[object, ...], tuple[list[Any], list[Any], dict[str, Any]]] = {}
_STATEMENTS: LRUCache[Any, Any] = LRUCache(MOST_STATEMENTS)
_compile_rule, _compile_builder = Rule.compile, Rule._compile_builder


def _read_once(rule: Rule) -> None:
    """A rule as it was read in another application; what converts its parts knows nothing of either."""
    key = (rule.rule, rule.host, rule.subdomain, rule.merge_slashes, repr(rule.defaults))
    if key not in _RULES:
        _compile_rule(rule)
        _RULES[key] = (rule._parts, rule._trace, rule._converters)
    rule._parts, rule._trace, rule._converters = _RULES[key]
    rule.arguments.update(rule._converters)
    rule._build = _compiled_once(rule, append_unknown=False).__get__(rule, None)
    rule._build_unknown = _compiled_once(rule, append_unknown=True).__get__(rule, None)


def _compiled_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """What builds the addresses of a rule."""
    key = (tuple(rule._trace), repr(rule.defaults), append_unknown)
    if key not in _BUILDERS:
        _BUILDERS[key] = _compile_builder(rule, append_unknown)
    return _BUILDERS[key]


def _same_kind(one: object, other: object) -> bool:
    """Whether both compile alike: compiled statements are kept by dialect, and every engine has one of its own."""
    return type(one) is type(other)


def _by_kind(one: object) -> int:
    return hash(type(one))


def share() -> None:
    """From now on nothing of this is done twice."""
    Rule.compile = _read_once  # type: ignore[method-assign, assignment]
    Rule._compile_builder = _compiled_once  # type: ignore[method-assign, assignment]
    Engine._compiled_cache = property(lambda _engine: _STATEMENTS, lambda _engine, _own: None)  # type: ignore[assignment]
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__eq__ = _same_kind  # type: ignore[method-assign]
        dialect.__hash__ = _by_kind  # type: ignore[method-assign, assignment]
