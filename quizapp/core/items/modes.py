"""How choosy a deck is: only what is most likely accepted, what is likely accepted, or every sound item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from quizapp.errors import InputError

Mode = Literal["strict", "normal", "all"]
MODES: Final[tuple[Mode, ...]] = get_args(Mode)
DEFAULT: Final[Mode] = "normal"

LEAST: Mapping[Mode, float] = {"strict": 0.55, "normal": 0.22, "all": 0.0}
"""The least chance of acceptance, 0–1, that an item of a text needs in each mode; a hand-written one needs none."""


def mode_from(name: str) -> Mode:
    """The mode of this name, the default one for an empty name. Raises `InputError` for any other."""
    if not name:
        return DEFAULT
    if name not in MODES:
        raise InputError(
            "There is no mode “%(mode)s”. Choose one of: %(modes)s.", mode=name, modes=", ".join(MODES)
        )
    return name
