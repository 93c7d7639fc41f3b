"""What can be wrong with an item of Moodle, in a teacher's words and with what to do about it."""

from __future__ import annotations

from quizapp.phrases import phrase

UNKNOWN_TYPE = phrase("Items of Moodle’s type “%(type)s” have no kind here. Write it anew, or leave it out.")
NO_STEM = phrase("Nothing is asked: the text of the item is empty.")
PICTURE = phrase("The item shows a picture or plays a sound, which is not read from Moodle. Write it anew.")
NO_KEY = phrase("No answer earns all the marks. Give one 100 percent in Moodle and export it once more.")
ONE_OPTION = phrase("There is only one answer to choose from. Add a wrong one.")
MANY_KEYS = phrase("%(count)s answers earn all the marks. Leave one, or let the item take several answers.")
WILDCARD = phrase("“%(answer)s” stands for any number of answers. Write out those that are right.")
TOLERANCE = phrase("A number with a tolerance cannot be taken. Write out the numbers that are right.")
LONE_RIGHT = phrase("“%(answer)s” stands alone on the right. Write what belongs to it, or take it away.")
EMPTY_PAIR = phrase("A pair has an empty side. Fill it in, or take it away.")
ONE_PAIR = phrase("There is only one pair to match. Write two or more.")
NO_MODEL = phrase(
    "An essay needs an answer to show. Write it into “Information for graders” or the general feedback."
)
FEW_PARTS = phrase("There are fewer than two parts to put in order.")
SAME_PARTS = phrase("Two parts to put in order are the same.")
NO_GAP = phrase("There is no gap in the text.")
GAP_OF_CHOICE = phrase(
    "A gap with answers to choose from has no kind here. Let learners write, or make an item of it."
)
NUMBERED = phrase("The text has “{{” and a number in it, which is how gaps are written here. Change it.")
BAD_SHARE = phrase("“%(share)s” is no share of the marks.")
