"""Amounts: a figure with what hedges it before and its unit behind, read by tokens, since the tree often parts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

YEAR = re.compile(r"1\d{3}|20[0-9]\d")
_PERCENT = frozenset({"%", "percent", "pct"})
MONEY = frozenset({"$", "€", "£", "¥", "US$", "A$", "C$", "HK$", "NZ$"})
CURRENCIES = frozenset(
    "yuan rmb dollar euro pound yen rupee won rouble ruble real peso franc krone cent".split()
)
_UNITS = CURRENCIES | frozenset(
    "tonne ton kilogram kilogramme kg gram liter litre barrel mu hectare acre km kilometer kilometre meter metre mile "
    "foot feet inch kilowatt kw megawatt mw gigawatt gw kwh mwh gwh twh watt degree point ha".split()
)
_LEADS = frozenset(
    "square cubic metric us u.s. u.s american hong kong singapore australian canadian percentage standard".split()
)
_LEAST = frozenset({"more than", "over", "at least", "above", "upwards of", "no less than", "not less than"})
_MOST = frozenset({"less than", "fewer than", "under", "up to", "at most", "no more than", "below"})
_ROUGH = frozenset("about around approximately roughly some nearly almost".split()) | {
    "close to",
    "an estimated",
}
_EXCEEDING = frozenset({"exceed", "surpass", "top", "outstrip"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Amount:
    """``tokens`` is all of it in order, ``hedge`` the words before, ``number`` the figure, ``unit`` what follows it.

    ``head`` is the token that the rest of the sentence is tied to.
    """

    hedge: tuple[Token, ...]
    number: tuple[Token, ...]
    unit: tuple[Token, ...]
    head: Token

    @property
    def tokens(self) -> list[Token]:
        """Hedge, figure and unit."""
        return [*self.hedge, *self.number, *self.unit]

    @property
    def is_percent(self) -> bool:
        """Whether it is a share of a hundred, percentage points left out."""
        return bool(self.unit) and self.unit[0].lower_ in _PERCENT and len(self.unit) == 1

    @property
    def is_money(self) -> bool:
        """Whether it is a sum."""
        return self.number[0].text in MONEY or (
            bool(self.unit) and self.unit[-1].lemma_.lower() in CURRENCIES
        )

    @property
    def is_measured(self) -> bool:
        """Whether it has a unit and counts no things."""
        return bool(self.unit) or self.number[0].text in MONEY

    def type_for(self, verb: Token) -> str:
        """“least” of what is exceeded, “most” of what is not reached, else “quantity”."""
        said = " ".join(token.lower_ for token in self.hedge)
        if said in _LEAST or verb.lemma_ in _EXCEEDING:
            return "least"
        return "most" if said in _MOST else "quantity"


def amount_at(figure: Token, inside: set[int]) -> Amount | None:
    """The amount that a figure belongs to, where the figure is its first; None for years and parts of words."""
    number = _number(figure, inside)
    if figure != next((token for token in number if token.tag_ == "CD"), None) or len(number) > 4:
        return None
    if len(number) == 1 and YEAR.fullmatch(figure.text):
        return None
    unit = _unit(number[-1], inside)
    after = (unit or number)[-1]
    if after.i + 1 in inside and after.nbor(1).text in {"-", "–", "/", "x", "×"}:
        return None  # “12,000-yuan”, “60×60”
    head = unit[-1] if unit else number[-1]
    return Amount(hedge=tuple(_hedge(number[0], inside)), number=tuple(number), unit=tuple(unit), head=head)


def _number(figure: Token, inside: set[int]) -> list[Token]:
    run = [figure]
    while run[0].i - 1 in inside and (run[0].nbor(-1).tag_ == "CD" or run[0].nbor(-1).text in MONEY):
        run.insert(0, run[0].nbor(-1))
    while run[-1].i + 1 in inside and run[-1].nbor(1).tag_ == "CD":
        run.append(run[-1].nbor(1))
    return run


def _unit(last: Token, inside: set[int]) -> list[Token]:
    after = [last.nbor(n) for n in range(1, 4) if last.i + n in inside]
    if after and after[0].lower_ in _PERCENT:
        return after[:1]
    for n, token in enumerate(after):
        if token.lemma_.lower() in _UNITS or token.lower_ in _UNITS:
            goes_on = n + 1 < len(after) and after[n + 1].pos_ in {"NOUN", "PROPN"}
            return [] if goes_on else after[: n + 1]
        if token.lower_ not in _LEADS:
            break
    return []


def _hedge(first: Token, inside: set[int]) -> list[Token]:
    words: list[Token] = []
    for n in range(1, 4):
        if first.i - n not in inside:
            break
        words.insert(0, first.nbor(-n))
        if " ".join(token.lower_ for token in words) in _LEAST | _MOST | _ROUGH:
            longer = [first.nbor(-n - 1), *words] if first.i - n - 1 in inside else words
            return longer if " ".join(t.lower_ for t in longer) in _LEAST | _MOST | _ROUGH else words
    return []


def is_dated(tokens: Sequence[Token]) -> bool:
    """Whether a year or century is named."""
    return any(YEAR.fullmatch(token.text) or token.lower_ in {"century", "centuries"} for token in tokens)
