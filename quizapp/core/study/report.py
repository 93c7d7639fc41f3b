"""A learner's word on an item to the deck's owner, and what the owner decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from quizapp.core.items.interaction import Gap, TextEntry
from quizapp.core.items.item import Item
from quizapp.core.items.kind import Answer, Form
from quizapp.core.items.matching import matches
from quizapp.errors import InputError
from quizapp.phrases import phrase

Reason = Literal["wrong", "unclear", "typo", "other", "appeal"]
"""Why: the key is wrong, the stem is unclear, a slip in the wording, something else; or “I was right”."""
REASONS: tuple[Reason, ...] = get_args(Reason)
Ruling = Literal["upheld", "declined"]
RULINGS: tuple[Ruling, ...] = get_args(Ruling)
MOST_CHARS = 500
CHANGED = phrase("The item was changed since: add the wording by hand.")


@dataclass(frozen=True, kw_only=True)
class Report:
    """``number`` names it within its deck. ``answer`` is what the learner had given; ``item`` as it was asked.

    Until ``ruled`` there is no ``ruling``. ``reply`` is the owner's word to the learner, who ``heard`` it or not yet.
    """

    number: int
    deck_id: str
    deck_title: str
    item: Item
    version: int
    reason: Reason
    words: str
    answer: Answer
    reported: datetime
    ruling: Ruling | None = None
    reply: str = ""
    ruled: datetime | None = None
    heard: bool = False

    @property
    def can_reopen(self) -> bool:
        """Whether its ruling can be taken back: no learner heard it, and no answer became right by it."""
        return (
            self.ruling is not None and not self.heard and (self.reason, self.ruling) != ("appeal", "upheld")
        )


def reason_named(name: str) -> Reason:
    """Raises `InputError` for a reason that there is not."""
    found = next((reason for reason in REASONS if reason == name), None)
    if found is None:
        raise InputError("Choose what is wrong with the item.")
    return found


def ruling_named(name: str) -> Ruling:
    """Raises `InputError` for a ruling that there is not."""
    found = next((ruling for ruling in RULINGS if ruling == name), None)
    if found is None:
        raise InputError("Say whether the report is right.")
    return found


def within(words: str) -> str:
    """What a person wrote, trimmed. Raises `InputError` where it is too long."""
    kept = words.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(kept) > MOST_CHARS:
        raise InputError("Say it in at most %(most)s characters.", most=MOST_CHARS)
    return kept


def can_appeal(item: Item, answer: Answer) -> bool:
    """Whether an answer was written, and its wording may be as right as the key."""
    how = item.body.interaction(item.stem)
    if isinstance(how, TextEntry):
        return not how.open and not matches(answer[0], how.answers)
    return isinstance(how, Gap) and any(_slips(how, answer))


def _slips(gap: Gap, answer: Answer) -> list[str]:
    """By gap what was written and did not count. Raises `InputError` where there are other gaps by now."""
    if len(gap.gaps) != len(answer):
        raise InputError(CHANGED)
    return [
        "" if matches(text, (key.key, *key.accept)) else text
        for text, key in zip(answer, gap.gaps, strict=True)
    ]


def accepting(item: Item, answer: Answer) -> Form:
    """The edit form that takes a written answer among the wordings of the key.

    Raises `InputError` where the item is another one by now.
    """
    how = item.body.interaction(item.stem)
    if isinstance(how, TextEntry) and not how.open and len(answer) == 1:
        return {"answers": ["\n".join((*how.answers, answer[0]))]}
    if isinstance(how, Gap):
        more = [
            [*key.accept, *filter(None, [slip.replace("|", "/")])]
            for key, slip in zip(how.gaps, _slips(how, answer), strict=True)
        ]
        return {
            "stem": [item.stem],
            "gap_key": [key.key for key in how.gaps],
            "gap_accept": [" | ".join(words) for words in more],
        }
    raise InputError(CHANGED)
