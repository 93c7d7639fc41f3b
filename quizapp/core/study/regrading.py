"""Grading a stored answer again by what its item says now."""

from __future__ import annotations

from quizapp.core.items.interaction import Choice, Match
from quizapp.core.items.item import Item
from quizapp.core.items.kind import Answer
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.outcome import Outcome
from quizapp.errors import ResponseInvalid


def regrade(asked: Item, present: Item, answer: Answer) -> Outcome | None:
    """The outcome of an answer to ``asked`` by the key of ``present``, None where it says nothing of that.

    An option is known by its text, wherever it stands by now. An answer that the present item could not have got, such
    as an option that is gone or another number of gaps, keeps its old outcome.
    """
    if asked.kind != present.kind:
        return None
    given = _translated(asked, present, answer)
    if given is None:
        return None
    try:
        is_possible = present.body.parse(present.body.refill(given)) == given
    except (ResponseInvalid, ValueError):
        return None
    return present.body.grade(given) if is_possible else None


def _translated(asked: Item, present: Item, answer: Answer) -> Answer | None:
    """The answer in the present item's own terms."""
    before, after = asked.body.interaction(asked.stem), present.body.interaction(present.stem)
    if isinstance(before, Match) and isinstance(after, Match):
        chosen = {left: right for (left, _), right in zip(before.pairs, answer, strict=True)}
        return tuple(chosen.get(left, "") for left, _ in after.pairs)
    if not isinstance(before, Choice) or not isinstance(after, Choice) or asked.kind == "true_false":
        return answer
    places = {option.text: index for index, option in enumerate(after.options)}
    texts = [before.options[int(index)].text for index in answer]
    if not all(text in places for text in texts):
        return None
    moved = [str(places[text]) for text in texts]
    return tuple(sorted(moved, key=int)) if isinstance(present.body, MultipleResponse) else tuple(moved)
