"""A first help with an item, which gives a part of its key away."""

from __future__ import annotations

import random

from quizapp.core.items.interaction import Choice, Gap, Interaction, Match, Order, TextEntry
from quizapp.phrases import phrase

_FEWEST_OPTIONS = 3


def hints(interaction: Interaction, rng: random.Random) -> tuple[str, ...]:
    """The hints of an item; none where one would give all of it away, or where nothing can be compared.

    ``rng`` chooses what is given away: the same seed, the same hint.
    """
    if isinstance(interaction, Choice):
        return _not_this(interaction, rng)
    if isinstance(interaction, TextEntry):
        return () if interaction.open else (_start(interaction.answers[0]),)
    if isinstance(interaction, Gap):
        return tuple(_start(gap.key) for gap in interaction.gaps)
    if isinstance(interaction, Match):
        left, right = rng.choice(interaction.pairs)
        return (phrase("“%(left)s” belongs to “%(right)s”.") % {"left": left, "right": right},)
    return _first(interaction)


def _not_this(interaction: Choice, rng: random.Random) -> tuple[str, ...]:
    wrong = [option.text for option in interaction.options if not option.correct]
    if len(interaction.options) < _FEWEST_OPTIONS or not wrong:
        return ()
    return (phrase("It is not “%(option)s”.") % {"option": rng.choice(wrong)},)


def _start(key: str) -> str:
    """The first letter and the length: in words where there are several, else in letters."""
    words = key.split()
    if len(words) > 1:
        return phrase("Begins with “%(start)s” and has %(n)s words.") % {"start": key[0], "n": len(words)}
    return phrase("Begins with “%(start)s” and has %(n)s letters.") % {"start": key[0], "n": len(key)}


def _first(interaction: Order) -> tuple[str, ...]:
    return (phrase("First comes “%(first)s”.") % {"first": interaction.sequence[0]},)
