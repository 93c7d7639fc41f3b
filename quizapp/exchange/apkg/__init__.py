"""Anki packages (.apkg): a deck as notes and cards that learners can keep up to date."""

from quizapp.exchange.apkg.writer import write_apkg

__all__ = ["write_apkg"]
