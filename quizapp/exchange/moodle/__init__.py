"""Moodle XML, the format in which Moodle's question bank gives out and takes in items of every type."""

from quizapp.exchange.moodle.reader import read_moodle
from quizapp.exchange.moodle.writer import write_moodle, write_question

__all__ = ["read_moodle", "write_moodle", "write_question"]
