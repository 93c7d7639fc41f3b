"""QTI 2.1 content packages: items and a test that assessment systems exchange (1EdTech)."""

from quizapp.exchange.qti.items import item_xml
from quizapp.exchange.qti.package import is_package
from quizapp.exchange.qti.reader import read_qti
from quizapp.exchange.qti.writer import write_qti

__all__ = ["is_package", "item_xml", "read_qti", "write_qti"]
