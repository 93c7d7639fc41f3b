"""What can be wrong with an item of Moodle, in a teacher's words and with what to do about it."""

from __future__ import annotations

from quizapp.exchange.faults import FEW_PARTS as FEW_PARTS
from quizapp.exchange.faults import GAP_OF_CHOICE as GAP_OF_CHOICE
from quizapp.exchange.faults import NUMBERED as NUMBERED
from quizapp.exchange.faults import ONE_OPTION as ONE_OPTION
from quizapp.exchange.faults import ONE_PAIR as ONE_PAIR
from quizapp.exchange.faults import SAME_PARTS as SAME_PARTS
from quizapp.exchange.faults import TOLERANCE as TOLERANCE
from quizapp.phrases import phrase

UNKNOWN_TYPE = phrase("Items of Moodle’s type “%(type)s” have no kind here. Write it anew, or leave it out.")
NO_STEM = phrase("Nothing is asked: the text of the item is empty.")
PICTURE = phrase("The item shows a picture or plays a sound, which is not read from Moodle. Write it anew.")
NO_KEY = phrase("No answer earns all the marks. Give one 100 percent in Moodle and export it once more.")
MANY_KEYS = phrase("%(count)s answers earn all the marks. Leave one, or let the item take several answers.")
WILDCARD = phrase("“%(answer)s” stands for any number of answers. Write out those that are right.")
LONE_RIGHT = phrase("“%(answer)s” stands alone on the right. Write what belongs to it, or take it away.")
EMPTY_PAIR = phrase("A pair has an empty side. Fill it in, or take it away.")
NO_MODEL = phrase(
    "An essay needs an answer to show. Write it into “Information for graders” or the general feedback."
)
NO_GAP = phrase("There is no gap in the text.")
BAD_SHARE = phrase("“%(share)s” is no share of the marks.")
