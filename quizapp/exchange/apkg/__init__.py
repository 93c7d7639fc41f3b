"""Anki packages (.apkg): a deck as notes and cards that learners can keep up to date."""

from quizapp.exchange.apkg.kept import Kept
from quizapp.exchange.apkg.writer import NOTHING, Part, files_of, write_apkg, write_decks

__all__ = ["NOTHING", "Kept", "Part", "files_of", "write_apkg", "write_decks"]
