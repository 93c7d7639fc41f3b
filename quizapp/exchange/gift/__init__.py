"""GIFT, Moodle's plain text for many items at once: read what teachers type, write what Moodle imports."""

from quizapp.exchange.gift.reader import read_gift
from quizapp.exchange.gift.writer import write_gift
from quizapp.exchange.gift.written import LineError, Reading, Written

__all__ = ["LineError", "Reading", "Written", "read_gift", "write_gift"]
