"""Which rules an item breaks, from how it asks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.core.items.flaws.flaw import Asked
from quizapp.core.items.flaws.key_checks import (
    CLAIM_CHECKS,
    ENTRY_CHECKS,
    GAP_CHECKS,
    KEY_CHECKS,
    MATCH_CHECKS,
    ORDER_CHECKS,
    Keyed,
)
from quizapp.core.items.flaws.option_checks import OPTION_CHECKS, is_verdict, keys_of
from quizapp.core.items.flaws.stem_checks import GAP, STEM_CHECKS, is_half
from quizapp.core.items.interaction import Choice, Gap, Interaction, Match, Order, TextEntry

_GAP = re.compile(r"\{\{(\d{1,3})\}\}")


def flaws_of(how: Interaction, *, quote: str = "") -> tuple[str, ...]:
    """Names of all rules of stem, options and keys that an item breaks, each once.

    ``quote`` is its evidence, where that is known: some rules compare the key with it.
    """
    return tuple(dict.fromkeys(_found(Asked(how=how, quote=quote))))


def _found(asked: Asked) -> Iterator[str]:
    how = asked.how
    stem = _GAP.sub(GAP, how.text if isinstance(how, Gap) else how.prompt)
    yield from (name for name, breaks in STEM_CHECKS.items() if breaks(stem))
    if is_half(filled(how)):
        yield "correlative-half"
    if isinstance(how, Choice):
        yield from _found_in_choice(how, asked.quote)
    elif isinstance(how, Gap):
        apart = _GAP.sub(" ; ", how.text)
        yield from _found_in_keys(apart, [gap.key for gap in how.gaps], asked.quote)
        yield from (name for name, breaks in GAP_CHECKS.items() if breaks(how))
    elif isinstance(how, TextEntry):
        yield from _found_in_keys(how.prompt, list(how.answers), asked.quote)
        yield from (name for name, breaks in ENTRY_CHECKS.items() if breaks(how))
    elif isinstance(how, Match):
        yield from (name for name, breaks in MATCH_CHECKS.items() if breaks(how))
    elif isinstance(how, Order):
        yield from (name for name, breaks in ORDER_CHECKS.items() if breaks(how, asked.quote))


def _found_in_choice(choice: Choice, quote: str) -> Iterator[str]:
    keys = keys_of(choice)
    if is_verdict(choice):
        if len(keys) != 1:
            yield "key-count"
        is_true = keys == ["True"]
        yield from (name for name, breaks in CLAIM_CHECKS.items() if breaks(choice.prompt, is_true))
        return
    yield from (name for name, breaks in OPTION_CHECKS.items() if breaks(choice))
    if keys:
        yield from _found_in_keys(choice.prompt, keys, quote)


def _found_in_keys(stem: str, keys: list[str], quote: str) -> Iterator[str]:
    keyed = Keyed(stem=stem, keys=keys, quote=quote)
    yield from (name for name, breaks in KEY_CHECKS.items() if breaks(keyed))


def filled(how: Interaction) -> str:
    """The stem, its gaps filled with their keys; of a gap without a key the mark stays."""
    if not isinstance(how, Gap):
        return how.prompt
    keys = dict(enumerate((gap.key for gap in how.gaps), 1))
    return _GAP.sub(lambda found: keys.get(int(found[1]), GAP), how.text)
