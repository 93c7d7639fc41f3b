"""The shell's way in: `quizapp generate FILE` needs no database, the rest works on the decks of an instance."""

from __future__ import annotations

from quizapp.cli import (
    accounts,
    auditing,
    decks,
    evaluating,
    exporting,
    flaws,
    generating,
    moving,
    renewing,
    serving,
    training,
    upkeep,
)
from quizapp.cli.group import main

__all__ = [
    "accounts",
    "auditing",
    "decks",
    "evaluating",
    "exporting",
    "flaws",
    "generating",
    "main",
    "moving",
    "renewing",
    "serving",
    "training",
    "upkeep",
]
