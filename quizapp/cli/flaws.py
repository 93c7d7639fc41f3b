"""`quizapp flaws`: the rules that every item is checked by, with their sources and examples."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.group import main
from quizapp.errors import InputError

if TYPE_CHECKING:
    from quizapp.core.items.flaws import Asked, Flaw


@main.command()
@click.argument("name", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def flaws(name: str | None, form: str) -> None:
    """List the rules of item writing, or explain the one called NAME with its source and an example.

    An item that breaks a fatal rule is never made; any other broken rule is advice.

    Example: quizapp flaws longest-key
    """
    from quizapp.core.items.flaws import CATALOGUE

    found = list(CATALOGUE.values()) if name is None else [_named(name)]
    if form == "json":
        click.echo(json.dumps([_as_plain(flaw) for flaw in found], ensure_ascii=False, indent=2).encode())
        return
    click.echo("\n".join(_lines(found)))


def _named(name: str) -> Flaw:
    from quizapp.core.items.flaws import CATALOGUE

    if name in CATALOGUE:
        return CATALOGUE[name]
    near = (
        get_close_matches(name, CATALOGUE, n=3, cutoff=0.4) or [one for one in CATALOGUE if name in one][:3]
    )
    meant = f" Did you mean {' or '.join(near)}?" if near else " List them all with: quizapp flaws"
    raise InputError(f"There is no flaw named “{name}”.{meant}")


def _lines(found: Sequence[Flaw]) -> Iterator[str]:
    from quizapp.core.items.flaws import REFERENCES

    for title, fatal in (("Fatal: such an item is never made.", True), ("Advisory.", False)):
        group = [flaw for flaw in found if flaw.fatal is fatal]
        if group:
            yield from (title, "")
        for flaw in group:
            yield from _explained(flaw)
    yield "Sources"
    cited = {source for flaw in found for source in flaw.sources}
    yield from (f"  {name}: {where}" for name, where in REFERENCES.items() if name in cited)


def _explained(flaw: Flaw) -> Iterator[str]:
    yield f"{flaw.name}{' (of a deck)' if flaw.scope == 'deck' else ''}"
    yield f"  Rule:    {flaw.rule}"
    yield f"  Why:     {flaw.why}"
    yield f"  Source:  {'; '.join(flaw.sources)}"
    for title, items in (("Broken", flaw.broken), ("Mended", flaw.mended)):
        for n, item in enumerate(items[:_MOST]):
            yield f"  {title + ':' if n == 0 else '':<8} {_example(item)}"
        if len(items) > _MOST:
            yield f"{'':<10} … and {len(items) - _MOST} more"
    yield ""


_MOST = 3


def _example(asked: Asked) -> str:
    plain = _item(asked)
    answers = [f"[{'x' if one['correct'] else ' '}] {one['text']}" for one in plain.get("options", ())]
    answers += [f"[{key}]" for key in plain.get("keys", ())]
    answers += [f"[{left} – {right}]" for left, right in plain.get("pairs", ())]
    quote = f" (The text: “{asked.quote}”)" if asked.quote else ""
    return f"{plain['stem']}  {'  '.join(answers)}{quote}"


def _as_plain(flaw: Flaw) -> dict[str, Any]:
    return {
        "name": flaw.name,
        "fatal": flaw.fatal,
        "scope": flaw.scope,
        "rule": flaw.rule,
        "why": flaw.why,
        "sources": list(flaw.sources),
        "broken": [_item(asked) for asked in flaw.broken],
        "mended": [_item(asked) for asked in flaw.mended],
    }


def _item(asked: Asked) -> dict[str, Any]:
    from quizapp.core.items.interaction import Choice, Gap, Match, TextEntry

    quoted = {"quote": asked.quote} if asked.quote else {}
    match asked.how:
        case Choice(prompt=stem, options=options):
            offered = [{"text": option.text, "correct": option.correct} for option in options]
            return {"stem": stem, "options": offered, **quoted}
        case Gap(text=stem, gaps=gaps):
            return {"stem": stem, "keys": [gap.key for gap in gaps], **quoted}
        case TextEntry(prompt=stem, answers=answers):
            return {"stem": stem, "keys": list(answers), **quoted}
        case Match(prompt=stem, pairs=pairs):
            return {"stem": stem, "pairs": [list(pair) for pair in pairs], **quoted}
        case other:
            return {"stem": other.prompt, "keys": list(other.sequence), **quoted}
