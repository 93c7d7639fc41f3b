"""What templates may ask of an item, and the addresses they build."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from flask import Flask, request, url_for
from markupsafe import Markup, escape

from quizapp.core.items.brackets import write_gaps
from quizapp.core.items.flaws import CATALOGUE, Flaw
from quizapp.core.items.interaction import Choice, Gap, Match, Option, Order, TextEntry
from quizapp.core.items.item import Item
from quizapp.core.items.matching import spelling
from quizapp.core.items.ranking import acceptance
from quizapp.core.statements.statement import join_words
from quizapp.web.marks import differing, focus_pieces, quote_pieces, span_name
from quizapp.web.translations import said

_GAP = re.compile(r"\{\{\d+\}\}")
BLANK = Markup('<span class="blank">…</span>')
HTMX_CONFIG = json.dumps(
    {
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
        "defaultSettleDelay": 0,  # a new form is ours before anybody can press Enter in it
        "historyCacheSize": 0,  # Back asks the server: a kept page would show an item without its response
        "refreshOnHistoryMiss": True,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "400|404|405|409|413|422|500|503", "swap": True},
            {"code": "...", "swap": False, "error": True},
        ],
    },
    separators=(",", ":"),
)


def init_app(app: Flask) -> None:
    """Give the templates these filters."""
    app.add_template_filter(told_once)
    marking = (with_gaps, focus_pieces, quote_pieces, span_name, differing)
    for name in (*marking, acceptance, key_words, flaw_rule, mended, spelling):
        app.add_template_filter(name)
    app.add_template_global(with_page)
    app.jinja_env.globals["htmx_config"] = HTMX_CONFIG


def with_gaps(stem: str) -> Markup:
    """A stem as text, each gap a blank of the same width."""
    return BLANK.join(escape(part) for part in _GAP.split(stem))


def key_words(item: Item) -> str:
    """An item's right answer as words: the deck's, or ours where it is that a claim is true or false. Of a card from
    elsewhere a quiz asks the first side."""
    told = [face.answer for face in item.body.faces(item.stem)]
    words = join_words(told[:1] if item.kind == "faces" else told)
    return said(words) if item.kind == "true_false" else words


def told_once(feedback: str, options: Iterable[Option]) -> bool:
    """Whether only one of these options is told this."""
    return [option.feedback for option in options].count(feedback) == 1


def flaw_rule(name: str) -> str:
    """The rule that an item breaks."""
    return CATALOGUE[name].rule if name in CATALOGUE else name


def mended(flaw: Flaw) -> str:
    """An item that keeps a rule, on one line: its stem, and in brackets its answers, the key marked."""
    (how, *_rest) = (asked.how for asked in flaw.mended)
    match how:
        case Choice(prompt=stem, options=options):
            answers = [f"{'✓ ' if option.correct else ''}{option.text}" for option in options]
        case Gap(text=text, gaps=gaps):
            stem, answers = write_gaps(text, gaps), []
        case TextEntry(prompt=stem, answers=given):
            answers = list(given)
        case Match(prompt=stem, pairs=pairs):
            answers = [f"{left} – {right}" for left, right in pairs]
        case Order(prompt=stem, sequence=sequence):
            answers = list(sequence)
    return f"{stem} ({'; '.join(answers)})" if answers else stem


def with_page(number: int) -> str:
    """This address with another page."""
    arguments = request.args.to_dict() | (request.view_args or {})
    return url_for(request.endpoint or "decks.home", **(arguments | {"page": number}))
