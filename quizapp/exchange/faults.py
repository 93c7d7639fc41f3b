"""What is wrong with an item alike in several formats, in a teacher's words and with what to do about it."""

from __future__ import annotations

from quizapp.phrases import phrase

ONE_OPTION = phrase("There is only one answer to choose from. Add a wrong one.")
TOLERANCE = phrase("A number with a tolerance cannot be taken. Write out the numbers that are right.")
ONE_PAIR = phrase("There is only one pair to match. Write two or more.")
FEW_PARTS = phrase("There are fewer than two parts to put in order.")
SAME_PARTS = phrase("Two parts to put in order are the same.")
GAP_OF_CHOICE = phrase(
    "A gap with answers to choose from has no kind here. Let learners write, or make an item of it."
)
NUMBERED = phrase("The text has “{{” and a number in it, which is how gaps are written here. Change it.")
