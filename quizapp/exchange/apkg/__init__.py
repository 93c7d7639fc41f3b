"""Anki packages (.apkg): a deck as notes and cards that learners can keep up to date."""

from quizapp.exchange.apkg.kept import Kept
from quizapp.exchange.apkg.writer import NOTHING, write_apkg

__all__ = ["NOTHING", "Kept", "write_apkg"]
