"""How sure a learner says to be before an answer is graded: who is sure and wrong remembers the correction best.

Butterfield & Metcalfe 2001, "Errors committed with high confidence are hypercorrected".
"""

from __future__ import annotations

from typing import Literal, get_args

from quizapp.core.items.kind import Form
from quizapp.errors import ResponseInvalid

Confidence = Literal["guess", "unsure", "sure"]
LEVELS: tuple[Confidence, ...] = get_args(Confidence)


def confidence_in(form: Form) -> Confidence | None:
    """What a form says, None where it says nothing. Raises `ResponseInvalid` for anything else."""
    said = [word for word in form.get("confidence", ()) if word]
    found = next((level for level in LEVELS if said == [level]), None)
    if said and found is None:
        raise ResponseInvalid("Say whether you guess, are unsure or are sure.")
    return found
