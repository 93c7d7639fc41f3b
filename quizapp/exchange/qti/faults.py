"""What can be wrong with an item of QTI, in a teacher's words and with what to do about it."""

from __future__ import annotations

from quizapp.exchange.faults import FEW_PARTS as FEW_PARTS
from quizapp.exchange.faults import GAP_OF_CHOICE as GAP_OF_CHOICE
from quizapp.exchange.faults import NUMBERED as NUMBERED
from quizapp.exchange.faults import ONE_OPTION as ONE_OPTION
from quizapp.exchange.faults import SAME_PARTS as SAME_PARTS
from quizapp.exchange.faults import TOLERANCE as TOLERANCE
from quizapp.phrases import phrase

NO_INTERACTION = phrase("Nothing is to be answered in this item.")
UNKNOWN_INTERACTION = phrase("Items with “%(name)s” have no kind here. Write it anew, or leave it out.")
SEVERAL = phrase("The item has several places to answer of different sorts. Make an item of each.")
NO_STEM = phrase("Nothing is asked: the item has no text.")
MEDIA = phrase(
    "The item shows a picture, a formula or plays a sound, which is not read from QTI. Write it anew."
)
NO_KEY = phrase("The item does not say which answer is right.")
MANY_KEYS = phrase("Several answers are right where learners can choose one.")
UNTIED = phrase(
    "“%(answer)s” belongs to nothing, or to several. Each left needs one right, and each right a left."
)
PARTLY = phrase("Only some of the parts are to be put in order.")
NO_MODEL = phrase("A free text needs an answer to show. Give it a correct response.")
MISSING = phrase("The package has no file “%(path)s”, which its manifest names.")
NO_ITEM = phrase("“%(path)s” is no item of QTI 2.")
BAD_FILE = phrase("“%(path)s” cannot be read: %(why)s")
