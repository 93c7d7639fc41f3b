"""What can be wrong with an item of QTI, in a teacher's words and with what to do about it."""

from __future__ import annotations

from quizapp.phrases import phrase

NO_INTERACTION = phrase("Nothing is to be answered in this item.")
UNKNOWN_INTERACTION = phrase("Items with “%(name)s” have no kind here. Write it anew, or leave it out.")
SEVERAL = phrase("The item has several places to answer of different sorts. Make an item of each.")
CHOICE_IN_TEXT = phrase(
    "A gap with answers to choose from has no kind here. Let learners write, or make an item of it."
)
NO_STEM = phrase("Nothing is asked: the item has no text.")
MEDIA = phrase(
    "The item shows a picture, a formula or plays a sound, which is not read from QTI. Write it anew."
)
NO_KEY = phrase("The item does not say which answer is right.")
ONE_OPTION = phrase("There is only one answer to choose from. Add a wrong one.")
MANY_KEYS = phrase("Several answers are right where learners can choose one.")
TOLERANCE = phrase("A number with a tolerance cannot be taken. Write out the numbers that are right.")
UNTIED = phrase(
    "“%(answer)s” belongs to nothing, or to several. Each left needs one right, and each right a left."
)
FEW_PARTS = phrase("There are fewer than two parts to put in order.")
SAME_PARTS = phrase("Two parts to put in order are the same.")
PARTLY = phrase("Only some of the parts are to be put in order.")
NO_MODEL = phrase("A free text needs an answer to show. Give it a correct response.")
NUMBERED = phrase("The text has “{{” and a number in it, which is how gaps are written here. Change it.")
MISSING = phrase("The package has no file “%(path)s”, which its manifest names.")
NO_ITEM = phrase("“%(path)s” is no item of QTI 2.")
BAD_FILE = phrase("“%(path)s” cannot be read: %(why)s")
