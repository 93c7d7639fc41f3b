"""The catalogue of item-writing flaws and the checks that find them, the same for generator, audit and editor.

Rules after Haladyna, Downing & Rodriguez 2002, the 19 flaws of Tarrant 2006 and Moore 2023, and our own.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.core.items.flaws.deck_checks import (
    DeckFigures,
    DeckFinding,
    deck_figures,
    deck_findings,
    is_key_longest,
    place_of_key,
)
from quizapp.core.items.flaws.deck_rules import DECK_RULES
from quizapp.core.items.flaws.finding import flaws_of
from quizapp.core.items.flaws.flaw import REFERENCES, Asked, Flaw
from quizapp.core.items.flaws.key_rules import KEY_RULES
from quizapp.core.items.flaws.marks import gives_away, is_balanced
from quizapp.core.items.flaws.option_rules import OPTION_RULES
from quizapp.core.items.flaws.stem_rules import STEM_RULES

CATALOGUE: Mapping[str, Flaw] = {
    flaw.name: flaw for flaw in (*STEM_RULES, *OPTION_RULES, *KEY_RULES, *DECK_RULES)
}
"""All flaws by name, in the order in which a writer meets them."""

__all__ = [
    "CATALOGUE",
    "REFERENCES",
    "Asked",
    "DeckFigures",
    "DeckFinding",
    "Flaw",
    "deck_figures",
    "deck_findings",
    "flaws_of",
    "gives_away",
    "is_balanced",
    "is_key_longest",
    "place_of_key",
]
