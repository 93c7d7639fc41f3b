"""Anki packages (.apkg): a deck as notes and cards that learners can keep up to date."""

from quizapp.exchange.apkg.kept import Kept
from quizapp.exchange.apkg.writer import NOTHING, files_of, write_apkg

__all__ = ["NOTHING", "Kept", "files_of", "write_apkg"]
