"""Who chooses which option: the table that shows distractors at work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.analytics.groups import Group
from quizapp.core.analytics.record import Score
from quizapp.core.items.interaction import Choice, Interaction

FUNCTIONING_SHARE = 0.05
"""Tarrant, Ware & Mohammed (2009), BMC Medical Education 9:40: a distractor that fewer choose does not function."""


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """One sort of answer, ``text`` "" for none. ``share`` is 0–1 of all learners who were asked the item.

    ``offered``: it is an option of a single choice, which learners see and a writer can replace.
    """

    text: str
    is_key: bool
    offered: bool
    top: int
    middle: int
    bottom: int
    share: float

    @property
    def count(self) -> int:
        """How many gave this answer."""
        return self.top + self.middle + self.bottom

    @property
    def functions(self) -> bool | None:
        """Whether a distractor does its work: at least 5 % choose it, and more of the bottom than of the top group
        (Tarrant, Ware & Mohammed 2009). None for a key and for what is no option."""
        if self.is_key or not self.offered:
            return None
        return self.share >= FUNCTIONING_SHARE and self.bottom > self.top


def buckets(scores: Sequence[Score], how: Interaction, groups: Mapping[str, Group]) -> tuple[Bucket, ...]:
    """The answers to one item: keys first, then from often to rare.

    Every option of a single choice is there, chosen or not; of other interactions, where a bucket is a whole answer,
    those that occurred.
    """
    offered = _offered(how)
    right = {score.bucket for score in scores if score.bucket and score.fraction >= 1}
    keys = {text for text, correct in offered.items() if correct} if offered else right
    counts = Counter((score.bucket, groups[score.learner]) for score in scores)
    found = [
        _bucket(text, counts, learners=len(scores), is_key=text in keys, offered=text in offered)
        for text in dict.fromkeys([*offered, *(score.bucket for score in scores)])
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_key, -one.count, one.text)))


def idle(found: Sequence[Bucket]) -> Iterator[Bucket]:
    """The distractors that fewer than 5 % choose."""
    for one in found:
        if one.functions is False and one.share < FUNCTIONING_SHARE:
            yield one


def misleading(found: Sequence[Bucket]) -> Iterator[Bucket]:
    """The distractors that more of the top group choose than a key: a sign of a wrong key (Haladyna 2004, Developing
    and Validating Multiple-choice Test Items, 3rd ed., chapter 9)."""
    best = max((one.top for one in found if one.is_key), default=0)
    for one in found:
        if one.functions is not None and one.top > best:
            yield one


def _offered(how: Interaction) -> dict[str, bool]:
    """By text whether an option is right; only of a single choice, where an answer is one option."""
    if not isinstance(how, Choice) or how.multiple:
        return {}
    return {option.text: option.correct for option in how.options}


def _bucket(
    text: str, counts: Counter[tuple[str, Group]], *, learners: int, is_key: bool, offered: bool
) -> Bucket:
    top, middle, bottom = counts[text, "top"], counts[text, "middle"], counts[text, "bottom"]
    share = (top + middle + bottom) / max(1, learners)
    return Bucket(
        text=text, is_key=is_key, offered=offered, top=top, middle=middle, bottom=bottom, share=share
    )
